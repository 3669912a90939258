package core

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"
)

func say(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/event-stream")
	_, _ = io.WriteString(w, text)
	w.(http.Flusher).Flush()
}

func collect(ctx context.Context, c *Client, operation Operation, most int) (got []int, err error) {
	for value, err := range Events(ctx, c, callOf(c, operation), EventData(Integer[int])) {
		if err != nil {
			return got, err
		}
		if got = append(got, value); len(got) == most {
			return got, nil
		}
	}
	return got, nil
}

func TestAStreamGoesOnAfterACut(t *testing.T) {
	var cursors journal
	client, _ := server(t, func(w http.ResponseWriter, r *http.Request, attempt int) {
		cursors.add(r.Header.Get("Last-Event-ID"))
		switch attempt {
		case 1:
			say(w, "retry: 1\n\nid: a\ndata: 1\n\nid: lost\ndata: 9\n")
			cut(w)
		case 2: // a second drop before any new id keeps the cursor
			say(w, ": hello\n\n")
			cut(w)
		case 3:
			soon(w, http.StatusServiceUnavailable)
		case 4:
			say(w, "id: b\ndata: 2\n\n") // ends properly: an endless feed goes on all the same
		default:
			say(w, "id: c\ndata: 3\n\n")
			<-r.Context().Done()
		}
	})
	got, err := collect(within(t, 5*time.Second), client, feed, 3)
	if err != nil {
		t.Error(err)
	}
	same(t, "events", got, []int{1, 2, 3})
	same(t, "cursors", cursors.all(), []string{"", "a", "a", "a", "b"})
}

func TestGivingUp(t *testing.T) {
	client, attempts := server(t, func(w http.ResponseWriter, _ *http.Request, attempt int) {
		if attempt == 1 {
			say(w, "retry: 1\nid: a\ndata: 1\n\n")
		}
		cut(w)
	})
	_, err := collect(within(t, 5*time.Second), client, feed, 9)
	failed := failure(t, err)
	equal(t, "kind", failed.Kind, KindStreamInterrupted)
	equal(t, "last event id", failed.LastEventID, "a")
	equal(t, "attempts", attempts(), 1+maxReconnects)
}

func TestWhatIsNeverSentAgain(t *testing.T) {
	post := feed
	post.Method, post.Resumable = http.MethodPost, false
	for name, operation := range map[string]Operation{"a stream without ids": feed, "a POST": post} {
		client, attempts := server(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			if operation.Resumable {
				say(w, "data: 1\n\n")
			} else {
				say(w, "id: a\ndata: 1\n\n")
			}
			cut(w)
		})
		got, err := collect(within(t, time.Second), client, operation, 9)
		equal(t, name, failure(t, err).Kind, KindStreamInterrupted)
		equal(t, name, len(got), 1)
		equal(t, name, attempts(), 1)
	}
}

func TestProperEnds(t *testing.T) {
	finite := feed
	finite.Endless = false
	client, attempts := server(t, func(w http.ResponseWriter, _ *http.Request, _ int) { say(w, "id: a\ndata: 1\n\n") })
	got, err := collect(within(t, time.Second), client, finite, 9)
	if err != nil || len(got) != 1 || attempts() != 1 {
		t.Error(got, err, attempts())
	}
	client, attempts = server(t, func(w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(http.StatusNoContent) })
	got, err = collect(within(t, time.Second), client, feed, 9)
	if err != nil || len(got) != 0 || attempts() != 1 {
		t.Error(got, err, attempts())
	}
}

func TestAnOldCursorIsRaised(t *testing.T) {
	client, attempts := server(t, func(w http.ResponseWriter, _ *http.Request, attempt int) {
		if attempt == 1 {
			say(w, "retry: 1\nid: a\ndata: 1\n\n")
			cut(w)
			return
		}
		w.WriteHeader(http.StatusGone)
	})
	_, err := collect(within(t, time.Second), client, feed, 9)
	equal(t, "status", failure(t, err).Status, http.StatusGone)
	equal(t, "attempts", attempts(), 2)
}

func TestSilenceCutsAStreamAndCommentsDoNot(t *testing.T) {
	client, attempts := server(t, func(w http.ResponseWriter, r *http.Request, attempt int) {
		if attempt == 2 {
			say(w, "id: b\ndata: 2\n\n")
			<-r.Context().Done()
			return
		}
		say(w, "retry: 1\nid: a\ndata: 1\n\n")
		for range 6 {
			time.Sleep(30 * time.Millisecond)
			say(w, ": still here\n")
		}
		<-r.Context().Done()
	})
	client.Settings.Read = 100 * time.Millisecond
	start := time.Now()
	got, err := collect(within(t, 5*time.Second), client, feed, 2)
	if err != nil || time.Since(start) < 250*time.Millisecond || attempts() != 2 {
		t.Error(got, err, time.Since(start), attempts())
	}
}

func TestLeavingTheLoopClosesTheConnection(t *testing.T) {
	closed := make(chan struct{})
	client, _ := server(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		for i := range 3 {
			say(w, fmt.Sprintf("id: %d\ndata: %d\n\n", i, i))
		}
		<-r.Context().Done()
		close(closed)
	})
	if got, err := collect(context.Background(), client, feed, 2); err != nil || len(got) != 2 {
		t.Error(got, err)
	}
	select {
	case <-closed:
	case <-time.After(2 * time.Second):
		t.Error("the connection stayed")
	}
}

func TestEndingTheContextEndsTheStream(t *testing.T) {
	client, _ := server(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		say(w, "id: a\ndata: 1\n\n")
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := collect(ctx, client, feed, 9); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
