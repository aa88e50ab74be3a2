// The loop runs once, or what is deferred is needed behind the turn, or the turn is a function of its own.
package fixture

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

func first(urls []string) ([]byte, error) {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			continue
		}
		defer resp.Body.Close()
		return io.ReadAll(resp.Body)
	}
	return nil, io.EOF
}

func once(paths <-chan string) {
	for path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return
		}
		defer f.Close()
		_, _ = io.Copy(os.Stdout, f)
		break
	}
}

func concat(paths []string) error {
	var readers []io.Reader
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		readers = append(readers, bufio.NewReader(f))
	}
	_, err := io.Copy(os.Stdout, io.MultiReader(readers...))
	return err
}

func concatByIndex(paths []string) error {
	readers := make([]io.Reader, len(paths))
	for i, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		readers[i] = bufio.NewReader(f)
	}
	_, err := io.Copy(os.Stdout, io.MultiReader(readers...))
	return err
}

// Somebody had a reason.
func explained(urls []string) error {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			return err
		}
		// Not before the end: the connection would be used again.
		defer resp.Body.Close()
		if _, err := io.Copy(os.Stdout, resp.Body); err != nil {
			return err
		}
	}
	return nil
}

func latest(paths []string) error {
	var last *os.File
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		last = f
	}
	_, err := io.Copy(os.Stdout, last)
	return err
}

func workers(ctx context.Context, n int, work func(context.Context)) {
	var wg sync.WaitGroup
	for i := 0; i < n; i++ {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		wg.Add(1)
		go func() {
			defer wg.Done()
			work(ctx)
		}()
	}
	wg.Wait()
}

func readers(paths []string, read func(io.Reader)) {
	var wg sync.WaitGroup
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		defer f.Close()
		wg.Add(1)
		go func() {
			defer wg.Done()
			read(f)
		}()
	}
	wg.Wait()
}

func ownFunction(paths []string) {
	for _, path := range paths {
		func() {
			f, err := os.Open(path)
			if err != nil {
				return
			}
			defer f.Close()
			_, _ = io.Copy(os.Stdout, f)
		}()
	}
}

func outside(path string, n int) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	for i := 0; i < n; i++ {
		defer f.Close()
	}
	return nil
}

func inHead(url string) (err error) {
	for {
		var resp *http.Response
		if resp, err = http.Get(url); err == nil {
			defer resp.Body.Close()
			break
		}
	}
	return nil
}

// What is acquired and not used is meant to be held: the ports are no other's until all are found.
func freePorts(n int) (ports []string, err error) {
	for len(ports) < n {
		ln, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return nil, err
		}
		defer ln.Close()
		ports = append(ports, ln.Addr().String())
	}
	return ports, nil
}

func freeTCPPorts(addr *net.TCPAddr, n int) (ports []int, err error) {
	for i := 0; i < n; i++ {
		ln, err := net.ListenTCP("tcp", addr)
		if err != nil {
			return nil, err
		}
		defer ln.Close()
		ports = append(ports, ln.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}

func accepted(ln net.Listener, n int, done <-chan struct{}) error {
	for i := 0; i < n; i++ {
		conn, err := ln.Accept()
		if err != nil {
			return err
		}
		defer conn.Close()
	}
	<-done
	return nil
}

type watcher interface {
	Watch(ctx context.Context, key string) (<-chan string, error)
}

// What was made with the context is kept.
func watchAll(ctx context.Context, w watcher, keys []string) error {
	watches := make([]<-chan string, len(keys))
	for i, key := range keys {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		watch, err := w.Watch(ctx, key)
		if err != nil {
			return err
		}
		watches[i] = watch
	}
	for _, watch := range watches {
		<-watch
	}
	return nil
}

func watchAtOnce(ctx context.Context, watch func(context.Context) <-chan string, n int) {
	watches := make([]<-chan string, n)
	for i := range watches {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		watches[i] = watch(ctx)
	}
	for _, watch := range watches {
		<-watch
	}
}
