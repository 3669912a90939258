package core

import (
	"strings"
	"testing"
)

// The table of the OpenAPI specification: blue, black, brown and R, G, B.
func TestStyles(t *testing.T) {
	colours := []string{"blue", "black", "brown"}
	list := Many(colours, TextOf)
	object := Value{names: []string{"R", "G", "B"}, texts: []string{"100", "200", "150"}}
	for _, test := range []struct {
		style Style
		value Value
		want  string
	}{
		{Form, One("blue"), "color=blue"},
		{Form, list, "color=blue,black,brown"},
		{Form | Explode, list, "color=blue&color=black&color=brown"},
		{Form, object, "color=R,100,G,200,B,150"},
		{Form | Explode, object, "R=100&G=200&B=150"},
		{SpaceDelimited, list, "color=blue%20black%20brown"},
		{PipeDelimited, list, "color=blue|black|brown"},
		{DeepObject | Explode, object, "color[R]=100&color[G]=200&color[B]=150"},
		{Form, One("a b&c=d/é"), "color=a+b%26c%3Dd%2F%C3%A9"},
		{Form | AllowReserved, One("a/b?c"), "color=a/b?c"},
	} {
		call := NewCall(&read, CallSettings{})
		call.Query("color", test.style, test.value)
		equal(t, test.want, strings.Join(call.query, "&"), test.want)
	}
	for _, test := range []struct {
		style Style
		value Value
		want  string
	}{
		{Simple, list, "blue,black,brown"},
		{Simple, object, "R,100,G,200,B,150"},
		{Simple | Explode, object, "R=100,G=200,B=150"},
		{Label, One("blue"), ".blue"},
		{Label, list, ".blue,black,brown"},
		{Label | Explode, list, ".blue.black.brown"},
		{Label | Explode, object, ".R=100.G=200.B=150"},
		{Matrix, One("blue"), ";color=blue"},
		{Matrix, list, ";color=blue,black,brown"},
		{Matrix | Explode, list, ";color=blue;color=black;color=brown"},
		{Matrix | Explode, object, ";R=100;G=200;B=150"},
	} {
		call := NewCall(&read, CallSettings{})
		equal(t, test.want, call.Styled("color", test.style, test.value), test.want)
	}
}

func TestSegmentsCannotChangeTheRoute(t *testing.T) {
	for _, text := range []string{"", ".", ".."} {
		call := NewCall(&read, CallSettings{})
		call.Segment("id", text)
		if call.err == nil {
			t.Errorf("%q was taken", text)
		}
	}
	call := NewCall(&read, CallSettings{})
	equal(t, "escaped", call.Segment("id", "a/b?c#d é%"), "a%2Fb%3Fc%23d%20%C3%A9%25")
}

func TestHeadersCannotBeBrokenOutOf(t *testing.T) {
	call := NewCall(&read, CallSettings{})
	call.Header("X-Name", Simple, One("a\r\nX-Other: b"))
	if call.err == nil {
		t.Error("it was taken")
	}
	members := Members(map[string]any{"a": "x", "b": 1.5}, EncodeMapOf(EncodeAny))
	same(t, "names", members.names, []string{"a", "b"})
	same(t, "texts", members.texts, []string{"x", "1.5"})
}
