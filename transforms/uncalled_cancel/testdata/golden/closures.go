package closures

import (
	"context"
	"net/http"
	"time"
)

// What a function literal derives, it cancels.

func limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), time.Second) // want "context.WithTimeout"
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func start(parent context.Context, in <-chan int, out chan<- int) {
	go func() {
		ctx, cancel := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
		defer cancel()
		select {
		case v := <-in:
			out <- v
		case <-ctx.Done():
		}
	}()
}

// each derives in a literal that is called on the spot in every turn.
func each(parent context.Context, ins []<-chan int) (sum int) {
	for _, in := range ins {
		func() {
			ctx, cancel := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
			defer cancel()
			select {
			case v := <-in:
				sum += v
			case <-ctx.Done():
			}
		}()
	}
	return sum
}
