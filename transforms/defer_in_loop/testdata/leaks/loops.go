package fixture

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"log"
	"net/http"
	"os"
	"time"
)

func count(paths []string) (n int64, err error) {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return n, err
		}
		defer f.Close() // want "each turn of the loop"
		size, err := io.Copy(io.Discard, f)
		if err != nil {
			return n, err
		}
		n += size
	}
	return n, nil
}

// It is released ahead of each way out of the turn.
func fetch(urls []string) error {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			return err
		}
		defer resp.Body.Close() // want "`http.Get`"
		if resp.StatusCode != http.StatusOK {
			continue
		}
		if _, err := io.Copy(os.Stdout, resp.Body); err != nil {
			return err
		}
	}
	return nil
}

func ping(ctx context.Context, check func(context.Context) error) {
	for ctx.Err() == nil {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want "each turn"
		if err := check(ctx); err != nil {
			log.Print(err)
		}
	}
}

// A range over a function is a loop as well: what its body defers runs when the function around it returns.
func overFunction(paths iter.Seq[string]) {
	for path := range paths {
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		defer f.Close() // want "each turn"
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			fmt.Println(lines.Text())
		}
	}
}

func backwards(paths []string) error {
again:
	f, err := os.Open(paths[0])
	if err != nil {
		return err
	}
	defer f.Close() // want "each turn"
	if _, err := io.Copy(os.Stdout, f); err != nil {
		return err
	}
	if paths = paths[1:]; len(paths) > 0 {
		goto again
	}
	return nil
}

// A break in a switch does not leave the loop.
func broken(urls []string) {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			continue
		}
		defer resp.Body.Close() // want "each turn"
		switch resp.StatusCode {
		case http.StatusOK:
			break
		}
	}
}

// What is deferred does more.
func logged(paths []string) {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		defer func() { // want "each turn"
			if err := f.Close(); err != nil {
				log.Print(err)
			}
		}()
		_, _ = io.Copy(os.Stdout, f)
	}
}

// Whoever has it on loan may still need it.
func lent(paths []string, read func(*os.File)) {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		defer f.Close() // want "each turn"
		read(f)
	}
}

// Where it is deferred it is needed no more.
func needless(urls []string) {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			continue
		}
		body, err := io.ReadAll(resp.Body)
		defer resp.Body.Close() // want "each turn"
		fmt.Println(string(body), err)
	}
}

// What stands behind a labeled statement is indented as that is.
func labeled(ctx context.Context, ready func() bool) {
	for ready() {
		ctx, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel() // want "each turn"
	wait:
		for !ready() {
			select {
			case <-ctx.Done():
				break wait
			case <-time.After(time.Second):
			}
		}
	}
}
