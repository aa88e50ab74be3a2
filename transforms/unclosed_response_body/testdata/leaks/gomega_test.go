package nobody

import (
	"net/http"

	. "github.com/onsi/gomega"
)

// These answers may have a body.

func other(req *http.Request) {
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		panic(err)
	}
	Expect(resp.StatusCode).To(Equal(http.StatusOK))
}

func differs(req *http.Request) {
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		panic(err)
	}
	Expect(resp.StatusCode).NotTo(Equal(http.StatusNoContent))
}

func above(req *http.Request) {
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		panic(err)
	}
	Expect(resp.StatusCode).To(BeNumerically(">=", 204))
}
