// Silent: functions in sight release it, on all paths or where nobody else does, or keep it.

package clean

import (
	"errors"
	"io"
	"log"
	"net/http"
)

func closeQuietly(c io.Closer) {
	if err := c.Close(); err != nil {
		log.Print(err)
	}
}

func byHelper(u string) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	defer closeQuietly(resp.Body)
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

func run(release func() error) { _ = release() }

func byMethodValue(u string) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	defer run(resp.Body.Close)
	return nil
}

func each(f func() error) error { return f() }

// The literal runs where it stands.
func byCallback(u string) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	return each(func() error {
		defer resp.Body.Close()
		return nil
	})
}

type cache struct{ last *http.Response }

func (c *cache) keep(resp *http.Response) { c.last = resp }

func kept(c *cache, u string) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	c.keep(resp)
	return nil
}

func fatal(err error) {
	log.Print(err)
	exit()
}

func exit() { log.Fatal("over") }

// The project's own way to end the program.
func ends(u string) {
	resp, err := http.Get(u)
	if err != nil {
		fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		fatal(errors.New(resp.Status))
	}
	resp.Body.Close()
}

// Released by the callee on both of its ways.
func drain(resp *http.Response) error {
	if resp.StatusCode >= 500 {
		resp.Body.Close()
		return errors.New(resp.Status)
	}
	defer resp.Body.Close()
	_, err := io.Copy(io.Discard, resp.Body)
	return err
}

func drained(u string) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	return drain(resp)
}
