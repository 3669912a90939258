package core

import (
	"bytes"
	"encoding/xml"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// XML sets the body.
func XML[T any](call *Call, value T, encode func(*Encoder, T), root XMLName, node XMLNode) {
	data, err := Encode(value, encode)
	if err == nil {
		if data = call.merged(data); data == nil {
			return
		}
		data, err = writeXML(data, root, node)
	}
	if err != nil {
		call.refuse(InvalidArgument("%s: %v", call.Operation.Name, err))
		return
	}
	call.body = whole(append([]byte(xml.Header), data...))
}

// XMLField writes a member of a form that travels as XML.
func XMLField(root XMLName, node XMLNode) func([]byte) ([]byte, error) {
	return func(data []byte) ([]byte, error) { return writeXML(data, root, node) }
}

func writeXML(data []byte, root XMLName, node XMLNode) ([]byte, error) {
	w := xmlWriter{}
	w.element(root, valueOf(data), node, nil)
	return w.out.Bytes(), w.err
}

// xmlWriter writes elements; scope has the prefixes that stand for a namespace already.
type xmlWriter struct {
	out bytes.Buffer
	err error
}

type xmlScope map[string]string

func (w *xmlWriter) fail(text string) {
	if w.err == nil {
		w.err = errors.New(text)
	}
}

// element writes a value in an element of its own.
func (w *xmlWriter) element(name XMLName, value Value, node XMLNode, scope xmlScope) {
	shape := node()
	inner := xmlScope{}
	for prefix, space := range scope {
		inner[prefix] = space
	}
	tag := w.name(name)
	w.out.WriteString("<" + tag)
	w.declare(name, inner)
	if value.kind == isNull {
		w.out.WriteString(` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>`)
		return
	}
	if shape.Kind == XMLObject && value.kind == isObject {
		w.attributes(value, shape, inner)
	}
	w.out.WriteString(">")
	w.content(name, value, shape, inner)
	w.out.WriteString("</" + tag + ">")
}

func (w *xmlWriter) name(name XMLName) string {
	text := name.Local
	if name.Prefix != "" {
		text = name.Prefix + ":" + name.Local
	}
	for index, c := range name.Local {
		first := unicode.IsLetter(c) || c == '_'
		if !first && (index == 0 || (!unicode.IsDigit(c) && !unicode.Is(unicode.M, c) && c != '-' && c != '.' && c != '·')) {
			w.fail(name.Local + " is no name in XML")
		}
	}
	if name.Local == "" {
		w.fail("an element needs a name")
	}
	return text
}

// declare binds the prefix of a name, or the default, unless it is bound to that already.
func (w *xmlWriter) declare(name XMLName, scope xmlScope) {
	if name.Space == "" || scope[name.Prefix] == name.Space {
		return
	}
	scope[name.Prefix] = name.Space
	attribute := "xmlns"
	if name.Prefix != "" {
		attribute += ":" + name.Prefix
	}
	w.out.WriteString(" " + attribute + "=")
	w.quoted(name.Space)
}

func (w *xmlWriter) quoted(text string) {
	w.out.WriteByte('"')
	w.text(text)
	w.out.WriteByte('"')
}

func (w *xmlWriter) text(text string) {
	for _, c := range text {
		if (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff {
			w.fail("XML has no way to write a control character")
		}
	}
	if !utf8.ValidString(text) {
		w.fail("a string is not valid UTF-8")
	}
	_ = xml.EscapeText(&w.out, []byte(text))
}

func (w *xmlWriter) attributes(value Value, shape XMLShape, scope xmlScope) {
	for _, member := range shape.Members {
		item, ok := value.member(member.JSON)
		if !member.Attribute || !ok || item.kind == isNull {
			continue
		}
		w.declare(member.XMLName, scope)
		w.out.WriteString(" " + w.name(member.XMLName) + "=")
		w.quoted(item.joined(Simple, " ", func(text string) string { return text }))
	}
}

func (v Value) member(name string) (Value, bool) {
	for i := range v.names {
		if v.names[i] == name {
			return v.items[i], true
		}
	}
	return Value{}, false
}

func (w *xmlWriter) content(name XMLName, value Value, shape XMLShape, scope xmlScope) {
	switch {
	case value.kind == isObject:
		known := map[string]bool{}
		for _, member := range shape.Members {
			known[member.JSON] = true
			if item, ok := value.member(member.JSON); ok && !member.Attribute {
				w.member(member, item, scope)
			}
		}
		of := XMLOf(XMLAny)
		if shape.Kind == XMLMap {
			of = shape.Of
		}
		for i, key := range value.names {
			if !known[key] {
				own := XMLName{Local: key}
				w.member(XMLMember{JSON: key, XMLName: own, Item: own, Of: of}, value.items[i], scope)
			}
		}
	case value.kind == isList:
		w.items(name, value, shape, scope)
	default:
		w.text(value.text)
	}
}

func (w *xmlWriter) member(member XMLMember, value Value, scope xmlScope) {
	if value.kind != isList {
		w.element(member.XMLName, value, member.Of, scope)
		return
	}
	shape := member.Of()
	if !member.Wrapped {
		w.items(member.Item, value, shape, scope)
		return
	}
	inner := xmlScope{}
	for prefix, space := range scope {
		inner[prefix] = space
	}
	tag := w.name(member.XMLName)
	w.out.WriteString("<" + tag)
	w.declare(member.XMLName, inner)
	w.out.WriteString(">")
	w.items(member.Item, value, shape, inner)
	w.out.WriteString("</" + tag + ">")
}

func (w *xmlWriter) items(name XMLName, value Value, shape XMLShape, scope xmlScope) {
	of := shape.Of
	if of == nil {
		of = XMLOf(XMLAny)
	}
	if strings.TrimSpace(name.Local) == "" {
		name.Local = "item"
	}
	for _, item := range value.items {
		w.element(name, item, of, scope)
	}
}
