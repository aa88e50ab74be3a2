// Package shapes holds expressions whose types are hard to tell.
package shapes

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"example.com/shapes/lib"
)

type server struct {
	*http.Server
	net.Listener
	current atomic.Pointer[os.File]
	once    func() (*os.File, error)
	pool    lib.Pool[*bytes.Buffer]
	byName  map[string]lib.Pair[string, *os.File]
}

type score int

func (s score) Less(other score) bool { return s < other }

func generics() error {
	l := lib.New(os.Stdin, os.Stdout)
	l.Front().Value.Name()
	l.Front().Next().Value.Close()
	for i, f := range l.All() {
		fmt.Println(i, f.Name())
	}
	for f := range l.Values() {
		f.Sync()
	}
	for _, f := range slices.Backward(slices.Collect(l.Values())) {
		f.Close()
	}
	next, stop := iter.Pull(l.Values())
	defer stop()
	if f, ok := next(); ok {
		f.Close()
	}
	p := lib.MakePair("a", l.Front())
	p.Value.Next().Value.Close()
	_, other := p.Swap(p)
	other.Value.Value.Close()
	var named lib.Named[*os.File]
	named.Value.Close()
	named.Swap(named)
	sizes := lib.Map([]string{"a"}, func(s string) *os.File { return lib.Must(os.Open(s)) })
	sizes[0].Close()
	lib.Filter(sizes, func(f *os.File) bool { return f != nil })[0].Close()
	lib.Sum(1, 2.5)
	lib.Sum[score](1, 2)
	lib.Sum(time.Second, time.Minute).String()
	lib.CloseAll(sizes...)
	lib.Must[io.Reader](os.Open("x")).Read(nil)
	return errors.Join(nil)
}

func interfaces(pool lib.Pool[*os.File], c lib.Container[error]) {
	f, ok := pool.Get()
	if ok {
		f.Close()
	}
	pool.Close()
	pool.Put(f)
	err, _ := c.Get()
	_ = err.Error()
	lib.NewPool(f).Get()
}

func embedding(files *lib.Files) {
	files.Front().Value.Close()
	files.Push(files.Handle()).Next()
	files.Value.Read(nil)
	files.Swap(files.Named)
	lib.Open().Handle().Close()
}

func (s *server) run() error {
	if f := s.current.Load(); f != nil {
		f.Close()
	}
	f, err := s.once()
	if err != nil {
		return err
	}
	s.current.Swap(f).Close()
	conn, err := s.Accept()
	if err != nil {
		return err
	}
	conn.Close()
	s.Listener.Close()
	b, _ := s.pool.Get()
	b.Reset()
	s.byName["x"].Value.Close()
	for _, name := range slices.Sorted(maps.Keys(s.byName)) {
		strings.ToUpper(name)
	}
	for v := range maps.Values(s.byName) {
		v.Value.Close()
	}
	return s.Server.Shutdown(context.Background())
}

func nameless(c lib.Config, opts struct{ files []*os.File }) {
	for _, row := range lib.Table {
		f, _ := row.Open(row.Name)
		f.Close()
		row.Deep.File.Close()
	}
	c.Log.Out.Close()
	_ = (<-c.On()).Error()
	opts.files[0].Close()
	lib.Option(struct{ Out *os.File }{os.Stdout}).Close()
	var u interface{ Unwrap() error }
	_ = u.Unwrap().Error()
}

func composites() {
	points := map[string][]struct{ f *os.File }{"a": {{os.Stdin}, {f: os.Stdout}}}
	points["a"][0].f.Close()
	matrix := [][]*strings.Reader{{strings.NewReader("a")}, {}}
	matrix[0][0].Len()
	clients := []*http.Client{{Timeout: time.Second}, {}}
	clients[0].CloseIdleConnections()
	keyed := map[[2]int]lib.Pair[string, io.Closer]{{1, 2}: {"a", os.Stdin}}
	keyed[[2]int{1, 2}].Value.Close()
	array := [...]error{io.EOF}
	_ = array[0].Error()
}

func methodValues(f *os.File, b bytes.Buffer) {
	shut := f.Close
	shut()
	read := (*os.File).Read
	read(f, nil)
	(*os.File).Close(f)
	write := (*bytes.Buffer).WriteString
	write(&b, "x")
	io.Reader.Read(f, nil)
	less := score.Less
	less(1, 2)
	sum := lib.Sum[float64]
	sum(1, 2)
	apply := lib.Map[[]int, int, string]
	strings.Join(apply(nil, func(int) string { return "" }), "")
	call := lib.Func[string, *os.File](os.Open)
	g, _ := call.Call("x")
	g.Close()
	h, _ := call("y")
	h.Close()
}

func channels(in <-chan *os.File, both chan func() error, nested chan chan io.Closer) {
	(<-in).Close()
	_ = (<-both)()
	for f := range in {
		f.Close()
	}
	select {
	case c := <-nested:
		(<-c).Close()
	case f, ok := <-in:
		if ok {
			f.Close()
		}
	}
	done := make(chan struct{ err error }, 1)
	_ = (<-done).err.Error()
}

func switches(v any) error {
	switch v := v.(type) {
	case *os.File:
		return v.Close()
	case io.Closer:
		return v.Close()
	case lib.Container[*os.File]:
		f, _ := v.Get()
		return f.Close()
	case error, fmt.Stringer:
		fmt.Println(v)
	case func() (*os.File, error):
		f, _ := v()
		return f.Close()
	case nil:
		fmt.Print(v)
	default:
		fmt.Print(v)
	}
	if c, ok := v.(interface{ CloseNow() error }); ok {
		return c.CloseNow()
	}
	return nil
}

func shadows(os string, len func(string) *strings.Builder) {
	len(os).Reset()
	string := func(b []byte) *bytes.Reader { return bytes.NewReader(b) }
	string(nil).Len()
	type error struct{ f *http.Response }
	err := error{}
	err.f.Body.Close()
	{
		lib := lib.New[io.Closer]()
		lib.Front().Value.Close()
	}
	new := func() *lib.List[int] { return lib.New(1) }
	new().Push(2)
}

func ranges(n int) {
	for i := range n {
		fmt.Sprint(i)
	}
	for range 3 {
		fmt.Print()
	}
	for s := range strings.SplitSeq("a,b", ",") {
		strings.TrimSpace(s)
	}
	for i, v := range slices.All([]time.Time{}) {
		fmt.Print(i, v.Unix())
	}
	for k, v := range maps.All(map[string]net.Conn{}) {
		strings.Clone(k)
		v.Close()
	}
	count := func(yield func(int, *os.File) bool) { yield(1, nil) }
	for i, f := range count {
		fmt.Print(i, f.Name())
	}
	for line := range bytes.Lines(nil) {
		bytes.TrimSpace(line)
	}
}

func standard(entries []os.DirEntry) {
	slices.SortFunc(entries, func(a, b os.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	slices.MaxFunc(entries, func(a, b os.DirEntry) int { return 0 }).Name()
	slices.Clone(entries)[0].IsDir()
	maps.Clone(http.Header{}).Get("x")
	slices.Collect(maps.Keys(map[score]int{}))[0].Less(1)
	get := sync.OnceValue(func() *os.File { return os.Stdin })
	get().Close()
	both := sync.OnceValues(func() (*os.File, error) { return os.Open("x") })
	f, _ := both()
	f.Close()
	var v atomic.Value
	_ = v.Load().(*os.File).Close()
	_ = min(1, len(entries))
	max(time.Second, 2).String()
	set := lib.Set[string]{}
	set.Add("a").Add("b")
	var t *lib.Tree[score]
	t.Insert(1).Insert(2)
	errors.As(nil, new(*net.OpError))
	p := new(struct{ f *os.File })
	p.f.Close()
	(&http.Client{}).Do(nil)
	context.WithValue(context.Background(), score(1), nil).Err()
	_ = complex(1, 2)
	func() *os.File { return nil }().Close()
}
