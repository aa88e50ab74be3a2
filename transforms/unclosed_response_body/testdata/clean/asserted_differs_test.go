// Where an assertion of the project's own returns only if an error is not nil, or is not the same as nil, there is no response.
package differs

import (
	"net/http"
	"reflect"
	"testing"
)

func differs(t *testing.T, got, other any) {
	t.Helper()
	if reflect.DeepEqual(got, other) {
		t.Fatalf("got %v", got)
	}
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if got != want {
		t.Fatalf("got %v, not %v", got, want)
	}
}

func TestDiffers(t *testing.T) {
	resp, err := http.Get("http://localhost/none")
	differs(t, err, nil)
	t.Log(resp)
}

func TestClosed(t *testing.T) {
	resp, err := http.Get("http://localhost")
	same(t, err, nil)
	defer resp.Body.Close()
	same(t, resp.StatusCode, 200)
}
