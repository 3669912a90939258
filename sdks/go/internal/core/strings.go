package core

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads a string's characters. Without escapes they are a part of the input, so that names cost no allocation.
func (d *Decoder) text() []byte {
	if d.space() != '"' {
		d.fail("a string")
		return nil
	}
	start := d.pos + 1
	for i := start; i < len(d.data); i++ {
		switch c := d.data[i]; {
		case c == '"':
			d.pos = i + 1
			return valid(d.data[start:i])
		case c == '\\':
			return d.escaped(start, i)
		case c < ' ':
			d.pos = i
			d.fail("a string without control characters")
			return nil
		}
	}
	d.pos = len(d.data)
	d.fail(`'"'`)
	return nil
}

func valid(text []byte) []byte {
	if utf8.Valid(text) {
		return text
	}
	return []byte(string([]rune(string(text))))
}

// escaped goes on with a string from its first backslash.
func (d *Decoder) escaped(start, i int) []byte {
	out := append(make([]byte, 0, i-start+16), d.data[start:i]...)
	for i < len(d.data) {
		switch c := d.data[i]; {
		case c == '"':
			d.pos = i + 1
			return valid(out)
		case c < ' ':
			d.pos = i
			d.fail("a string without control characters")
			return nil
		case c != '\\':
			out = append(out, c)
			i++
		default:
			var size int
			out, size = unescape(out, d.data[i:])
			if size == 0 {
				d.pos = i
				d.fail("an escape")
				return nil
			}
			i += size
		}
	}
	d.pos = len(d.data)
	d.fail(`'"'`)
	return nil
}

// unescape appends what the escape at the start of text stands for and returns its length, 0 when it is none.
func unescape(out, text []byte) ([]byte, int) {
	if len(text) < 2 {
		return out, 0
	}
	switch c := text[1]; c {
	case '"', '\\', '/':
		return append(out, c), 2
	case 'b':
		return append(out, '\b'), 2
	case 'f':
		return append(out, '\f'), 2
	case 'n':
		return append(out, '\n'), 2
	case 'r':
		return append(out, '\r'), 2
	case 't':
		return append(out, '\t'), 2
	}
	first := hex4(text)
	if first < 0 {
		return out, 0
	}
	// A lone surrogate becomes U+FFFD, as in encoding/json.
	if pair := utf16.DecodeRune(first, hex4(text[6:])); pair != utf8.RuneError {
		return utf8.AppendRune(out, pair), 12
	}
	return utf8.AppendRune(out, first), 6
}

// hex4 reads the code unit of a \uXXXX escape, -1 when there is none.
func hex4(text []byte) rune {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return -1
	}
	unit, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(unit)
}
