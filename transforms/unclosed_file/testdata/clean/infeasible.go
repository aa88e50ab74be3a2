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
