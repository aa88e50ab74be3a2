//caulk-test: go=1.22

package golden

import "time"

type broker struct {
	exit chan struct{}
}

// publish sends msg to every subscriber, several at a time. Each goroutine needs a timer of its own: one in
// publish would be shared.
func (b *broker) publish(msg string, subscribers []chan string) {
	count := len(subscribers)
	concurrency := 1
	if count > 100 {
		concurrency = 4
	}
	pub := func(start int) {
		timer := time.NewTimer(time.Millisecond * 5)
		defer timer.Stop()
		for j := start; j < count; j += concurrency {
			if !timer.Stop() {
				select {
				case <-timer.C:
				default:
				}
			}
			timer.Reset(time.Millisecond * 5)
			select {
			case subscribers[j] <- msg:
			case <-timer.C: // want "time.After"
			case <-b.exit:
				return
			}
		}
	}
	for i := 0; i < concurrency; i++ {
		go pub(i)
	}
}
