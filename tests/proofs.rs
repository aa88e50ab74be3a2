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
    transforms::{missed_done, missed_unlock, uncalled_cancel, unclosed_file},
};

use harness::{Directives, Fixture};

/// A program without the functions that it proves: each of them runs a hundred times, and what they leave behind is printed to
/// standard error. Nothing is collected meanwhile, so that no finalizer helps.
const COUNTING: &str = r#"package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"
)

var _ = errors.New
var _ = bufio.NewScanner
var _ = context.Background
var _ = io.Copy
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
