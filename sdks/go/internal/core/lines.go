package core

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"strconv"
)

// Lines follows an answer of one JSON text after another. The separator ends each, or with a record separator begins it.
// Leaving the loop closes the connection.
func Lines[T any](ctx context.Context, c *Client, call *Call, separator byte, decode func(*Decoder) T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		ctx, cancel := call.deadline(ctx)
		defer cancel()
		var reply Reply
		response, err := retried(ctx, c, call, func(ctx context.Context, call *Call, attempt int) (*http.Response, error) {
			response, err := c.send(ctx, call, call.Settings.LastEventID)
			reply.Attempts = attempt
			return response, err
		})
		if err != nil {
			yield(none, err)
			return
		}
		defer func() { _ = response.Body.Close() }()
		reply.Status, reply.Header, reply.RequestID = response.StatusCode, response.Header, response.Header.Get(headerRequestID)
		call.seen(reply)
		body := bufio.NewReaderSize(response.Body, 64<<10)
		for number := 1; ; number++ {
			line, err := body.ReadBytes(separator)
			ended := errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF)
			if err != nil && !ended {
				yield(none, call.cutOff(ctx, reply, err))
				return
			}
			if text := bytes.Trim(line, " \t\r\n\x1e"); len(text) > 0 {
				value, err := Decode(text, decode)
				if err != nil {
					reply.Body = text
					failure := undecodable(call, reply, err)
					failure.Message = "line " + strconv.Itoa(number) + ": " + failure.Message
					yield(none, failure)
					return
				}
				if !yield(value, nil) {
					return
				}
			}
			if ended {
				return
			}
		}
	}
}

// cutOff is the failure of an answer that did not end as HTTP ends it; a context that ended stays what it is.
func (call *Call) cutOff(ctx context.Context, reply Reply, cause error) error {
	if ctx.Err() != nil {
		return call.finish(fromContext(ctx), reply.Attempts)
	}
	return &Failure{
		Kind: KindStreamInterrupted, Code: codeStreamInterrupted, Message: "the answer was cut: " + cause.Error(), Cause: cause,
		Operation: call.Operation.Name, Status: reply.Status, RequestID: reply.RequestID, Attempts: reply.Attempts,
	}
}
