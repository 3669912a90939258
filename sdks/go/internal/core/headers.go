package core

import (
	"errors"
	"strings"
)

// HeaderKind is what a header's text is made of.
type HeaderKind int

// One text, a list of them, or members.
const (
	HeaderText HeaderKind = iota
	HeaderList
	HeaderObject
)

// HeaderField reads a header; nil when the answer has none. Its text may be a string or any other JSON of one line.
func HeaderField[T any](values []string, kind HeaderKind, explode bool, decode func(*Decoder) T) (*T, error) {
	if len(values) == 0 {
		return nil, nil
	}
	text := strings.Join(values, ", ")
	for _, raw := range []bool{false, true} {
		if value, err := Decode(headerJSON(text, kind, explode, raw), decode); err == nil {
			return &value, nil
		}
	}
	return nil, errors.New("a header has a value that does not fit")
}

// headerJSON is a header's value as JSON, its texts as strings or as they are.
func headerJSON(text string, kind HeaderKind, explode, raw bool) []byte {
	print := func(text string) string {
		if raw {
			return text
		}
		return quotedJSON(text)
	}
	var parts []string
	if text != "" || kind == HeaderText {
		parts = strings.Split(text, ",")
	}
	switch kind {
	case HeaderText:
		return []byte(print(text))
	case HeaderList:
		for i, part := range parts {
			parts[i] = print(strings.TrimSpace(part))
		}
		return []byte("[" + strings.Join(parts, ",") + "]")
	default:
		return []byte("{" + strings.Join(headerMembers(parts, explode, print), ",") + "}")
	}
}

func headerMembers(parts []string, explode bool, print func(string) string) (members []string) {
	for i := 0; i < len(parts); i++ {
		name, value, _ := strings.Cut(strings.TrimSpace(parts[i]), "=")
		if i++; !explode && i < len(parts) {
			name, value = strings.TrimSpace(parts[i-1]), strings.TrimSpace(parts[i])
		} else {
			i--
		}
		members = append(members, quotedJSON(name)+":"+print(value))
	}
	return members
}

func quotedJSON(text string) string {
	data, err := Encode(strings.ToValidUTF8(text, "\uFFFD"), EncodeString)
	if err != nil {
		return `""`
	}
	return string(data)
}
