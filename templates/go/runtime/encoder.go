package core

import (
	"bytes"
	"maps"
	"slices"
	"sync"
)

// Encoder writes one JSON text. The first error stays.
type Encoder struct {
	data []byte
	err  error
	// attached has what travels beside the text: files of a multipart body.
	attached any
	// packing says that lists of floats that may be packed are.
	packing bool
}

// encoders keeps buffers that have grown, up to a size no usual value exceeds.
var encoders = sync.Pool{New: func() any { return new(Encoder) }}

const maxKept = 1 << 20

// Encode writes one value.
func Encode[T any](value T, encode func(*Encoder, T)) ([]byte, error) {
	return Marshal(func(e *Encoder) { encode(e, value) })
}

// Marshal is Encode for MarshalJSON methods: a function less for every type to compile.
func Marshal(write func(*Encoder)) ([]byte, error) {
	e := encoders.Get().(*Encoder)
	e.data, e.err, e.attached, e.packing = e.data[:0], nil, nil, false
	write(e)
	if cap(e.data) > maxKept {
		return e.data, e.err
	}
	defer encoders.Put(e)
	return bytes.Clone(e.data), e.err
}

// Begin opens an object or array.
func (e *Encoder) Begin(c byte) { e.data = append(e.data, c) }

// End closes it.
func (e *Encoder) End(c byte) { e.data = append(e.data, c) }

// Name writes a member's name, its comma included where one is due.
func (e *Encoder) Name(name string) {
	e.Next()
	EncodeString(e, name)
	e.data = append(e.data, ':')
}

// Next writes the comma before an element that is not the first.
func (e *Encoder) Next() {
	if last := e.data[len(e.data)-1]; last != '{' && last != '[' {
		e.data = append(e.data, ',')
	}
}

// Raw writes a text that is JSON already.
func (e *Encoder) Raw(text []byte) { e.data = append(e.data, text...) }

// Refuse notes that a value cannot be written.
func (e *Encoder) Refuse(err error) { e.abort(err) }

func (e *Encoder) abort(err error) {
	if e.err == nil {
		e.err = err
	}
}

// Put writes a member.
func Put[T any](e *Encoder, name string, value T, encode func(*Encoder, T)) {
	e.Name(name)
	encode(e, value)
}

// PutPointer writes a member unless it is nil, that is absent.
func PutPointer[T any](e *Encoder, name string, value *T, encode func(*Encoder, T)) {
	if value != nil {
		Put(e, name, *value, encode)
	}
}

// PutList writes a member unless it is nil; an empty list is written.
func PutList[T any](e *Encoder, name string, value []T, encode func(*Encoder, []T)) {
	if value != nil {
		Put(e, name, value, encode)
	}
}

// PutMap writes a member unless it is nil; an empty map is written.
func PutMap[T any](e *Encoder, name string, value map[string]T, encode func(*Encoder, map[string]T)) {
	if value != nil {
		Put(e, name, value, encode)
	}
}

// PutExtra writes members the SDK does not know, in order of their names.
func PutExtra[T any](e *Encoder, extra map[string]T, encode func(*Encoder, T)) {
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		Put(e, name, extra[name], encode)
	}
}
