package core

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"
)

// message is what a server says on a feed: that it begins, an event, or that it is there.
type message struct {
	kind string
	id   string
	// data is an event as JSON.
	data []byte
}

// readMessage reads one; what a server refuses with is a failure.
func readMessage(operation *Operation, text []byte) (message, error) {
	var fault, event []byte
	var read message
	status := 0
	d := NewDecoder(text)
	for name := range d.Object() {
		switch string(name) {
		case "type":
			read.kind = String(d)
		case "id":
			read.id = textIn(d.Raw())
		case "event":
			event = d.Raw()
		case "status":
			status, _ = strconv.Atoi(string(d.Raw()))
		case "error":
			fault = d.Raw()
		default:
			d.skip()
		}
	}
	switch err := d.End(); {
	case err != nil:
		return read, unreadable(text, err)
	case read.kind == "":
		return read, unreadable(text, errors.New("a message has no type"))
	case read.kind == "error" && status == 0:
		return read, unreadable(text, errors.New("an error has no status"))
	case read.kind == "error":
		return read, refusal(operation, status, fault)
	case read.kind == "event" && event == nil:
		return read, unreadable(text, errors.New("a message has no event"))
	case read.kind == "event":
		read.id, read.data = TagOf(NewDecoder(event), "id"), event
	}
	return read, nil
}

func unreadable(text []byte, err error) *Failure {
	return &Failure{Kind: KindDecode, Code: codeDecode, Message: "a message cannot be read: " + err.Error(), Cause: err, Body: string(text)}
}

// refusal is an error the server tells of, as the answer to a call would.
func refusal(operation *Operation, status int, body []byte) *Failure {
	failure := fromResponse(operation, status, http.Header{}, body)
	members, err := Decode(body, Any)
	if err != nil {
		return failure
	}
	object, _ := members.(map[string]any)
	if wish, ok := object["retry_after"].(json.Number); ok {
		if wait, ok := duration(string(wish), time.Second); ok {
			failure.RetryAfter = &wait
		}
	}
	return failure
}

// closed is what a close code says that stands for a status; nil for any other.
func closed(operation *Operation, code int, reason string) *Failure {
	status := code - 4000
	if status < 400 || status > 599 {
		return nil
	}
	failure := fromResponse(operation, status, http.Header{}, nil)
	if reason != "" {
		failure.Code = reason
	}
	return failure
}

// textIn is the string a JSON text is; empty for any other.
func textIn(text []byte) string {
	value, err := Decode(text, String)
	if err != nil {
		return ""
	}
	return value
}

// subscribe is the first message: what the query of a call would say, and where to go on.
func (call *Call) subscribe(query [][2]string, after string) ([]byte, error) {
	e := Encoder{}
	e.Begin('{')
	Put(&e, "type", "subscribe", EncodeString)
	for _, member := range call.Settings.Members {
		if member.err != nil {
			return nil, InvalidArgument("%s: %v", member.Name, member.err)
		}
		e.Name(member.Name)
		e.Raw([]byte(member.JSON))
	}
	for _, pair := range query {
		Put(&e, pair[0], pair[1], EncodeString)
	}
	if after != "" {
		Put(&e, "last_event_id", after, EncodeString)
	}
	e.End('}')
	return e.data, e.err
}

// Tell sets a member of the first message.
func Tell[T any](call *Call, name string, value T, encode func(*Encoder, T)) {
	members := call.Settings.Members
	call.Settings.Members = append(members[:len(members):len(members)], MemberOf(name, value, encode))
}
