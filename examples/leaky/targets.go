package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// readTargets reads addresses, one a line; what follows a # is a comment.
func readTargets(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	var targets []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if !strings.HasPrefix(line, "http") {
			return nil, fmt.Errorf("%s: %q is no address", path, line)
		}
		targets = append(targets, line)
	}
	return targets, lines.Err()
}
