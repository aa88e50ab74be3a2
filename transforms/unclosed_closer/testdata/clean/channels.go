// What a method returns of what its receiver sends on ends with the receiver.
package channels

import "net"

type feed struct {
	c    net.Conn
	outs []chan string
}

func dial() (*feed, error) {
	c, err := net.Dial("tcp", "a:1")
	if err != nil {
		return nil, err
	}
	return &feed{c: c}, nil
}

func (f *feed) Close() error { return f.c.Close() }

func (f *feed) lines(name string) (<-chan string, error) {
	out := make(chan string)
	f.outs = append(f.outs, out)
	_, err := f.c.Write([]byte(name))
	return out, err
}

func (f *feed) limit(n int) error {
	_, err := f.c.Write([]byte{byte(n)})
	return err
}

func first(name string) (string, error) {
	f, err := dial()
	if err != nil {
		return "", err
	}
	defer f.Close()
	lines, err := f.lines(name)
	if err != nil {
		return "", err
	}
	return <-lines, nil
}

func limited(f *feed) error { return f.limit(10) }

func watch(name string) (<-chan string, error) {
	f, err := dial()
	if err != nil {
		return nil, err
	}
	lines, err := f.lines(name)
	return lines, err
}
