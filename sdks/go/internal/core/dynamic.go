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

// FirstFit looks for the variant of a union a value is: the first that fits strictly, else the first that fits at all. A value
// that fits none is kept as it is.
func FirstFit(d *Decoder, variants ...func(*Decoder)) any {
	if d.err != nil {
		return nil
	}
	start := *d
	for _, level := range d.levels() {
		for _, variant := range variants {
			ahead := start
			ahead.judging = level
			variant(&ahead)
			if ahead.err == nil {
				d.pos = ahead.pos
				return nil
			}
		}
	}
	if d.judging == strict {
		d.abort(errMisfit)
		return nil
	}
	return Any(d)
}

// levels are how closely variants are held to what they say, one round after the other. A union within another is looked at
// as closely as that one.
func (d *Decoder) levels() []judging {
	switch d.judging {
	case strict:
		return []judging{strict}
	default:
		return []judging{strict, loose}
	}
}

// Fits reads a value into a variant.
func Fits[T any](decode func(*Decoder) T, into **T) func(*Decoder) {
	return func(d *Decoder) {
		value := decode(d)
		if d.err == nil {
			*into = &value
		}
	}
}

// Unlisted says that an enum does not list the value that was read. It passes where nothing hangs on it.
func (d *Decoder) Unlisted() {
	if d.judging == strict {
		d.abort(errMisfit)
	}
}

// Nothing reads null.
func Nothing(d *Decoder) any {
	if !d.Null() {
		d.fail("null")
	}
	return nil
}

// Constant reads a value that can only be one; another passes where nothing hangs on it.
func Constant[T comparable](decode func(*Decoder) T, constant T) func(*Decoder) T {
	return func(d *Decoder) T {
		value := decode(d)
		if d.judging != lenient && d.err == nil && value != constant {
			d.abort(errMisfit)
		}
		return value
	}
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
