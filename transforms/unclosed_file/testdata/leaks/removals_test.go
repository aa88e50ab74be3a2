package removals

import (
	"log"
	"os"
	"testing"
)

func noError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A literal that removes the file and looks at the error of that: the close stands below it, and runs before.

func TestChecked(t *testing.T) {
	f, err := os.CreateTemp("", "report") // want "os.CreateTemp"
	noError(t, err)
	defer func() {
		noError(t, os.Remove(f.Name()))
	}()
	noError(t, f.Sync())
}

func TestPanics(t *testing.T) {
	f, err := os.CreateTemp("", "report") // want "os.CreateTemp"
	if err != nil {
		panic(err)
	}
	defer func() {
		if err := os.Remove(f.Name()); err != nil {
			panic(err)
		}
	}()
	if _, err := f.WriteString("x"); err != nil {
		panic(err)
	}
}

func TestTold(t *testing.T) {
	f, err := os.CreateTemp("", "report") // want "os.CreateTemp"
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		err := os.Remove(f.Name())
		if err != nil {
			log.Printf("remove %s: %v", f.Name(), err)
		}
	}()
	if _, err := f.WriteString("x"); err != nil {
		t.Error(err)
	}
}

// It asks the file for more, which a close before would refuse.
func TestSized(t *testing.T) {
	f, err := os.CreateTemp("", "report") // want "os.CreateTemp"
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := os.Remove(f.Name()); err != nil {
			info, _ := f.Stat()
			log.Print(info.Size(), err)
		}
	}()
	if _, err := f.WriteString("x"); err != nil {
		t.Error(err)
	}
}

func mustRemove(path string) {
	if err := os.Remove(path); err != nil {
		log.Fatal(err)
	}
}

// A function of the project's own that is given the name: the close stands below it as well.
func TestRemovedByHelper(t *testing.T) {
	f, err := os.CreateTemp("", "report") // want "os.CreateTemp"
	if err != nil {
		t.Fatal(err)
	}
	defer mustRemove(f.Name())
	if _, err := f.WriteString("x"); err != nil {
		t.Error(err)
	}
}

func flush(f *os.File, name string) {
	if err := f.Sync(); err != nil {
		log.Print(name, err)
	}
}

// It needs the file itself, still open.
func TestFlushedByHelper(t *testing.T) {
	f, err := os.CreateTemp("", "report") // want "os.CreateTemp"
	if err != nil {
		t.Fatal(err)
	}
	defer flush(f, f.Name())
	if _, err := f.WriteString("x"); err != nil {
		t.Error(err)
	}
}
