//! Programs that count what they hold, run as they stand and as caulk leaves them: the leak is real, the fix ends it, and what the
//! program prints stays.

mod harness;

#[path = "proofs/counting.rs"]
mod counting;
#[path = "proofs/kinds.rs"]
mod kinds;

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
    transforms::{dropped_close_error, missed_done, missed_unlock, uncalled_cancel, unclosed_file, uncommitted_writer, unwaited_process},
};

use counting::{CLOSES, CONTEXTS, COUNTING, FILES, GROUPS, MUTEXES, PROCESSES, STREAMS};
use harness::{Directives, Fixture};

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
    prove_with(Directives::default(), safety, transform, counting, function, leaks);
}

fn prove_with(directives: Directives, safety: Safety, transform: &'static Transform, counting: &str, function: &str, leaks: i64) {
    let text = format!("{COUNTING}{counting}\n{function}");
    let fixed = Fixture { file: "main.go".into(), transform, directives }.fix(&text, safety);
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

#[test]
fn errors_of_closes_are_told() {
    let function = r#"
func save(path string, breaks bool) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if breaks {
		syscall.Close(int(f.Fd()))
		return nil
	}
	_, err = f.WriteString("text\n")
	return err
}

func prove(paths []string) {
	for i, path := range paths {
		err := save(path+".saved", i == 1)
		if i == 1 && err == nil {
			untold++
		}
		text, err := os.ReadFile(path + ".saved")
		fmt.Println(string(text), err)
	}
}
"#;
    let mut directives = Directives::default();
    directives.read("file-close-errors=join");
    prove_with(directives, Safety::Unsafe, &dropped_close_error::TRANSFORM, CLOSES, function, 100);
}
