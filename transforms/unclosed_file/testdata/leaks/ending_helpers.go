package ending

import (
	"bytes"
	"fmt"
	"log"
	"os"
)

// It asks for the error before that becomes another one.
func orDie(err error) {
	if err != nil {
		err = fmt.Errorf("no chance: %w", err)
		log.Fatal(err)
	}
}

func size(path string) int64 {
	f, err := os.Open(path) // want "os.Open"
	orDie(err)
	info, err := f.Stat()
	orDie(err)
	return info.Size()
}

// What it asks for is no more what it was given.
func orNot(err error) {
	err = fmt.Errorf("told: %v", err)
	if err != nil {
		log.Print(err)
		return
	}
	log.Fatal("never")
}

func sizeOrNot(path string) int64 {
	f, err := os.Open(path) // want "os.Open"
	orNot(err)
	info, err := f.Stat()
	orDie(err)
	return info.Size()
}

// The error is sent, and the code goes on.
func sent(path string, failed chan<- error) string {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		failed <- err
	}
	var b bytes.Buffer
	b.ReadFrom(f)
	return b.String()
}
