// Branches that are never taken.
package infeasible

import "os"

type marker struct{ n int }

func (m *marker) sync() error {
	if m.n < 0 {
		panic("negative")
	}
	return nil
}

func open(path string, m *marker) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := m.sync(); err != nil {
		return nil, err
	}
	return f, nil
}

func measure(path string, keep bool) error {
	if !keep {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		println(f.Name())
		return nil
	}
	return nil
}

func one(path string) error { return measure(path, true) }
func two(path string) error { return measure(path+"2", true) }

// All callers give the same text, one through another function.
func saved(path, keepIn string) error {
	if keepIn != "" {
		f, err := os.Create(keepIn)
		if err != nil {
			return err
		}
		println(f.Name())
	}
	if keepIn == "-" {
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		println(f.Name())
	}
	return nil
}

func savedIn(path, keepIn string) error { return saved(path, keepIn) }
func savedFor(path string) error        { return savedIn(path, "") }

func logged(path string, to *string) error {
	if to != nil {
		f, err := os.Create(*to)
		if err != nil {
			return err
		}
		println(path, f.Name())
	}
	return nil
}

func unlogged(path string) error { return logged(path, nil) }
