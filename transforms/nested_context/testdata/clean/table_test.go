// A test's table is short.
package table

import (
	"context"
	"testing"
)

type key struct{}

func TestRun(t *testing.T) {
	ctx := context.Background()
	for _, value := range []string{"a", "b"} {
		ctx = context.WithValue(ctx, key{}, value)
		if ctx.Value(key{}) != value {
			t.Error(value)
		}
	}
}
