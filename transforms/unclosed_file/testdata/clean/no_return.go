// Silent: no path returns with the file open. The function goes on for good, or the program ends.

package clean

import (
	"bufio"
	"io"
	"log"
	"os"
	"time"
)

func follow(path string, lines chan<- string) {
	f, err := os.Open(path)
	if err != nil {
		return
	}
	r := bufio.NewReader(f)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		lines <- line
	}
}

func usage(path string) {
	f, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	io.Copy(os.Stderr, f)
	os.Exit(2)
}

func complain(path string) {
	f, err := os.Open(path)
	if err != nil {
		panic(err)
	}
	n, _ := io.Copy(io.Discard, f)
	log.Fatalf("%s has %d bytes", path, n)
}
