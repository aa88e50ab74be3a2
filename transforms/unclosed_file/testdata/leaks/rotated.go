package rotated

import "os"

// Each turn writes to the file of the turn before, or to the next one: whichever it is, it is closed where the function gives up.
func rotate(lines []string, next func() string) error {
	f, err := os.Create(next()) // want "os.Create"
	if err != nil {
		return err
	}
	for i, line := range lines {
		if _, err := f.WriteString(line); err != nil {
			return err
		}
		if i%100 == 99 {
			f.Close()
			f, err = os.Create(next()) // want "os.Create"
			if err != nil {
				return err
			}
		}
	}
	return f.Close()
}

// Where it gives up, the file of the turn before is closed already.
func late(lines []string, next func() string) error {
	f, err := os.Create(next())
	if err != nil {
		return err
	}
	for i, line := range lines {
		if i%100 == 99 {
			f.Close()
		}
		if line == "" {
			return os.ErrInvalid
		}
		if i%100 == 99 {
			f, err = os.Create(next()) // want "os.Create"
			if err != nil {
				return err
			}
		}
	}
	return f.Close()
}
