//! Go programs that count what functions leave behind.

/// A program without the functions that it proves: each of them runs a hundred times, and what they leave behind is printed to
/// standard error. Nothing is collected meanwhile, so that no finalizer helps.
pub const COUNTING: &str = r#"package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"
)

var _ = errors.New
var _ = bufio.NewScanner
var _ = context.Background
var _ = io.Copy
var _ = bytes.NewReader
var _ = gzip.NewReader
var _ = exec.Command
var _ = strings.Fields
var _ = http.Get
var _ = time.Now
var _ = runtime.NumGoroutine
var _ = syscall.Close
var _ sync.Mutex

func open() int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		panic(err)
	}
	return len(entries)
}

func main() {
	debug.SetGCPercent(-1)
	dir, err := os.MkdirTemp("", "proof")
	if err != nil {
		panic(err)
	}
	var paths []string
	for i, text := range []string{"one\ntwo\n", "", "three\n"} {
		path := filepath.Join(dir, fmt.Sprint(i))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			panic(err)
		}
		paths = append(paths, path)
	}
	before := held()
	for range 100 {
		prove(paths)
	}
	fmt.Fprintln(os.Stderr, held()-before)
	os.RemoveAll(dir)
}
"#;

pub const FILES: &str = "\nfunc held() int { return open() }\n";

/// A parent context knows its children by a map that no program can read: a context that counts those that it tells instead.
pub const CONTEXTS: &str = r"
type parent struct {
	context.Context
	children int
}

var ancestor = &parent{Context: context.Background()}

func (p *parent) Done() <-chan struct{} { return make(chan struct{}) }

func (p *parent) AfterFunc(func()) func() bool {
	p.children++
	return func() bool { p.children--; return true }
}

func held() int { return ancestor.children + open() - open() }
";

/// The processes that the program has started and that are still in the system's table, zombies included.
pub const PROCESSES: &str = r#"
func held() int {
	children := 0
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		text, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		// A name in parentheses, the state, the parent.
		fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
		if fields[1] == fmt.Sprint(os.Getpid()) {
			children++
		}
	}
	return children
}
"#;

/// The streams that a reader finds to end too early.
pub const STREAMS: &str = r"
var broken int

func held() int { return broken }
";

/// A client that talks to nobody: it counts the bodies that are open. Every third answer is well, every third is not, and then there
/// is none.
pub const BODIES: &str = r#"
type answers struct {
	asked, open int
}

var all = &answers{}

func init() { http.DefaultClient = &http.Client{Transport: all} }

type body struct {
	io.Reader
	closed bool
}

func (b *body) Close() error {
	if !b.closed {
		all.open--
	}
	b.closed = true
	return nil
}

func (a *answers) RoundTrip(req *http.Request) (*http.Response, error) {
	a.asked++
	if a.asked%3 == 0 {
		return nil, errors.New("nobody there")
	}
	a.open++
	return &http.Response{StatusCode: 100 + 100*(a.asked%3), Body: &body{Reader: bufio.NewReader(http.NoBody)}, Request: req}, nil
}

func held() int { return all.open + open() - open() }
"#;

/// What is open when a loop has ended, and the function has not.
pub const TURNS: &str = r"
var left int

func held() int { return left }
";

/// A mutex that is left locked can't be taken: who finds it so counts it, and goes on with another.
pub const MUTEXES: &str = r"
type counter struct {
	mu sync.Mutex
	n  int
}

var current = &counter{}
var locked int

func held() int {
	if !current.mu.TryLock() {
		locked++
		current = &counter{}
	} else {
		current.mu.Unlock()
	}
	return locked + open() - open()
}
";

/// Groups that still count a goroutine that has ended.
pub const GROUPS: &str = r"
var waiting int

func held() int { return waiting + open() - open() }

func waits(wait func()) {
	done := make(chan bool)
	go func() {
		wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(20 * time.Millisecond):
		waiting++
	}
}
";

/// The contexts below the one that a turn has made: those of the turns before.
pub const CHAINS: &str = r#"
type key struct{}

var nested int

func handle(ctx context.Context) {
	fmt.Println(ctx.Value(key{}))
	nested += strings.Count(fmt.Sprint(ctx), "WithValue") - 1
}

func held() int { return nested + open() - open() }
"#;

/// A client in the shape that generated ones have: each stream has a goroutine, until all was received or its context ends.
pub const SERVER_STREAMS: &str = r#"
type Lines_ListClient interface {
	Recv() (string, error)
	Context() context.Context
}

type LinesClient interface {
	List(ctx context.Context, path string) (Lines_ListClient, error)
}

type lines struct{}

type lineStream struct {
	ctx  context.Context
	line chan string
}

func (lines) List(ctx context.Context, path string) (Lines_ListClient, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	s := &lineStream{ctx: ctx, line: make(chan string)}
	go func() {
		defer close(s.line)
		for _, line := range strings.Fields(string(text)) {
			select {
			case s.line <- line:
			case <-ctx.Done():
				return
			}
		}
	}()
	return s, nil
}

func (s *lineStream) Recv() (string, error) {
	line, ok := <-s.line
	if !ok {
		return "", io.EOF
	}
	return line, nil
}

func (s *lineStream) Context() context.Context { return s.ctx }

// What was told to end may take a moment.
func held() int {
	time.Sleep(50 * time.Millisecond)
	return runtime.NumGoroutine() + open() - open()
}
"#;

/// Closes that fail, of which nobody is told.
pub const CLOSES: &str = r"
var untold int

func held() int { return untold + open() - open() }
";
