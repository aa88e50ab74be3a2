package conditions

import (
	"errors"
	"os"
	"strings"
)

// Both conditions may hold.

func prefixes(network, path string) (*os.File, error) {
	var f *os.File
	var err error
	if strings.HasPrefix(network, "ip") {
		f, err = os.Open(path) // want "open"
		if err != nil {
			return nil, err
		}
	}
	if strings.HasPrefix(network, "ip6") {
		return nil, errors.New("no such network")
	}
	return f, nil
}

func numbers(n int, path string) (*os.File, error) {
	var f *os.File
	var err error
	if n > 0 {
		f, err = os.Open(path) // want "open"
		if err != nil {
			return nil, err
		}
	}
	if n <= 1 {
		return nil, errors.New("nothing to do")
	}
	return f, nil
}

// The operand has another value by then.

func assigned(n int, path string) (*os.File, error) {
	var f *os.File
	var err error
	if n > 0 {
		f, err = os.Open(path) // want "open"
		if err != nil {
			return nil, err
		}
		n = 0
	}
	if n == 0 {
		return nil, errors.New("nothing to do")
	}
	return f, nil
}

type queue struct{ length int }

func (q *queue) drain() { q.length = 0 }

func written(q queue, path string) (*os.File, error) {
	var f *os.File
	var err error
	if q.length > 0 {
		f, err = os.Open(path) // want "open"
		if err != nil {
			return nil, err
		}
		q.drain()
	}
	if q.length == 0 {
		return nil, errors.New("nothing to do")
	}
	return f, nil
}

func shared(q *queue, path string) (*os.File, error) {
	var f *os.File
	var err error
	if q.length > 0 {
		f, err = os.Open(path) // want "open"
		if err != nil {
			return nil, err
		}
		other(q)
	}
	if q.length == 0 {
		return nil, errors.New("nothing to do")
	}
	return f, nil
}

func other(q *queue) { q.length = 0 }

func captured(n int, path string) (*os.File, error) {
	var f *os.File
	var err error
	reset := func() { n = 0 }
	if n > 0 {
		f, err = os.Open(path) // want "open"
		if err != nil {
			return nil, err
		}
		reset()
	}
	if n == 0 {
		return nil, errors.New("nothing to do")
	}
	return f, nil
}
