package idleinterfaces

import (
	"io"
	"net"
	"time"

	"github.com/gocql/gocql"
)

// Span is a stretch of time that somebody measures.
type Span struct{ Length, Start int64 }

// Timer has but one kind, as its makers say: its Stop only writes down how long it took.
type Timer interface {
	Start()
	Stop()
}

type Timers interface{ New(span *Span) Timer }

type timers struct{ from time.Time }

type timer struct {
	from, start time.Time
	span        *Span
}

func (ts *timers) New(span *Span) Timer { return &timer{from: ts.from, span: span} }

func (t *timer) Start() {
	t.start = time.Now()
	t.span.Start = t.start.Sub(t.from).Nanoseconds()
}

func (t *timer) Stop() { t.span.Length = time.Since(t.start).Nanoseconds() }

func makeTimers() Timers { return &timers{from: time.Now()} }

func measure(span *Span) Timer {
	ts := makeTimers()
	return ts.New(span)
}

func one(span *Span) {
	t := measure(span)
	defer t.Stop()
	t.Start()
}

func two(span *Span) {
	t := measure(span)
	defer t.Stop()
	t.Start()
}

func three(span *Span) {
	t := measure(span)
	defer t.Stop()
	t.Start()
}

func four(span *Span) {
	t := measure(span)
	defer t.Stop()
	t.Start()
}

func five(span *Span, fails bool) bool {
	t := measure(span) // want "5 of 5 callers release theirs"
	t.Start()
	if fails {
		return false
	}
	t.Stop()
	return true
}

// Feed has kinds that hold a connection beside those that hold nothing.
type Feed interface {
	Next(span *Span) int
	Stop()
}

type quiet struct{}

func (quiet) Next(*Span) int { return 0 }

func (quiet) Stop() {}

type wired struct{ c net.Conn }

func (w *wired) Next(*Span) int { return 1 }

func (w *wired) Stop() { w.c.Close() }

func feed(c net.Conn) Feed {
	if c == nil {
		return quiet{}
	}
	return &wired{c: c}
}

func firstFeed(c net.Conn) int {
	f := feed(c)
	defer f.Stop()
	return f.Next(nil)
}

func secondFeed(c net.Conn) int {
	f := feed(c)
	defer f.Stop()
	return f.Next(nil)
}

func thirdFeed(c net.Conn) int {
	f := feed(c)
	defer f.Stop()
	return f.Next(nil)
}

func fourthFeed(c net.Conn) int {
	f := feed(c)
	defer f.Stop()
	return f.Next(nil)
}

func fifthFeed(c net.Conn) int {
	f := feed(c)
	defer f.Stop()
	return f.Next(nil)
}

func lastFeed(c net.Conn) int {
	f := feed(c) // want "5 of 6 callers release theirs"
	return f.Next(nil)
}

// Rows wraps what another module hands out, whose Close frees nothing; the session is told of what went wrong.
type Rows interface {
	Scan(into ...any) bool
	Close() error
}

type Session interface{ Query(text string) Query }

type Query interface {
	Rows() Rows
	With(session Session) Query
}

type session struct {
	gocql *gocql.Session
	conns []io.Closer
}

type query struct {
	session *session
	gocql   *gocql.Query
}

type rows struct {
	session *session
	gocql   *gocql.Iter
}

func (s *session) Query(text string) Query { return &query{session: s, gocql: s.gocql.Query(text)} }

func (s *session) failed(err error) {
	switch err {
	case gocql.ErrNoConnections, gocql.ErrSessionClosed:
		for _, c := range s.conns {
			c.Close()
		}
	default:
	}
}

func (q *query) With(Session) Query { return q }

func (q *query) Rows() Rows {
	found := q.gocql.Iter()
	return newRows(q.session, found)
}

func newRows(s *session, found *gocql.Iter) *rows { return &rows{session: s, gocql: found} }

func (r *rows) Scan(into ...any) bool { return r.gocql.Scan(into...) }

func (r *rows) Close() (err error) {
	defer func() { r.session.failed(err) }()
	return r.gocql.Close()
}

func readsOne(s Session) (n int, err error) {
	r := s.Query("a").Rows()
	r.Scan(&n)
	return n, r.Close()
}

func readsTwo(s Session) (n int, err error) {
	r := s.Query("b").Rows()
	r.Scan(&n)
	return n, r.Close()
}

func readsThree(s Session) (n int, err error) {
	r := s.Query("c").Rows()
	r.Scan(&n)
	return n, r.Close()
}

func readsFour(s Session) (n int, err error) {
	r := s.Query("d").Rows()
	r.Scan(&n)
	return n, r.Close()
}

func readsFive(s Session) (n int, err error) {
	r := s.Query("e").Rows()
	r.Scan(&n)
	return n, r.Close()
}

func readsLast(s Session) (n int) {
	r := s.Query("f").Rows() // want "5 of 6 callers release theirs"
	r.Scan(&n)
	return n
}

// slot is somebody else's until its Release says that it is free.
type slot struct{ owner *Span }

type Slot interface {
	Take(span *Span)
	Release()
}

func (s *slot) Take(span *Span) { s.owner = span }

func (s *slot) Release() { s.owner.Length = 0 }

func take(span *Span) Slot { return &slot{owner: span} }

func takesOne(span *Span) {
	s := take(span)
	defer s.Release()
	s.Take(span)
}

func takesTwo(span *Span) {
	s := take(span)
	defer s.Release()
	s.Take(span)
}

func takesLast(span *Span) {
	s := take(span) // want "2 of 3 callers release theirs"
	s.Take(span)
}
