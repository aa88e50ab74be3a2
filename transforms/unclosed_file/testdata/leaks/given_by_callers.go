package given

import "os"

// What callers give is not the same, or not known to be.

func two(path, keepIn string) error {
	if keepIn != "" {
		f, err := os.Create(keepIn) // want "leaves its file open"
		if err != nil {
			return err
		}
		println(f.Name())
	}
	return nil
}

func twoOne(path string) error { return two(path, "") }
func twoTwo(path string) error { return two(path, "kept") }

func value(path, keepIn string) error {
	if keepIn != "" {
		f, err := os.Create(keepIn) // want "leaves its file open"
		if err != nil {
			return err
		}
		println(f.Name())
	}
	return nil
}

func valueOne(path string) error { return value(path, "") }

var handler = value

// Two spellings of one text.
func spelled(path, mode string) error {
	if mode == "\x61" {
		f, err := os.Create(path) // want "leaves its file open"
		if err != nil {
			return err
		}
		println(f.Name())
	}
	return nil
}

func spelledOne(path string) error { return spelled(path, "a") }

// It may be given another one on the way.
func changed(path, keepIn string) error {
	if keepIn == "" {
		keepIn = os.Getenv("KEEP")
	}
	if keepIn != "" {
		f, err := os.Create(keepIn) // want "leaves its file open"
		if err != nil {
			return err
		}
		println(f.Name())
	}
	return nil
}

func changedOne(path string) error { return changed(path, "") }
