package core

import (
	"bytes"
	"context"
)

// PerformBy is Do, what came read by a function that knows what each status answers with.
func PerformBy[T any](ctx context.Context, c *Client, call *Call, read func(Reply) (T, error)) (T, error) {
	return performed(ctx, c, call, read)
}

// ReadJSON reads an answer in JSON.
func ReadJSON[T any](reply Reply, decode func(*Decoder) T) (T, error) {
	return Decode(bytes.TrimPrefix(reply.Body, byteOrderMark), decode)
}

// ReadText reads an answer that is a text.
func ReadText(reply Reply) (*string, error) {
	text := TextOf(reply)
	return &text, nil
}

// ReadUnknown reads an answer nothing is known of: JSON if it is, else its text; nil when there is none.
func ReadUnknown(reply Reply) any {
	if len(bytes.TrimSpace(reply.Body)) == 0 {
		return nil
	}
	value, err := Decode(reply.Body, Any)
	if err != nil {
		return TextOf(reply)
	}
	return value
}
