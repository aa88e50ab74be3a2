// It has to fail.
package expected

import (
	"testing"

	"github.com/cockroachdb/pebble"
	"github.com/stretchr/testify/require"
)

func TestFails(t *testing.T) {
	_, err := pebble.Open("", nil)
	require.Regexp(t, "name from file.*!=.*", err)
	_, err = pebble.Open("", nil)
	require.NotEqual(t, nil, err)
	_, err = pebble.Open("", nil)
	require.IsType(t, &failure{}, err)
}

type failure struct{}
