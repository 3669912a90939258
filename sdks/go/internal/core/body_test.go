package core

import (
	"io"
	"testing"
)

func bodyText(t *testing.T, call *Call) string {
	t.Helper()
	if call.err != nil {
		return call.err.Error()
	}
	if call.body == nil {
		return ""
	}
	reader, _, err := call.body.Open()
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestMembersOfTheOperationAndTheCallerGoIntoTheBody(t *testing.T) {
	operation := Operation{Name: "send", Method: "POST", Fixed: []Member{{Name: "stream", JSON: "true"}}}
	call := NewCall(&operation, CallSettings{Members: []Member{MemberOf("a", any(2), EncodeAny), MemberOf("b", any("x"), EncodeAny)}})
	JSON(call, map[string]any{"a": 1.0, "c": nil}, EncodeMapOf(EncodeAny))
	equal(t, "body", bodyText(t, call), `{"c":null,"stream":true,"a":2,"b":"x"}`)
	other := NewCall(&operation, CallSettings{})
	JSON(other, []any{}, EncodeListOf(EncodeAny))
	equal(t, "a list", bodyText(t, other), "invalid_argument: send: the body is no object that could have the member stream")
}

func TestAnOptionalBodyIsLeftOutWhenNothingOfItIsGiven(t *testing.T) {
	optional := once
	optional.Optional = true
	call := NewCall(&optional, CallSettings{})
	JSON(call, map[string]any{}, EncodeMapOf(EncodeAny))
	equal(t, "nothing", bodyText(t, call), "")
	call = NewCall(&optional, CallSettings{})
	JSON(call, map[string]any{"a": true}, EncodeMapOf(EncodeAny))
	equal(t, "something", bodyText(t, call), `{"a":true}`)
}
