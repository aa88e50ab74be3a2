//caulk-test: go=1.22 deadline

package deadline

import (
	"errors"
	"time"
)

// download is to end after 20 minutes, however lively the sender is: asked for, the timer is never reset.
func download(chunks <-chan []byte) ([]byte, error) {
	var file []byte
	for {
		select {
		case chunk, ok := <-chunks:
			if !ok {
				return file, nil
			}
			file = append(file, chunk...)
		case <-time.After(20 * time.Minute): // want "time.After"
			return nil, errors.New("download timeout")
		}
	}
}

// publish goes on after a timeout. A timer that is never reset fires once, and the next send would wait for good: there
// is no deadline form, and the timeout stays one for each turn.
func publish(subscribers []chan<- int, v int) {
	for _, s := range subscribers {
		select {
		case s <- v:
		case <-time.After(time.Second): // want "time.After"
		}
	}
}
