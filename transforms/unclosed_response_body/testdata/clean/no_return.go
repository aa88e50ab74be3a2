// Silent: no path returns with the body open.

package clean

import (
	"bufio"
	"log"
	"net/http"
	"os"
)

func follow(u string, lines chan<- string) {
	resp, err := http.Get(u)
	if err != nil {
		return
	}
	r := bufio.NewReader(resp.Body)
	for {
		line, _ := r.ReadString('\n')
		lines <- line
	}
}

func probe(u string) {
	resp, err := http.Get(u)
	if err != nil {
		log.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		os.Exit(1)
	}
	os.Exit(0)
}
