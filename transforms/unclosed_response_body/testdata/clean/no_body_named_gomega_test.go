// gomega ends the test where the answer has a body.

package nobody

import (
	"net/http"
	"testing"

	"github.com/onsi/gomega"
)

func TestNamed(t *testing.T) {
	g := gomega.NewWithT(t)
	resp, err := http.Get("http://localhost")
	if err != nil {
		t.Fatal(err)
	}
	g.Expect(resp.StatusCode).To(gomega.BeNumerically("==", 204), "removed")
}
