package example

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

func get(t *testing.T, url string) {
	resp, err := http.Get(url)
	if err != nil {
		t.Error(err)
		return
	}
	resp.Body.Close()
}

// Close would wait for the handler, which waits for what nobody sends.
func TestReceives(t *testing.T) {
	block := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // want "`httptest.NewServer`"
		<-block
	}))
	go get(t, srv.URL)
	time.Sleep(time.Millisecond)
}

type feed struct{ events chan string }

func (f *feed) serve(w http.ResponseWriter, r *http.Request) {
	for event := range f.events {
		w.Write([]byte(event))
	}
}

func TestMethodRanges(t *testing.T) {
	f := &feed{events: make(chan string)}
	srv := httptest.NewServer(http.HandlerFunc(f.serve)) // want "`httptest.NewServer`"
	go get(t, srv.URL)
	f.events <- "a"
}

func register(mux *http.ServeMux, f *feed) {
	mux.HandleFunc("/watch", func(w http.ResponseWriter, r *http.Request) {
		updates := f.subscribe()
		select {
		case event := <-updates:
			w.Write([]byte(event))
		case event, ok := <-f.events:
			if ok {
				w.Write([]byte(event))
			}
		}
	})
}

func (f *feed) subscribe() chan string { return f.events }

// A helper of the package gives the mux its handlers.
func TestMux(t *testing.T) {
	mux := http.NewServeMux()
	register(mux, &feed{})
	srv := httptest.NewServer(mux) // want "`httptest.NewServer`"
	get(t, srv.URL)
}

func slow(release chan struct{}) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		<-release
	})
}

func TestMadeByHelper(t *testing.T) {
	srv := httptest.NewServer(slow(make(chan struct{}))) // want "`httptest.NewServer`"
	go get(t, srv.URL)
}

func TestGroup(t *testing.T) {
	var all sync.WaitGroup
	all.Add(2)
	srv := httptest.NewUnstartedServer(nil) // want "`httptest.NewUnstartedServer`"
	srv.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		all.Done()
		all.Wait()
	})
	srv.Start()
	get(t, srv.URL)
}

func TestEndless(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		for {
			w.Write([]byte("x"))
		}
	})
	srv := httptest.NewServer(mux) // want "`httptest.NewServer`"
	get(t, srv.URL)
}

// Deferred ahead of the release, it would come behind it.
func TestClosedTooLate(t *testing.T) {
	block := make(chan struct{})
	defer close(block)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-block })) // want "`httptest.NewServer`"
	go get(t, srv.URL)
}

// Let go before, by itself, or by the client's end: these are closed.
func TestClosedBefore(t *testing.T) {
	block := make(chan struct{})
	srv := httptest.NewServer(slow(block)) // want "`httptest.NewServer`"
	defer close(block)
	go get(t, srv.URL)
}

func TestCancelledBefore(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // want "`httptest.NewServer`"
		<-ctx.Done()
	}))
	go get(t, srv.URL)
	cancel()
}

func TestClientGone(t *testing.T) {
	block := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // want "`httptest.NewServer`"
		ctx := r.Context()
		select {
		case <-block:
		case <-ctx.Done():
		}
	}))
	get(t, srv.URL)
}

func TestTakesTime(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // want "`httptest.NewServer`"
		done := make(chan struct{})
		go func() {
			defer close(done)
			time.Sleep(time.Millisecond)
		}()
		<-done
		time.Sleep(10 * time.Millisecond)
		for i := 0; ; i++ {
			if i > 3 {
				return
			}
		}
	}))
	get(t, srv.URL)
}

// A handler that sleeps comes back.
func TestSleepy(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // want "httptest.NewServer"
		time.Sleep(10 * time.Second)
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Log(srv.URL)
}

// What it sends nobody takes.
func TestSends(t *testing.T) {
	c := make(chan int)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // want "httptest.NewServer"
		c <- 1
	}))
	t.Log(srv.URL)
}

// What it sends is taken.
func TestSendsOn(t *testing.T) {
	c := make(chan int)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // want "httptest.NewServer"
		c <- 1
	}))
	go get(t, srv.URL)
	t.Log(<-c)
}

// It waits in a literal with a name.
func TestWaitsByName(t *testing.T) {
	c := make(chan int)
	wait := func() { <-c }
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // want "httptest.NewServer"
		wait()
	}))
	t.Log(srv.URL)
}
