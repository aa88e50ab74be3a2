//caulk-test: level=leak

package levels

import (
	"context"
	"time"
)

// A timeout holds its timer, even under Background.

func leak(in <-chan int) (int, error) {
	ctx, _ := context.WithTimeout(context.Background(), time.Hour) // want "context.WithTimeout"
	select {
	case v := <-in:
		return v, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}
