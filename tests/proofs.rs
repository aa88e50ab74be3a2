//! Programs that count what they hold, run as they stand and as caulk leaves them: the leak is real, the fix ends it, and what the
//! program prints stays.

mod harness;

use std::{
    env, fs,
    path::Path,
    process::{Command, Output},
};

use caulk::{
    engine::Diagnostic,
    program::Level,
    repair::Safety,
    transform::Transform,
    transforms::{
        defer_before_check, defer_in_loop, missed_done, missed_unlock, uncalled_cancel, unclosed_file, unclosed_response_body,
        uncommitted_writer, unwaited_process,
    },
};

use harness::{Directives, Fixture};

/// A program without the functions that it proves: each of them runs a hundred times, and what they leave behind is printed to
/// standard error. Nothing is collected meanwhile, so that no finalizer helps.
const COUNTING: &str = r#"package main

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
	"runtime/debug"
	"strings"
	"sync"
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

const FILES: &str = "\nfunc held() int { return open() }\n";

/// A parent context knows its children by a map that no program can read: a context that counts those that it tells instead.
const CONTEXTS: &str = r"
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
const PROCESSES: &str = r#"
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
const STREAMS: &str = r"
var broken int

func held() int { return broken }
";

/// A client that talks to nobody: it counts the bodies that are open. Every third answer is well, every third is not, and then there
/// is none.
const BODIES: &str = r#"
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
const TURNS: &str = r"
var left int

func held() int { return left }
";

/// A mutex that is left locked can't be taken: who finds it so counts it, and goes on with another.
const MUTEXES: &str = r"
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
const GROUPS: &str = r"
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

fn go(dir: &Path, args: &[&str]) -> Option<Output> {
    let settings = [("GOWORK", "off"), ("GOTOOLCHAIN", "local"), ("GOPROXY", "off"), ("GOFLAGS", "-mod=mod")];
    Command::new("go").args(args).current_dir(dir).envs(settings).output().ok()
}

/// What a program prints, and how much it holds at its end. None where there is no toolchain, or no table of open files.
fn run(text: &str) -> Option<(String, i64)> {
    let found = go(Path::new("."), &["version"]).is_some() && Path::new("/proc/self/fd").exists();
    if !found {
        assert!(env::var("CAULK_REQUIRE_GO").as_deref() != Ok("1"), "CAULK_REQUIRE_GO=1, and no go toolchain on this system");
        println!("skipped: no go toolchain, or no /proc");
        return None;
    }
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    fs::write(dir.path().join("go.mod"), "module example.com/proof\n\ngo 1.22\n").expect("a file can be written");
    fs::write(dir.path().join("main.go"), text).expect("a file can be written");
    let output = go(dir.path(), &["run", "."]).expect("go was there a moment ago");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the program fails:\n{errors}\n{text}");
    let held = errors.trim().parse().unwrap_or_else(|_| panic!("no count: {errors}"));
    Some((String::from_utf8_lossy(&output.stdout).into_owned(), held))
}

/// Whether the function leaves so much behind in a hundred runs, and nothing once it is mended.
fn prove(transform: &'static Transform, counting: &str, function: &str, leaks: i64) {
    prove_at(Safety::Safe, transform, counting, function, leaks);
}

fn prove_at(safety: Safety, transform: &'static Transform, counting: &str, function: &str, leaks: i64) {
    let text = format!("{COUNTING}{counting}\n{function}");
    let fixed = Fixture { file: "main.go".into(), transform, directives: Directives::default() }.fix(&text, safety);
    let left: Vec<&Diagnostic> = fixed.outcome.diagnostics.iter().filter(|d| d.finding.level == Level::Leak).collect();
    assert!(left.is_empty(), "still leaks: {left:?}");
    assert_ne!(text, fixed.after, "nothing was mended");
    let (Some((printed, held)), Some((printed_after, held_after))) = (run(&text), run(&fixed.after)) else { return };
    assert_eq!((held, held_after), (leaks, 0), "what is held before and after:\n{}", fixed.after);
    assert_eq!(printed, printed_after, "what is printed before and after");
}

#[test]
fn turns_close_behind_the_last_use() {
    let function = r#"
func prove(paths []string) {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			panic(err)
		}
		s := bufio.NewScanner(f)
		n := 0
		for s.Scan() {
			n++
		}
		if s.Err() != nil || n == 0 {
			continue
		}
		fmt.Println(filepath.Base(f.Name()), n)
	}
}
"#;
    prove(&unclosed_file::TRANSFORM, FILES, function, 300);
}

#[test]
fn turns_close_on_each_way_out() {
    let function = r#"
func prove(paths []string) {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			panic(err)
		}
		if line, err := bufio.NewReader(f).ReadString('\n'); err != nil {
			fmt.Println(line, err)
			continue
		}
		offset, err := f.Seek(0, io.SeekCurrent)
		fmt.Println(offset, err)
	}
}
"#;
    prove(&unclosed_file::TRANSFORM, FILES, function, 300);
}

#[test]
fn exits_close_what_success_hands_over() {
    let function = r#"
func first(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || info.Size() == 0 {
		return nil, fmt.Errorf("%s is empty", filepath.Base(f.Name()))
	}
	b := make([]byte, 6)
	if _, err := io.ReadFull(f, b); err != nil {
		return nil, err
	}
	if b[3] != '\n' {
		return nil, errors.New("no line")
	}
	return f, nil
}

func prove(paths []string) {
	for _, path := range paths {
		f, err := first(path)
		if err != nil {
			fmt.Println(err)
			continue
		}
		rest, err := io.ReadAll(f)
		fmt.Println(string(rest), err, f.Close())
	}
}
"#;
    prove(&unclosed_file::TRANSFORM, FILES, function, 200);
}

#[test]
fn failure_closes_what_success_hands_over() {
    let function = r#"
type lines struct {
	file *os.File
}

func (l *lines) open(path string) (io.Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || info.Size() == 0 {
		return nil, fmt.Errorf("%s is empty", filepath.Base(f.Name()))
	}
	b := make([]byte, 6)
	if _, err := io.ReadFull(f, b); err != nil {
		return nil, err
	}
	if b[3] != '\n' {
		return nil, errors.New("no line")
	}
	if b[4] == 'x' {
		return nil, errors.New("no text")
	}
	l.file = f
	return f, nil
}

func prove(paths []string) {
	for _, path := range paths {
		var l lines
		r, err := l.open(path)
		if err != nil {
			fmt.Println(err)
			continue
		}
		rest, err := io.ReadAll(r)
		fmt.Println(string(rest), err, l.file.Close())
	}
}
"#;
    prove_at(Safety::Unsafe, &unclosed_file::TRANSFORM, FILES, function, 200);
}

#[test]
fn arms_share_one_close() {
    let function = r#"
func either(first, second string, swap bool) ([]byte, error) {
	var f *os.File
	var err error
	if swap {
		f, err = os.Open(second)
	} else {
		f, err = os.Open(first)
	}
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

func prove(paths []string) {
	for _, swap := range []bool{true, false} {
		text, err := either(paths[0], paths[2], swap)
		fmt.Println(string(text), err)
	}
}
"#;
    prove(&unclosed_file::TRANSFORM, FILES, function, 200);
}

#[test]
fn turns_cancel_their_contexts() {
    let function = r#"
func prove(paths []string) {
	for i := range paths {
		ctx, cancel := context.WithTimeout(ancestor, time.Hour)
		_, ok := ctx.Deadline()
		if !ok || i == 1 {
			continue
		}
		fmt.Println(i, ok, ctx.Err())
		cancel()
	}
}
"#;
    prove(&uncalled_cancel::TRANSFORM, CONTEXTS, function, 100);
}

#[test]
fn failing_exits_reap_their_process() {
    let function = r#"
func prove(paths []string) {
	if _, err := sum(paths); err != nil {
		fmt.Println(err)
	}
}

func sum(paths []string) (string, error) {
	cmd := exec.Command("cat")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return "", err
		}
		if len(text) == 0 {
			return "", errors.New("an empty file")
		}
		stdin.Write(text)
	}
	stdin.Close()
	return "", cmd.Wait()
}
"#;
    prove_at(Safety::Unsafe, &unwaited_process::TRANSFORM, PROCESSES, function, 100);
}

#[test]
fn the_forgotten_are_reaped() {
    let function = r#"
func prove(paths []string) {
	cmd := exec.Command("true")
	if err := cmd.Start(); err != nil {
		fmt.Println(err)
		return
	}
	time.Sleep(20 * time.Millisecond)
}
"#;
    prove_at(Safety::Unsafe, &unwaited_process::TRANSFORM, PROCESSES, function, 100);
}

#[test]
fn streams_are_whole_where_all_went_well_and_broken_where_not() {
    let function = r#"
func prove(paths []string) {
	whole, err := compress(paths)
	if err != nil {
		panic(err)
	}
	check(whole.Bytes(), &broken)
	// What failed half-way stays recognisably broken.
	var half int
	part, err := compress(append(paths, "absent"))
	check(part.Bytes(), &half)
	if err == nil || half != 1 {
		panic("a stream that failed half-way reads as whole")
	}
}

func check(stream []byte, broken *int) {
	r, err := gzip.NewReader(bytes.NewReader(stream))
	if err == nil {
		_, err = io.ReadAll(r)
	}
	if err != nil {
		*broken++
	}
}

func compress(paths []string) (*bytes.Buffer, error) {
	buf := new(bytes.Buffer)
	zw := gzip.NewWriter(buf)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return buf, errors.New("a file is absent")
		}
		if _, err := zw.Write(text); err != nil {
			return buf, errors.New("nothing more is written")
		}
	}
	fmt.Fprintln(io.Discard, len(paths))
	return buf, nil
}
"#;
    prove_at(Safety::Unsafe, &uncommitted_writer::TRANSFORM, STREAMS, function, 100);
}

/// One kind of edit: what it is, whose, how safe, what counts, the program, how much that leaves behind in a hundred runs, and a word of
/// what the fix writes.
struct Kind {
    transform: &'static Transform,
    safety: Safety,
    counting: &'static str,
    function: &'static str,
    leaks: i64,
    writes: &'static str,
}

const KINDS: [Kind; 12] = [
    Kind {
        transform: &unclosed_response_body::TRANSFORM,
        safety: Safety::Safe,
        counting: BODIES,
        leaks: 200,
        writes: "\tdefer resp.Body.Close()\n\tif resp.StatusCode != http.StatusOK {",
        function: r#"
func get() (int, error) {
	resp, err := http.Get("http://example.com/")
	if err != nil || resp.StatusCode != http.StatusOK {
		return 0, err
	}
	_, err = io.ReadAll(resp.Body)
	return resp.StatusCode, err
}

func prove(paths []string) {
	for range paths {
		fmt.Println(get())
	}
}
"#,
    },
    Kind {
        transform: &unclosed_response_body::TRANSFORM,
        safety: Safety::Safe,
        counting: BODIES,
        leaks: 200,
        writes: "\tif resp != nil {\n\t\tresp.Body.Close()\n\t}\n\treturn false",
        function: r#"
func isUp() bool {
	resp, err := http.Get("http://example.com/")
	if err == nil && resp.StatusCode == http.StatusOK {
		return true
	}
	return false
}

func prove(paths []string) {
	for range paths {
		fmt.Println(isUp())
	}
}
"#,
    },
    Kind {
        transform: &unclosed_response_body::TRANSFORM,
        safety: Safety::Safe,
        counting: BODIES,
        leaks: 100,
        writes: "\t\tif resp != nil {\n\t\t\tresp.Body.Close()\n\t\t}\n\t\tresp, err = http.Get",
        function: r#"
func prove(paths []string) {
	var resp *http.Response
	var err error
	for range paths {
		resp, err = http.Get("http://example.com/")
		if err == nil && resp.StatusCode == http.StatusMultipleChoices {
			break
		}
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	fmt.Println(len(text), err)
}
"#,
    },
    Kind {
        transform: &unclosed_file::TRANSFORM,
        safety: Safety::Safe,
        counting: FILES,
        leaks: 200,
        writes: "f, err := os.Open(path); err == nil {\n\t\tdefer f.Close()",
        function: r#"
func exists(path string) bool {
	if _, err := os.Open(path); err == nil {
		return true
	}
	return false
}

func prove(paths []string) {
	fmt.Println(exists(paths[0]), exists(paths[1]), exists(paths[0]+".not"))
}
"#,
    },
    Kind {
        transform: &unclosed_file::TRANSFORM,
        safety: Safety::Safe,
        counting: FILES,
        leaks: 100,
        writes: "\tdefer f.Close()\n\tline, err :=",
        function: r#"
func second(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	line, err := bufio.NewReader(f).ReadString('\n')
	if err != nil {
		return "", err
	}
	defer f.Close()
	rest, err := io.ReadAll(f)
	return line + string(rest), err
}

func prove(paths []string) {
	for _, path := range paths {
		fmt.Println(second(path))
	}
}
"#,
    },
    Kind {
        transform: &unclosed_file::TRANSFORM,
        safety: Safety::Unsafe,
        counting: FILES,
        leaks: 300,
        writes: "if err := func() error {",
        function: r#"
func count(paths []string, from int64) (n int, err error) {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return 0, err
		}
		if _, err := f.Seek(from, io.SeekStart); err != nil {
			return 0, err
		}
		head := make([]byte, 2)
		if _, err := f.Read(head); err == io.EOF {
			continue
		}
		if head[0] == 'e' {
			return 0, errors.New("an e")
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return 0, err
		}
		n += int(head[0])
	}
	return n, nil
}

func prove(paths []string) {
	fmt.Println(count(paths[1:], 0))
	fmt.Println(count(paths, 2))
}
"#,
    },
    Kind {
        transform: &unclosed_file::TRANSFORM,
        safety: Safety::Unsafe,
        counting: FILES,
        leaks: 300,
        writes: "\t\tfunc() {\n",
        function: r#"
func prove(paths []string) {
	n := 0
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		head := make([]byte, 2)
		if _, err := f.Read(head); err == io.EOF {
			continue
		}
		if head[0] == 't' {
			continue
		}
		for _, b := range head {
			if b == 'n' {
				break
			}
			n++
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			continue
		}
		n += int(head[0])
	}
	fmt.Println(n)
}
"#,
    },
    Kind {
        transform: &defer_in_loop::TRANSFORM,
        safety: Safety::Unsafe,
        counting: TURNS,
        leaks: 300,
        writes: "\t\t}()\n\t}\n\tleft +=",
        function: r#"
func prove(paths []string) {
	before := open()
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		defer func() {
			if err := f.Close(); err != nil {
				fmt.Println(err)
			}
		}()
		text, err := io.ReadAll(f)
		fmt.Println(len(text), err)
	}
	left += open() - before
}
"#,
    },
    Kind {
        transform: &defer_in_loop::TRANSFORM,
        safety: Safety::Safe,
        counting: TURNS,
        leaks: 300,
        writes: "\t\tf.Close()\n\t\tfmt.Println",
        function: r#"
func prove(paths []string) {
	before := open()
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		defer f.Close()
		text, err := io.ReadAll(f)
		fmt.Println(len(text), err)
	}
	left += open() - before
}
"#,
    },
    Kind {
        transform: &unclosed_file::TRANSFORM,
        safety: Safety::Safe,
        counting: FILES,
        leaks: 300,
        writes: "\tif f, err := os.Create(path + \".mark\"); err == nil {\n\t\tf.Close()\n\t}\n\tf2, err := os.Open(path)\n\tif err != nil {",
        function: r#"
func mark(path string) error {
	os.Create(path + ".mark")
	if _, err := os.Open(path); err != nil {
		return errors.New("not there")
	}
	return nil
}

func prove(paths []string) {
	fmt.Println(mark(paths[0]), mark(paths[0]+".not"))
}
"#,
    },
    Kind {
        transform: &unclosed_file::TRANSFORM,
        safety: Safety::Unsafe,
        counting: FILES,
        leaks: 200,
        writes: "\tdefer f.Close()\n\tif line, err =",
        function: r#"
func first(path string) (line string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	if line, err = bufio.NewReader(f).ReadString('\n'); err != nil {
		return "", err
	}
	return line, nil
}

func prove(paths []string) {
	for _, path := range paths {
		fmt.Println(first(path))
	}
}
"#,
    },
    // A deferred release above the check is no leak, and panics where there is nothing.
    Kind {
        transform: &defer_before_check::TRANSFORM,
        safety: Safety::Safe,
        counting: BODIES,
        leaks: 0,
        writes: "\t}\n\tdefer resp.Body.Close()\n\t_, err = io.ReadAll",
        function: r#"
func get() (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("nobody there")
		}
	}()
	resp, err := http.Get("http://example.com/")
	defer resp.Body.Close()
	if err != nil {
		return errors.New("nobody there")
	}
	_, err = io.ReadAll(resp.Body)
	return err
}

func prove(paths []string) {
	for range paths {
		fmt.Println(get())
	}
}
"#,
    },
];

#[test]
fn each_kind_of_edit_ends_its_leak() {
    for Kind { transform, safety, counting, function, leaks, writes } in &KINDS {
        let text = format!("{COUNTING}{counting}\n{function}");
        let fixed = Fixture { file: "main.go".into(), transform, directives: Directives::default() }.fix(&text, *safety);
        assert!(fixed.after.contains(writes), "no {writes:?} in\n{}", fixed.after);
        prove_at(*safety, transform, counting, function, *leaks);
    }
}

#[test]
fn exits_unlock() {
    let function = r#"
func (c *counter) next(path string) (int, error) {
	c.mu.Lock()
	if _, err := os.Stat(path + ".none"); err != nil {
		return c.n, errors.New("none")
	}
	c.n++
	c.mu.Unlock()
	return 0, nil
}

func prove(paths []string) {
	for _, path := range paths {
		n, err := current.next(path)
		fmt.Println(n, err)
		held()
	}
}
"#;
    prove(&missed_unlock::TRANSFORM, MUTEXES, function, 300);
}

#[test]
fn goroutines_are_done() {
    let function = r#"
func prove(paths []string) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if _, err := os.Stat(paths[0] + ".none"); err != nil {
			return
		}
		fmt.Println("there")
		wg.Done()
	}()
	waits(wg.Wait)
}
"#;
    prove(&missed_done::TRANSFORM, GROUPS, function, 100);
}
