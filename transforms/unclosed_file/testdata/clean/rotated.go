// Silent: whichever file the variable holds is closed where the function gives up.
package rotated

import "os"

func rotate(lines []string, next func() string) error {
	f, err := os.Create(next())
	if err != nil {
		return err
	}
	for i, line := range lines {
		if _, err := f.WriteString(line); err != nil {
			f.Close()
			return err
		}
		if i%100 == 99 {
			f.Close()
			f, err = os.Create(next())
			if err != nil {
				return err
			}
		}
	}
	return f.Close()
}
