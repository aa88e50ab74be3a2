package example

import (
	"context"
	"errors"

	census "go.opencensus.io/trace"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
)

type server struct{ tracer trace.Tracer }

// handle never ends it.
func (s *server) handle(ctx context.Context, id string) error {
	ctx, span := s.tracer.Start(ctx, "handle") // want "`s.tracer.Start` starts a span that is never ended"
	span.SetAttributes(attribute.String("id", id))
	return load(ctx, id)
}

// early ends it on one way out alone.
func early(ctx context.Context, id string) error {
	_, span := otel.Tracer("example").Start(ctx, "early") // want "never ended"
	if id == "" {
		return errors.New("no id")
	}
	span.AddEvent("checked")
	span.End()
	return nil
}

// dropped keeps no name for it.
func dropped(ctx context.Context, id string) error {
	ctx, _ = otel.Tracer("example").Start(ctx, "dropped") // want "never ended"
	return ctx.Err()
}

func older(ctx context.Context, id string) error {
	ctx, span := census.StartSpan(ctx, "older") // want "`census.StartSpan`"
	span.AddAttributes(census.StringAttribute("id", id))
	return load(ctx, id)
}

func load(ctx context.Context, id string) error { return ctx.Err() }
