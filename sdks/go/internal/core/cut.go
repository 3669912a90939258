package core

import "iter"

// cutter fills one part after the other.
type cutter[T, R any] struct {
	bulk *Bulk[T, R]
	// head is the body before its first item.
	head []byte
	part *Part[T, R]
	key  func() string
	// yield takes a part that is full.
	yield func(*Part[T, R]) bool
}

// tail is the body after its last item.
const tail = "]}"

// cut gives parts of an even size. Every item is encoded once, here: so a part's body is known to fit, and one item that
// cannot be sent does not take others with it.
func (b *Bulk[T, R]) cut(items iter.Seq[placed[T]], key func() string) iter.Seq[*Part[T, R]] {
	return func(yield func(*Part[T, R]) bool) {
		head, err := Encode(b, encodeHead)
		if err != nil {
			b.refused = b.refuse("%v", err)
			return
		}
		c := &cutter[T, R]{bulk: b, head: head, part: &Part[T, R]{}, key: key, yield: yield}
		for size, item := range evenly(items, b.MaxItems, b.parallelism()) {
			if !c.add(size, item) {
				return
			}
		}
		c.flush()
	}
}

func encodeHead[T, R any](e *Encoder, b *Bulk[T, R]) {
	e.Begin('{')
	if b.Others != nil {
		b.Others(e)
	}
	e.Name(b.List)
	e.Begin('[')
}

func (c *cutter[T, R]) add(size int, item placed[T]) bool {
	text, err := Encode(item.item, c.bulk.Encode)
	if err != nil {
		return c.refuse(item, "%s[%d]: %v", c.bulk.List, item.position, err)
	}
	if alone := len(c.head) + len(text) + len(tail); !c.fits(alone) {
		return c.refuse(item, "%s[%d]: a request of %d bytes, where %d are allowed", c.bulk.List, item.position, alone, c.bulk.MaxBytes)
	}
	if !c.fits(len(c.part.Body)+len(",")+len(text)+len(tail)) && !c.flush() {
		return false
	}
	if len(c.part.Items) == 0 {
		c.part.Body = append(c.part.Body, c.head...)
	} else {
		c.part.Body = append(c.part.Body, ',')
	}
	c.part.Body = append(c.part.Body, text...)
	c.part.Items = append(c.part.Items, item.item)
	c.part.Positions = append(c.part.Positions, item.position)
	return len(c.part.Items) < size || c.flush()
}

func (c *cutter[T, R]) fits(bytes int) bool { return c.bulk.MaxBytes == 0 || bytes <= c.bulk.MaxBytes }

// flush gives the part that is there, if there is one.
func (c *cutter[T, R]) flush() bool {
	part := c.part
	if len(part.Items) == 0 {
		return true
	}
	part.Key = c.key()
	part.Body = append(part.Body, tail...)
	c.part = &Part[T, R]{}
	return c.yield(part)
}

// refuse gives an item that cannot be sent, as a part that has failed.
func (c *cutter[T, R]) refuse(item placed[T], format string, args ...any) bool {
	return c.yield(&Part[T, R]{
		Items: []T{item.item}, Positions: []int{item.position}, rejected: []int{0}, Err: c.bulk.refuse(format, args...),
	})
}

func (b *Bulk[T, R]) refuse(format string, args ...any) *Failure {
	failure := InvalidArgument(format, args...)
	failure.Operation = b.Operation.Name
	return failure
}

// evenly gives items, each with the size of its part. So many as fill a part for every connection are read before any is
// given: when there are no more, their parts are small enough that every connection has something to do.
func evenly[T any](items iter.Seq[T], most, parallelism int) iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		ahead := most * parallelism
		var head []T
		give := func(size int) bool {
			for _, item := range head {
				if !yield(size, item) {
					return false
				}
			}
			head = nil
			return true
		}
		count := 0
		for item := range items {
			if count++; count > ahead {
				if !yield(most, item) {
					return
				}
				continue
			}
			if head = append(head, item); count == ahead && !give(most) {
				return
			}
		}
		if count < ahead {
			give((count + parallelism - 1) / parallelism)
		}
	}
}
