// The test has failed where the answer has a body.

package nobody

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRequired(t *testing.T) {
	resp, err := http.Get("http://localhost")
	require.NoError(t, err)
	require.Equal(t, http.StatusNoContent, resp.StatusCode)
}

func TestAsserted(t *testing.T) {
	resp, err := http.Get("http://localhost")
	require.NoError(t, err)
	assert.Equal(t, 204, resp.StatusCode)
}

func TestFatal(t *testing.T) {
	resp, err := http.Get("http://localhost")
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusNoContent {
		t.Fatal(resp.Status)
	}
}
