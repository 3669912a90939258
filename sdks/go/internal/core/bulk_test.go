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

// bulkOf takes parts of at most this many numbers.
func bulkOf(most, parallelism int) *Bulk[int, int] {
	return &Bulk[int, int]{
		Operation: &keyed, List: "numbers", Encode: EncodeInteger[int], MaxItems: most, Parallelism: parallelism,
	}
}

func TestBulkIsBoundedLazyAndInOrder(t *testing.T) {
	var taken, running, most, sent atomic.Int64
	var ahead int64
	var mutex sync.Mutex
	bulk := bulkOf(10, 4)
	parts := bulk.Send(context.Background(), bulk.Parts(numbers(1000, &taken), ""), func(part *Part[int, int]) {
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
	bulk := bulkOf(5, 3)
	bulk.Send(context.Background(), bulk.Parts(items, ""), func(*Part[int, int]) {
		running.Add(1)
		time.Sleep(5 * time.Millisecond)
		running.Add(-1)
	})
}

func TestWhatFailedCanBeSentAgain(t *testing.T) {
	var taken atomic.Int64
	broken := errors.New("broken")
	bulk := bulkOf(3, 2)
	sent := bulk.Send(context.Background(), bulk.Parts(numbers(9, &taken), "mine"), func(part *Part[int, int]) {
		if part.Positions[0] == 3 {
			part.Err = broken
			return
		}
		part.Reject(1)
	})
	if err := bulk.AllFailed(context.Background(), sent); err != nil {
		t.Error(err)
	}
	again := slices.Collect(bulk.Again(sent))
	if len(again) != 3 {
		t.Fatalf("%d parts", len(again))
	}
	equal(t, "key of a whole part", again[0].Key, "mine-1")
	equal(t, "body of a whole part", string(again[0].Body), `{"numbers":[3,4,5]}`)
	same(t, "a whole part", again[0].Positions, []int{3, 4, 5})
	same(t, "what was rejected", slices.Concat(again[1].Positions, again[2].Positions), []int{1, 7})
	if again[1].Key == again[2].Key || again[1].Key == sent[0].Key {
		t.Error("what goes out in another part has a key of its own")
	}
	for _, part := range sent {
		part.Err = broken
	}
	if err := bulk.AllFailed(context.Background(), sent); !errors.Is(err, broken) {
		t.Error(err)
	}
}

func TestACancelledBulkCallTakesNoMore(t *testing.T) {
	var taken atomic.Int64
	ctx, cancel := context.WithCancel(context.Background())
	bulk := bulkOf(10, 2)
	sent := bulk.Send(ctx, bulk.Parts(numbers(1_000_000, &taken), ""), func(*Part[int, int]) {
		cancel()
		time.Sleep(time.Millisecond)
	})
	if taken.Load() > 100 || !errors.Is(bulk.AllFailed(ctx, sent), context.Canceled) {
		t.Error(taken.Load(), bulk.AllFailed(ctx, sent))
	}
	if got := slices.Collect(bulk.Parts(nil, "")); len(got) != 0 {
		t.Error("no items made parts")
	}
}
