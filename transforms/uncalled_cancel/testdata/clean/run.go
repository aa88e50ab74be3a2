// Silent: what is given the function calls it before it returns.

package clean

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func once(ctx context.Context, work func(context.Context)) {
	ctx, cancel := context.WithCancel(ctx)
	var stop sync.Once
	work(ctx)
	stop.Do(cancel)
}

func calm(t *testing.T, ctx context.Context, work func(context.Context)) {
	ctx, cancel := context.WithCancel(ctx)
	work(ctx)
	require.NotPanics(t, cancel)
}

func calmer(t *testing.T, ctx context.Context, work func(context.Context)) {
	must := assert.New(t)
	ctx, cancel := context.WithCancel(ctx)
	work(ctx)
	must.NotPanics(cancel, "twice is once")
}
