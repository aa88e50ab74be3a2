package guards

import (
	"errors"
	"io"
	"io/fs"
	"log"
	"os"
)

// The close goes behind whatever proves that there is a file.

func twoChecks(path string) ([]byte, error) {
	f, err := os.Open(path) // want "os.Open"
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func nestedCheck(path string) ([]byte, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		if os.IsNotExist(err) {
			return nil, nil
		}
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func turned(path string) []byte {
	f, err := os.Open(path) // want "os.Open"
	if nil != err {
		panic(err)
	}
	defer f.Close()
	data, _ := io.ReadAll(f)
	return data
}

func elseArm(path string) (data []byte) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		log.Print(err)
	} else {
		defer f.Close()
		data, _ = io.ReadAll(f)
	}
	return data
}

func equalsNil(path string) (n int64) {
	f, err := os.Open(path) // want "os.Open"
	if err == nil {
		defer f.Close()
		n, _ = io.Copy(io.Discard, f)
	}
	return n
}

func inHeader(path string) (n int64) {
	if f, err := os.Open(path); err == nil { // want "os.Open"
		defer f.Close()
		n, _ = io.Copy(io.Discard, f)
	}
	return n
}

func inHeaderElse(path string) (int64, error) {
	if f, err := os.Open(path); err != nil { // want "os.Open"
		return 0, err
	} else {
		defer f.Close()
		return io.Copy(io.Discard, f)
	}
}

func cases(path string) (n int64, err error) {
	f, err := os.Open(path) // want "os.Open"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, nil
	case err != nil:
		return 0, err
	}
	defer f.Close()
	return io.Copy(io.Discard, f)
}

func fatal(path string, w io.Writer) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		log.Fatalf("open: %v", err)
	}
	defer f.Close()
	io.Copy(w, f)
}

func ownFatal(path string, w io.Writer) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		die("open", err)
	}
	defer f.Close()
	io.Copy(w, f)
}

func die(what string, err error) {
	log.Println(what, err)
	os.Exit(1)
}
