package removed

import (
	"log"
	"os"
)

// The file is closed ahead of its removal.
func prepared(data []byte) (string, func() error, error) {
	f, err := os.CreateTemp("", "") // want "`os.CreateTemp` leaves its file open"
	if err != nil {
		return "", nil, err
	}
	cleanup := func() error {
		return os.Remove(f.Name())
	}
	_, err = f.Write(data)
	if err != nil {
		cleanup()
		return "", nil, err
	}
	err = f.Close()
	if err != nil {
		cleanup()
		return "", nil, err
	}
	return f.Name(), cleanup, nil
}

// The literal that removes it does more than that.
func noted(path string, data []byte) error {
	f, err := os.Create(path) // want "`os.Create` leaves its file open"
	if err != nil {
		return err
	}
	discard := func() {
		log.Print("discarded")
		os.Remove(path)
	}
	if _, err := f.Write(data); err != nil {
		discard()
		return err
	}
	return f.Close()
}

// The literal has to do with another path.
func beside(path, other string, data []byte) error {
	f, err := os.Create(path) // want "`os.Create` leaves its file open"
	if err != nil {
		return err
	}
	discard := func() {
		log.Print("discarded")
		os.Remove(other)
	}
	if _, err := f.Write(data); err != nil {
		discard()
		return err
	}
	return f.Close()
}

// A literal that may be another by then is no removal.
func chosen(path string, data []byte, discard func()) error {
	f, err := os.Create(path) // want "`os.Create` leaves its file open"
	if err != nil {
		return err
	}
	if discard == nil {
		discard = func() { log.Print("kept") }
	}
	if _, err := f.Write(data); err != nil {
		discard()
		return err
	}
	return f.Close()
}
