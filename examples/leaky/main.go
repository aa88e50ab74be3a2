// Command leaky asks web servers how they are, again and again, and writes down what they say.
//
// It works, and it leaks in sixteen ways. caulk finds them all.
package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"time"
)

func main() {
	list := flag.String("targets", "targets.txt", "file with one address a line")
	every := flag.Duration("every", 30*time.Second, "time between two rounds")
	flag.Parse()

	targets, err := readTargets(*list)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	p := &prober{client: http.DefaultClient}
	results := make(chan result)
	ctx := context.Background()

	up := make(chan struct{})
	go func() {
		p.awaitFirst(ctx, targets)
		close(up)
	}()
	go progress(os.Stderr, up)
	if !within(up, time.Minute) {
		fmt.Fprintln(os.Stderr, "nothing answers")
		os.Exit(1)
	}

	go watch(ctx, p, targets, *every, results)
	if err := report(os.Stdout, results); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
