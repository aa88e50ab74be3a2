// Silent: the method value is called by what it is given to.
package values

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

type worker struct{ done chan struct{} }

func newWorker() *worker {
	w := &worker{done: make(chan struct{})}
	go w.run()
	return w
}

func (w *worker) run() { <-w.done }

func (w *worker) Stop() { close(w.done) }

func TestDeferred(t *testing.T) {
	w := newWorker()
	defer w.Stop()
}

func TestDeferredToo(t *testing.T) {
	w := newWorker()
	defer w.Stop()
}

func TestDeferredAsWell(t *testing.T) {
	w := newWorker()
	defer w.Stop()
}

func TestCalm(t *testing.T) {
	w := newWorker()
	require.NotPanics(t, w.Stop)
}

func TestOnce(t *testing.T) {
	w := newWorker()
	var once sync.Once
	once.Do(w.Stop)
}
