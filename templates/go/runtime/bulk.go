package core

import (
	"context"
	"iter"
	"sync"
)

// Bulk sends parts over as many connections as parallelism says, and gives them back in order. It asks for a part only when
// one of the connections is about to be free.
func Bulk[T, R any](ctx context.Context, parts iter.Seq[*Part[T, R]], parallelism int, send func(*Part[T, R])) []*Part[T, R] {
	if parallelism <= 0 {
		parallelism = bulkParallelism
	}
	queue := make(chan *Part[T, R])
	var workers sync.WaitGroup
	var sent []*Part[T, R]
	// Also when the caller's iterator panics: no worker stays behind.
	defer workers.Wait()
	defer close(queue)
	for part := range parts {
		if sent = append(sent, part); len(sent) <= parallelism {
			workers.Add(1)
			go func() {
				defer workers.Done()
				for part := range queue {
					send(part)
				}
			}()
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
