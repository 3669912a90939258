package core

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func numbers(n int, taken *atomic.Int64) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			taken.Add(1)
			if !yield(i) {
				return
			}
		}
	}
}

func TestBulkIsBoundedLazyAndInOrder(t *testing.T) {
	var taken, running, most, sent atomic.Int64
	var ahead int64
	var mutex sync.Mutex
	parts := Bulk(context.Background(), Parts[int, int](numbers(1000, &taken), 10, ""), 4, func(part *Part[int, int]) {
		now := running.Add(1)
		mutex.Lock()
		most.Store(max(most.Load(), now))
		ahead = max(ahead, taken.Load()-sent.Load()*10)
		mutex.Unlock()
		time.Sleep(time.Millisecond)
		part.Result = len(part.Items)
		running.Add(-1)
		sent.Add(1)
	})
	equal(t, "parts", len(parts), 100)
	equal(t, "at once", most.Load(), 4)
	if ahead > 70 {
		t.Errorf("%d items were taken before their turn", ahead)
	}
	keys := map[string]bool{}
	for i, part := range parts {
		equal(t, "position", part.Positions[0], i*10)
		keys[part.Key] = true
	}
	equal(t, "keys", len(keys), len(parts))
}

func TestAPanicOfTheIteratorLeavesNoWorker(t *testing.T) {
	var running atomic.Int64
	defer func() {
		if recover() == nil || running.Load() != 0 {
			t.Error("workers are left")
		}
	}()
	items := func(yield func(int) bool) {
		for i := range 25 {
			if !yield(i) {
				return
			}
		}
		panic("the caller's")
	}
	Bulk(context.Background(), Parts[int, int](items, 5, ""), 3, func(*Part[int, int]) {
		running.Add(1)
		time.Sleep(5 * time.Millisecond)
		running.Add(-1)
	})
}

func TestWhatFailedCanBeSentAgain(t *testing.T) {
	var taken atomic.Int64
	broken := errors.New("broken")
	sent := Bulk(context.Background(), Parts[int, int](numbers(9, &taken), 3, "mine"), 2, func(part *Part[int, int]) {
		if part.Positions[0] == 3 {
			part.Err = broken
			return
		}
		part.Reject(1)
	})
	if err := AllFailed(context.Background(), sent); err != nil {
		t.Error(err)
	}
	again := slices.Collect(FailedParts(sent, 3))
	equal(t, "parts", len(again), 2)
	equal(t, "key of a whole part", again[0].Key, "mine-1")
	same(t, "a whole part", again[0].Positions, []int{3, 4, 5})
	same(t, "what was rejected", again[1].Positions, []int{1, 7})
	for _, part := range sent {
		part.Err = broken
	}
	if err := AllFailed(context.Background(), sent); !errors.Is(err, broken) {
		t.Error(err)
	}
}

func TestACancelledBulkCallTakesNoMore(t *testing.T) {
	var taken atomic.Int64
	ctx, cancel := context.WithCancel(context.Background())
	sent := Bulk(ctx, Parts[int, int](numbers(1_000_000, &taken), 10, ""), 2, func(*Part[int, int]) {
		cancel()
		time.Sleep(time.Millisecond)
	})
	if taken.Load() > 100 || !errors.Is(AllFailed(ctx, sent), context.Canceled) {
		t.Error(taken.Load(), AllFailed(ctx, sent))
	}
	if got := slices.Collect(Parts[int, int](nil, 10, "")); len(got) != 0 {
		t.Error("no items made parts")
	}
}
