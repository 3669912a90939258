package core

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// server answers with handler, which is told which attempt it sees, and gives a client of it.
func server(t *testing.T, handler func(w http.ResponseWriter, r *http.Request, attempt int)) (*Client, func() int) {
	t.Helper()
	var attempts atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler(w, r, int(attempts.Add(1)))
	}))
	t.Cleanup(s.Close)
	transport, err := NewTransport(Network{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(transport.CloseIdleConnections)
	return NewClient(Client{Base: s.URL, UserAgent: "test/1", Settings: DefaultSettings(), Transport: transport}), func() int { return int(attempts.Load()) }
}

// cut ends a connection without an answer.
func cut(w http.ResponseWriter) {
	conn, _ := hijack(w)
	_ = conn.(*net.TCPConn).SetLinger(0)
	_ = conn.Close()
}

func hijack(w http.ResponseWriter) (net.Conn, *bufio.ReadWriter) {
	conn, buffer, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	return conn, buffer
}

// soon asks to come back at once, so that tests need not wait.
func soon(w http.ResponseWriter, status int) {
	w.Header().Set("Retry-After-Ms", "1")
	w.WriteHeader(status)
}

func callOf(c *Client, operation Operation) *Call {
	call := NewCall(&operation, CallSettings{Settings: c.Settings})
	call.Path("/")
	return call
}

var (
	read  = Operation{Name: "read", Method: http.MethodGet, Retry: RetryAlways, Accept: "application/json"}
	keyed = Operation{Name: "write", Method: http.MethodPost, Retry: RetryKeyed, Pace: Write, KeyHeader: "Idempotency-Key", MediaType: "application/json"}
	once  = Operation{Name: "once", Method: http.MethodPost, Retry: RetryNever, Pace: Write, MediaType: "application/json"}
	feed  = Operation{Name: "feed", Method: http.MethodGet, Retry: RetryAlways, Pace: Stream, Accept: "text/event-stream", Resumable: true, Endless: true}
)

func within(t *testing.T, limit time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	t.Cleanup(cancel)
	return ctx
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func same[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// journal is what handlers saw, in order.
type journal struct {
	mutex sync.Mutex
	lines []string
}

func (j *journal) add(line string) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.lines = append(j.lines, line)
}

func (j *journal) all() []string {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	return slices.Clone(j.lines)
}
