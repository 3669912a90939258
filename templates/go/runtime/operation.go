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
	Retry  Retry
	Pace   Pace
	// KeyHeader carries the idempotency key; empty where the operation takes none.
	KeyHeader string
	Accept    string
	// MediaType of the body.
	MediaType string
	// Fixed are members of the body that are always these.
	Fixed []Member
	// Security has the alternatives, each the schemes it needs together.
	Security [][]string
	// Endless streams have no proper end: one that ends was cut.
	Endless bool
	// Resumable streams go on after the last event id.
	Resumable bool
}

// Settings are what a client has for all calls and a call may set for itself.
type Settings struct {
	Total      time.Duration
	Read       time.Duration
	MaxRetries int
	Header     map[string]string
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
