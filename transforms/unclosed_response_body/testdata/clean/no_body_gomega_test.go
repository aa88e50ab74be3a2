// gomega ends the test where the answer has a body.

package nobody

import (
	"net/http"
	"testing"

	. "github.com/onsi/gomega"
)

func remove(req *http.Request) {
	resp, err := http.DefaultClient.Do(req)
	Expect(err).NotTo(HaveOccurred())
	Expect(resp.StatusCode).To(Equal(http.StatusNoContent))
}

func TestOwn(t *testing.T) {
	g := NewWithT(t)
	resp, err := http.Get("http://localhost")
	g.Expect(err).NotTo(HaveOccurred())
	g.Expect(resp.StatusCode).Should(BeEquivalentTo(304))
}
