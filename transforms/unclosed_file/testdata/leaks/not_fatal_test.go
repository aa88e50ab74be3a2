package notfatal

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The test goes on where the check has failed, but not past what follows the file.
func TestNamed(t *testing.T) {
	f, err := os.CreateTemp("", "x") // want "os.CreateTemp"
	defer os.Remove(f.Name())
	assert.NoError(t, err)
	_, err = f.WriteString("x")
	assert.NoError(t, err)
}

func TestNamedLater(t *testing.T) {
	f, err := os.CreateTemp("", "x") // want "os.CreateTemp"
	assert.NoError(t, err)
	name := f.Name()
	_, err = f.WriteString(name)
	assert.NoError(t, err)
}

// Other methods ask the file whether it is there, and a condition may leave the name alone.
func TestNotFollowed(t *testing.T) {
	f, err := os.CreateTemp("", "x") // want "os.CreateTemp"
	assert.NoError(t, err)
	_, err = f.WriteString("x")
	assert.NoError(t, err)
	assert.True(t, err == nil || f.Name() != "")
}
