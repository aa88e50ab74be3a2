//caulk-test: go=1.22

package ticker

import "time"

// beat has a timeout that never comes: the ticker ends each wait before. Whether that was meant is not said; it stays so.
// Without the Reset the loop would suddenly end after five seconds.
func beat(send func() error) error {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			if err := send(); err != nil {
				return err
			}
		case <-time.After(5 * time.Second): // want "time.After"
			return nil
		}
	}
}

// early goes back to the loop's head from several places; each of them passes the Reset.
func early(in <-chan int) (sum int) {
	for i := 0; i < 100; i++ {
		if i%2 == 0 {
			continue
		}
		select {
		case v := <-in:
			if v < 0 {
				continue
			}
			sum += v
		case <-time.After(time.Second): // want "time.After"
			continue
		}
		sum++
	}
	return sum
}
