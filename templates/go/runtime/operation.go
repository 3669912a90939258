package core

import "time"

// Retry says what may be sent twice.
type Retry int

// What may be sent twice: nothing, anything, or only what carries an idempotency key.
const (
	RetryNever Retry = iota
	RetryAlways
	RetryKeyed
)

// Pace is what a call does, and so how long its server may be silent.
type Pace int

// The paces of the runtime contract.
const (
	Query Pace = iota
	Write
	Stream
)

// Operation is what is known of a call before it is made.
type Operation struct {
	Name   string
	Method string
	// Template is the path as the document has it.
	Template string
	Retry    Retry
	Pace     Pace
	// KeyHeader carries the idempotency key; empty where the operation takes none.
	KeyHeader string
	Accept    string
	// MediaType of the body.
	MediaType string
	// Fixed are members of the body that are always these.
	Fixed []Member
	// Status is the one of success where that is not 200; MayBeEmpty says that its answer may have no content.
	Status     int
	MayBeEmpty bool
	// Errors has what bodies of failures are, the most exact first.
	Errors []ErrorBody
	// Server is where this operation alone is reached; empty for that of all others.
	Server string
	// Compress makes large bodies smaller where the server takes that; nil where it does not, or for one not worth it.
	Compress func([]byte) []byte
	// Optional bodies are left out when nothing of them is given.
	Optional bool
	// Sentinel is the data that says that a stream is complete.
	Sentinel string
	// Security has the alternatives, each the schemes it needs together.
	Security [][]string
	// Endless streams have no proper end: one that ends was cut.
	Endless bool
	// Resumable streams go on after the last event id.
	Resumable bool
	// PacksAnswers says that lists of floats in its answers may be packed.
	PacksAnswers bool
}

// ErrorBody is what the body of a failure is for a range of statuses.
type ErrorBody struct {
	From, To int
	Read     func([]byte) (any, error)
}

// BodyOf reads the body of a failure in JSON.
func BodyOf[T any](decode func(*Decoder) T) func([]byte) (any, error) {
	return func(data []byte) (any, error) { return Decode(data, decode) }
}

// TextBody reads the body of a failure that is just text.
func TextBody(data []byte) (any, error) { return string(data), nil }

// Settings are what a client has for all calls and a call may set for itself.
type Settings struct {
	Total      time.Duration
	Read       time.Duration
	MaxRetries int
	Header     map[string]string
	// PackedFloats says that lists of floats travel packed where they may.
	PackedFloats bool
}

// CallSettings are those of one call.
type CallSettings struct {
	Settings
	IdempotencyKey string
	// Query, Cookies and Members are what the caller adds beside the arguments of the operation.
	Query       [][2]string
	Cookies     [][2]string
	Members     []Member
	LastEventID string
	// Seen is told of the last answer, whatever it was.
	Seen func(Reply)
	// explicit deadlines apply to streams too, which have none by themselves.
	Bounded bool
}

func (s CallSettings) readTimeout(pace Pace) time.Duration {
	if s.Read != 0 {
		return s.Read
	}
	return readTimeouts[pace]
}
