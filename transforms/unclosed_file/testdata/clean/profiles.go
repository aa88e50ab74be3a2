// Silent: the profile is stopped by somebody else, who may close the file then, or the file is closed by the function's own judgement.

package clean

import (
	"os"
	"runtime/pprof"
	"runtime/trace"
)

func start(path string) (stop func(), err error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, err
	}
	return pprof.StopCPUProfile, nil
}

func started(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return trace.Start(f)
}

// A close ahead of the deferred stop would cut the profile short.
func closedOnError(path string, run func()) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		f.Close()
		return err
	}
	defer pprof.StopCPUProfile()
	run()
	return nil
}

// Another's end ends nothing.
func mixed(path string, run func()) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer trace.Stop()
	run()
	return nil
}
