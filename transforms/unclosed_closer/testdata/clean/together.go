// Silent: where what comes beside the value is nil there is nothing.

package together

import "errors"

type entry struct {
	key  string
	done chan struct{}
}

func (e *entry) Close() { close(e.done) }

func next(n int) (*entry, *entry, error) {
	if n < 0 {
		return nil, nil, errors.New("negative")
	}
	if n == 0 {
		return nil, nil, nil
	}
	return &entry{"key", make(chan struct{})}, &entry{"value", make(chan struct{})}, nil
}

func all(n int) ([]string, error) {
	var keys []string
	for {
		key, value, err := next(n)
		if err != nil {
			return nil, err
		}
		if key == nil || value == nil {
			return keys, nil
		}
		keys = append(keys, key.key+value.key)
		key.Close()
		value.Close()
		n--
	}
}

func first() (string, error) {
	key, value, err := next(1)
	if err != nil {
		return "", err
	}
	defer key.Close()
	defer value.Close()
	return key.key + value.key, nil
}

func second() (string, error) {
	key, value, err := next(2)
	if err != nil {
		return "", err
	}
	defer key.Close()
	defer value.Close()
	return key.key + value.key, nil
}
