// Silent: kept in a field, a variable of the package, a slice, a map, a channel or a struct.

package clean

import (
	"io"
	"os"
	"os/exec"
)

var logFile *os.File

type journal struct {
	f     *os.File
	w     io.Writer
	files map[string]*os.File
	all   []io.Closer
}

func init() {
	var err error
	logFile, err = os.Create("log")
	if err != nil {
		panic(err)
	}
}

func (j *journal) open(path string) (err error) {
	j.f, err = os.Create(path)
	return err
}

func (j *journal) openFirst(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	j.f = f
	j.w = io.MultiWriter(os.Stderr, f)
	return nil
}

func (j *journal) inMap(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	j.files[path] = f
	return nil
}

func (j *journal) inSlice(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	j.all = append(j.all, f)
	return nil
}

func sent(path string, files chan<- *os.File) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	files <- f
	return nil
}

func concatenated(paths []string) (io.Reader, error) {
	var readers []io.Reader
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		readers = append(readers, f)
	}
	return io.MultiReader(readers...), nil
}

func inLiteral(path string, use func(journal)) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	use(journal{f: f})
	return nil
}

func started(path string) (*exec.Cmd, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("true")
	cmd.Stdout = f
	return cmd, cmd.Start()
}

func pointer(path string, to **os.File) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	*to = f
	return nil
}
