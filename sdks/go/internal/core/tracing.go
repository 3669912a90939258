package core

import (
	"context"
	"errors"
	"net/http"
)

// Tracer is told of calls and of their attempts.
type Tracer interface {
	// Call begins a call, and for a stream one connection; the function ends it.
	Call(ctx context.Context, operation *Operation) (context.Context, func(err error))
	// Attempt begins one request, with what it gives set as its headers; the function ends it.
	Attempt(ctx context.Context, operation *Operation, attempt int, set func(name, value string)) func(status int, err error)
}

// traced begins a call.
func (c *Client) traced(ctx context.Context, call *Call) (context.Context, func(error)) {
	if c.Tracer == nil {
		return ctx, func(error) {}
	}
	return c.Tracer.Call(ctx, call.Operation)
}

// try makes one attempt, counted from 1.
func try[T any](ctx context.Context, c *Client, call *Call, n int, attempt func() (T, error)) (T, error) {
	if c.Tracer == nil {
		return attempt()
	}
	call.trace, call.status = http.Header{}, 0
	end := c.Tracer.Attempt(ctx, call.Operation, n, call.trace.Set)
	value, err := attempt()
	var failure *Failure
	if errors.As(err, &failure) && failure.Status != 0 {
		// What a feed says by message, or by its goodbye, it might have said by HTTP.
		call.status = failure.Status
	}
	end(call.status, err)
	return value, err
}

// again makes the one request of a stream that goes on, which is a call of its own.
func again[T any](ctx context.Context, c *Client, call *Call, attempt func(context.Context) (T, error)) (value T, err error) {
	ctx, end := c.traced(ctx, call)
	defer func() { end(err) }()
	return try(ctx, c, call, 1, func() (T, error) { return attempt(ctx) })
}
