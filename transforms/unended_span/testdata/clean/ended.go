// Ended on every path, or somebody else's to end.
package example

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"
)

func deferred(ctx context.Context) error {
	ctx, span := otel.Tracer("example").Start(ctx, "deferred")
	defer span.End()
	return ctx.Err()
}

func inClosure(ctx context.Context) (err error) {
	_, span := otel.Tracer("example").Start(ctx, "closure")
	defer func() {
		span.RecordError(err)
		span.End()
	}()
	return ctx.Err()
}

func inBlock(ctx context.Context, tracer trace.Tracer, warm bool) error {
	if !warm {
		_, span := tracer.Start(ctx, "warm up")
		span.AddEvent("cold")
		span.End()
	}
	return ctx.Err()
}

func start(ctx context.Context, tracer trace.Tracer) (context.Context, trace.Span) {
	ctx, span := tracer.Start(ctx, "start")
	return ctx, span
}

type operation struct{ span trace.Span }

func begin(ctx context.Context, tracer trace.Tracer) *operation {
	_, span := tracer.Start(ctx, "begin")
	return &operation{span: span}
}

func (o *operation) Close() { o.span.End() }

// Whoever gets the context may end the span that it carries.
func before(ctx context.Context, tracer trace.Tracer) context.Context {
	ctx, _ = tracer.Start(ctx, "before")
	return ctx
}

// The callee ends it.
func queue(ctx context.Context, tracer trace.Tracer, add func(context.Context)) {
	ctx, _ = tracer.Start(ctx, "queue")
	add(ctx)
}

func after(ctx context.Context) {
	trace.SpanFromContext(ctx).End()
}

func around(ctx context.Context, tracer trace.Tracer) {
	ctx, _ = tracer.Start(ctx, "around")
	defer trace.SpanFromContext(ctx).End()
}

// Not a span that was started here.
func current(ctx context.Context) {
	span := trace.SpanFromContext(ctx)
	span.AddEvent("here")
}

type stage struct{}

func (stage) Start(ctx context.Context, name string) (context.Context, *stage) { return ctx, nil }

func other(ctx context.Context, s stage) {
	_, next := s.Start(ctx, "other")
	_ = next
}

// The callee ends the span that its context carries, whatever the code here knows of that.
func watched(ctx context.Context, tracer trace.Tracer) error {
	ctx, _ = tracer.Start(ctx, "watch")
	id := watch(ctx)
	if id == 0 {
		return ctx.Err()
	}
	return nil
}

func watch(ctx context.Context) int {
	span := trace.SpanFromContext(ctx)
	defer span.End()
	return 1
}
