package fixture

import (
	"database/sql"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"os"
)

func get(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer resp.Body.Close() // want "panics"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

// The comments belong to the statement and move with it.
func commented(url string) ([]byte, error) {
	resp, err := http.Get(url)
	// The body is ours to close.
	defer resp.Body.Close() // want "`http.Get`"

	if err != nil {
		return nil, err
	}

	return io.ReadAll(resp.Body)
}

// It takes several lines.
func literal(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer func() { // want "panics"
		if err := resp.Body.Close(); err != nil {
			log.Print(err)
		}
	}()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

func oneLine(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer func() { _ = resp.Body.Close() }() // want "panics"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

func quietly(c io.Closer) {
	_ = c.Close()
}

// The field is read when the statement runs, whatever the function does.
func helped(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer quietly(resp.Body) // want "panics"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

func conn(address string) error {
	c, err := net.Dial("tcp", address)
	defer c.Close() // want "panics"
	if err != nil {
		return err
	}
	_, err = c.Write([]byte("hello"))
	return err
}

func rows(db *sql.DB) error {
	rows, err := db.Query("SELECT 1")
	defer rows.Close() // want "panics"
	if err != nil {
		return err
	}
	for rows.Next() {
	}
	return rows.Err()
}

// A nil file may be closed: that is late, and no crash.
func file(path string) ([]byte, error) {
	f, err := os.Open(path)
	defer f.Close() // want "has nothing to release"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

// What the guard lets out as well would leak.
func guarded(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer resp.Body.Close() // want "panics"
	if err != nil || resp.StatusCode != http.StatusOK {
		return nil, errors.New("no answer")
	}
	return io.ReadAll(resp.Body)
}

// Two checks stand between: the second may do anything.
func late(url string, limit int64) ([]byte, error) {
	resp, err := http.Get(url)
	defer resp.Body.Close() // want "panics"
	log.Print(url)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(resp.Body, limit))
}

// The order in which the deferred calls run would be another.
func ordered(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer resp.Body.Close() // want "panics"
	defer log.Print("done")
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

// Only the good path has the body.
func inverted(url string) (data []byte) {
	resp, err := http.Get(url)
	defer resp.Body.Close() // want "panics"
	if err == nil {
		data, _ = io.ReadAll(resp.Body)
	}
	return data
}

// One statement for the values of both arms.
func arms(url string, head bool) (int, error) {
	var resp *http.Response
	var err error
	if head {
		resp, err = http.Head(url)
	} else {
		resp, err = http.Get(url)
	}
	defer resp.Body.Close() // want "panics"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

// Two statements stand in between.
func between(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer resp.Body.Close() // want "panics"
	tries := 1
	log.Print(tries)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

// The other arm has failed.
func arm(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer resp.Body.Close() // want "panics"
	if err == nil {
		return io.ReadAll(resp.Body)
	} else {
		return nil, err
	}
}

func other(url string) {
	resp, err := http.Get(url)
	defer resp.Body.Close() // want "panics"
	if err != nil {
		log.Print(err)
	} else {
		_, _ = io.Copy(log.Writer(), resp.Body)
	}
	log.Print("done")
}

// Something else stands in between.
func literalLater(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer func() { // want "panics"
		if err := resp.Body.Close(); err != nil {
			log.Print(err)
		}
	}()
	log.Print(url)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

// The check asks something else first.
func head(url string, tell func() error) ([]byte, error) {
	resp, err := http.Get(url)
	defer resp.Body.Close() // want "panics"
	if told := tell(); told != nil || err != nil {
		return nil, errors.Join(told, err)
	}
	return io.ReadAll(resp.Body)
}
