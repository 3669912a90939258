package core

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// socketServer upgrades every request and hands it to talk with the first message, which the journal keeps.
func socketServer(t *testing.T, talk func(conn *websocket.Conn, attempt int)) (*Client, *journal) {
	t.Helper()
	var firsts journal
	client, _ := server(t, func(w http.ResponseWriter, r *http.Request, attempt int) {
		conn, err := websocket.Accept(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = conn.CloseNow() }()
		_, text, err := conn.Read(r.Context())
		if err != nil {
			return
		}
		firsts.add(string(text))
		talk(conn, attempt)
	})
	return client, &firsts
}

func tell(conn *websocket.Conn, texts ...string) {
	for _, text := range texts {
		_ = conn.Write(context.Background(), websocket.MessageText, []byte(text))
	}
}

func happened(id string) string {
	return fmt.Sprintf(`{"type":"event","event":{"id":%q}}`, id)
}

func subscribed(ctx context.Context, c *Client, settings CallSettings, most int) (got []string, err error) {
	settings.Settings = c.Settings
	call := NewCall(&feed, settings)
	call.Path("/")
	id := func(d *Decoder) string { return TagOf(d, "id") }
	read := func(_ string, data []byte) (string, error) { return id(NewDecoder(data)), nil }
	for value, err := range Subscribe(ctx, c, call, 1, read) {
		if err != nil {
			return got, err
		}
		if got = append(got, value); len(got) == most {
			return got, nil
		}
	}
	return got, nil
}

func TestAFeedGoesOnAfterACutAndDropsWhatComesAgain(t *testing.T) {
	client, firsts := socketServer(t, func(conn *websocket.Conn, attempt int) {
		if attempt == 1 {
			tell(conn, `{"type":"subscribed","id":"0"}`, `{"type":"news"}`, happened("1"), happened("2"))
			return
		}
		tell(conn, `{"type":"subscribed","id":"2"}`, `{"type":"heartbeat"}`, happened("2"), happened("3"))
	})
	got, err := subscribed(within(t, 5*time.Second), client, CallSettings{}, 3)
	if err != nil {
		t.Error(err)
	}
	same(t, "events", got, []string{"1", "2", "3"})
	same(t, "first messages", firsts.all(), []string{`{"type":"subscribe"}`, `{"type":"subscribe","last_event_id":"2"}`})
}

func TestARefusalIsTheErrorOfACall(t *testing.T) {
	client, firsts := socketServer(t, func(conn *websocket.Conn, _ int) {
		tell(conn, `{"type":"error","status":429,"error":{"code":"slow_down","message":"too fast","request_id":"r","retry_after":90}}`)
	})
	_, err := subscribed(within(t, 5*time.Second), client, CallSettings{}, 1)
	failed := failure(t, err)
	equal(t, "status", failed.Status, http.StatusTooManyRequests)
	equal(t, "code", failed.Code, "slow_down")
	equal(t, "request id", failed.RequestID, "r")
	equal(t, "retry after", *failed.RetryAfter, 90*time.Second)
	equal(t, "connections", len(firsts.all()), 1)
}

func TestACloseCodeStandsForAStatus(t *testing.T) {
	client, _ := socketServer(t, func(conn *websocket.Conn, _ int) {
		tell(conn, `{"type":"subscribed","id":"0"}`)
		_ = conn.Close(4410, "cursor_expired")
	})
	_, err := subscribed(within(t, 5*time.Second), client, CallSettings{}, 1)
	failed := failure(t, err)
	equal(t, "status", failed.Status, http.StatusGone)
	equal(t, "code", failed.Code, "cursor_expired")
}

func TestAnotherPlaceThanAskedForIsAGap(t *testing.T) {
	client, _ := socketServer(t, func(conn *websocket.Conn, _ int) {
		tell(conn, `{"type":"subscribed","id":"9"}`, happened("10"))
	})
	got, err := subscribed(within(t, 5*time.Second), client, CallSettings{LastEventID: "1"}, 1)
	failed := failure(t, err)
	equal(t, "events", len(got), 0)
	equal(t, "kind", failed.Kind, KindStreamInterrupted)
	equal(t, "last event id", failed.LastEventID, "1")
}

func TestWhatIsNoMessageIsNotSkipped(t *testing.T) {
	for _, text := range []string{"no", "[]", "{}", `{"type":"event"}`, `{"type":"error"}`, `{"type":7}`} {
		client, _ := socketServer(t, func(conn *websocket.Conn, _ int) {
			tell(conn, `{"type":"subscribed","id":"0"}`, text)
		})
		_, err := subscribed(within(t, 5*time.Second), client, CallSettings{}, 1)
		equal(t, text, failure(t, err).Kind, KindDecode)
	}
}

func TestSilenceIsACutAndLeavingClosesAtOnce(t *testing.T) {
	gone := make(chan time.Time, 2)
	client, _ := socketServer(t, func(conn *websocket.Conn, attempt int) {
		tell(conn, `{"type":"subscribed","id":"0"}`)
		if attempt == 2 {
			tell(conn, happened("1"))
		}
		_, _, _ = conn.Read(context.Background())
		gone <- time.Now()
	})
	settings := CallSettings{}
	client.Settings.Read = 200 * time.Millisecond
	got, err := subscribed(within(t, 5*time.Second), client, settings, 1)
	left := time.Now()
	if err != nil {
		t.Error(err)
	}
	same(t, "events", got, []string{"1"})
	<-gone // the silent one
	if took := (<-gone).Sub(left); took > time.Second {
		t.Errorf("the connection stayed open for %s", took)
	}
}

func TestTheContextEndsAFeed(t *testing.T) {
	client, _ := socketServer(t, func(conn *websocket.Conn, _ int) {
		tell(conn, `{"type":"subscribed","id":"0"}`)
		_, _, _ = conn.Read(context.Background())
	})
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	if _, err := subscribed(ctx, client, CallSettings{}, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestARefusedUpgradeIsTheAnswerItIs(t *testing.T) {
	client, attempts := server(t, func(w http.ResponseWriter, r *http.Request, attempt int) {
		equal(t, "query", r.URL.RawQuery, "")
		equal(t, "key", r.Header.Get("X-Key"), "hush")
		if attempt == 1 {
			soon(w, http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write([]byte(`{"code":"not_yours"}`))
	})
	client.Credentials = map[string]Credential{"Key": {In: "header", Name: "X-Key", Secret: func() string { return "hush" }}}
	secured := feed
	secured.Security = [][]string{{"Key"}}
	call := NewCall(&secured, CallSettings{Settings: client.Settings})
	call.Path("/")
	for _, err := range Subscribe(within(t, 5*time.Second), client, call, 0, EventText) {
		failed := failure(t, err)
		equal(t, "status", failed.Status, http.StatusForbidden)
		equal(t, "code", failed.Code, "not_yours")
		equal(t, "attempts", failed.Attempts, 2)
	}
	equal(t, "attempts", attempts(), 2)
}

func TestOldIdsAreForgotten(t *testing.T) {
	var ids recent
	for n := range rememberedIDs + 1 {
		ids.add(fmt.Sprint(n))
	}
	equal(t, "oldest", ids.has("0"), false)
	equal(t, "second", ids.has("1"), true)
	equal(t, "last", ids.has(fmt.Sprint(rememberedIDs)), true)
	equal(t, "kept", len(ids.known), rememberedIDs)
}
