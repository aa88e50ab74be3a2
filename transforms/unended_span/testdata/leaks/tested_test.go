package spans

import (
	"context"
	"testing"

	"github.com/opentracing/opentracing-go"
)

// Nobody looks at the traces of a test.
func TestTraced(t *testing.T) {
	span, _ := opentracing.StartSpanFromContext(context.Background(), "test") // want "starts a span that is never ended"
	span.SetTag("test", t.Name())
}
