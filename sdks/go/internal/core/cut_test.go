package core

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

func TestPartsGiveEveryConnectionSomethingToDo(t *testing.T) {
	for _, row := range []struct {
		items int
		sizes []int
	}{
		{0, nil},
		{1, []int{1}},
		{3, []int{1, 1, 1}},
		{5, []int{2, 2, 1}},
		{13, []int{4, 4, 4, 1}},
		{39, []int{10, 10, 10, 9}},
		{40, []int{10, 10, 10, 10}},
		{41, []int{10, 10, 10, 10, 1}},
	} {
		var taken atomic.Int64
		var sizes []int
		next := 0
		for part := range bulkOf(10, 4).Parts(numbers(row.items, &taken), "") {
			sizes = append(sizes, len(part.Items))
			for i, position := range part.Positions {
				equal(t, "position", position, next)
				equal(t, "item", part.Items[i], next)
				next++
			}
		}
		same(t, "sizes", sizes, row.sizes)
		equal(t, "items", next, row.items)
	}
}

func TestPartsReadAheadNoFurtherThanOnePartEach(t *testing.T) {
	var taken atomic.Int64
	parts := 0
	for range bulkOf(10, 4).Parts(numbers(1000, &taken), "") {
		parts++
		equal(t, "taken", taken.Load(), int64(max(40, parts*10)))
		if parts == 6 {
			break
		}
	}
}

// words takes bodies of at most this many bytes, with a member beside the words.
func words(bytes int) *Bulk[string, int] {
	return &Bulk[string, int]{
		Operation: &keyed, List: "words", Encode: EncodeString, MaxItems: 100, MaxBytes: bytes, Parallelism: 1,
		Others: func(e *Encoder) { Put(e, "mode", "fast", EncodeString) },
	}
}

// bodies of parts, in order of their first items.
func bodies(bulk *Bulk[string, int], items ...string) (texts []string, parts []*Part[string, int]) {
	parts = slices.Collect(bulk.Parts(slices.Values(items), "mine"))
	InOrder(parts, func(part *Part[string, int]) int { return part.Positions[0] })
	for _, part := range parts {
		texts = append(texts, string(part.Body))
	}
	return texts, parts
}

func TestABodyIsNeverLargerThanAllowed(t *testing.T) {
	const both = `{"mode":"fast","words":["one","two"]}`
	got, _ := bodies(words(len(both)), "one", "two", "6", "7", "8", "nine")
	same(t, "bodies that just fit", got, []string{both, `{"mode":"fast","words":["6","7","8"]}`, `{"mode":"fast","words":["nine"]}`})
	got, _ = bodies(words(len(both)-1), "one", "two")
	same(t, "one byte less", got, []string{`{"mode":"fast","words":["one"]}`, `{"mode":"fast","words":["two"]}`})
	got, _ = bodies(words(len(both)), "one", "äö")
	same(t, "bytes, not characters", got, []string{`{"mode":"fast","words":["one"]}`, `{"mode":"fast","words":["äö"]}`})
	got, _ = bodies(words(0), strings.Repeat("long", 1000), "two")
	equal(t, "parts without a limit", len(got), 1)
}

func TestAnItemThatFitsNoRequestFailsAlone(t *testing.T) {
	const one = `{"mode":"fast","words":["one"]}`
	got, parts := bodies(words(len(one)), "one", "more", "two")
	if len(parts) != 3 {
		t.Fatalf("%d parts", len(parts))
	}
	same(t, "bodies", got, []string{one, "", `{"mode":"fast","words":["two"]}`})
	same(t, "keys", []string{parts[0].Key, parts[1].Key, parts[2].Key}, []string{"mine-0", "", "mine-1"})
	equal(t, "why", parts[1].Err.Error(), "invalid_argument: words[1]: a request of 32 bytes, where 31 are allowed")
}

func TestAnItemThatCannotBeEncodedFailsAlone(t *testing.T) {
	bulk := &Bulk[float64, int]{Operation: &keyed, List: "numbers", Encode: EncodeFloat64, MaxItems: 4, Parallelism: 1}
	run := func(items ...float64) []*Part[float64, int] {
		return bulk.Send(context.Background(), bulk.Parts(slices.Values(items), ""), func(part *Part[float64, int]) {
			part.Result = len(part.Items)
		})
	}
	sent := run(1, 2, math.NaN(), 4)
	InOrder(sent, func(part *Part[float64, int]) int { return part.Positions[0] })
	if len(sent) != 2 {
		t.Fatalf("%d parts", len(sent))
	}
	same(t, "sent", sent[0].Positions, []int{0, 1, 3})
	equal(t, "answered", sent[0].Result, 3)
	same(t, "refused", sent[1].Positions, []int{2})
	equal(t, "answers to what was not sent", sent[1].Result, 0)
	var failure *Failure
	if !errors.As(sent[1].Err, &failure) || failure.Kind != KindInvalidArgument || !strings.HasPrefix(failure.Message, "numbers[2]: ") {
		t.Error(sent[1].Err)
	}
	if err := bulk.AllFailed(context.Background(), sent); err != nil {
		t.Error(err)
	}
	again := slices.Collect(bulk.Again(sent))
	if len(again) != 1 {
		t.Fatalf("%d parts again", len(again))
	}
	same(t, "refused again", again[0].Positions, []int{2})
	// When nothing can be sent, the error is that of the first item.
	sent = run(math.NaN(), math.Inf(1))
	if err := bulk.AllFailed(context.Background(), sent); !errors.Is(err, sent[0].Err) {
		t.Error(err)
	}
}

func TestOtherMembersThatCannotBeEncodedFailTheCall(t *testing.T) {
	bulk := words(0)
	bulk.Others = func(e *Encoder) { Put(e, "mode", math.NaN(), EncodeFloat64) }
	got, parts := bodies(bulk, "one")
	equal(t, "parts", len(got), 0)
	var failure *Failure
	if err := bulk.AllFailed(context.Background(), parts); !errors.As(err, &failure) || failure.Kind != KindInvalidArgument {
		t.Error(err)
	}
}
