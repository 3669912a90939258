package core

import (
	"bytes"
	"io"
	"strconv"
	"time"
)

// event is one block of a stream of server-sent events.
type event struct {
	id   string
	name string
	data []byte
}

// eventReader cuts a body into events, exactly as WHATWG has it. It never reads on when what it has completes an event.
type eventReader struct {
	body    io.Reader
	buffer  []byte
	pending []byte
	begun   bool
	afterCR bool
	// id is that of the last completed block, retry the last wait the server asked for; nil before it did.
	id    string
	retry *time.Duration
	// The block being read.
	block   event
	hasData bool
}

func newEventReader(body io.Reader, lastID string) *eventReader {
	return &eventReader{body: body, buffer: make([]byte, 16<<10), id: lastID, block: event{id: lastID}}
}

// next is the next event. An unterminated one at the end is dropped.
func (r *eventReader) next() (event, error) {
	for {
		for {
			line, ok := r.line()
			if !ok {
				break
			}
			if done, ok := r.take(line); ok {
				return done, nil
			}
		}
		n, err := r.body.Read(r.buffer)
		r.pending = append(r.pending, r.buffer[:n]...)
		if n == 0 && err != nil {
			return event{}, err
		}
	}
}

// line is the next whole line. A carriage return ends one at once: a line feed after it, if one comes, is skipped then.
func (r *eventReader) line() ([]byte, bool) {
	if !r.begin() {
		return nil, false
	}
	if r.afterCR && len(r.pending) > 0 {
		r.afterCR = false
		r.pending = bytes.TrimPrefix(r.pending, []byte("\n"))
	}
	end := bytes.IndexAny(r.pending, "\r\n")
	if end < 0 {
		return nil, false
	}
	line := r.pending[:end]
	r.afterCR = r.pending[end] == '\r'
	r.pending = r.pending[end+1:]
	return line, true
}

// begin drops the byte order mark; false while what came could still become one.
func (r *eventReader) begin() bool {
	mark := []byte("\uFEFF")
	if r.begun {
		return true
	}
	if len(r.pending) < len(mark) && bytes.HasPrefix(mark, r.pending) {
		return false
	}
	r.begun = true
	r.pending = bytes.TrimPrefix(r.pending, mark)
	return true
}

// take adds a line to the block; an empty one completes it.
func (r *eventReader) take(line []byte) (event, bool) {
	if len(line) == 0 {
		return r.complete()
	}
	field, value, _ := bytes.Cut(line, []byte(":"))
	value = bytes.TrimPrefix(value, []byte(" "))
	switch string(field) {
	case "data":
		r.block.data = append(append(r.block.data, value...), '\n')
		r.hasData = true
	case "event":
		r.block.name = string(value)
	case "id":
		if bytes.IndexByte(value, 0) < 0 {
			r.block.id = string(value)
		}
	case "retry":
		if millis, err := strconv.ParseUint(string(value), 10, 31); err == nil && value[0] != '+' {
			wait := time.Duration(millis) * time.Millisecond
			r.retry = &wait
		}
	}
	return event{}, false
}

func (r *eventReader) complete() (event, bool) {
	done, ok := r.block, r.hasData
	r.id = done.id
	r.block, r.hasData = event{id: done.id}, false
	done.data = bytes.TrimSuffix(done.data, []byte("\n"))
	return done, ok
}
