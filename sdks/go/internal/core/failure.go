package core

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Kind says where a failure comes from.
type Kind int

// The kinds of failure.
const (
	KindResponse Kind = iota
	KindConnection
	KindTimeout
	KindDecode
	KindStreamInterrupted
	KindInvalidArgument
)

// Failure is what went wrong, before the generated package gives it a type of its tree.
type Failure struct {
	Kind        Kind
	Operation   string
	Code        string
	Message     string
	RequestID   string
	Status      int
	RetryAfter  *time.Duration
	Attempts    int
	Body        any
	LastEventID string
	Cause       error
	// Headers of the answer, for whoever asked for them.
	header http.Header
	raw    []byte
}

func (f *Failure) Error() string { return f.Code + ": " + f.Message }

func (f *Failure) Unwrap() error { return f.Cause }

// InvalidArgument refuses an argument.
func InvalidArgument(format string, args ...any) *Failure {
	return &Failure{Kind: KindInvalidArgument, Code: codeInvalidArgument, Message: fmt.Sprintf(format, args...)}
}

// fromResponse makes the failure of an answer that is no success.
func fromResponse(operation *Operation, status int, header http.Header, raw []byte) *Failure {
	failure := &Failure{
		Kind:       KindResponse,
		Status:     status,
		Code:       fmt.Sprintf("http_%d", status),
		Message:    http.StatusText(status),
		RequestID:  header.Get(headerRequestID),
		RetryAfter: retryAfter(header, time.Now()),
		header:     header,
		raw:        raw,
	}
	if failure.Message == "" {
		failure.Message = fmt.Sprintf("the server answered %d", status)
	}
	body, err := Decode(raw, Any)
	if err != nil {
		// A proxy's page or plain text: kept as it is.
		failure.Body = string(raw)
	} else {
		failure.Body = body
	}
	failure.typed(operation)
	if typed, ok := failure.Body.(interface{ MarshalJSON() ([]byte, error) }); ok && err != nil {
		if data, problem := typed.MarshalJSON(); problem == nil {
			body, _ = Decode(data, Any)
		}
	}
	failure.said(body)
	return failure
}

// said takes what the answer itself says. Many servers put that into an object of its own; what stands beside it goes before it.
func (f *Failure) said(body any) {
	members, _ := body.(map[string]any)
	inner, _ := members["error"].(map[string]any)
	for _, said := range []map[string]any{inner, members} {
		take(said, "code", &f.Code)
		take(said, "message", &f.Message)
		take(said, "request_id", &f.RequestID)
	}
}

// typed gives the body the type the operation knows for the status, if it fits.
func (f *Failure) typed(operation *Operation) {
	for _, known := range operation.Errors {
		if f.Status < known.From || f.Status > known.To {
			continue
		}
		if body, err := known.Read(f.raw); err == nil {
			f.Body = body
		}
		return
	}
}

func take(members map[string]any, name string, into *string) {
	if text, ok := members[name].(string); ok && text != "" {
		*into = text
	}
}

// fromTransport tells a passed deadline from a broken connection. The caller's own cancellation stays what it is.
func fromTransport(ctx context.Context, err error) error {
	var failure *Failure
	if errors.As(err, &failure) {
		return failure
	}
	if cause := context.Cause(ctx); cause != nil {
		if errors.Is(cause, errReadTimeout) {
			return timeout(cause)
		}
		return fromContext(ctx)
	}
	var network net.Error
	if errors.As(err, &network) && network.Timeout() {
		return timeout(err)
	}
	return &Failure{Kind: KindConnection, Code: codeConnection, Message: err.Error(), Cause: err}
}

// fromContext is the failure of a context that is done.
func fromContext(ctx context.Context) error {
	if cause := context.Cause(ctx); errors.Is(cause, context.DeadlineExceeded) {
		return timeout(cause)
	}
	return context.Cause(ctx)
}

func timeout(cause error) *Failure {
	return &Failure{Kind: KindTimeout, Code: codeTimeout, Message: cause.Error(), Cause: cause}
}
