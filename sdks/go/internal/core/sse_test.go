package core

import (
	"errors"
	"io"
	"testing"
	"testing/iotest"
)

type seen struct{ id, name, data string }

func readEvents(body io.Reader) (events []seen, last string, err error) {
	reader := newEventReader(body, "")
	for {
		event, err := reader.next()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return events, reader.id, err
		}
		events = append(events, seen{event.id, event.name, string(event.data)})
	}
}

// Cases from the WHATWG's rules. Each is read whole, byte by byte, and cut in two at every place.
var streams = []struct {
	name, text string
	want       []seen
	last       string
}{
	{"one", "data: a\n\n", []seen{{"", "", "a"}}, ""},
	{"mark", "\uFEFFdata: a\n\n", []seen{{"", "", "a"}}, ""},
	{"mark only at the start", "data: a\n\n\uFEFFdata: b\n\ndata: c\n\n", []seen{{"", "", "a"}, {"", "", "c"}}, ""},
	{"line ends", "data: a\r\rdata: b\r\n\r\ndata: c\n\ndata: d\r\ndata: e\r\r\n", []seen{{"", "", "a"}, {"", "", "b"}, {"", "", "c"}, {"", "", "d\ne"}}, ""},
	{"unterminated", "data: a\n\ndata: b\n", []seen{{"", "", "a"}}, ""},
	{"unterminated id", "id: 1\ndata: a\n\nid: 2\ndata: b\n", []seen{{"1", "", "a"}}, "1"},
	{"comments", ": hi\n:\n\ndata: a\n: in between\ndata: b\n\n", []seen{{"", "", "a\nb"}}, ""},
	{"fields", "event: x\nid: 7\ndata:a\ndata:  b\ndata\n\ndata: c\n\n", []seen{{"7", "x", "a\n b\n"}, {"7", "", "c"}}, "7"},
	{"no data", "event: x\nid: 8\n\ndata: a\n\n", []seen{{"8", "", "a"}}, "8"},
	{"empty data", "data\n\ndata:\n\n", []seen{{"", "", ""}, {"", "", ""}}, ""},
	{"id with NUL", "id: 1\ndata: a\n\nid: 2\x00\ndata: b\n\n", []seen{{"1", "", "a"}, {"1", "", "b"}}, "1"},
	{"id taken back", "id: 1\ndata: a\n\nid\ndata: b\n\n", []seen{{"1", "", "a"}, {"", "", "b"}}, ""},
	{"retry only", "retry: 10\n\ndata: a\n\n", []seen{{"", "", "a"}}, ""},
	{"unknown", "foo: bar\nDATA: x\ndata: a\n\n", []seen{{"", "", "a"}}, ""},
}

func TestServerSentEvents(t *testing.T) {
	for _, test := range streams {
		for at := -1; at <= len(test.text); at++ {
			var body io.Reader = &halves{parts: []string{test.text}}
			if at >= 0 {
				body = &halves{parts: []string{test.text[:at], test.text[at:]}}
			}
			if at == len(test.text) {
				body = iotest.OneByteReader(&halves{parts: []string{test.text}})
			}
			events, last, err := readEvents(body)
			if err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
			same(t, test.name, events, test.want)
			equal(t, test.name+" last id", last, test.last)
		}
	}
}

func TestRetryFields(t *testing.T) {
	for text, want := range map[string]int64{"retry: 10\n\n": 10, "retry: 0\n\n": 0, "retry: 1x\n\n": -1, "retry: -1\n\n": -1, "retry: +1\n\n": -1, "retry:\n\n": -1} {
		reader := newEventReader(&halves{parts: []string{text}}, "")
		_, _ = reader.next()
		got := int64(-1)
		if reader.retry != nil {
			got = reader.retry.Milliseconds()
		}
		equal(t, text, got, want)
	}
}

// halves is a body that arrives in pieces.
type halves struct{ parts []string }

func (h *halves) Read(p []byte) (int, error) {
	if len(h.parts) == 0 {
		return 0, io.EOF
	}
	n := copy(p, h.parts[0])
	if h.parts[0] = h.parts[0][n:]; h.parts[0] == "" {
		h.parts = h.parts[1:]
	}
	return n, nil
}
