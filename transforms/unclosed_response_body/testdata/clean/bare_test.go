// What stands in for a transport may leave the body out, and a test of the project's own making may go on when it has failed.
package example

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

type fixed struct{ status int }

func (f fixed) RoundTrip(req *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: f.status}, nil
}

func TestStatus(t *testing.T) {
	var transport http.RoundTripper = fixed{status: 200}
	resp, err := transport.RoundTrip(nil)
	require.NoError(t, err)
	require.Equal(t, 200, resp.StatusCode)
}
