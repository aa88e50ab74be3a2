// An accessor hands out what its receiver or the package has, and some callers close it all the same.
package borrowed

import "errors"

type iterator struct{ next func() bool }

func (i *iterator) Close() error { i.next = nil; return nil }
func (i *iterator) ok() bool     { return i.next() }

var empty = &iterator{}

type set struct{ point, keys *iterator }

func (s *set) Point() *iterator {
	if s.point == nil {
		return empty
	}
	return s.point
}

func (s *set) CloseAll() { _ = errors.Join(s.point.Close(), s.keys.Close()) }

func one(s *set) {
	it := s.Point()
	defer it.Close()
	println(it.ok())
}

func two(s *set) {
	it := s.Point()
	defer it.Close()
	println(it.ok())
}

func three(s *set) {
	it := s.Point()
	defer it.Close()
	println(it.ok())
}

func four(s *set) {
	it := s.Point()
	defer it.Close()
	println(it.ok())
}

func open(s *set) {
	defer s.CloseAll()
	it := s.Point()
	println(it.ok())
}
