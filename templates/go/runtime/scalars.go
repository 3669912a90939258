package core

import (
	"errors"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// String reads a string.
func String(d *Decoder) string { return string(d.text()) }

// Text reads a string as a type made of one, such as an enum.
func Text[T ~string](d *Decoder) T { return T(d.text()) }

// Bool reads true or false.
func Bool(d *Decoder) bool {
	switch d.space() {
	case 't':
		d.word("true")
		return d.err == nil
	case 'f':
		d.word("false")
	default:
		d.fail("true or false")
	}
	return false
}

// Integer reads a whole number that fits the type. 1.0 and 1e3 are whole numbers in JSON too.
func Integer[T ~int | ~int64](d *Decoder) T {
	text := d.number()
	if d.err != nil {
		return 0
	}
	value, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil {
		value, err = wholeNumber(string(text))
	}
	if err != nil || int64(T(value)) != value {
		d.pos -= len(text)
		d.abort(errors.New("a 64-bit integer expected, " + string(text) + " found"))
		return 0
	}
	return T(value)
}

// IntegerText reads a 64-bit integer that travels as a string.
func IntegerText(d *Decoder) int64 {
	text := d.text()
	value, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil && d.err == nil {
		d.abort(errors.New("a 64-bit integer in a string expected"))
	}
	return value
}

// Float64 reads a number.
func Float64(d *Decoder) float64 { return float(d, 64) }

// Float32 reads a number of single precision.
func Float32(d *Decoder) float32 { return float32(float(d, 32)) }

// Number reads a number as a type made of a float, such as an enum.
func Number[T ~float64](d *Decoder) T { return T(float(d, 64)) }

func float(d *Decoder, bits int) float64 {
	text := d.number()
	if d.err != nil {
		return 0
	}
	value, err := strconv.ParseFloat(string(text), bits)
	if err != nil {
		d.pos -= len(text)
		d.abort(errors.New("a number beyond its range"))
	}
	return value
}

// number reads the text of a number, held to JSON's grammar.
func (d *Decoder) number() []byte {
	d.space()
	if d.err != nil {
		return nil
	}
	end := endOfNumber(d.data, d.pos)
	if end < 0 {
		d.fail("a value")
		return nil
	}
	text := d.data[d.pos:end]
	d.pos = end
	return text
}

func endOfNumber(data []byte, i int) int {
	if i < len(data) && data[i] == '-' {
		i++
	}
	whole := digits(data, i)
	if whole == i || (data[i] == '0' && whole > i+1) {
		return -1
	}
	i = whole
	if i < len(data) && data[i] == '.' {
		fraction := digits(data, i+1)
		if fraction == i+1 {
			return -1
		}
		i = fraction
	}
	if i < len(data) && (data[i] == 'e' || data[i] == 'E') {
		i++
		if i < len(data) && (data[i] == '+' || data[i] == '-') {
			i++
		}
		exponent := digits(data, i)
		if exponent == i {
			return -1
		}
		i = exponent
	}
	return i
}

func digits(data []byte, i int) int {
	for i < len(data) && '0' <= data[i] && data[i] <= '9' {
		i++
	}
	return i
}

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
