// Silent: the test goes on only where there is no answer, or asks the error for what only its matcher knows.
package expected

import (
	"errors"
	"net/http"
	"net/url"
	"os"
	"testing"

	. "github.com/onsi/gomega"
	"github.com/onsi/gomega/types"
)

func TestFails(t *testing.T) {
	g := NewWithT(t)
	_, err := http.Get("http://localhost/a")
	g.Expect(err).To(HaveOccurred())
	_, err = http.Get("http://localhost/b")
	g.Expect(err).To(MatchError(os.ErrDeadlineExceeded))
	_, err = http.Get("http://localhost/c")
	g.Expect(err).NotTo(BeNil())
	_, err = http.Get("http://localhost/d")
	g.Expect(err).ToNot(Succeed())
	_, err = http.Get("http://localhost/e")
	g.Expect(err).Should(Not(BeNil()))
	_, err = http.Get("http://localhost/f")
	g.Expect(err).To(BeAssignableToTypeOf(&url.Error{}))
	_, err = http.Get("http://localhost/g")
	g.Expect(err).To(Equal(http.ErrHandlerTimeout))
	_, err = http.Get("http://localhost/h")
	g.Expect(err != nil).To(BeTrue())
	_, err = http.Get("http://localhost/i")
	g.Expect(errors.Is(err, os.ErrDeadlineExceeded)).To(BeTrue())
	_, err = http.Get("http://localhost/j")
	g.Expect(err.Error()).To(ContainSubstring("refused"))
	_, err = http.Get("http://localhost/k")
	ExpectWithOffset(1, err).To(And(HaveOccurred(), MatchError("refused")))
}

func TestNoAnswer(t *testing.T) {
	resp, err := http.Get("http://localhost/a")
	Expect(resp).To(BeNil())
	Expect(err).To(HaveOccurred())
}

func matched(matcher types.GomegaMatcher) {
	_, err := http.Get("http://localhost/a")
	Expect(err).To(matcher)
}

func closed(g Gomega) {
	resp, err := http.Get("http://localhost/a")
	g.Expect(err).NotTo(HaveOccurred())
	defer resp.Body.Close()
}
