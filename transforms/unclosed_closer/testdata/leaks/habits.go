package habits

import "errors"

// worker has two releases; its callers use Stop.
type worker struct{ on bool }

// workers are counted.
var workers int

func newWorker() *worker {
	workers++
	return &worker{on: true}
}

func (w *worker) Close() error {
	workers--
	return nil
}

func (w *worker) Stop() {
	workers--
	w.on = false
}

func (w *worker) work() error { return errors.New("tired") }

func one() error {
	w := newWorker()
	defer w.Stop()
	return w.work()
}

func two() error {
	w := newWorker()
	defer w.Stop()
	return w.work()
}

func three() error {
	w := newWorker()
	defer w.Close()
	return w.work()
}

func none() error {
	w := newWorker() // want "whose `Stop` is never called; 4 of 5 callers"
	return w.work()
}

// early returns before it stops the worker on the other path: a deferred Stop would be the second there.
func early() error {
	w := newWorker() // want "whose `Stop` is not called on every path"
	if err := w.work(); err != nil {
		return err
	}
	w.Stop()
	return nil
}
