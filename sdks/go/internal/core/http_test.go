package core

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func failure(t *testing.T, err error) *Failure {
	t.Helper()
	var failed *Failure
	if !errors.As(err, &failed) {
		t.Fatalf("no failure: %v", err)
	}
	return failed
}

func TestRetriesUntilItSucceeds(t *testing.T) {
	var keys journal
	client, attempts := server(t, func(w http.ResponseWriter, r *http.Request, attempt int) {
		keys.add(r.Header.Get("Idempotency-Key"))
		body, _ := io.ReadAll(r.Body)
		equal(t, "body", string(body), `"x"`)
		if attempt < 3 {
			soon(w, http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte(`"done"`))
	})
	call := callOf(client, keyed)
	JSON(call, "x", EncodeString)
	value, err := Perform(within(t, time.Second), client, call, String)
	if err != nil || value != "done" || attempts() != 3 {
		t.Error(value, err, attempts())
	}
	if sent := keys.all(); sent[0] == "" || sent[0] != sent[1] || sent[1] != sent[2] {
		t.Error("keys", sent)
	}
}

func TestWhatIsNotRetried(t *testing.T) {
	client, attempts := server(t, func(w http.ResponseWriter, _ *http.Request, _ int) { soon(w, http.StatusServiceUnavailable) })
	failed := failure(t, errOf(client.Do(within(t, time.Second), callOf(client, once))))
	equal(t, "attempts", attempts(), 1)
	equal(t, "attempts told", failed.Attempts, 1)

	client, attempts = server(t, func(w http.ResponseWriter, _ *http.Request, _ int) { soon(w, http.StatusNotFound) })
	failed = failure(t, errOf(client.Do(within(t, time.Second), callOf(client, read))))
	equal(t, "attempts", attempts(), 1)
	equal(t, "code", failed.Code, "http_404")
}

func errOf(_ Reply, err error) error { return err }

// net/http repeats what it takes for idempotent on a connection that breaks; attempts would then be more than we count.
func TestNothingIsSentBehindOurBack(t *testing.T) {
	for _, operation := range []Operation{read, keyed, once} {
		client, attempts := server(t, func(w http.ResponseWriter, r *http.Request, attempt int) {
			_, _ = io.ReadAll(r.Body)
			if attempt == 1 {
				_, _ = w.Write([]byte(`1`)) // the connection is kept, and broken when it is used again
				return
			}
			cut(w)
		})
		client.Settings.MaxRetries = 0
		for range 2 {
			call := callOf(client, operation)
			if operation.Method == http.MethodPost {
				JSON(call, "x", EncodeString)
			}
			_, err := client.Do(within(t, time.Second), call)
			if attempts() == 2 {
				equal(t, operation.Name, failure(t, err).Kind, KindConnection)
			}
		}
		equal(t, operation.Name+" attempts", attempts(), 2)
	}
}

func TestAGetHasNoBody(t *testing.T) {
	client, _ := server(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		equal(t, "length", r.ContentLength, 0)
		equal(t, "encodings", len(r.TransferEncoding), 0)
		_, _ = w.Write([]byte(`1`))
	})
	if _, err := client.Do(within(t, time.Second), callOf(client, read)); err != nil {
		t.Error(err)
	}
}

func TestConnectionErrorsAreRetried(t *testing.T) {
	client, attempts := server(t, func(w http.ResponseWriter, _ *http.Request, attempt int) {
		if attempt == 1 {
			cut(w)
			return
		}
		_, _ = w.Write([]byte(`1`))
	})
	reply, err := client.Do(within(t, 5*time.Second), callOf(client, read))
	if err != nil || attempts() != 2 || reply.Attempts != 2 {
		t.Error(err, attempts())
	}
}

func TestABodyCutShortIsAConnectionError(t *testing.T) {
	client, attempts := server(t, func(w http.ResponseWriter, _ *http.Request, attempt int) {
		w.Header().Set("Content-Length", "10")
		_, _ = w.Write([]byte(`"abc`))
	})
	client.Settings.MaxRetries = 0
	failed := failure(t, errOf(client.Do(within(t, time.Second), callOf(client, read))))
	equal(t, "kind", failed.Kind, KindConnection)
	equal(t, "attempts", attempts(), 1)
}

func TestLongWaitsAreRaisedAtOnce(t *testing.T) {
	client, attempts := server(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Retry-After", "61")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	failed := failure(t, errOf(client.Do(within(t, time.Minute), callOf(client, read))))
	equal(t, "attempts", attempts(), 1)
	equal(t, "retry after", *failed.RetryAfter, 61*time.Second)
}

func TestAWaitPastTheDeadlineRaisesTheServersError(t *testing.T) {
	client, attempts := server(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Retry-After", "30")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	client.Settings.Total = time.Second
	start := time.Now()
	failed := failure(t, errOf(client.Do(context.Background(), callOf(client, read))))
	equal(t, "status", failed.Status, http.StatusTooManyRequests)
	equal(t, "attempts", attempts(), 1)
	if time.Since(start) > 500*time.Millisecond {
		t.Error("it waited")
	}
}

func TestSilenceAndDeadlines(t *testing.T) {
	client, _ := server(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		_, _ = w.Write([]byte(`"`))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	client.Settings.MaxRetries = 0
	client.Settings.Read = 50 * time.Millisecond
	equal(t, "silence", failure(t, errOf(client.Do(within(t, time.Second), callOf(client, read)))).Kind, KindTimeout)

	client.Settings.Read, client.Settings.Total = 0, 50*time.Millisecond
	err := errOf(client.Do(context.Background(), callOf(client, read)))
	equal(t, "total", failure(t, err).Kind, KindTimeout)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}

	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(20*time.Millisecond, cancel)
	client.Settings.Total = time.Minute
	if err := errOf(client.Do(ctx, callOf(client, read))); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestErrorBodies(t *testing.T) {
	for body, want := range map[string][2]string{
		`{"code":"no_such","message":"no","request_id":"r1"}`: {"no_such", "no"},
		`<html>busy</html>`: {"http_400", "Bad Request"},
		``:                  {"http_400", "Bad Request"},
		`[1]`:               {"http_400", "Bad Request"},
	} {
		client, _ := server(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("X-Request-Id", "r1")
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(body))
		})
		failed := failure(t, errOf(client.Do(within(t, time.Second), callOf(client, read))))
		equal(t, body, [2]string{failed.Code, failed.Message}, want)
		equal(t, "request id", failed.RequestID, "r1")
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	client, attempts := server(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	})
	equal(t, "status", failure(t, errOf(client.Do(within(t, time.Second), callOf(client, read)))).Status, http.StatusFound)
	equal(t, "attempts", attempts(), 1)
}

func TestTheBudgetStopsStorms(t *testing.T) {
	client, attempts := server(t, func(w http.ResponseWriter, _ *http.Request, _ int) { soon(w, http.StatusServiceUnavailable) })
	calls := 60
	for range calls {
		_ = errOf(client.Do(within(t, time.Second), callOf(client, read)))
	}
	equal(t, "retries", attempts()-calls, budgetCapacity/budgetRetryCost)
}

func TestCredentials(t *testing.T) {
	secret := func() string { return "s3cret" }
	client, _ := server(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		equal(t, "header", r.Header.Get("X-Key"), "s3cret")
		equal(t, "query", r.URL.RawQuery, "k=s3cret")
		equal(t, "cookie", r.Header.Get("Cookie"), "c=s3cret")
		_, _ = w.Write([]byte(`1`))
	})
	client.Credentials = map[string]Credential{
		"a": {In: "header", Name: "X-Key", Secret: secret},
		"b": {In: "query", Name: "k", Secret: secret},
		"c": {In: "cookie", Name: "c", Secret: secret},
	}
	operation := read
	operation.Security = [][]string{{"a", "missing"}, {"a", "b", "c"}, {}}
	if _, err := client.Do(within(t, time.Second), callOf(client, operation)); err != nil {
		t.Error(err)
	}
	if err := (Credential{Name: "X-Key", Secret: func() string { return "s3cret\r\nX: y" }}).Check(); err == nil || strings.Contains(err.Error(), "s3cret") {
		t.Error(err)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name, value string
		want        time.Duration
		none        bool
	}{
		{"Retry-After", "2", 2 * time.Second, false},
		{"Retry-After", "0.25", 250 * time.Millisecond, false},
		{"Retry-After", "Wed, 01 Jan 2025 00:00:05 GMT", 5 * time.Second, false},
		{"Retry-After", "Tue, 31 Dec 2024 00:00:00 GMT", 0, false},
		{"Retry-After-Ms", "1500", 1500 * time.Millisecond, false},
		{"Retry-After", "soon", 0, true},
		{"Retry-After", "-1", 0, true},
		{"Retry-After", "NaN", 0, true},
	} {
		got := retryAfter(http.Header{test.name: {test.value}}, now)
		if (got == nil) != test.none || got != nil && *got != test.want {
			t.Errorf("%s: %s: %v", test.name, test.value, got)
		}
	}
}

func TestSecretsThatCannotTravel(t *testing.T) {
	of := func(in, secret string) error {
		return Credential{In: in, Name: `na"me`, Secret: func() string { return secret }}.Check()
	}
	if of("query", "a\nb; c") != nil || of("cookie", "a;b") == nil || of("cookie", "a\nb") == nil || of("header", "a") == nil {
		t.Error(of("query", "a\nb; c"), of("cookie", "a;b"), of("cookie", "a\nb"), of("header", "a"))
	}
}
