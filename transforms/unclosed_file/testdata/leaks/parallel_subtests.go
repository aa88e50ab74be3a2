// Parallel subtests run on when the function that starts them has returned: a defer would close too early, t.Cleanup does not.

package subtests

import (
	"os"
	"testing"
)

func checkParts(t *testing.T, path string) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int64{0, 512} {
		t.Run("part", func(t *testing.T) {
			t.Parallel()
			buf := make([]byte, 512)
			if _, err := f.ReadAt(buf, at); err != nil {
				t.Error(err)
			}
		})
	}
}
