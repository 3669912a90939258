package core

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

func follow(t *testing.T, body string, separator byte, cutShort bool) (items []string, failure *Failure) {
	t.Helper()
	c, _ := server(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		if cutShort {
			w.Header().Set("Content-Length", "1000")
		}
		_, _ = w.Write([]byte(body))
	})
	call := callOf(c, Operation{Name: "export", Method: http.MethodGet, Pace: Stream})
	for item, err := range Lines(within(t, 5*time.Second), c, call, separator, String) {
		if err != nil && !errors.As(err, &failure) {
			t.Fatal(err)
		}
		items = append(items, item)
	}
	return items, failure
}

func TestLinesComeOneByOne(t *testing.T) {
	for _, test := range []struct {
		body      string
		separator byte
	}{{"\"a\"\n\n\"b\"\r\n\"c\"", '\n'}, {"\x1e\"a\"\n\x1e\"b\"\n\x1e\"c\"\n", 0x1e}} {
		items, failure := follow(t, test.body, test.separator, false)
		same(t, "items", items, []string{"a", "b", "c"})
		if failure != nil {
			t.Error(failure)
		}
	}
}

func TestALineThatDoesNotFitIsNamed(t *testing.T) {
	items, failure := follow(t, "\"a\"\n3\n", '\n', false)
	same(t, "items", items, []string{"a", ""})
	if failure == nil || failure.Kind != KindDecode || !strings.HasPrefix(failure.Message, "line 2: ") {
		t.Errorf("got %v", failure)
	}
}

func TestLinesThatAreCutSaySo(t *testing.T) {
	items, failure := follow(t, "\"a\"\n\"b", '\n', true)
	same(t, "items", items, []string{"a", ""})
	if failure == nil || failure.Kind != KindStreamInterrupted {
		t.Errorf("got %v", failure)
	}
}
