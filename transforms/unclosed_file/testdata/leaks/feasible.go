package feasible

import "os"

func measure(path string, keep bool) error {
	if !keep {
		f, err := os.Open(path) // want "leaves its file open"
		if err != nil {
			return err
		}
		println(f.Name())
		return nil
	}
	return nil
}

func one(path string) error { return measure(path, true) }
func two(path string) error { return measure(path, false) }

func taken(path string, keep bool) error {
	if !keep {
		f, err := os.Open(path) // want "leaves its file open"
		if err != nil {
			return err
		}
		println(f.Name())
	}
	return nil
}

var check = taken

func three(path string) error { return taken(path, true) }
