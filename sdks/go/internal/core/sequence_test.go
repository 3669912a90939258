package core

import (
	"io"
	"math"
	"net/http"
	"slices"
	"testing"
	"time"
)

func TestSequencesAreSentAsTheyAreMade(t *testing.T) {
	var got journal
	c, _ := server(t, func(_ http.ResponseWriter, r *http.Request, _ int) {
		data, _ := io.ReadAll(r.Body)
		got.add(string(data))
	})
	operation := Operation{Name: "up", Method: http.MethodPost, MediaType: "application/x-ndjson"}
	for _, before := range []string{"", "\x1e"} {
		call := callOf(c, operation)
		Sequence(call, slices.Values([]string{"a", "b"}), EncodeString, before)
		if _, err := c.Do(within(t, 5*time.Second), call); err != nil {
			t.Error(err)
		}
	}
	same(t, "bodies", got.all(), []string{"\"a\"\n\"b\"\n", "\x1e\"a\"\n\x1e\"b\"\n"})
	call := callOf(c, operation)
	ListSequence(call, []float64{1, math.NaN()}, EncodeFloat64, "")
	if _, err := c.Do(within(t, 5*time.Second), call); err == nil || err.Error() != "invalid_argument: up: item 1: NaN is no JSON number" {
		t.Errorf("got %v", err)
	}
	call = callOf(c, operation)
	Sequence(call, slices.Values([]float64{1, math.NaN()}), EncodeFloat64, "")
	if _, err := c.Do(within(t, 5*time.Second), call); err == nil || err.Error() != "invalid_argument: the body cannot be read: NaN is no JSON number" {
		t.Errorf("got %v", err)
	}
}

func TestListsAreSentAgainAndSequencesAreNot(t *testing.T) {
	var got journal
	c, _ := server(t, func(w http.ResponseWriter, r *http.Request, n int) {
		data, _ := io.ReadAll(r.Body)
		got.add(string(data))
		if n%2 == 1 {
			soon(w, http.StatusServiceUnavailable)
		}
	})
	operation := Operation{Name: "up", Method: http.MethodPut, MediaType: "application/x-ndjson", Retry: RetryAlways}
	call := callOf(c, operation)
	ListSequence(call, []string{"a", "b"}, EncodeString, "")
	if _, err := c.Do(within(t, 5*time.Second), call); err != nil {
		t.Error(err)
	}
	call = callOf(c, operation)
	Sequence(call, slices.Values([]string{"c"}), EncodeString, "")
	if _, err := c.Do(within(t, 5*time.Second), call); err == nil {
		t.Error("sent again, though nobody knows whether it gives all of its items twice")
	}
	same(t, "bodies", got.all(), []string{"\"a\"\n\"b\"\n", "\"a\"\n\"b\"\n", "\"c\"\n"})
}
