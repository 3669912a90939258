package core

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/coder/websocket"
)

var errNotOpened = fmt.Errorf("the server did not begin the feed within %s", time.Duration(openTimeout))

// socket is one connection of a feed the server has begun.
type socket struct {
	operation *Operation
	conn      *websocket.Conn
	header    http.Header
	// start is where the feed begins.
	start string
	end   context.CancelCauseFunc
}

// dial makes one attempt: connected, and told that the feed begins.
func (c *Client) dial(ctx context.Context, call *Call, after string) (*socket, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	late := time.AfterFunc(openTimeout, func() { cancel(errNotOpened) })
	defer late.Stop()
	s, err := c.handshake(ctx, call, after)
	if err == nil {
		err = s.await(ctx, after)
	}
	if err == nil {
		s.end = cancel
		return s, nil
	}
	if s != nil {
		_ = s.conn.CloseNow()
	}
	if errors.Is(context.Cause(ctx), errNotOpened) {
		err = timeout(errNotOpened)
	} else {
		err = fromTransport(ctx, err)
	}
	cancel(context.Canceled)
	return nil, err
}

// handshake connects by the client's own transport, and says what is wanted.
func (c *Client) handshake(ctx context.Context, call *Call, after string) (*socket, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base(call.Operation)+call.path, nil)
	if err != nil {
		return nil, err
	}
	request.Header = c.headers(call, "")
	request.Header.Del("Accept")
	pairs, err := c.authorize(ctx, call, request, nil)
	if err != nil {
		return nil, err
	}
	first, err := call.subscribe(append(unescaped(pairs), call.Settings.Query...), after)
	if err != nil {
		return nil, err
	}
	for _, cookie := range call.cookies {
		addCookie(request.Header, cookie)
	}
	for _, extra := range call.Settings.Cookies {
		addCookie(request.Header, escape(extra[0])+"="+escape(extra[1]))
	}
	tap := &tap{client: c, call: call}
	conn, response, err := websocket.Dial(ctx, request.URL.String(), &websocket.DialOptions{
		HTTPHeader: request.Header,
		HTTPClient: &http.Client{Transport: tap, CheckRedirect: stay},
	})
	if tap.err != nil {
		return nil, tap.err
	}
	if err != nil {
		return nil, &Failure{Kind: KindDecode, Code: codeDecode, Message: err.Error(), Cause: err}
	}
	conn.SetReadLimit(maxMessage)
	s := &socket{operation: call.Operation, conn: conn, header: response.Header}
	return s, conn.Write(ctx, websocket.MessageText, first)
}

func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// unescaped are pairs of a query as they were before.
func unescaped(pairs []string) [][2]string {
	plain := make([][2]string, 0, len(pairs))
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		name, _ = url.QueryUnescape(name)
		value, _ = url.QueryUnescape(value)
		plain = append(plain, [2]string{name, value})
	}
	return plain
}

// tap keeps what the library does not tell of a handshake that failed.
type tap struct {
	client *Client
	call   *Call
	err    error
}

// RoundTrip sends the request, once: with a body net/http cannot rewind it never does so again by itself.
func (t *tap) RoundTrip(request *http.Request) (*http.Response, error) {
	single := request.Clone(request.Context())
	single.Body = io.NopCloser(bytes.NewReader(nil))
	response, err := t.client.deliver(t.call.Operation, single)
	if err != nil {
		t.err = err
		return nil, err
	}
	t.call.status = response.StatusCode
	if response.StatusCode == http.StatusSwitchingProtocols {
		return response, nil
	}
	defer func() { _ = response.Body.Close() }()
	raw, _ := io.ReadAll(io.LimitReader(response.Body, maxErrorBody))
	failure := fromResponse(t.call.Operation, response.StatusCode, response.Header, raw)
	if response.StatusCode/100 == 2 {
		reply := Reply{Status: failure.Status, Header: response.Header, Body: raw, RequestID: failure.RequestID}
		failure = undecodable(t.call, reply, errors.New("the server did not switch protocols"))
	}
	t.err = failure
	return nil, failure
}

// await reads until the server says that the feed begins, where it was asked to.
func (s *socket) await(ctx context.Context, after string) error {
	for {
		message, err := s.receive(ctx)
		switch {
		case err != nil:
			return err
		case message.kind == "event":
			return s.early(message)
		case message.kind == "subscribed" && after != "" && message.id != "" && message.id != after:
			return gap(s.operation, after, message.id)
		case message.kind == "subscribed":
			s.start = message.id
			return nil
		}
	}
}

// early is an event nobody was let in for.
func (s *socket) early(message message) *Failure {
	failure := unreadable(message.data, errors.New("an event came before the feed began"))
	failure.Status, failure.RequestID = http.StatusSwitchingProtocols, s.header.Get(headerRequestID)
	return failure
}

// gap says that what lies between two places would be lost unseen.
func gap(operation *Operation, asked, start string) *Failure {
	return &Failure{
		Kind: KindStreamInterrupted, Code: codeStreamInterrupted, Operation: operation.Name, LastEventID: asked,
		Message: "the server goes on after " + start + ", not after " + asked,
	}
}

// next is the next message, unless there is none in this time.
func (s *socket) next(ctx context.Context, silence time.Duration) (message, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	dog := watch(silence, cancel)
	defer dog.stop()
	read, err := s.receive(ctx)
	if err != nil {
		return read, fromTransport(ctx, err)
	}
	return read, nil
}

// receive reads one message; of one that cannot be read, the answer that opened the connection is the answer.
func (s *socket) receive(ctx context.Context) (message, error) {
	read, err := s.heard(ctx)
	var failure *Failure
	if errors.As(err, &failure) && failure.Kind == KindDecode {
		failure.Status, failure.RequestID = http.StatusSwitchingProtocols, s.header.Get(headerRequestID)
	}
	return read, err
}

// heard is the next message. Pings are answered below, and are none.
func (s *socket) heard(ctx context.Context) (message, error) {
	kind, text, err := s.conn.Read(ctx)
	var end websocket.CloseError
	switch {
	case errors.As(err, &end):
		if failure := closed(s.operation, int(end.Code), end.Reason); failure != nil {
			return message{}, failure
		}
		return message{}, &Failure{Kind: KindConnection, Code: codeConnection, Message: "the server closed the connection", Cause: err}
	case errors.Is(err, websocket.ErrMessageTooBig):
		return message{}, unreadable(nil, err)
	case err != nil:
		return message{}, err
	case !utf8.Valid(text) && kind == websocket.MessageText:
		return message{}, &Failure{Kind: KindConnection, Code: codeConnection, Message: "the server sent text that is not UTF-8"}
	case kind != websocket.MessageText:
		return message{}, unreadable(nil, errors.New("it is not text"))
	default:
		return readMessage(s.operation, text)
	}
}

// close ends the connection without waiting for a goodbye.
func (s *socket) close() {
	_ = s.conn.CloseNow()
	s.end(context.Canceled)
}
