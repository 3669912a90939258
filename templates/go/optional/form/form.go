package core

import "strings"

// Content is how a member of a form travels.
type Content int

// A text as a parameter would be, a JSON document, a file, or whichever of these its value is.
const (
	TextPart Content = iota
	JSONPart
	FilePart
	XMLPart
	ValuePart
)

// Field is one member of a form.
type Field struct {
	Name    string
	Content Content
	// Repeated lists travel as one part, or pair, for each element.
	Repeated bool
	// ContentType of the part, by its value of a file; empty where it has none of its own.
	ContentType string
	Style       Style
	// XML writes the member where it travels as XML, from its JSON.
	XML func(json []byte) ([]byte, error)
}

// fieldsOf gives the members of an object with how each travels: those the document names in its order, then any others.
func fieldsOf(object Value, fields []Field) func(yield func(Field, Value) bool) {
	return func(yield func(Field, Value) bool) {
		known := map[string]bool{}
		for _, field := range fields {
			known[field.Name] = true
			for i, name := range object.names {
				if name == field.Name && !yield(field, object.items[i]) {
					return
				}
			}
		}
		for i, name := range object.names {
			if !known[name] && !yield(usual(name, object.items[i]), object.items[i]) {
				return
			}
		}
	}
}

// usual is how a member travels that the document says nothing of.
func usual(name string, value Value) Field {
	field := Field{Name: name, Style: Form | Explode, Repeated: value.kind == isList}
	if value.kind == isObject || (value.kind == isList && len(value.items) > 0 && value.items[0].kind != 0) {
		field.Content, field.ContentType = JSONPart, "application/json"
	}
	return field
}

// FormBody sets a body of pairs.
func FormBody[T any](call *Call, value T, encode func(*Encoder, T), fields []Field) {
	object, ok := objectOf(call, value, encode)
	if !ok {
		return
	}
	var pairs []string
	for field, value := range fieldsOf(object, fields) {
		for _, one := range field.values(value) {
			pairs = one.pairs(pairs, field.Name, field.Style)
		}
	}
	call.body = whole(strings.Join(pairs, "&"))
}

// values are what travels one by one: JSON documents as their text.
func (f Field) values(value Value) []Value {
	if f.Content != JSONPart && (f.Content != ValuePart || value.kind != isObject) {
		return []Value{value}
	}
	if !f.Repeated || value.kind != isList {
		return []Value{value.JSON()}
	}
	texts := make([]Value, len(value.items))
	for i, item := range value.items {
		texts[i] = item.JSON()
	}
	return texts
}

// objectOf encodes a body that is an object; false when there is none to send.
func objectOf[T any](call *Call, value T, encode func(*Encoder, T)) (Value, bool) {
	data, err := Encode(value, encode)
	if err != nil {
		call.refuse(InvalidArgument("%s: %v", call.Operation.Name, err))
		return Value{}, false
	}
	return call.object(data)
}

func (call *Call) object(data []byte) (Value, bool) {
	data = call.merged(data)
	if data == nil {
		return Value{}, false
	}
	object := valueOf(data)
	if object.kind != isObject {
		call.refuse(InvalidArgument("%s: a form is made of an object", call.Operation.Name))
		return Value{}, false
	}
	return object, true
}
