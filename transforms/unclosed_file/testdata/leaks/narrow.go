package example

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
)

// The variable is there for the standard input, too, and nothing can be closed by its type.
func read(name string) ([]byte, error) {
	var in io.Reader
	var err error
	if name == "-" {
		in = os.Stdin
	} else {
		in, err = os.Open(name) // want "os.Open"
		if err != nil {
			return nil, fmt.Errorf("failed to open %s: %w", name, err)
		}
	}
	return io.ReadAll(in)
}

// What it gets later closes nothing.
func wrapped(name string) (n int, err error) {
	var in io.Reader = os.Stdin
	if name != "" {
		in, err = os.OpenFile(name, os.O_RDONLY, os.ModePerm) // want "os.OpenFile"
		if err != nil {
			return 0, err
		}
		in = bufio.NewReader(in)
	}
	all, err := io.ReadAll(in)
	return len(all), err
}

// Who fails to open it ends the program.
func ends(name string) {
	var out io.Writer = os.Stdout
	var err error
	if name != "" {
		out, err = os.Create(name) // want "os.Create"
		if err != nil {
			log.Fatal(err)
		}
	}
	fmt.Fprintln(out, "hello")
}

// Where it can't be opened, the variable is read all the same.
func readAnyway(name string) ([]byte, error) {
	var in io.Reader = strings.NewReader("none")
	var err error
	in, err = os.Open(name) // want "os.Open"
	if err != nil {
		return io.ReadAll(in)
	}
	return io.ReadAll(in)
}

// In a loop a deferred release would pile up.
func each(names []string) error {
	var in io.Reader
	var err error
	for _, name := range names {
		in, err = os.Open(name) // want "os.Open"
		if err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, in); err != nil {
			return err
		}
	}
	return nil
}
