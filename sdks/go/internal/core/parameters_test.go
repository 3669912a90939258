package core

import (
	"encoding/json"
	"strings"
	"testing"
)

func text(value string) Value { return Of(value, EncodeString) }

func dynamic(value any) Value { return Of(value, EncodeAny) }

var (
	colours = dynamic([]any{"blue", "black", "brown"})
	object  = valueOf([]byte(`{"R":100,"G":200,"B":150}`))
)

// The table of the OpenAPI specification: blue, black, brown and R, G, B.
func TestQueryStyles(t *testing.T) {
	for _, test := range []struct {
		style Style
		value Value
		want  string
	}{
		{Form, text("blue"), "color=blue"},
		{Form, colours, "color=blue,black,brown"},
		{Form | Explode, colours, "color=blue&color=black&color=brown"},
		{Form, object, "color=R,100,G,200,B,150"},
		{Form | Explode, object, "R=100&G=200&B=150"},
		{SpaceDelimited, colours, "color=blue%20black%20brown"},
		{PipeDelimited, colours, "color=blue%7Cblack%7Cbrown"},
		{DeepObject | Explode, object, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"},
		{DeepObject | Explode, valueOf([]byte(`{"a":{"b":1},"c":[2,3]}`)), "color%5Ba%5D%5Bb%5D=1&color%5Bc%5D=2&color%5Bc%5D=3"},
		{Form, text("a b&c=d/é~"), "color=a%20b%26c%3Dd%2F%C3%A9~"},
		{Form | AllowReserved, text("a/b?c&d %20%#"), "color=a/b?c&d%20%20%25%23"},
		{Form, AsJSON(any([]any{"a", json.Number("1")}), EncodeAny), "color=%5B%22a%22%2C1%5D"},
		{Form | Explode, dynamic([]any{}), ""},
		{Form, dynamic(map[string]any{}), ""},
		{Form, dynamic(nil), ""},
		{Form, dynamic([]any{"a", nil, true}), "color=a,,true"},
	} {
		call := NewCall(&read, CallSettings{})
		call.Query("color", test.style, test.value)
		equal(t, test.want, strings.Join(call.query, "&"), test.want)
	}
}

func TestPathStyles(t *testing.T) {
	for _, test := range []struct {
		style Style
		value Value
		want  string
	}{
		{Simple, text("a/b?c#d é%"), "a%2Fb%3Fc%23d%20%C3%A9%25"},
		{Simple, colours, "blue,black,brown"},
		{Simple, object, "R,100,G,200,B,150"},
		{Simple | Explode, object, "R=100,G=200,B=150"},
		{Simple, text("..."), "..."},
		{Label, text("blue"), ".blue"},
		{Label, colours, ".blue,black,brown"},
		{Label | Explode, colours, ".blue.black.brown"},
		{Label | Explode, object, ".R=100.G=200.B=150"},
		{Matrix, text("blue"), ";color=blue"},
		{Matrix, colours, ";color=blue,black,brown"},
		{Matrix | Explode, colours, ";color=blue;color=black;color=brown"},
		{Matrix | Explode, object, ";R=100;G=200;B=150"},
	} {
		call := NewCall(&read, CallSettings{})
		equal(t, test.want, call.Styled("color", test.style, test.value), test.want)
		if call.err != nil {
			t.Errorf("%s: %v", test.want, call.err)
		}
	}
}

func TestSegmentsCannotChangeTheRoute(t *testing.T) {
	for _, value := range []Value{text(""), text("."), text(".."), dynamic(nil), dynamic([]any{})} {
		for _, style := range []Style{Simple, Label, Matrix} {
			call := NewCall(&read, CallSettings{})
			call.Styled("id", style, value)
			if call.err == nil && (style == Simple || value.text == "") {
				t.Errorf("%q was taken in style %d", value.text, style)
			}
		}
	}
}

func TestHeadersCannotBeBrokenOutOf(t *testing.T) {
	call := NewCall(&read, CallSettings{})
	call.Header("X-Name", Simple, text("a\r\nX-Other: b"))
	if call.err == nil {
		t.Error("it was taken")
	}
}

func TestHeadersAndCookies(t *testing.T) {
	call := NewCall(&read, CallSettings{})
	call.Header("X-List", Simple, colours)
	call.Header("X-Object", Simple|Explode, object)
	call.Header("X-Nothing", Simple, dynamic(nil))
	call.Cookie("a", Form|Explode, text("x; y"))
	call.Cookie("b", Form, colours)
	equal(t, "list", call.header.Get("X-List"), "blue,black,brown")
	equal(t, "object", call.header.Get("X-Object"), "R=100,G=200,B=150")
	equal(t, "headers", len(call.header), 2)
	equal(t, "cookies", strings.Join(call.cookies, "; "), "a=x%3B%20y; b=blue,black,brown")
}
