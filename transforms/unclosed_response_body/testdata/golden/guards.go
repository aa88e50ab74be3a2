package guards

import (
	"errors"
	"io"
	"log"
	"net/http"
	"net/url"
)

// A nil response must not be asked for its body: the close stands where there surely is one.

func equalsNil(u string) (status int) {
	resp, err := http.Get(u) // want "http.Get"
	if err == nil {
		defer resp.Body.Close()
		status = resp.StatusCode
	}
	return status
}

func elseArm(u string) (data []byte) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		log.Print(err)
	} else {
		defer resp.Body.Close()
		data, _ = io.ReadAll(resp.Body)
	}
	return data
}

func inHeader(u string) (status int) {
	if resp, err := http.Get(u); err == nil { // want "http.Get"
		defer resp.Body.Close()
		status = resp.StatusCode
	}
	return status
}

func assigned(u string) (status int) {
	var (
		resp *http.Response
		err  error
	)
	if resp, err = http.Get(u); err == nil { // want "http.Get"
		defer resp.Body.Close()
		status = resp.StatusCode
	} else {
		log.Fatal(err)
	}
	return status
}

func byKind(u string) (int, error) {
	resp, err := http.Get(u) // want "http.Get"
	var uerr *url.Error
	if errors.As(err, &uerr) && uerr.Timeout() {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func nilResponse(u string) int {
	resp, _ := http.Get(u) // want "http.Get"
	if resp == nil {
		return 0
	}
	defer resp.Body.Close()
	return resp.StatusCode
}

func hasResponse(u string) (status int) {
	resp, _ := http.Get(u) // want "http.Get"
	if resp != nil {
		defer resp.Body.Close()
		status = resp.StatusCode
	}
	return status
}

func fatal(u string, w io.Writer) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		log.Fatalln("get:", err)
	}
	defer resp.Body.Close()
	io.Copy(w, resp.Body)
}
