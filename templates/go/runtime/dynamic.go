package core

import (
	"encoding/json"
	"errors"
)

// Any reads any value: nil, bool, string, json.Number, []any or map[string]any. Numbers keep their digits.
func Any(d *Decoder) any {
	switch d.space() {
	case '{':
		return MapOf(Any)(d)
	case '[':
		return ListOf(Any)(d)
	case '"':
		return String(d)
	case 't', 'f':
		return Bool(d)
	case 'n':
		d.word("null")
		return nil
	default:
		return json.Number(d.number())
	}
}

// Decimal reads a number and keeps its digits.
func Decimal[T ~string](d *Decoder) T { return T(d.number()) }

// DecimalText reads a number that travels as a string, and keeps its digits.
func DecimalText[T ~string](d *Decoder) T {
	text := d.text()
	if d.err == nil && endOfNumber(text, 0) != len(text) {
		d.abort(errors.New("a number in a string expected"))
	}
	return T(text)
}

// Fits reads text into a new value if it is one of this kind.
func Fits[T any](text []byte, decode func(*Decoder) T, into **T) bool {
	value, err := Decode(text, decode)
	if err != nil {
		return false
	}
	*into = &value
	return true
}

// Reread reads text again, whatever it is; an error is the decoder's it came from.
func Reread(d *Decoder, text []byte) any {
	if d.err != nil {
		return nil
	}
	value, err := Decode(text, Any)
	if err != nil {
		d.abort(err)
	}
	return value
}

// FromJSON reads what encoding/json can, for types it knows more of than this package.
func FromJSON[T any](data []byte) (value T, err error) {
	err = json.Unmarshal(data, &value)
	return value, err
}

// TagOf looks ahead for a string member of the object that is next.
func TagOf(d *Decoder, property string) string {
	ahead := *d
	for name := range ahead.Object() {
		if string(name) == property && ahead.space() == '"' {
			return String(&ahead)
		}
		ahead.skip()
	}
	return ""
}
