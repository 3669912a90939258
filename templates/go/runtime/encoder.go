package core

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"sync"
	"unicode/utf8"
)

// Encoder writes one JSON text. The first error stays.
type Encoder struct {
	data []byte
	err  error
}

// encoders keeps buffers that have grown, up to a size no usual value exceeds.
var encoders = sync.Pool{New: func() any { return new(Encoder) }}

const maxKept = 1 << 20

// Encode writes one value.
func Encode[T any](value T, encode func(*Encoder, T)) ([]byte, error) {
	e := encoders.Get().(*Encoder)
	e.data, e.err = e.data[:0], nil
	encode(e, value)
	if cap(e.data) > maxKept {
		return e.data, e.err
	}
	defer encoders.Put(e)
	return bytes.Clone(e.data), e.err
}

// Begin opens an object or array.
func (e *Encoder) Begin(c byte) { e.data = append(e.data, c) }

// End closes it.
func (e *Encoder) End(c byte) { e.data = append(e.data, c) }

// Name writes a member's name, its comma included where one is due.
func (e *Encoder) Name(name string) {
	e.Next()
	EncodeString(e, name)
	e.data = append(e.data, ':')
}

// Next writes the comma before an element that is not the first.
func (e *Encoder) Next() {
	if last := e.data[len(e.data)-1]; last != '{' && last != '[' {
		e.data = append(e.data, ',')
	}
}

// Raw writes a text that is JSON already.
func (e *Encoder) Raw(text []byte) { e.data = append(e.data, text...) }

func (e *Encoder) abort(err error) {
	if e.err == nil {
		e.err = err
	}
}

// Put writes a member.
func Put[T any](e *Encoder, name string, value T, encode func(*Encoder, T)) {
	e.Name(name)
	encode(e, value)
}

// PutPointer writes a member unless it is nil, that is absent.
func PutPointer[T any](e *Encoder, name string, value *T, encode func(*Encoder, T)) {
	if value != nil {
		Put(e, name, *value, encode)
	}
}

// PutList writes a member unless it is nil; an empty list is written.
func PutList[T any](e *Encoder, name string, value []T, encode func(*Encoder, []T)) {
	if value != nil {
		Put(e, name, value, encode)
	}
}

// PutMap writes a member unless it is nil; an empty map is written.
func PutMap[T any](e *Encoder, name string, value map[string]T, encode func(*Encoder, map[string]T)) {
	if value != nil {
		Put(e, name, value, encode)
	}
}

// PutExtra writes members the SDK does not know, in order of their names.
func PutExtra[T any](e *Encoder, extra map[string]T, encode func(*Encoder, T)) {
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		Put(e, name, extra[name], encode)
	}
}

// EncodeListOf writes an array; nil is an empty one.
func EncodeListOf[T any](item func(*Encoder, T)) func(*Encoder, []T) {
	return func(e *Encoder, list []T) {
		e.Begin('[')
		for index, value := range list {
			if index > 0 {
				e.data = append(e.data, ',')
			}
			item(e, value)
		}
		e.End(']')
	}
}

// EncodeMapOf writes an object in order of its names; nil is an empty one.
func EncodeMapOf[T any](value func(*Encoder, T)) func(*Encoder, map[string]T) {
	return func(e *Encoder, values map[string]T) {
		e.Begin('{')
		PutExtra(e, values, value)
		e.End('}')
	}
}

// EncodePointerTo writes a value, or nil as null.
func EncodePointerTo[T any](inner func(*Encoder, T)) func(*Encoder, *T) {
	return func(e *Encoder, value *T) {
		if value == nil {
			EncodeNull(e)
			return
		}
		inner(e, *value)
	}
}

// EncodeListOrNull writes a list, or nil as null.
func EncodeListOrNull[T any](inner func(*Encoder, []T)) func(*Encoder, []T) {
	return func(e *Encoder, list []T) {
		if list == nil {
			EncodeNull(e)
			return
		}
		inner(e, list)
	}
}

// EncodeMapOrNull writes a map, or nil as null.
func EncodeMapOrNull[T any](inner func(*Encoder, map[string]T)) func(*Encoder, map[string]T) {
	return func(e *Encoder, values map[string]T) {
		if values == nil {
			EncodeNull(e)
			return
		}
		inner(e, values)
	}
}

// EncodePairOf writes an array of two.
func EncodePairOf[T any](item func(*Encoder, T)) func(*Encoder, [2]T) {
	return func(e *Encoder, pair [2]T) { EncodeListOf(item)(e, pair[:]) }
}

// EncodeNull writes null.
func EncodeNull(e *Encoder) { e.data = append(e.data, "null"...) }

// EncodeBool writes true or false.
func EncodeBool(e *Encoder, value bool) { e.data = strconv.AppendBool(e.data, value) }

// EncodeInteger writes a whole number.
func EncodeInteger[T ~int | ~int64](e *Encoder, value T) {
	e.data = strconv.AppendInt(e.data, int64(value), 10)
}

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

// EncodeText writes a string of a type made of one, such as an enum.
func EncodeText[T ~string](e *Encoder, value T) { EncodeString(e, string(value)) }

// EncodeString writes a string.
func EncodeString(e *Encoder, value string) {
	e.data = append(e.data, '"')
	start := 0
	for i := 0; i < len(value); i++ {
		if c := value[i]; c < ' ' || c == '"' || c == '\\' {
			e.data = append(append(e.data, value[start:i]...), escape(c)...)
			start = i + 1
		}
	}
	if !utf8.ValidString(value) {
		e.abort(errors.New("a string is not valid UTF-8"))
	}
	e.data = append(append(e.data, value[start:]...), '"')
}

func escape(c byte) string {
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
