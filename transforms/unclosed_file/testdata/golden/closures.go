package closures

import (
	"io"
	"net/http"
	"os"
	"sync"
)

// What a function literal opens, it closes: not the function around it, and not its loop.

func each(paths []string) (sum int64) {
	var (
		wg sync.WaitGroup
		mu sync.Mutex
	)
	for _, path := range paths {
		wg.Add(1)
		go func() {
			defer wg.Done()
			f, err := os.Open(path) // want "os.Open"
			if err != nil {
				return
			}
			defer f.Close()
			n, _ := io.Copy(io.Discard, f)
			mu.Lock()
			defer mu.Unlock()
			sum += n
		}()
	}
	wg.Wait()
	return sum
}

func handler(path string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer f.Close()
		io.Copy(w, f)
	}
}

func onTheSpot(paths []string, w io.Writer) error {
	for _, path := range paths {
		err := func() error {
			f, err := os.Open(path) // want "os.Open"
			if err != nil {
				return err
			}
			defer f.Close()
			_, err = io.Copy(w, f)
			return err
		}()
		if err != nil {
			return err
		}
	}
	return nil
}

// readInside hands nothing over: the literal is called on the spot and only reads.
func readInside(path string, w io.Writer) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	defer f.Close()
	return func() error {
		_, err := io.Copy(w, f)
		return err
	}()
}
