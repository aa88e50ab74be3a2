package example

import (
	"net/http"
	"testing"

	"gotest.tools/v3/assert"
)

// TestStatus looks at its error by an assertion that ends it.
func TestStatus(t *testing.T) {
	resp, err := http.Get("http://localhost") // want "`http.Get` leaves its response body open"
	assert.NilError(t, err)
	assert.Equal(t, resp.StatusCode, 200)
}

// TestHolds asks by a comparison.
func TestHolds(t *testing.T) {
	resp, err := http.Get("http://localhost") // want "`http.Get` leaves its response body open"
	assert.Assert(t, err == nil)
	assert.Check(t, resp.StatusCode == 200)
}
