package borrowed

import (
	"bufio"
	"encoding/binary"
	"encoding/gob"
	"encoding/xml"
	"fmt"
	"io"
	"log"
	"os"
)

// Readers and writers of formats live off the file, and end with the function.

func header(path string) (n uint32, err error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return 0, err
	}
	defer f.Close()
	br := bufio.NewReader(f)
	err = binary.Read(br, binary.BigEndian, &n)
	return n, err
}

func section(path string) (string, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return "", err
	}
	defer f.Close()
	var word string
	_, err = fmt.Fscan(io.NewSectionReader(f, 8, 64), &word)
	return word, err
}

func encode(path string, v any) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	defer f.Close()
	if err := gob.NewEncoder(f).Encode(v); err != nil {
		return err
	}
	enc := xml.NewEncoder(f)
	enc.Indent("", "\t")
	return enc.Encode(v)
}

func logTo(path string, words []string) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	defer f.Close()
	logger := log.New(f, "words: ", 0)
	for _, w := range words {
		logger.Println(w)
	}
	return nil
}
