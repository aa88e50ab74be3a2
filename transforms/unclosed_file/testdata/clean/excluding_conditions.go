// What two conditions say of one operand can't both be so.

package excluding

import (
	"errors"
	"os"
	"strings"
)

func isUnix(network string) bool { return strings.HasPrefix(network, "unix") }

func prefixes(network, path string) (*os.File, error) {
	var f *os.File
	var err error
	if strings.HasPrefix(network, "ip") {
		f, err = os.Open(path)
		if err != nil {
			return nil, err
		}
	}
	if isUnix(network) {
		return nil, errors.New("no such network")
	}
	return f, nil
}

type address struct{ network string }

func texts(a address, path string) (*os.File, error) {
	var f *os.File
	if a.network == "tcp" {
		var err error
		if f, err = os.Open(path); err != nil {
			return nil, err
		}
	}
	if a.network != "udp" {
		return f, nil
	}
	return nil, errors.New("no such network")
}

func numbers(n int, path string) (*os.File, error) {
	var f *os.File
	if n > 0 {
		var err error
		if f, err = os.Open(path); err != nil {
			return nil, err
		}
	}
	if n == 0 {
		return nil, errors.New("nothing to do")
	}
	return f, nil
}

func lengths(names []string) (*os.File, error) {
	var f *os.File
	if len(names) >= 2 {
		var err error
		if f, err = os.Open(names[0]); err != nil {
			return nil, err
		}
	}
	if len(names) < 1 {
		return nil, errors.New("nothing to do")
	}
	return f, nil
}
