// What a method takes out of a place is its caller's from then on.
package taken

var sessions int

type session struct{ name string }

func (s *session) Close() error {
	sessions--
	return nil
}

type registry struct{ idle []*session }

func (r *registry) take() *session {
	s := r.idle[0]
	r.idle = r.idle[1:]
	return s
}

func takes(r *registry) {
	s := r.take()
	defer s.Close()
}

func takesToo(r *registry) {
	s := r.take()
	defer s.Close()
}

func takesAgain(r *registry) {
	s := r.take()
	defer s.Close()
}

func takesAtLast(r *registry) {
	s := r.take()
	defer s.Close()
}

func takesAndForgets(r *registry) string {
	s := r.take() // want "4 of 5 callers release theirs"
	return s.name
}
