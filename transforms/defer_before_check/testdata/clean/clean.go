// What is deferred asks whether there is anything, or the error is known by then, or nobody ever asks for it.
package fixture

import (
	"io"
	"net/http"
	"os"
)

func checked(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func inLiteral(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer func() {
		if resp != nil {
			resp.Body.Close()
		}
	}()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

func byError(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer func() {
		if err != nil {
			return
		}
		resp.Body.Close()
	}()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

func nilChecked(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if resp != nil {
		defer resp.Body.Close()
	}
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

func closeBody(resp *http.Response) {
	if resp != nil && resp.Body != nil {
		resp.Body.Close()
	}
}

func helper(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer closeBody(resp)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

func ignored(url string) ([]byte, error) {
	resp, _ := http.Get(url)
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func unasked(path string) error {
	f, err := os.Open(path)
	defer f.Close()
	return err
}

func inner(url string) (data []byte) {
	resp, err := http.Get(url)
	if err == nil {
		defer resp.Body.Close()
		data, _ = io.ReadAll(resp.Body)
	}
	return data
}
