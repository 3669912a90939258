package core

import (
	"context"
	"iter"
	"strconv"
)

// Part is what goes out in one request of a bulk call.
type Part[T, R any] struct {
	Items []T
	// Positions are those of the items among the caller's.
	Positions []int
	// Key is its idempotency key: the same when it is sent again.
	Key    string
	Result R
	Err    error
	// rejected has the items the server refused one by one.
	rejected []int
}

// Parts cuts items into parts of at most size, as they are asked for. With a key of the caller's each part's is made of it,
// so that the same items sent again go under the same keys.
func Parts[T, R any](items iter.Seq[T], size int, key string) iter.Seq[*Part[T, R]] {
	return func(yield func(*Part[T, R]) bool) {
		position, number := 0, 0
		part := &Part[T, R]{}
		send := func() bool {
			part.Key = NewKey()
			if key != "" {
				part.Key = key + "-" + strconv.Itoa(number)
			}
			number++
			return yield(part)
		}
		if items == nil {
			return
		}
		for item := range items {
			part.Items = append(part.Items, item)
			part.Positions = append(part.Positions, position)
			position++
			if len(part.Items) == size {
				if !send() {
					return
				}
				part = &Part[T, R]{Items: make([]T, 0, size), Positions: make([]int, 0, size)}
			}
		}
		if len(part.Items) > 0 {
			send()
		}
	}
}

// FailedParts are parts that failed as a whole, as they were, and then what was rejected from others.
func FailedParts[T, R any](sent []*Part[T, R], size int) iter.Seq[*Part[T, R]] {
	return func(yield func(*Part[T, R]) bool) {
		rejected := &Part[T, R]{Key: NewKey()}
		for _, part := range sent {
			if part.Err != nil && !yield(&Part[T, R]{Items: part.Items, Positions: part.Positions, Key: part.Key}) {
				return
			}
			for _, at := range part.rejected {
				rejected.Items = append(rejected.Items, part.Items[at])
				rejected.Positions = append(rejected.Positions, part.Positions[at])
				if len(rejected.Items) == size {
					if !yield(rejected) {
						return
					}
					rejected = &Part[T, R]{Key: NewKey()}
				}
			}
		}
		if len(rejected.Items) > 0 {
			yield(rejected)
		}
	}
}

// At checks a position the server gave.
func (p *Part[T, R]) At(index int) (int, bool) { return index, index >= 0 && index < len(p.Items) }

// Reject notes an item the server refused.
func (p *Part[T, R]) Reject(at int) { p.rejected = append(p.rejected, at) }

// AllFailed is the error of a bulk call as a whole: that of its parts when none got through, or of a context that ended.
func AllFailed[T, R any](ctx context.Context, parts []*Part[T, R]) error {
	if err := ctx.Err(); err != nil {
		return fromContext(ctx)
	}
	var first error
	for _, part := range parts {
		if part.Err == nil {
			return nil
		}
		if first == nil {
			first = part.Err
		}
	}
	return first
}
