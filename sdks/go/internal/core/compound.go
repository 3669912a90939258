package core

import (
	"errors"
	"strconv"
)

// ListOf reads an array of what item reads; null is a nil slice only where the type says nullable.
func ListOf[T any](item func(*Decoder) T) func(*Decoder) []T {
	return func(d *Decoder) []T {
		list := []T{}
		for range d.Array() {
			list = append(list, item(d))
		}
		return list
	}
}

// MapOf reads an object whose names are data.
func MapOf[T any](value func(*Decoder) T) func(*Decoder) map[string]T {
	return func(d *Decoder) map[string]T {
		values := map[string]T{}
		for name := range d.Object() {
			key := string(name)
			values[key] = value(d)
		}
		return values
	}
}

// PointerTo reads a value, or null as nil.
func PointerTo[T any](inner func(*Decoder) T) func(*Decoder) *T {
	return func(d *Decoder) *T {
		if d.Null() {
			return nil
		}
		value := inner(d)
		return &value
	}
}

// OrNull reads a value, or null as the zero value: nil for slices and maps.
func OrNull[T any](inner func(*Decoder) T) func(*Decoder) T {
	return func(d *Decoder) (zero T) {
		if d.Null() {
			return zero
		}
		return inner(d)
	}
}

// PairOf reads an array of two; what a newer server adds is skipped.
func PairOf[T any](item func(*Decoder) T) func(*Decoder) [2]T {
	return func(d *Decoder) (pair [2]T) {
		count := 0
		for index := range d.Array() {
			if index < len(pair) {
				pair[index] = item(d)
			} else {
				d.skip()
			}
			count++
		}
		d.AtLeast(count, len(pair))
		return pair
	}
}

// New reads a value and points to it.
func New[T any](inner func(*Decoder) T) func(*Decoder) *T {
	return func(d *Decoder) *T {
		value := inner(d)
		return &value
	}
}

// Seen marks which required members an object had.
type Seen [4]uint64

// Mark notes one.
func (s *Seen) Mark(index int) { s[index/64] |= 1 << (index % 64) }

// Require fails when one of the names was not marked. An object with more than 256 required members is not asked for the rest.
func (d *Decoder) Require(seen Seen, names ...string) {
	for index, name := range names {
		if seen[index/64]&(1<<(index%64)) == 0 {
			d.abort(errors.New("the member " + name + " is missing"))
			return
		}
	}
}

// AtLeast fails when an array had fewer elements than its type has positions.
func (d *Decoder) AtLeast(count, wanted int) {
	if count < wanted {
		d.fail("an array of " + strconv.Itoa(wanted))
	}
}

// Extra keeps a member the SDK does not know.
func Extra[T any](d *Decoder, extra map[string]T, name []byte, decode func(*Decoder) T) map[string]T {
	if extra == nil {
		extra = map[string]T{}
	}
	key := string(name)
	extra[key] = decode(d)
	return extra
}
