package ownexpect

import (
	"io"
	"net/http"
	"testing"
)

type told struct{ value any }

func (t told) NotTo(matcher any) { println(t.value != nil, matcher != nil) }

func HaveOccurred() any { return nil }

// An Expect of the test's own tells, and goes on.
func TestVariable(t *testing.T) {
	Expect := func(value any) told { return told{value} }
	resp, err := http.Get("http://127.0.0.1:1/") // want "http.Get"
	Expect(err).NotTo(HaveOccurred())
	if err != nil {
		return
	}
	io.Copy(io.Discard, resp.Body)
}

type suite struct{ Expect func(any) told }

func TestField(t *testing.T) {
	s := suite{func(value any) told { return told{value} }}
	resp, err := http.Get("http://127.0.0.1:1/") // want "http.Get"
	s.Expect(err).NotTo(HaveOccurred())
	if err != nil {
		return
	}
	io.Copy(io.Discard, resp.Body)
}
