package core

import (
	"errors"
	"strconv"
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

// Uint64 reads a whole number that is not negative.
func Uint64(d *Decoder) uint64 {
	text := d.number()
	if d.err != nil {
		return 0
	}
	value, err := strconv.ParseUint(string(text), 10, 64)
	if err != nil {
		d.pos -= len(text)
		d.abort(errors.New("a whole number of 64 bits that is not negative expected, " + string(text) + " found"))
	}
	return value
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
