package core

import (
	"bytes"
	"io"
	"sync/atomic"
)

// Body is what a call sends, once for each attempt.
type Body interface {
	// Open gives the body from its start, and the number of its bytes: -1 where nobody knows.
	Open() (io.Reader, int64, error)
	// Again says whether it can be opened more than once.
	Again() bool
}

// whole is a body that is there already.
type whole []byte

func (b whole) Open() (io.Reader, int64, error) { return bytes.NewReader(b), int64(len(b)), nil }

func (b whole) Again() bool { return true }

// Text sets the body.
func (call *Call) Text(body string) { call.Bytes([]byte(body)) }

// Bytes sets the body.
func (call *Call) Bytes(body []byte) {
	if call.noMembers() {
		call.body = whole(body)
	}
}

// compress makes a large body smaller where the server takes that.
func (call *Call) compress() {
	text, ok := call.body.(whole)
	if !ok || call.Operation.Compress == nil || call.encoding != "" {
		return
	}
	if packed := call.Operation.Compress(text); packed != nil {
		call.body, call.encoding = whole(packed), "gzip"
	}
}

// Member is one of a body that is an object, as JSON.
type Member struct {
	Name string
	JSON string
	err  error
}

// MemberOf makes a member of a value.
func MemberOf[T any](name string, value T, encode func(*Encoder, T)) Member {
	data, err := Encode(value, encode)
	return Member{Name: name, JSON: string(data), err: err}
}

// JSON sets the body.
func JSON[T any](call *Call, value T, encode func(*Encoder, T)) {
	data, err := Encode(value, encode)
	if err != nil {
		call.refuse(InvalidArgument("%s: %v", call.Operation.Name, err))
		return
	}
	if data = call.merged(data); data != nil {
		call.body = whole(data)
	}
}

// merged is a JSON text with the members the operation sets by itself, and those the caller adds; nil when there is no body.
func (call *Call) merged(text []byte) []byte {
	more := append(call.Operation.Fixed[:len(call.Operation.Fixed):len(call.Operation.Fixed)], call.Settings.Members...)
	if len(more) == 0 && call.Operation.Optional && string(text) == "{}" {
		return nil
	}
	if len(more) == 0 {
		return text
	}
	if text[0] != '{' {
		call.refuse(InvalidArgument("%s: the body is no object that could have the member %s", call.Operation.Name, more[0].Name))
		return nil
	}
	members := map[string]string{}
	for _, member := range more {
		if member.err != nil {
			call.refuse(InvalidArgument("%s: %v", member.Name, member.err))
		}
		members[member.Name] = member.JSON
	}
	e := Encoder{}
	e.Begin('{')
	d := Decoder{data: text}
	for name := range d.Object() {
		key, value := string(name), d.Raw()
		if _, replaced := members[key]; !replaced {
			e.Name(key)
			e.Raw(value)
		}
	}
	for _, member := range more {
		if value, ok := members[member.Name]; ok {
			e.Name(member.Name)
			e.Raw([]byte(value))
			delete(members, member.Name)
		}
	}
	e.End('}')
	return e.data
}

// noMembers refuses members for a body that has none.
func (call *Call) noMembers() bool {
	if len(call.Settings.Members) > 0 {
		call.refuse(InvalidArgument("%s: the body is no object that could have the member %s", call.Operation.Name, call.Settings.Members[0].Name))
		return false
	}
	return true
}

// sent is a body on its way: it notes why it could not be read, which a transport may put in other words.
type sent struct {
	io.Reader
	broken *atomic.Pointer[Failure]
}

func (s *sent) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err != nil && err != io.EOF {
		failure := InvalidArgument("the body cannot be read: %v", err)
		failure.Cause = err
		s.broken.Store(failure)
	}
	return n, err
}
