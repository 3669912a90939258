package core

import (
	"iter"
	"slices"
	"strconv"
)

// Part is what goes out in one request of a bulk call.
type Part[T, R any] struct {
	Items []T
	// Positions are those of the items among the caller's.
	Positions []int
	// Key is its idempotency key: the same when it is sent again.
	Key string
	// Body is the request's, kept until it is answered; nil for an item that cannot be sent at all.
	Body   []byte
	Result R
	Err    error
	// rejected has the items the server refused one by one.
	rejected []int
}

// Parts cuts items into parts, as they are asked for. With a key of the caller's each part's is made of it, so that the
// same items sent again go under the same keys.
func (b *Bulk[T, R]) Parts(items iter.Seq[T], key string) iter.Seq[*Part[T, R]] {
	number := 0
	return b.cut(numbered(items), func() string {
		if key == "" {
			return NewKey()
		}
		number++
		return key + "-" + strconv.Itoa(number-1)
	})
}

// Again is parts that failed as a whole, as they were, and then what was refused item by item.
func (b *Bulk[T, R]) Again(sent []*Part[T, R]) iter.Seq[*Part[T, R]] {
	return func(yield func(*Part[T, R]) bool) {
		var single []placed[T]
		for _, part := range sent {
			whole := part.Err != nil && part.Body != nil
			if whole && !yield(&Part[T, R]{Items: part.Items, Positions: part.Positions, Key: part.Key, Body: part.Body}) {
				return
			}
			for _, at := range part.rejected {
				single = append(single, placed[T]{part.Positions[at], part.Items[at]})
			}
		}
		InOrder(single, func(item placed[T]) int { return item.position })
		for part := range b.cut(slices.Values(single), NewKey) {
			if !yield(part) {
				return
			}
		}
	}
}

// At checks a position the server gave.
func (p *Part[T, R]) At(index int) (int, bool) { return index, index >= 0 && index < len(p.Items) }

// Reject notes an item the server refused.
func (p *Part[T, R]) Reject(at int) { p.rejected = append(p.rejected, at) }

// placed is an item with its position among the caller's.
type placed[T any] struct {
	position int
	item     T
}

func numbered[T any](items iter.Seq[T]) iter.Seq[placed[T]] {
	return func(yield func(placed[T]) bool) {
		position := 0
		if items == nil {
			return
		}
		for item := range items {
			if !yield(placed[T]{position, item}) {
				return
			}
			position++
		}
	}
}
