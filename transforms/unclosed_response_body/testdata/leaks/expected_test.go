package expected

import (
	"errors"
	"io"
	"net/http"
	"os"
	"testing"

	"github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

// An expectation ends the test where the error is not as it says.
func TestOccurred(t *testing.T) {
	g := NewWithT(t)
	resp, err := http.Get("http://localhost/a") // want "leaves its response body open"
	g.Expect(err).NotTo(HaveOccurred())
	g.Expect(resp.StatusCode).To(Equal(http.StatusOK))
}

func specify(url string) {
	ginkgo.It("answers", func() {
		resp, err := http.Get(url) // want "leaves its response body open"
		Expect(err).ShouldNot(HaveOccurred(), "nobody answers")
		Expect(resp.StatusCode).To(Equal(http.StatusOK))
	})
}

func status(g Gomega, url string) int {
	resp, err := http.Get(url) // want "leaves its response body open"
	g.Expect(err).To(Not(HaveOccurred()))
	return resp.StatusCode
}

func polled(url string) {
	Eventually(func(g Gomega) {
		resp, err := http.Get(url) // want "leaves its response body open"
		g.Expect(err).Should(Succeed())
		g.Expect(resp.StatusCode).To(Equal(http.StatusOK))
	}).Should(Succeed())
}

func offset(url string) {
	resp, err := http.Get(url) // want "leaves its response body open"
	ExpectWithOffset(1, err).To(BeNil())
	Expect(resp.StatusCode).To(Equal(http.StatusOK))
}

func omega(url string) {
	resp, err := http.Get(url) // want "leaves its response body open"
	Ω(err).Should(BeNil())
	Expect(resp.StatusCode).To(Equal(http.StatusOK))
}

func conditions(url string) {
	resp, err := http.Get(url) // want "leaves its response body open"
	Expect(err == nil).To(BeTrue())
	Expect(resp.StatusCode).To(Equal(http.StatusOK))
}

// What does not look like that may still be nil, or not.
func others(url string) {
	resp, err := http.Get(url) // want "leaves its response body open"
	Expect(err).NotTo(Equal(io.EOF))
	Expect(resp.StatusCode).To(Equal(http.StatusOK))
}

// The code goes on behind what fails.
func collected(url string) []string {
	return InterceptGomegaFailures(func() {
		resp, err := http.Get(url) // want "leaves its response body open"
		Expect(err).NotTo(HaveOccurred())
		io.Copy(os.Stdout, resp.Body)
	})
}

func handled(url string) (failures []string) {
	g := NewGomega(func(message string, _ ...int) { failures = append(failures, message) })
	resp, err := http.Get(url) // want "leaves its response body open"
	g.Expect(err).NotTo(HaveOccurred())
	io.Copy(os.Stdout, resp.Body)
	return failures
}

type suite struct{ failed []error }

type verdict struct {
	suite *suite
	err   error
}

func (s *suite) Expect(err error) verdict { return verdict{s, err} }

func (v verdict) NotTo(want func(error) bool) {
	if want(v.err) {
		v.suite.failed = append(v.suite.failed, errors.New("unexpected"))
	}
}

func occurred() func(error) bool { return func(err error) bool { return err != nil } }

// Another's expectation.
func own(s *suite, url string) {
	resp, err := http.Get(url) // want "leaves its response body open"
	s.Expect(err).NotTo(occurred())
	io.Copy(os.Stdout, resp.Body)
}
