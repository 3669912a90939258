package core

import "testing"

func TestFormsArePairs(t *testing.T) {
	value := any(map[string]any{"a": "x y", "list": []any{"1", "2"}, "flat": []any{"1", "2"}, "doc": map[string]any{"k": 1.0}, "more": true})
	fields := []Field{
		{Name: "list", Style: Form | Explode, Repeated: true},
		{Name: "flat", Style: Form},
		{Name: "doc", Content: JSONPart, Style: Form},
		{Name: "absent", Style: Form},
	}
	call := NewCall(&once, CallSettings{Members: []Member{MemberOf("extra", any("+"), EncodeAny)}})
	FormBody(call, value, EncodeAny, fields)
	equal(t, "body", bodyText(t, call), "list=1&list=2&flat=1,2&doc=%7B%22k%22%3A1%7D&a=x%20y&more=true&extra=%2B")
}

func TestOnlyObjectsAreForms(t *testing.T) {
	call := NewCall(&once, CallSettings{})
	FormBody(call, any("x"), EncodeAny, nil)
	if call.err == nil {
		t.Error("a text was taken")
	}
}
