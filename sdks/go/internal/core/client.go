package core

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
)

// maxErrorBody bounds what is read of an answer that is an error.
const maxErrorBody = 1 << 20

// Client sends calls.
type Client struct {
	Base string
	// Chosen says that the user named the base.
	Chosen      bool
	UserAgent   string
	Credentials map[string]Credential
	Settings    Settings
	Transport   http.RoundTripper
	// Tracer is told of calls; nil where nobody asks.
	Tracer Tracer
	budget *budget
}

// NewClient fills what the contract decides.
func NewClient(client Client) *Client {
	client.budget = &budget{tokens: budgetCapacity}
	return &client
}

// DefaultSettings are the contract's.
func DefaultSettings() Settings { return Settings{Total: totalTimeout, MaxRetries: maxRetries} }

// Reply is an answer, its body read.
type Reply struct {
	Status    int
	Header    http.Header
	Body      []byte
	RequestID string
	Attempts  int
}

// Do sends a call until it succeeds or may not be sent again.
func (c *Client) Do(ctx context.Context, call *Call) (Reply, error) {
	ctx, cancel := call.deadline(ctx)
	defer cancel()
	return retried(ctx, c, call, c.exchange)
}

// Perform is Do, its body decoded.
func Perform[T any](ctx context.Context, c *Client, call *Call, decode func(*Decoder) T) (T, error) {
	return performed(ctx, c, call, func(reply Reply) (zero T, err error) {
		if len(reply.Body) == 0 && call.mayBeEmpty(reply.Status) {
			return zero, nil
		}
		return Decode(bytes.TrimPrefix(reply.Body, byteOrderMark), decode)
	})
}

// performed is Do, what came read: an answer that cannot be is a failure of the call, and never sent for again.
func performed[T any](ctx context.Context, c *Client, call *Call, read func(Reply) (T, error)) (T, error) {
	ctx, cancel := call.deadline(ctx)
	defer cancel()
	return retried(ctx, c, call, func(ctx context.Context, call *Call, attempt int) (zero T, err error) {
		reply, err := c.exchange(ctx, call, attempt)
		if err != nil {
			return zero, err
		}
		value, err := read(reply)
		if err != nil {
			return zero, undecodable(call, reply, err)
		}
		return value, nil
	})
}

// mayBeEmpty says whether an answer without content is no mistake.
func (call *Call) mayBeEmpty(status int) bool {
	operation := call.Operation
	return operation.MayBeEmpty || status == http.StatusNoContent || operation.Method == http.MethodHead || status != max(operation.Status, http.StatusOK)
}

// byteOrderMark has no place before JSON, and is there all the same.
var byteOrderMark = []byte("\uFEFF")

func undecodable(call *Call, reply Reply, err error) *Failure {
	return &Failure{
		Kind: KindDecode, Code: codeDecode, Message: err.Error(), Cause: err, Operation: call.Operation.Name,
		Status: reply.Status, RequestID: reply.RequestID, Attempts: reply.Attempts, Body: string(reply.Body),
	}
}

// retried makes attempts until one succeeds or the next may not be made.
func retried[T any](ctx context.Context, c *Client, call *Call, attempt func(context.Context, *Call, int) (T, error)) (zero T, err error) {
	if call.err != nil {
		return zero, call.err
	}
	call.compress()
	ctx, end := c.traced(ctx, call)
	defer func() { end(err) }()
	for n := 0; ; n++ {
		value, err := try(ctx, c, call, n+1, func() (T, error) { return attempt(ctx, call, n+1) })
		if err == nil {
			c.budget.refund()
			return value, nil
		}
		if err := c.again(ctx, call, n, err); err != nil {
			return zero, call.finish(err, n+1)
		}
	}
}

// again waits for the next attempt. If there is to be none it gives what the call ends with: its failure, or that the caller
// gave it up meanwhile.
func (c *Client) again(ctx context.Context, call *Call, n int, err error) error {
	var failure *Failure
	if errors.As(err, &failure) && call.renew(failure) {
		return nil
	}
	if n >= call.Settings.MaxRetries || !call.repeatable() || !transient(err) || ctx.Err() != nil {
		return err
	}
	wait, ok := delay(n, err)
	if !ok || !c.budget.spend() {
		return err
	}
	if sleep(ctx, wait) {
		return nil
	}
	if ctx.Err() != nil {
		return fromContext(ctx)
	}
	return err
}

// exchange is one attempt of a call whose answer is read whole.
func (c *Client) exchange(ctx context.Context, call *Call, attempt int) (Reply, error) {
	response, err := c.send(ctx, call, call.Settings.LastEventID)
	if err != nil {
		return Reply{}, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := readAll(response)
	if err != nil {
		return Reply{}, fromTransport(response.Request.Context(), err)
	}
	reply := Reply{
		Status: response.StatusCode, Header: response.Header, Body: body,
		RequestID: response.Header.Get(headerRequestID), Attempts: attempt,
	}
	call.seen(reply)
	return reply, nil
}

func readAll(response *http.Response) ([]byte, error) {
	var body bytes.Buffer
	if size := response.ContentLength; size > 0 && size < 1<<26 {
		body.Grow(int(size) + bytes.MinRead)
	}
	_, err := body.ReadFrom(response.Body)
	return body.Bytes(), err
}

// send makes one attempt and returns an answer that is a success, its body unread and watched.
func (c *Client) send(ctx context.Context, call *Call, lastEventID string) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	dog := watch(call.Settings.readTimeout(call.Operation.Pace), cancel)
	response, err := c.roundTrip(ctx, call, lastEventID, dog)
	if err != nil {
		dog.stop()
		err = fromTransport(ctx, err)
		cancel(context.Canceled)
		return nil, err
	}
	dog.feed()
	call.status = response.StatusCode
	response.Body = &watched{ReadCloser: response.Body, dog: dog, cancel: cancel}
	if response.StatusCode/100 == 2 {
		return response, nil
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(response.Body, maxErrorBody))
	if err != nil && len(raw) == 0 {
		return nil, fromTransport(ctx, err)
	}
	return nil, fromResponse(call.Operation, response.StatusCode, response.Header, raw)
}

// namer is a transport that wants to know which operation a request is of.
type namer interface {
	RoundTripOf(operation string, request *http.Request) (*http.Response, error)
}

func (c *Client) deliver(operation *Operation, request *http.Request) (*http.Response, error) {
	if transport, ok := c.Transport.(namer); ok {
		return transport.RoundTripOf(operation.Name, request)
	}
	return c.Transport.RoundTrip(request)
}

func (c *Client) roundTrip(ctx context.Context, call *Call, lastEventID string, dog *watchdog) (*http.Response, error) {
	request, err := c.request(ctx, call, lastEventID, dog)
	if err != nil {
		return nil, err
	}
	response, err := c.deliver(call.Operation, request)
	if failure := call.broken.Load(); err != nil && failure != nil {
		return nil, failure
	}
	if err != nil {
		return nil, err
	}
	response.Request = request
	return response, nil
}
