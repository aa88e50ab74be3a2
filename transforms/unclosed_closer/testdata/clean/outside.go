// What kills a process, runs a command or removes files that the value never began ends what is somebody else's.
package outside

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// helper is a process that another run of the program has started.
type helper struct {
	PID   int      `json:"pid"`
	Names []string `json:"names"`
}

func loadHelper(path string) (*helper, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	h := helper{}
	if err := json.Unmarshal(text, &h); err != nil {
		return nil, err
	}
	return &h, nil
}

func (h *helper) Stop() error { return h.signal(syscall.SIGKILL) }

func (h *helper) reload() error { return h.signal(syscall.SIGHUP) }

func (h *helper) signal(sig os.Signal) error {
	p, err := os.FindProcess(h.PID)
	if err != nil {
		return err
	}
	return p.Signal(sig)
}

func one(path string) error {
	h, err := loadHelper(path)
	if err != nil {
		return err
	}
	return h.Stop()
}

func two(path string) error {
	h, err := loadHelper(path)
	if err != nil {
		return err
	}
	defer h.Stop()
	return nil
}

func three(path string) error {
	h, err := loadHelper(path)
	if err != nil {
		return err
	}
	defer h.Stop()
	return os.Remove(path)
}

func four(path string, again bool) error {
	h, err := loadHelper(path)
	if err != nil {
		return err
	}
	if again {
		return h.reload()
	}
	return h.Stop()
}

// device is known by its name.
type device struct{ name, state string }

func findDevice(name string) (*device, error) {
	state, err := os.ReadFile("/sys/" + name)
	if err != nil {
		return nil, err
	}
	return &device{name: name, state: strings.TrimSpace(string(state))}, nil
}

func (d *device) Destroy() error { return exec.Command("dmsetup", "remove", d.name).Run() }

func removesOne(name string) error {
	d, err := findDevice(name)
	if err != nil {
		return err
	}
	return d.Destroy()
}

func removesTwo(name string) error {
	d, err := findDevice(name)
	if err != nil {
		return err
	}
	defer d.Destroy()
	fmt.Println(d.state)
	return nil
}

func removesThree(name string) error {
	d, err := findDevice(name)
	if err != nil {
		return err
	}
	defer d.Destroy()
	return nil
}

func looks(name string) (string, error) {
	d, err := findDevice(name)
	if err != nil {
		return "", err
	}
	return d.state, nil
}

// archive is a file that stays.
type archive struct{ path string }

func findArchive(name string) (*archive, error) {
	if _, err := os.Stat(name); err != nil {
		return nil, err
	}
	return &archive{path: name}, nil
}

func (a *archive) Destroy() error { return os.RemoveAll(a.path) }

func dropsOne(name string) error {
	a, err := findArchive(name)
	if err != nil {
		return err
	}
	return a.Destroy()
}

func dropsTwo(name string) error {
	a, err := findArchive(name)
	if err != nil {
		return err
	}
	defer a.Destroy()
	return nil
}

func dropsThree(name string) error {
	a, err := findArchive(name)
	if err != nil {
		return err
	}
	defer a.Destroy()
	fmt.Println(a.path)
	return nil
}

func lists(name string) (string, error) {
	a, err := findArchive(name)
	if err != nil {
		return "", err
	}
	return strings.ToUpper(a.path), nil
}
