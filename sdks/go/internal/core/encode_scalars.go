package core

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"
)

// EncodeNull writes null.
func EncodeNull(e *Encoder) { e.data = append(e.data, "null"...) }

// EncodeBool writes true or false.
func EncodeBool(e *Encoder, value bool) { e.data = strconv.AppendBool(e.data, value) }

// EncodeInteger writes a whole number.
func EncodeInteger[T ~int | ~int64](e *Encoder, value T) {
	e.data = strconv.AppendInt(e.data, int64(value), 10)
}

// EncodeUint64 writes a whole number that is not negative.
func EncodeUint64(e *Encoder, value uint64) { e.data = strconv.AppendUint(e.data, value, 10) }

// EncodeIntegerText writes a whole number as a string.
func EncodeIntegerText(e *Encoder, value int64) {
	e.data = append(strconv.AppendInt(append(e.data, '"'), value, 10), '"')
}

// EncodeLiteral writes a value that can only be one: its zero value stands for it.
func EncodeLiteral[T comparable](literal T, encode func(*Encoder, T)) func(*Encoder, T) {
	return func(e *Encoder, value T) {
		var zero T
		if value == zero {
			value = literal
		}
		encode(e, value)
	}
}

// EncodeFloat64 writes the shortest text that reads back as the same number.
func EncodeFloat64(e *Encoder, value float64) { encodeFloat(e, value, 64) }

// EncodeFloat32 writes the shortest text that reads back as the same number of single precision.
func EncodeFloat32(e *Encoder, value float32) { encodeFloat(e, float64(value), 32) }

// EncodeNumber writes a number of a type made of a float, such as an enum.
func EncodeNumber[T ~float64](e *Encoder, value T) { encodeFloat(e, float64(value), 64) }

func encodeFloat(e *Encoder, value float64, bits int) {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		e.abort(fmt.Errorf("%v is no JSON number", value))
		return
	}
	format := byte('f')
	if size := math.Abs(value); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	e.data = strconv.AppendFloat(e.data, value, format, -1, bits)
}

// EncodeDecimal writes a number by its digits.
func EncodeDecimal[T ~string](e *Encoder, value T) {
	if text := []byte(value); len(text) == 0 || endOfNumber(text, 0) != len(text) {
		e.abort(fmt.Errorf("%q is no JSON number", string(value)))
		return
	}
	e.data = append(e.data, value...)
}

// EncodeDecimalText writes a number by its digits, as a string.
func EncodeDecimalText[T ~string](e *Encoder, value T) {
	e.data = append(e.data, '"')
	EncodeDecimal(e, value)
	e.data = append(e.data, '"')
}

// EncodeText writes a string of a type made of one, such as an enum.
func EncodeText[T ~string](e *Encoder, value T) { EncodeString(e, string(value)) }

// EncodeString writes a string.
func EncodeString(e *Encoder, value string) {
	e.data = append(e.data, '"')
	start := 0
	for i := 0; i < len(value); i++ {
		if c := value[i]; c < ' ' || c == '"' || c == '\\' {
			e.data = append(append(e.data, value[start:i]...), escaped(c)...)
			start = i + 1
		}
	}
	if !utf8.ValidString(value) {
		e.abort(errors.New("a string is not valid UTF-8"))
	}
	e.data = append(append(e.data, value[start:]...), '"')
}

func escaped(c byte) string {
	switch c {
	case '"':
		return `\"`
	case '\\':
		return `\\`
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	default:
		return fmt.Sprintf(`\u%04x`, c)
	}
}

// EncodeAny writes whatever encoding/json can write, numbers of json.Number digit for digit.
func EncodeAny(e *Encoder, value any) {
	switch v := value.(type) {
	case nil:
		EncodeNull(e)
	case string:
		EncodeString(e, v)
	case bool:
		EncodeBool(e, v)
	case float64:
		EncodeFloat64(e, v)
	case json.Number:
		EncodeDecimal(e, v)
	case map[string]any:
		EncodeMapOf(EncodeAny)(e, v)
	case []any:
		EncodeListOf(EncodeAny)(e, v)
	default:
		text, err := json.Marshal(v)
		if err != nil {
			e.abort(err)
		}
		e.Raw(text)
	}
}
