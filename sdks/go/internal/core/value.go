package core

// Value is a value on its way into a URL, a header, a cookie or a form: its JSON, taken apart one level.
type Value struct {
	kind  byte
	text  string
	names []string
	items []Value
	err   error
}

// The kinds of a value that are not one text. A list or object has its JSON as its text.
const (
	isNull   = 'n'
	isList   = '['
	isObject = '{'
)

// Of makes a Value of anything, by its JSON.
func Of[T any](value T, encode func(*Encoder, T)) Value {
	data, err := Encode(value, encode)
	if err != nil {
		return Value{err: err}
	}
	return valueOf(data)
}

// valueOf reads JSON of our own making.
func valueOf(data []byte) Value {
	d := Decoder{data: data}
	v := d.value()
	v.err = d.err
	return v
}

func (d *Decoder) value() (v Value) {
	start := d.pos
	switch c := d.space(); c {
	case '{':
		v.kind = isObject
		for name := range d.Object() {
			v.names = append(v.names, string(name))
			v.items = append(v.items, d.value())
		}
	case '[':
		v.kind = isList
		for range d.Array() {
			v.items = append(v.items, d.value())
		}
	case '"':
		return Value{text: String(d)}
	case 'n':
		d.word("null")
		return Value{kind: isNull}
	default:
		return Value{text: string(d.Raw())}
	}
	v.text = string(d.data[start:d.pos])
	return v
}

// JSON is the value's JSON as one text.
func (v Value) JSON() Value {
	switch v.kind {
	case isNull:
		return Value{text: "null", err: v.err}
	default:
		return Value{text: v.text, err: v.err}
	}
}

// AsJSON is a value that travels as JSON text.
func AsJSON[T any](value T, encode func(*Encoder, T)) Value {
	data, err := Encode(value, encode)
	return Value{text: string(data), err: err}
}

func (v Value) isEmpty() bool {
	return v.kind == isNull || ((v.kind == isList || v.kind == isObject) && len(v.items) == 0)
}
