package core

import (
	"context"
	"iter"
	"slices"
	"sync"
)

// Bulk is how an operation takes a list in parts.
type Bulk[T, R any] struct {
	Operation *Operation
	// List is the member of the body that has the items.
	List   string
	Encode func(*Encoder, T)
	// Others writes the other members of the body; nil where there are none.
	Others   func(*Encoder)
	MaxItems int
	// MaxBytes is how large the body of one request may be; 0 when the document does not say.
	MaxBytes int
	// Parallelism is how many requests go at once; 0: the contract's.
	Parallelism int
	// refused is set when the other members cannot be encoded: then nothing is sent.
	refused *Failure
}

func (b *Bulk[T, R]) parallelism() int {
	if b.Parallelism <= 0 {
		return bulkParallelism
	}
	return b.Parallelism
}

// Send sends parts over as many connections as parallelism says, and gives them back in order. It asks for a part only when
// one of the connections is about to be free. A part that has failed already is only given back.
func (b *Bulk[T, R]) Send(ctx context.Context, parts iter.Seq[*Part[T, R]], send func(*Part[T, R])) []*Part[T, R] {
	queue := make(chan *Part[T, R])
	var workers sync.WaitGroup
	var sent []*Part[T, R]
	// Also when the caller's iterator panics: no worker stays behind.
	defer workers.Wait()
	defer close(queue)
	work := func() {
		defer workers.Done()
		for part := range queue {
			if send(part); part.Err == nil {
				part.Body = nil
			}
		}
	}
	started := 0
	for part := range parts {
		sent = append(sent, part)
		if part.Body == nil {
			continue
		}
		if started < b.parallelism() {
			started++
			workers.Add(1)
			go work()
		}
		select {
		case queue <- part:
		case <-ctx.Done():
			part.Err = fromContext(ctx)
			return sent
		}
	}
	return sent
}

// AllFailed is the error of a bulk call as a whole: that of its first item when none got through, or of a context that ended.
func (b *Bulk[T, R]) AllFailed(ctx context.Context, parts []*Part[T, R]) error {
	if ctx.Err() != nil {
		return fromContext(ctx)
	}
	if b.refused != nil {
		return b.refused
	}
	if len(parts) == 0 || slices.ContainsFunc(parts, func(part *Part[T, R]) bool { return part.Err == nil }) {
		return nil
	}
	return slices.MinFunc(parts, func(one, other *Part[T, R]) int { return one.Positions[0] - other.Positions[0] }).Err
}

// InOrder puts what became of items in order of their positions.
func InOrder[T any](list []T, position func(T) int) {
	slices.SortStableFunc(list, func(one, other T) int { return position(one) - position(other) })
}
