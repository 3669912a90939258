package core

import (
	"net/url"
	"strings"
)

// Style is how a parameter's value becomes text, as OpenAPI names it.
type Style int

// The styles, and what may be added to them.
const (
	Simple Style = iota
	Label
	Matrix
	Form
	SpaceDelimited
	PipeDelimited
	DeepObject
	styleMask     Style = 15
	Explode       Style = 16
	AllowReserved Style = 32
)

// Value is a parameter's value: one text, a list of them, or named ones.
type Value struct {
	texts []string
	names []string
	list  bool
}

// One is a value that is one text.
func One(text string) Value { return Value{texts: []string{text}} }

// Many is a list.
func Many[T any](list []T, text func(T) string) Value {
	texts := make([]string, len(list))
	for i, value := range list {
		texts[i] = text(value)
	}
	return Value{texts: texts, list: true}
}

// Members is an object, by way of its JSON: strings as they are, anything else as JSON prints it.
func Members[T any](value T, encode func(*Encoder, T)) Value {
	data, _ := Encode(value, encode)
	members := Value{names: []string{}}
	d := Decoder{data: data}
	for name := range d.Object() {
		members.names = append(members.names, string(name))
		if d.space() == '"' {
			members.texts = append(members.texts, String(&d))
		} else {
			members.texts = append(members.texts, string(d.Raw()))
		}
	}
	return members
}

// AsJSON is a value that travels as JSON text.
func AsJSON[T any](value T, encode func(*Encoder, T)) Value {
	data, _ := Encode(value, encode)
	return One(string(data))
}

// Segment is a path segment of one text. An empty one would name another route, and dots would be taken for a way up.
func (call *Call) Segment(name, text string) string {
	if text == "" || text == "." || text == ".." {
		call.refuse(InvalidArgument("%s must not be empty or made of dots", name))
	}
	return url.PathEscape(text)
}

// Styled is a path segment in a style.
func (call *Call) Styled(name string, style Style, value Value) string {
	if len(value.texts) == 0 {
		call.refuse(InvalidArgument("%s must not be empty", name))
		return ""
	}
	switch style & styleMask {
	case Label:
		return "." + value.joined(style, ".", url.PathEscape)
	case Matrix:
		return value.matrix(name, style)
	default:
		return value.joined(style, ",", url.PathEscape)
	}
}

// joined is the value as one text; exploded members are name=value.
func (v Value) joined(style Style, separator string, escape func(string) string) string {
	parts := make([]string, 0, len(v.texts)*2)
	if style&Explode == 0 && separator == "." {
		separator = ","
	}
	for i, text := range v.texts {
		switch {
		case v.names == nil:
			parts = append(parts, escape(text))
		case style&Explode != 0:
			parts = append(parts, escape(v.names[i])+"="+escape(text))
		default:
			parts = append(parts, escape(v.names[i]), escape(text))
		}
	}
	return strings.Join(parts, separator)
}

func (v Value) matrix(name string, style Style) string {
	if style&Explode == 0 || (!v.list && v.names == nil) {
		return ";" + name + "=" + v.joined(style, ",", url.PathEscape)
	}
	var parts strings.Builder
	for i, text := range v.texts {
		key := name
		if v.names != nil {
			key = v.names[i]
		}
		parts.WriteString(";" + url.PathEscape(key) + "=" + url.PathEscape(text))
	}
	return parts.String()
}

// Query adds a parameter to the query.
func (call *Call) Query(name string, style Style, value Value) {
	escape := url.QueryEscape
	if style&AllowReserved != 0 {
		escape = escapeUnreserved
	}
	add := func(name, text string) { call.query = append(call.query, escape(name)+"="+text) }
	switch {
	case style&styleMask == DeepObject && value.names != nil:
		for i, text := range value.texts {
			call.query = append(call.query, escape(name)+"["+escape(value.names[i])+"]="+escape(text))
		}
	case style&Explode != 0 && value.names != nil:
		for i, text := range value.texts {
			add(value.names[i], escape(text))
		}
	case style&Explode != 0:
		for _, text := range value.texts {
			add(name, escape(text))
		}
	default:
		add(name, value.joined(style&^Explode, separators[style&styleMask], escape))
	}
}

var separators = map[Style]string{Form: ",", SpaceDelimited: "%20", PipeDelimited: "|", DeepObject: ",", Simple: ","}

func escapeUnreserved(text string) string {
	escaped := url.QueryEscape(text)
	for _, c := range ":/?[]@!$'()*,;" {
		escaped = strings.ReplaceAll(escaped, url.QueryEscape(string(c)), string(c))
	}
	return escaped
}

// Header adds a header.
func (call *Call) Header(name string, style Style, value Value) {
	text := value.joined(style, ",", func(text string) string { return text })
	if failure := badHeader(name, text); failure != nil {
		call.refuse(failure)
		return
	}
	call.header.Set(name, text)
}

// Cookie adds a cookie.
func (call *Call) Cookie(name string, style Style, value Value) {
	call.cookies = append(call.cookies, name+"="+value.joined(style&^Explode, ",", url.QueryEscape))
}
