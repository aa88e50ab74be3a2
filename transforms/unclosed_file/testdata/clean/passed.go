// Silent: passed to a function whose body is not in sight, which may close or keep it.

package clean

import (
	"io"
	"log"
	"log/slog"
	"os"
	"runtime/pprof"
	"runtime/trace"
)

type registry struct{ add func(io.Closer) }

func toValue(path string, parse func(*os.File) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return parse(f)
}

func toField(path string, r *registry) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r.add(f)
	return io.ReadAll(f)
}

func toDefer(path string, closeQuietly func(io.Closer)) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer closeQuietly(f)
	return io.ReadAll(f)
}

func toLog(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	log.SetOutput(f)
	return nil
}

func toHandler(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(f, nil)))
	return nil
}

func toProfile(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return pprof.StartCPUProfile(f)
}

func toTrace(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return trace.Start(f)
}

func asStdout(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	os.Stdout = f
	return nil
}

func generic(path string) (*os.File, error) {
	return must(os.Open(path)), nil
}

func wrapped(path string) []byte {
	f := must(os.Open(path))
	defer f.Close()
	return must(io.ReadAll(f))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// What a type parameter stands for may hold on to the file.
func converted[T any](name string) (T, error) {
	f, err := os.Open(name)
	if err != nil {
		var none T
		return none, err
	}
	return convert[T](f), nil
}

func convert[T any](v any) T { return v.(T) }

func decoded[T any](name string, decode func(io.Reader) (T, error)) (T, error) {
	f, err := os.Open(name)
	if err != nil {
		var none T
		return none, err
	}
	return decode(f)
}
