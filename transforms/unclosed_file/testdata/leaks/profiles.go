package profiles

import (
	"os"
	"runtime/pprof"
	"runtime/trace"
)

// The profile is written until it is stopped, which is deferred: the file is closed after that.

func profiled(path string, run func() error) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	return run()
}

func traced(path string, run func()) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if err := trace.Start(f); err != nil {
		return err
	}
	defer trace.Stop()
	run()
	return nil
}
