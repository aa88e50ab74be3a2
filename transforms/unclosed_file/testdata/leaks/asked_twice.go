package askedtwice

import (
	"bufio"
	"errors"
	"os"
)

// What is asked again may have another answer: whoever gets the file then has it open.

func calls(sc *bufio.Scanner) *os.File {
	f, err := os.Open("go.mod") // want "os.Open"
	if err != nil {
		return nil
	}
	if !sc.Scan() {
		return nil
	}
	if !sc.Scan() {
		return f
	}
	return nil
}

type parser struct{ err error }

func (p *parser) parse() { p.err = errors.New("torn") }

func fields(p *parser) *os.File {
	f, err := os.Open("go.mod") // want "os.Open"
	if err != nil {
		return nil
	}
	if p.err != nil {
		return nil
	}
	p.parse()
	if p.err != nil {
		return f
	}
	return nil
}

func captured(each func(func(error))) *os.File {
	f, err := os.Open("go.mod") // want "os.Open"
	if err != nil {
		return nil
	}
	each(func(e error) { err = e })
	if err != nil {
		return f
	}
	return nil
}

// A loop gives the error other values.
func ranged(errs []error) *os.File {
	f, err := os.Open("go.mod") // want "os.Open"
	if err != nil {
		return nil
	}
	for _, err = range errs {
		if err != nil {
			return f
		}
	}
	return nil
}

// What nothing else sets stays as it is: one exit is left, and no path hands the file over.
func firm(keeps bool, all []*os.File) []*os.File {
	f, err := os.Open("go.mod") // want "os.Open"
	if err != nil {
		return nil
	}
	if keeps {
		return append(all, f)
	}
	println(len(all))
	if keeps {
		return append(all, f)
	}
	return nil
}
