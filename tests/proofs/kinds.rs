//! Each kind of edit ends its leak.

use caulk::{
    repair::Safety,
    transform::Transform,
    transforms::{
        defer_before_check, defer_in_loop, missed_done, nested_context, unclosed_field, unclosed_file, unclosed_response_body,
        undrained_stream,
    },
};

use super::{
    counting::{BODIES, CHAINS, COUNTING, FILES, GROUPS, SERVER_STREAMS, TURNS},
    harness::{Directives, Fixture},
    prove_at,
};

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

const KINDS: [Kind; 19] = [
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
    Kind {
        transform: &nested_context::TRANSFORM,
        safety: Safety::Safe,
        counting: CHAINS,
        leaks: 300,
        writes: "\t\tctx := context.WithValue(ctx, key{}, path)",
        function: r#"
func prove(paths []string) {
	queue := make(chan string, len(paths))
	for _, path := range paths {
		queue <- filepath.Base(path)
	}
	close(queue)
	consume(context.Background(), queue)
}

func consume(ctx context.Context, queue <-chan string) {
	for path := range queue {
		ctx = context.WithValue(ctx, key{}, path)
		handle(ctx)
	}
}
"#,
    },
    Kind {
        transform: &undrained_stream::TRANSFORM,
        safety: Safety::Unsafe,
        counting: SERVER_STREAMS,
        leaks: 100,
        writes: "\tctx, cancel := context.WithCancel(context.Background())\n\tdefer cancel()\n",
        function: r#"
func find(c LinesClient, path, wanted string) (bool, error) {
	stream, err := c.List(context.Background(), path)
	if err != nil {
		return false, err
	}
	for {
		line, err := stream.Recv()
		if err == io.EOF {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if line == wanted {
			return true, nil
		}
	}
}

func prove(paths []string) {
	for _, path := range paths {
		fmt.Println(find(lines{}, path, "one"))
	}
}
"#,
    },
    Kind {
        transform: &unclosed_field::TRANSFORM,
        safety: Safety::Unsafe,
        counting: FILES,
        leaks: 200,
        writes: "\tdefer r.file.Close()\n\tclose(r.done)",
        function: r#"
type recorder struct {
	file *os.File
	done chan struct{}
}

func newRecorder(path string) (*recorder, error) {
	file, err := os.OpenFile(path, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	return &recorder{file: file, done: make(chan struct{})}, nil
}

func (r *recorder) size() int64 {
	info, err := r.file.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}

func (r *recorder) Close() error {
	close(r.done)
	return nil
}

func prove(paths []string) {
	for _, path := range []string{paths[0], paths[2], paths[0] + ".none"} {
		r, err := newRecorder(path)
		if err != nil {
			fmt.Println("none")
			continue
		}
		fmt.Println(r.size(), r.Close())
		<-r.done
	}
}
"#,
    },
    // What the return reads is read ahead of the close.
    Kind {
        transform: &unclosed_file::TRANSFORM,
        safety: Safety::Safe,
        counting: FILES,
        leaks: 200,
        writes: "\tdata, err := io.ReadAll(f)\n\tf.Close()\n\treturn data, err",
        function: r#"
func read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		f.Close()
		return nil, err
	}
	return io.ReadAll(f)
}

func prove(paths []string) {
	for _, path := range paths {
		data, err := read(path)
		fmt.Println(string(data), err)
	}
}
"#,
    },
    // A function that is started by its name.
    Kind {
        transform: &missed_done::TRANSFORM,
        safety: Safety::Safe,
        counting: GROUPS,
        leaks: 100,
        writes: "\tdefer wg.Done()\n\tif _, err",
        function: r#"
func look(wg *sync.WaitGroup, path string) {
	if _, err := os.Stat(path + ".none"); err != nil {
		return
	}
	fmt.Println("there")
	wg.Done()
}

func prove(paths []string) {
	var wg sync.WaitGroup
	wg.Add(1)
	go look(&wg, paths[0])
	waits(wg.Wait)
}
"#,
    },
    // The second turn waits for the first one's lock.
    Kind {
        transform: &defer_in_loop::TRANSFORM,
        safety: Safety::Unsafe,
        counting: GROUPS,
        leaks: 100,
        writes: "\t\tc.n++\n\t\tc.mu.Unlock()\n",
        function: r#"
type counter struct {
	mu sync.Mutex
	n  int
}

func (c *counter) count(paths []string) {
	for range paths {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.n++
	}
}

func prove(paths []string) {
	c := &counter{}
	waits(func() { c.count(paths) })
}
"#,
    },
    // Only one branch has the body.
    Kind {
        transform: &defer_before_check::TRANSFORM,
        safety: Safety::Safe,
        counting: BODIES,
        leaks: 0,
        writes: "\tif err == nil {\n\t\tdefer resp.Body.Close()\n",
        function: r#"
func get() (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("nobody there")
		}
	}()
	resp, err := http.Get("http://example.com/")
	defer resp.Body.Close()
	if err == nil {
		_, err = io.ReadAll(resp.Body)
		return err
	}
	return errors.New("nobody there")
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
