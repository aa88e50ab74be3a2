package blocks

import (
	"context"

	"go.opentelemetry.io/otel/trace"
)

// inBlock has a span for a part of the function.
func inBlock(ctx context.Context, tracer trace.Tracer, warm bool) error {
	if !warm {
		_, span := tracer.Start(ctx, "warm up") // want "never ended"
		span.AddEvent("cold")
	}
	return work(ctx)
}

// each has a span for each turn.
func each(ctx context.Context, tracer trace.Tracer, ids []string) {
	for range ids {
		ctx, span := tracer.Start(ctx, "each") // want "never ended"
		span.AddEvent("turn")
		work(ctx)
	}
}

// goes is still at work when the function has returned.
func goes(ctx context.Context, tracer trace.Tracer) {
	ctx, span := tracer.Start(ctx, "goes") // want "never ended"
	span.AddEvent("started")
	go work(ctx)
}

func work(ctx context.Context) error { return ctx.Err() }
