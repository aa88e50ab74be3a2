package upon_event

import "context"

type reader struct {
	stop chan struct{}
	find func(ctx context.Context, name string) (int, error)
}

// The event may never come, and nobody else cancels.
func (r *reader) read(cancelled <-chan struct{}, name string) (int, error) {
	ctx, cancel := context.WithCancel(context.Background()) // want "context.WithCancel"
	go func() {
		select {
		case <-cancelled:
			cancel()
		}
	}()
	n, err := r.find(ctx, name)
	if err != nil {
		return 0, err
	}
	return n, nil
}

// As long as the server runs, each request leaves one.
func (r *reader) request(parent context.Context, name string) (int, error) {
	ctx, cancel := context.WithCancel(parent) // want "context.WithCancel"
	go func() {
		<-r.stop
		cancel()
	}()
	return r.find(ctx, name)
}
