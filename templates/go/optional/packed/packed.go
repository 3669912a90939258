package core

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
)

// floating is what a list that may be packed is made of.
type floating interface{ float32 | float64 }

// octetsAtOnce is how much is packed or unpacked at a time: whole floats, and whole groups of base64, so that padding is due
// only at the end.
const octetsAtOnce = 3072

// Packing has lists of floats that may be packed written so, where the client wants that.
func Packing[T any](call *Call, encode func(*Encoder, T)) func(*Encoder, T) {
	if !call.Settings.PackedFloats {
		return encode
	}
	return func(e *Encoder, value T) {
		call.Pack(e)
		encode(e, value)
	}
}

// Pack is Packing for what else stands in the same text. It holds until that ends.
func (call *Call) Pack(e *Encoder) { e.packing = call.Settings.PackedFloats }

// EncodePackedListOf writes an array, or where lists are packed a string.
func EncodePackedListOf[T floating](item func(*Encoder, T)) func(*Encoder, []T) {
	return func(e *Encoder, list []T) {
		if e.packing {
			pack(e, list)
			return
		}
		EncodeListOf(item)(e, list)
	}
}

// PackedListOf reads an array, or a string that is a packed one.
func PackedListOf[T floating](item func(*Decoder) T) func(*Decoder) []T {
	return func(d *Decoder) []T {
		if d.space() == '"' {
			return unpacked[T](d)
		}
		return ListOf(item)(d)
	}
}

// pack writes the base64 of 32-bit floats, little-endian.
func pack[T floating](e *Encoder, list []T) {
	var octets [octetsAtOnce]byte
	e.data = slices.Grow(e.data, base64.StdEncoding.EncodedLen(4*len(list))+len(`""`))
	e.data = append(e.data, '"')
	index := 0
	for part := range slices.Chunk(list, len(octets)/4) {
		for i, value := range part {
			bits := math.Float32bits(float32(value))
			if !isFinite(bits) {
				e.abort(fmt.Errorf("[%d]: %v is no finite 32-bit float", index+i, value))
				return
			}
			binary.LittleEndian.PutUint32(octets[4*i:], bits)
		}
		e.data = base64.StdEncoding.AppendEncode(e.data, octets[:4*len(part)])
		index += len(part)
	}
	e.data = append(e.data, '"')
}

// unpacked reads what pack writes.
func unpacked[T floating](d *Decoder) []T {
	start := d.pos
	text := d.plainText()
	list := make([]T, 0, base64.StdEncoding.DecodedLen(len(text))/4)
	refuse := func(err error) []T {
		d.pos = start
		d.abort(err)
		return nil
	}
	var octets [octetsAtOnce]byte
	for part := range slices.Chunk(text, base64.StdEncoding.EncodedLen(len(octets))) {
		count, err := base64.StdEncoding.Decode(octets[:], part)
		// The length is compared because line breaks are passed over.
		if err != nil || count%4 != 0 || base64.StdEncoding.EncodedLen(count) != len(part) {
			return refuse(errors.New("base64 of 32-bit floats expected"))
		}
		for i := 0; i < count; i += 4 {
			bits := binary.LittleEndian.Uint32(octets[i:])
			if !isFinite(bits) {
				return refuse(fmt.Errorf("[%d] is no finite 32-bit float", len(list)))
			}
			list = append(list, T(math.Float32frombits(bits)))
		}
	}
	return list
}

// plainText is text for what is long and has no escapes as a rule: its end is looked for, nothing else. What base64 has no place
// for is not looked for twice.
func (d *Decoder) plainText() []byte {
	rest := d.data[d.pos+1:]
	end := bytes.IndexByte(rest, '"')
	if end < 0 || bytes.IndexByte(rest[:end], '\\') >= 0 {
		return d.text()
	}
	d.pos += end + len(`""`)
	return rest[:end]
}

// isFinite says whether a 32-bit float is neither infinite nor no number.
func isFinite(bits uint32) bool {
	const exponent = 0x7f80_0000
	return bits&exponent != exponent
}
