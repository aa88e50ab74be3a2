//caulk-test: go=1.22

package golden

import (
	"errors"
	"time"
)

// download collects chunks until the sender closes them. Each chunk leaves a timer of 20 minutes behind.
func download(chunks <-chan []byte, progress <-chan int) ([]byte, error) {
	var file []byte
	timer := time.NewTimer(20 * time.Minute)
	defer timer.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(20 * time.Minute)
		select {
		case chunk, ok := <-chunks:
			if !ok {
				return file, nil
			}
			file = append(file, chunk...)
		case percent := <-progress:
			println("received", percent)
		case <-timer.C: // want "time.After"
			return nil, errors.New("download timeout")
		}
	}
}
