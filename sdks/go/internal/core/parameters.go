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

func (s Style) explodes() bool { return s&Explode != 0 }

// Styled is a path segment in a style. One that is empty would name another route, and dots would be taken for a way up.
func (call *Call) Styled(name string, style Style, value Value) string {
	text := value.segment(name, style)
	if call.check(name, value) && (value.isEmpty() || text == "" || text == "." || text == ".." || onlyText(value)) {
		call.refuse(InvalidArgument("%s must not be empty or made of dots", name))
	}
	return text
}

// onlyText says whether a value is one text that is nothing, whatever its style puts around it.
func onlyText(value Value) bool { return value.kind == 0 && value.text == "" }

// check refuses a value that could not be encoded.
func (call *Call) check(name string, value Value) bool {
	if value.err != nil {
		call.refuse(InvalidArgument("%s: %v", name, value.err))
	}
	return value.err == nil
}

func (v Value) segment(name string, style Style) string {
	switch style & styleMask {
	case Label:
		if style.explodes() {
			return "." + v.joined(style, ".", escape)
		}
		return "." + v.joined(style, ",", escape)
	case Matrix:
		return v.matrix(escape(name), style)
	default:
		return v.joined(style, ",", escape)
	}
}

// joined is the value as one text; exploded members are name=value.
func (v Value) joined(style Style, separator string, escape func(string) string) string {
	if v.kind != isList && v.kind != isObject {
		return escape(v.text)
	}
	parts := make([]string, 0, len(v.items)*2)
	for i, item := range v.items {
		switch {
		case v.kind == isList:
			parts = append(parts, escape(item.text))
		case style.explodes():
			parts = append(parts, escape(v.names[i])+"="+escape(item.text))
		default:
			parts = append(parts, escape(v.names[i]), escape(item.text))
		}
	}
	return strings.Join(parts, separator)
}

func (v Value) matrix(name string, style Style) string {
	if !style.explodes() || (v.kind != isList && v.kind != isObject) {
		return ";" + name + "=" + v.joined(style, ",", escape)
	}
	var parts strings.Builder
	for i, item := range v.items {
		key := name
		if v.kind == isObject {
			key = escape(v.names[i])
		}
		parts.WriteString(";" + key + "=" + escape(item.text))
	}
	return parts.String()
}

// Query adds a parameter to the query.
func (call *Call) Query(name string, style Style, value Value) {
	if call.check(name, value) {
		call.query = value.pairs(call.query, name, style)
	}
}

// pairs adds a value as name=value, as often as its style has it; nothing of what is empty.
func (v Value) pairs(pairs []string, name string, style Style) []string {
	print := escape
	if style&AllowReserved != 0 {
		print = escapeUnreserved
	}
	compound := v.kind == isList || v.kind == isObject
	switch {
	case v.isEmpty():
		return pairs
	case !compound:
		return append(pairs, escape(name)+"="+print(v.text))
	case style&styleMask == DeepObject:
		return v.deep(pairs, name, print)
	case !style.explodes():
		return append(pairs, escape(name)+"="+v.joined(style, separators[style&styleMask], print))
	}
	for i, item := range v.items {
		key := name
		if v.kind == isObject {
			key = v.names[i]
		}
		pairs = append(pairs, escape(key)+"="+print(item.text))
	}
	return pairs
}

// deep adds members as name[member]=value.
func (v Value) deep(pairs []string, name string, print func(string) string) []string {
	for i, item := range v.items {
		key := name
		if v.kind == isObject {
			key = name + "[" + v.names[i] + "]"
		}
		if item.kind == isList || item.kind == isObject {
			pairs = item.deep(pairs, key, print)
			continue
		}
		pairs = append(pairs, escape(key)+"="+print(item.text))
	}
	return pairs
}

var separators = map[Style]string{Form: ",", SpaceDelimited: "%20", PipeDelimited: "%7C", Simple: ","}

// escape encodes all that RFC 3986 does not call unreserved.
func escape(text string) string { return spaces.Replace(url.QueryEscape(text)) }

// spaces undoes what url.QueryEscape does in the way of forms.
var spaces = strings.NewReplacer("+", "%20", "%7E", "~")

// escapeUnreserved leaves reserved characters too, and what is percent-encoded already. A # would end the query.
func escapeUnreserved(text string) string {
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case strings.IndexByte(":/?[]@!$&'()*+,;=", c) >= 0, c == '%' && isEscape(text[i:]):
			out.WriteByte(c)
		default:
			out.WriteString(escape(text[i : i+1]))
		}
	}
	return out.String()
}

func isEscape(text string) bool {
	_, err := url.PathUnescape(text[:min(3, len(text))])
	return err == nil && len(text) > 2
}

// Header adds a header.
func (call *Call) Header(name string, style Style, value Value) {
	if !call.check(name, value) || value.kind == isNull {
		return
	}
	text := value.joined(style, ",", func(text string) string { return text })
	if failure := badHeader(name, text); failure != nil {
		call.refuse(failure)
		return
	}
	call.header.Set(name, text)
}

// Cookie adds a cookie, or one for each element of an exploded value.
func (call *Call) Cookie(name string, style Style, value Value) {
	if call.check(name, value) {
		call.cookies = value.pairs(call.cookies, name, style)
	}
}
