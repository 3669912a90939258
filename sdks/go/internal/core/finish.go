package core

import (
	"context"
	"errors"
)

// deadline bounds the whole call, waits included.
func (call *Call) deadline(ctx context.Context) (context.Context, context.CancelFunc) {
	streams := call.Operation.Pace == Stream
	if total := call.Settings.Total; total > 0 && (!streams || call.Settings.Bounded) {
		return context.WithTimeout(ctx, total)
	}
	return context.WithCancel(ctx)
}

// finish completes a failure with what only the call knows.
func (call *Call) finish(err error, attempts int) error {
	var failure *Failure
	if !errors.As(err, &failure) {
		return err
	}
	failure.Operation = call.Operation.Name
	failure.Attempts = attempts
	if failure.Kind == KindResponse {
		call.seen(Reply{
			Status: failure.Status, Header: failure.header, Body: failure.raw,
			RequestID: failure.RequestID, Attempts: attempts,
		})
	}
	return failure
}

func (call *Call) seen(reply Reply) {
	if call.Settings.Seen != nil {
		call.Settings.Seen(reply)
	}
}
