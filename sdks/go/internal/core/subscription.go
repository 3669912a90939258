package core

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"time"
)

// Subscribe follows a feed by WebSocket: the same events, places to go on from and failures as Events. Leaving the loop closes
// the connection. heartbeat is how many seconds the server lets pass between two signs of life; 0 where nobody knows.
func Subscribe[T any](ctx context.Context, c *Client, call *Call, heartbeat float64, read func(name string, data []byte) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		ctx, cancel := call.deadline(ctx)
		defer cancel()
		s := &subscription{client: c, call: call, id: call.Settings.LastEventID, silence: call.silence(heartbeat)}
		defer s.close()
		for {
			event, err := s.next(ctx)
			if err != nil {
				yield(none, err)
				return
			}
			value, err := read("", event.data)
			if err != nil {
				yield(none, s.undecodable(err, event.data))
				return
			}
			s.arrived(event.id)
			if !yield(value, nil) {
				return
			}
		}
	}
}

// silence is the longest there may be: what the user says, else some heartbeats.
func (call *Call) silence(heartbeat float64) time.Duration {
	if call.Settings.Read != 0 || heartbeat <= 0 {
		return call.Settings.readTimeout(Stream)
	}
	return time.Duration(heartbeat * missedHeartbeats * float64(time.Second))
}

// subscription is one feed over however many connections it takes.
type subscription struct {
	client *Client
	call   *Call
	socket *socket
	reply  Reply
	// id is where to go on.
	id      string
	recent  recent
	silence time.Duration
	// failures counts connections since the last progress.
	failures int
}

// next is the next event that is new.
func (s *subscription) next(ctx context.Context) (message, error) {
	if s.socket == nil {
		if err := s.open(ctx); err != nil {
			return message{}, err
		}
	}
	for {
		message, err := s.socket.next(ctx, s.silence)
		switch {
		case err != nil:
			if err := s.reopen(ctx, err); err != nil {
				return message, err
			}
		case message.kind == "heartbeat":
			s.failures = 0
		case message.kind == "event" && !s.recent.has(message.id):
			return message, nil
		}
	}
}

// arrived notes an event as given.
func (s *subscription) arrived(id string) {
	s.failures = 0
	if id != "" {
		s.id = id
		s.recent.add(id)
	}
}

// open makes the first connection, with the retries of any call.
func (s *subscription) open(ctx context.Context) error {
	socket, err := retried(ctx, s.client, s.call, func(ctx context.Context, _ *Call, attempt int) (*socket, error) {
		s.reply.Attempts = attempt
		return s.client.dial(ctx, s.call, s.id)
	})
	if err != nil {
		return err
	}
	s.use(socket)
	return nil
}

func (s *subscription) use(socket *socket) {
	s.socket = socket
	s.reply.Status, s.reply.Header = http.StatusSwitchingProtocols, socket.header
	s.reply.RequestID = socket.header.Get(headerRequestID)
	s.call.seen(s.reply)
	if s.id == "" {
		s.id = socket.start
	}
}

// reopen connects again after a cut, and raises when that may not or does not help.
func (s *subscription) reopen(ctx context.Context, cut error) error {
	s.close()
	for {
		if ctx.Err() != nil {
			return s.call.finish(fromContext(ctx), s.reply.Attempts)
		}
		if _, patient := delay(0, cut); !transient(cut) || !patient {
			return s.call.finish(cut, s.failures+1)
		}
		if s.id == "" || s.failures >= maxReconnects {
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
		socket, err := again(ctx, s.client, s.call, func(ctx context.Context) (*socket, error) {
			return s.client.dial(ctx, s.call, s.id)
		})
		if err == nil {
			s.use(socket)
			return nil
		}
		cut = err
	}
}

// pause is what to wait before connecting again: what the server asks for, else longer each time.
func (s *subscription) pause(cut error) time.Duration {
	var failure *Failure
	if errors.As(cut, &failure) && failure.RetryAfter != nil {
		return *failure.RetryAfter
	}
	return backoff(s.failures, reconnectDelay, maxReconnectDelay)
}

func (s *subscription) close() {
	if s.socket != nil {
		s.socket.close()
	}
}

func (s *subscription) interrupted(cause error) error {
	id := ""
	var failure *Failure
	if errors.As(cause, &failure) {
		id = failure.RequestID
	}
	return &Failure{
		Kind: KindStreamInterrupted, Code: codeStreamInterrupted, Message: "the stream was cut: " + cause.Error(), Cause: cause,
		Operation: s.call.Operation.Name, Status: s.reply.Status, RequestID: id,
		LastEventID: s.id, Attempts: s.failures + 1,
	}
}

func (s *subscription) undecodable(err error, data []byte) error {
	reply := s.reply
	reply.Body = data
	return undecodable(s.call, reply, err)
}
