// Silent: what a function whose body is not in sight may keep or close, by its name, by what it takes or by what it returns.

package clean

import (
	"io"
	"os"
)

type output interface {
	SetOutput(io.Writer) error
	Reader(io.Reader) (io.Reader, error)
	Upload(io.ReadCloser) error
	Any(any) error
	Post(url string, body io.Reader) error
}

func setOutput(path string, o output) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return o.SetOutput(f)
}

func reader(path string, o output) (io.Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return o.Reader(f)
}

func upload(path string, o output) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return o.Upload(f)
}

func anything(path string, o output) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return o.Any(f)
}

// Who posts it closes it.
func post(path string, o output) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return o.Post("https://example.com", f)
}

type keeper interface{ Hold(f *os.File) error }

type shelf struct{ files []*os.File }

func (s *shelf) Hold(f *os.File) error {
	s.files = append(s.files, f)
	return nil
}

// One of those whom the interface may mean keeps it.
func hold(path string, k keeper) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return k.Hold(f)
}

type pump struct {
	r   io.Reader
	end func()
}

func (p *pump) run() error {
	_, err := io.Copy(io.Discard, p.r)
	p.end()
	return err
}

// A function in a field may close what stands beside it, by its name.
func pumped(path string, end func()) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	p := &pump{r: f, end: end}
	return p.run()
}

type parts struct {
	r    io.Reader
	rest io.Reader
}

func (p *parts) read() error {
	_, err := io.Copy(io.Discard, p.r)
	left = append(left, p.rest)
	return err
}

var left []io.Reader

// What a field of the same owner holds may be the file.
func readParts(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	p := &parts{r: io.LimitReader(f, 10), rest: f}
	return p.read()
}
