// Silent: the closures of t.Run may outlive the function that starts them, since they run in parallel.

package clean

import (
	"os"
	"testing"
)

func checkParts(t *testing.T, path string) {
	f, err := os.Open(path)
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
