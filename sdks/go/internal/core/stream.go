package core

import (
	"context"
	"errors"
	"io"
	"iter"
	"mime"
	"net/http"
	"time"
)

// Events follows a stream: what read makes of each event, until the stream ends or fails. Leaving the loop closes the
// connection.
func Events[T any](ctx context.Context, c *Client, call *Call, read func(name string, data []byte) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		ctx, cancel := call.deadline(ctx)
		defer cancel()
		s := &stream{client: c, call: call, id: call.Settings.LastEventID}
		defer s.close()
		for {
			event, err := s.next(ctx)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(none, err)
				return
			}
			value, err := read(event.name, event.data)
			if err != nil {
				yield(none, s.undecodable(event, err))
				return
			}
			if !yield(value, nil) {
				return
			}
		}
	}
}

// EventData reads events whose data is JSON.
func EventData[T any](decode func(*Decoder) T) func(string, []byte) (T, error) {
	return func(_ string, data []byte) (T, error) { return Decode(data, decode) }
}

// EventText reads events whose data is a text.
func EventText(_ string, data []byte) (string, error) { return string(data), nil }

// EventNamed reads events that are told apart by their names.
func EventNamed[T any](read func(name string) func(*Decoder) T) func(string, []byte) (T, error) {
	return func(name string, data []byte) (T, error) {
		if name == "" {
			name = "message"
		}
		return Decode(data, read(name))
	}
}

// stream is one stream over however many connections it takes.
type stream struct {
	client *Client
	call   *Call
	body   io.ReadCloser
	reader *eventReader
	reply  Reply
	// id is where to go on, wait what the server asked for before that; nil where it did not.
	id   string
	wait *time.Duration
	// failures counts connections since the last progress.
	failures int
}

// next is the next event; io.EOF when the stream completed.
func (s *stream) next(ctx context.Context) (event, error) {
	if s.reader == nil {
		if err := s.open(ctx); err != nil {
			return event{}, err
		}
	}
	for {
		event, err := s.read()
		if err == nil || errors.Is(err, errComplete) {
			return event, endOf(err)
		}
		if err := s.reopen(ctx, err); err != nil {
			return event, err
		}
	}
}

var errComplete = errors.New("the stream completed")

func endOf(err error) error {
	if err != nil {
		return io.EOF
	}
	return nil
}

// read is the next event of this connection; errComplete at an end that is one, else what cut it.
func (s *stream) read() (event, error) {
	if s.reader == nil {
		return event{}, errComplete
	}
	event, err := s.reader.next()
	if sentinel := s.call.Operation.Sentinel; err == nil && sentinel != "" && string(event.data) == sentinel {
		return event, errComplete
	}
	if s.reader.retry != nil {
		s.wait = s.reader.retry
	}
	if s.id != s.reader.id || err == nil {
		s.failures = 0
	}
	s.id = s.reader.id
	if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) && !s.call.Operation.Endless {
		return event, errComplete
	}
	return event, err
}

// open makes the first connection, with the retries of any call.
func (s *stream) open(ctx context.Context) error {
	response, err := retried(ctx, s.client, s.call, func(ctx context.Context, call *Call, attempt int) (*http.Response, error) {
		response, err := s.client.send(ctx, call, s.id)
		s.reply.Attempts = attempt
		return response, err
	})
	if err != nil {
		return err
	}
	s.use(response)
	kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	if s.reader != nil && kind != "" && kind != "text/event-stream" {
		s.close()
		return undecodable(s.call, s.reply, errors.New("the answer is "+kind+", not a stream of events"))
	}
	return nil
}

func (s *stream) use(response *http.Response) {
	s.reply.Status, s.reply.Header = response.StatusCode, response.Header
	s.reply.RequestID = response.Header.Get(headerRequestID)
	s.call.seen(s.reply)
	s.body, s.reader = response.Body, newEventReader(response.Body, s.id)
	if response.StatusCode == http.StatusNoContent {
		s.reader = nil
	}
}

// reopen connects again after a cut, and raises when that may not or does not help.
func (s *stream) reopen(ctx context.Context, cut error) error {
	s.close()
	for {
		if ctx.Err() != nil {
			return s.call.finish(fromContext(ctx), s.reply.Attempts)
		}
		if !s.call.Operation.Resumable || s.id == "" || s.failures >= maxReconnects {
			return s.interrupted(cut)
		}
		if !sleep(ctx, s.pause(cut)) {
			if ctx.Err() != nil {
				continue
			}
			// The deadline is nearer than the next attempt.
			return s.interrupted(cut)
		}
		s.failures++
		response, err := again(ctx, s.client, s.call, func(ctx context.Context) (*http.Response, error) {
			return s.client.send(ctx, s.call, s.id)
		})
		if err == nil {
			s.use(response)
			return nil
		}
		if _, patient := delay(0, err); !transient(err) || !patient {
			return s.call.finish(err, s.failures)
		}
		cut = err
	}
}

// pause is what to wait before connecting again: what the answer asks for, else longer each time.
func (s *stream) pause(cut error) time.Duration {
	var failure *Failure
	if errors.As(cut, &failure) && failure.RetryAfter != nil {
		return *failure.RetryAfter
	}
	if s.wait != nil {
		return grown(s.failures, *s.wait, max(*s.wait, maxReconnectDelay))
	}
	return backoff(s.failures, reconnectDelay, maxReconnectDelay)
}

func (s *stream) close() {
	if s.body != nil {
		_ = s.body.Close()
		s.body = nil
	}
}

func (s *stream) interrupted(cause error) error {
	message := "the stream was cut"
	if errors.Is(cause, io.EOF) {
		// A clean end that is a cut must not look like one that is none.
		cause = nil
	}
	if cause != nil {
		message += ": " + cause.Error()
	}
	return &Failure{
		Kind: KindStreamInterrupted, Code: codeStreamInterrupted, Message: message, Cause: cause,
		Operation: s.call.Operation.Name, Status: s.reply.Status, RequestID: s.reply.RequestID,
		LastEventID: s.id, Attempts: s.failures + 1,
	}
}

func (s *stream) undecodable(event event, err error) error {
	reply := s.reply
	reply.Body = event.data
	return undecodable(s.call, reply, err)
}
