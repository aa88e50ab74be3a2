package refused

import (
	"os"
	"runtime"
	"strconv"
	"testing"
)

// Another line ahead of it would make the number a wrong one.
func TestCaller(t *testing.T) {
	f, err := os.Create(t.TempDir() + "/log") // want "os.Create"
	if err != nil {
		t.Fatal(err)
	}
	_, file, line, _ := runtime.Caller(0)
	f.WriteString(file + ":" + strconv.Itoa(line) + "\n")
	if !ends(f.Name(), "refused_line_numbers_test.go:16") {
		t.Fatal(line)
	}
}

func ends(path, text string) bool {
	data, err := os.ReadFile(path)
	return err == nil && string(data[len(data)-len(text)-1:]) == text+"\n"
}
