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
		for j := start; j < count; j += concurrency {
			select {
			case subscribers[j] <- msg:
			case <-time.After(time.Millisecond * 5): // want "time.After"
			case <-b.exit:
				return
			}
		}
	}
	for i := 0; i < concurrency; i++ {
		go pub(i)
	}
}
