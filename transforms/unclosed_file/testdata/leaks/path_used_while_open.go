package fixture

import "os"

// The function itself closes the file as late as that: an exit that forgets it may do so, too.
func reserved(dir string, data []byte) (string, error) {
	f, err := os.CreateTemp(dir, "reserved") // want "os.CreateTemp"
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(f.Name(), data, 0o600); err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// It is closed ahead of that where all goes well, and so it is to be where the path is used first.
func replaced(path string, data []byte) error {
	f, err := os.Create(path + ".new") // want "os.Create"
	if err != nil {
		return err
	}
	if len(data) == 0 {
		return os.Rename(path+".new", path)
	}
	if _, err := f.Write(data); err != nil {
		return err
	}
	return f.Close()
}
