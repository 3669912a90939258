package core

import (
	"context"
	"net/http"
)

// Tracer is told of calls and of their attempts.
type Tracer interface {
	// Call begins a call, and for a stream its opening; the function ends it.
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
	end(call.status, err)
	return value, err
}
