package core

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

func TestStreamsAreSentAgainOnlyWhenTheyRewind(t *testing.T) {
	for _, test := range []struct {
		body     io.Reader
		attempts int
	}{
		{strings.NewReader("xhello"), 2},
		{io.MultiReader(strings.NewReader("xhello")), 1},
	} {
		var got journal
		c, attempts := server(t, func(w http.ResponseWriter, r *http.Request, attempt int) {
			data, _ := io.ReadAll(r.Body)
			got.add(string(data))
			if attempt == 1 {
				soon(w, http.StatusServiceUnavailable)
			}
		})
		call := callOf(c, Operation{Name: "up", Method: http.MethodPut, Retry: RetryAlways, MediaType: "application/octet-stream"})
		_, _ = io.ReadFull(test.body, make([]byte, 1))
		call.Stream(test.body)
		_, err := c.Do(within(t, 5*time.Second), call)
		equal(t, "failed", err != nil, test.attempts == 1)
		equal(t, "attempts", attempts(), test.attempts)
		for _, body := range got.all() {
			equal(t, "body", body, "hello")
		}
	}
}

func TestABodyThatCannotBeReadIsTheCallersMistake(t *testing.T) {
	c, _ := server(t, func(http.ResponseWriter, *http.Request, int) {})
	call := callOf(c, Operation{Name: "up", Method: http.MethodPut, Retry: RetryAlways})
	broken := errors.New("the disk is gone")
	call.Stream(iotest.ErrReader(broken))
	_, err := c.Do(within(t, 5*time.Second), call)
	var failure *Failure
	if !errors.As(err, &failure) || failure.Kind != KindInvalidArgument || !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}
