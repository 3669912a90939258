package core

import (
	"errors"
	"io"
	"net/http"
	"testing"
	"time"
)

var fetch = Operation{Name: "fetch", Method: http.MethodGet, Retry: RetryAlways}

func TestDownloadsAreReadAsTheyCome(t *testing.T) {
	c, attempts := server(t, func(w http.ResponseWriter, _ *http.Request, attempt int) {
		if attempt == 1 {
			soon(w, http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Length", "6")
		_, _ = w.Write([]byte("abc"))
		w.(http.Flusher).Flush()
		time.Sleep(60 * time.Millisecond)
		_, _ = w.Write([]byte("def"))
	})
	call := callOf(c, fetch)
	call.Settings.Total = 50 * time.Millisecond // until the head is there
	answer, err := c.Download(within(t, 5*time.Second), call)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(answer)
	equal(t, "octets", string(data), "abcdef")
	equal(t, "length", answer.Length, 6)
	equal(t, "attempts", attempts(), 2)
	if err != nil || answer.Close() != nil {
		t.Error(err)
	}
}

func TestADownloadThatBreaksIsAFailure(t *testing.T) {
	c, _ := server(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Content-Length", "6")
		_, _ = w.Write([]byte("abc"))
	})
	answer, err := c.Download(within(t, 5*time.Second), callOf(c, fetch))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Close() }()
	_, err = io.ReadAll(answer)
	var failure *Failure
	if !errors.As(err, &failure) || failure.Kind != KindConnection {
		t.Errorf("got %v", err)
	}
}

func TestADownloadThatIsLateIsATimeout(t *testing.T) {
	c, _ := server(t, func(_ http.ResponseWriter, r *http.Request, _ int) { <-r.Context().Done() })
	call := callOf(c, fetch)
	call.Settings.Total = 20 * time.Millisecond
	_, err := c.Download(within(t, 5*time.Second), call)
	var failure *Failure
	if !errors.As(err, &failure) || failure.Kind != KindTimeout {
		t.Errorf("got %v", err)
	}
}

func TestNoContentIsNoDownload(t *testing.T) {
	c, _ := server(t, func(w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(http.StatusNoContent) })
	answer, err := c.Download(within(t, 5*time.Second), callOf(c, fetch))
	if answer != nil || err != nil {
		t.Error(answer, err)
	}
}
