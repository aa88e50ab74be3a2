package example

import (
	"context"

	"go.opentelemetry.io/otel/trace"
)

// choose returns from the block that has the span.
func choose(ctx context.Context, tracer trace.Tracer, kind string) error {
	switch kind {
	case "slow":
		ctx, span := tracer.Start(ctx, "slow") // want "never ended"
		span.AddEvent("slow")
		return ctx.Err()
	default:
		return nil
	}
}
