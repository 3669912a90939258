package core

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
)

// Call is one call on its way: an operation with its arguments.
type Call struct {
	Operation *Operation
	Settings  CallSettings
	path      string
	query     []string
	given     string
	header    http.Header
	cookies   []string
	body      Body
	// mediaType of the body, where the operation's is not all of it.
	mediaType string
	// encoding of the body, where it is compressed.
	encoding string
	// broken is why the body could not be read.
	broken atomic.Pointer[Failure]
	err    error
	// trace has headers of the tracer's, and status what the attempt it follows was answered with.
	trace  http.Header
	status int
	// tokens gave the token the last attempt went with; renewed says that one was refused already.
	tokens  Tokens
	token   string
	renewed bool
}

// NewCall starts a call.
func NewCall(operation *Operation, settings CallSettings) *Call {
	call := &Call{Operation: operation, Settings: settings, given: settings.IdempotencyKey, header: http.Header{}}
	call.mediaType = operation.MediaType
	if operation.KeyHeader != "" && settings.IdempotencyKey == "" {
		call.Settings.IdempotencyKey = NewKey()
	}
	return call
}

// GivenKey is the idempotency key the caller chose; empty when it left that to the SDK.
func (call *Call) GivenKey() string { return call.given }

// NewKey makes a random UUID.
func NewKey() string {
	var id [16]byte
	_, _ = rand.Read(id[:]) // crypto/rand never fails since Go 1.24
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	text := hex.EncodeToString(id[:])
	return strings.Join([]string{text[:8], text[8:12], text[12:16], text[16:20], text[20:]}, "-")
}

// Path sets the path, its segments escaped already.
func (call *Call) Path(parts ...string) { call.path = strings.Join(parts, "") }

func (call *Call) refuse(failure *Failure) {
	if call.err == nil {
		failure.Operation = call.Operation.Name
		call.err = failure
	}
}

func (call *Call) repeatable() bool {
	if call.body != nil && !call.body.Again() {
		return false
	}
	switch call.Operation.Retry {
	case RetryAlways:
		return true
	case RetryKeyed:
		return call.Settings.IdempotencyKey != ""
	default:
		return false
	}
}

// request makes the HTTP request of one attempt.
func (c *Client) request(ctx context.Context, call *Call, lastEventID string, dog *watchdog) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, call.Operation.Method, c.base(call.Operation)+call.path, nil)
	if err != nil {
		return nil, err
	}
	request.Header = c.headers(call, lastEventID)
	query := call.query
	for _, extra := range call.Settings.Query {
		query = append(query[:len(query):len(query)], escape(extra[0])+"="+escape(extra[1]))
	}
	query, err = c.authorize(ctx, call, request, query)
	if err != nil {
		return nil, err
	}
	for _, cookie := range call.cookies {
		addCookie(request.Header, cookie)
	}
	for _, extra := range call.Settings.Cookies {
		addCookie(request.Header, escape(extra[0])+"="+escape(extra[1]))
	}
	if len(query) > 0 {
		request.URL.RawQuery = strings.Join(append(split(request.URL.RawQuery), query...), "&")
	}
	return request, call.attach(request, dog)
}

// base is where an operation is reached: one of its own gives way to what the user chose.
func (c *Client) base(operation *Operation) string {
	if operation.Server == "" || c.Chosen {
		return c.Base
	}
	if strings.Contains(operation.Server, "://") {
		return strings.TrimRight(operation.Server, "/")
	}
	base, err := url.Parse(c.Base)
	if err != nil {
		return c.Base
	}
	return strings.TrimRight(base.ResolveReference(&url.URL{Path: operation.Server}).String(), "/")
}

func split(query string) []string {
	if query == "" {
		return nil
	}
	return []string{query}
}

func (c *Client) headers(call *Call, lastEventID string) http.Header {
	header := make(http.Header, 12)
	header.Set("User-Agent", c.UserAgent)
	if accept := call.Operation.Accept; accept != "" {
		header.Set("Accept", accept)
	}
	if call.Operation.Pace == Stream {
		// A compressed stream may be held back until a block is full.
		header.Set("Accept-Encoding", "identity")
	}
	if call.encoding != "" {
		header.Set("Content-Encoding", call.encoding)
	}
	if call.body != nil {
		header.Set("Content-Type", call.mediaType)
	}
	if call.Settings.PackedFloats && call.Operation.PacksAnswers {
		header.Set("Prefer", "packed-floats")
	}
	for name, value := range c.Settings.Header {
		header.Set(name, value)
	}
	for name, values := range call.header {
		header[name] = values
	}
	for name, value := range call.Settings.Header {
		header.Set(name, value)
	}
	for name, values := range call.trace {
		header[name] = values
	}
	if key := call.Settings.IdempotencyKey; key != "" && call.Operation.KeyHeader != "" {
		header.Del(call.Operation.KeyHeader)
		// In small letters: net/http sends a request with this header again by itself, unseen and uncounted, when it is
		// spelled the usual way.
		header[strings.ToLower(call.Operation.KeyHeader)] = []string{key}
	}
	if lastEventID != "" {
		header.Set(headerLastEventID, lastEventID)
	}
	return header
}

// attach gives the request its body. Every request has one that net/http cannot rewind once written, so that it never
// repeats an attempt by itself: attempts are counted, and the contract says which calls may have a second.
func (call *Call) attach(request *http.Request, dog *watchdog) error {
	if call.body == nil {
		request.Body = http.NoBody
		if repeatedByTransport(request.Method) {
			request.Body = io.NopCloser(bytes.NewReader(nil))
		}
		return nil
	}
	body, length, err := call.body.Open()
	if err != nil {
		return InvalidArgument("the body cannot be read: %v", err)
	}
	open := func(body io.Reader) io.ReadCloser {
		return &watched{ReadCloser: io.NopCloser(&sent{body, &call.broken}), dog: dog, cancel: func(error) {}}
	}
	request.Body = open(body)
	request.ContentLength = length
	if text, ok := call.body.(whole); ok && !repeatedByTransport(request.Method) {
		// Only used when nothing was written yet, as on a connection the server closed while it was idle.
		request.GetBody = func() (io.ReadCloser, error) { return open(bytes.NewReader(text)), nil }
	}
	return nil
}

func repeatedByTransport(method string) bool {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace:
		return true
	default:
		return false
	}
}
