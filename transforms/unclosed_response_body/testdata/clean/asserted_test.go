// An assertion that there is an error says that there is no response, whatever library makes it and however it is spelled.
package example

import (
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	gotest "gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

func TestNotEqual(t *testing.T) {
	_, err := http.Get("http://localhost/none")
	gotest.Check(t, err != nil, "an error is due")
}

func TestTrue(t *testing.T) {
	_, err := http.Get("http://localhost/none")
	assert.True(t, err != nil)
	_, err = http.Get("http://localhost/nobody")
	assert.False(t, err == nil)
}

func TestCompared(t *testing.T) {
	_, err := http.Get("http://localhost/none")
	gotest.Check(t, is.ErrorContains(err, "refused"))
}

func TestType(t *testing.T) {
	_, err := http.Get("http://localhost/none")
	gotest.ErrorType(t, err, errors.ErrUnsupported)
}
