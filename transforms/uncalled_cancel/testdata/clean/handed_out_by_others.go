package cancels

import "context"

type holder struct {
	ctx    context.Context
	cancel context.CancelFunc
}

// A getter: whoever made them cancels them.
func (h *holder) both() (context.Context, context.CancelFunc) { return h.ctx, h.cancel }

func use(h *holder, work func(context.Context) error) error {
	ctx, _ := h.both()
	return work(ctx)
}
