package core

import (
	"io"
	"iter"
)

// sequence is a body of one JSON text after another, made while it is sent.
type sequence[T any] struct {
	items  iter.Seq[T]
	encode func(*Encoder, T)
	before string
}

// Sequence sets a body of any number of items, each on a line. Before each stands what the framing asks for.
func Sequence[T any](call *Call, items iter.Seq[T], encode func(*Encoder, T), before string) {
	if items == nil {
		call.refuse(InvalidArgument("%s: the body is missing", call.Operation.Name))
		return
	}
	if call.noMembers() {
		call.body = &sequence[T]{items, encode, before}
	}
}

// ListSequence sets a body of the items of a list, which is all there.
func ListSequence[T any](call *Call, list []T, encode func(*Encoder, T), before string) {
	var body []byte
	for i, item := range list {
		text, err := Encode(item, encode)
		if err != nil {
			call.refuse(InvalidArgument("%s: item %d: %v", call.Operation.Name, i, err))
			return
		}
		body = append(append(append(body, before...), text...), '\n')
	}
	call.Bytes(body)
}

func (s *sequence[T]) Open() (io.Reader, int64, error) {
	next, stop := iter.Pull(s.items)
	return &sequenceReader[T]{sequence: s, next: next, stop: stop}, -1, nil
}

// Again is false: what gives the items may give them once.
func (s *sequence[T]) Again() bool { return false }

type sequenceReader[T any] struct {
	*sequence[T]
	next    func() (T, bool)
	stop    func()
	pending []byte
}

func (r *sequenceReader[T]) Read(p []byte) (int, error) {
	if len(r.pending) == 0 {
		item, ok := r.next()
		if !ok {
			return 0, io.EOF
		}
		text, err := Encode(item, r.encode)
		if err != nil {
			r.stop()
			return 0, err
		}
		r.pending = append(append([]byte(r.before), text...), '\n')
	}
	n := copy(p, r.pending)
	r.pending = r.pending[n:]
	return n, nil
}

// Close lets go of what gives the items.
func (r *sequenceReader[T]) Close() error {
	r.stop()
	return nil
}
