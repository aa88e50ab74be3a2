package refused

import "os"

// The file is renamed after it was written: it must be closed before, and a deferred close comes after.
func replace(path string, data []byte) error {
	f, err := os.Create(path + ".new") // want "os.Create"
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// The same by the file's own name.
func replaceTemp(path string, data []byte) error {
	f, err := os.CreateTemp("", "new") // want "os.CreateTemp"
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// The file is removed while it is open, which Windows does not allow.
func probe(path string) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if _, err := f.WriteString("probe"); err != nil {
		return err
	}
	return os.Remove(path)
}

// The path is opened again, to read what was written.
func readBack(path string, data []byte) ([]byte, error) {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return nil, err
	}
	if _, err := f.Write(data); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// Another path by the same name, and a second look at what is only read, stand in nobody's way.

func two(first, second string) error {
	path := first
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	if _, err := f.Stat(); err != nil {
		return err
	}
	path = second
	return os.Remove(path)
}

func twice(path string) ([]byte, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return nil, err
	}
	if _, err := f.Stat(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// What is read may be written anew in the meantime, on every system.
func rewrite(path string, change func([]byte) []byte) error {
	f, err := os.OpenFile(path, os.O_RDONLY, 0) // want "os.OpenFile"
	if err != nil {
		return err
	}
	data := make([]byte, 64)
	n, err := f.Read(data)
	if err != nil {
		return err
	}
	return os.WriteFile(path, change(data[:n]), 0o600)
}
