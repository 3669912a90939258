package core

import (
	"context"
	"io"
	"net/http"
)

// Download is an answer of octets, read as the caller reads it.
type Download struct {
	Header http.Header
	Length int64
	body   io.ReadCloser
	ctx    context.Context
	call   *Call
	reply  Reply
}

// Download sends a call and gives its answer when its head is there; nil when it has no content. The call's time limit is over
// then: what is left is only the limit of silence, unless the call was given one of its own.
func (c *Client) Download(ctx context.Context, call *Call) (*Download, error) {
	life, end := context.WithCancelCause(ctx)
	bounded, stop := call.deadline(life)
	leash := context.AfterFunc(bounded, func() { end(context.Cause(bounded)) })
	var reply Reply
	response, err := retried(bounded, c, call, func(_ context.Context, call *Call, attempt int) (*http.Response, error) {
		response, err := c.send(life, call, call.Settings.LastEventID)
		reply.Attempts = attempt
		return response, err
	})
	if !call.Settings.Bounded {
		leash()
		stop()
	}
	if err != nil {
		leash()
		stop()
		end(context.Canceled)
		return nil, err
	}
	reply.Status, reply.Header, reply.RequestID = response.StatusCode, response.Header, response.Header.Get(headerRequestID)
	call.seen(reply)
	body := &ending{response.Body, func() {
		leash()
		stop()
		end(context.Canceled)
	}}
	if response.StatusCode == http.StatusNoContent || call.Operation.Method == http.MethodHead {
		return nil, body.Close()
	}
	return &Download{Header: response.Header, Length: response.ContentLength, body: body, ctx: life, call: call, reply: reply}, nil
}

// ending is a body that ends its call when it is closed.
type ending struct {
	io.ReadCloser
	end func()
}

func (e *ending) Close() error {
	err := e.ReadCloser.Close()
	e.end()
	return err
}

// Read reads on; a connection that broke or fell silent is a failure of the call.
func (d *Download) Read(p []byte) (int, error) {
	n, err := d.body.Read(p)
	if err != nil && err != io.EOF {
		err = d.call.finish(fromTransport(d.ctx, err), d.reply.Attempts)
	}
	return n, err
}

// Close lets go of the connection.
func (d *Download) Close() error { return d.body.Close() }
