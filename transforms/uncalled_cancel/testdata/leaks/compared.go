package compared

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

// Who compares the function does not call it.
func compared(t *testing.T, ctx context.Context, work func(context.Context)) {
	ctx, cancel := context.WithCancel(ctx) // want "context.WithCancel"
	require.NotNil(t, cancel)
	work(ctx)
}
