package core

import (
	"errors"
	"fmt"
	"iter"
)

// maxDepth bounds nesting, so that no response can exhaust the stack.
const maxDepth = 10_000

// Decoder reads one JSON text. The first error stays: what is read after it is zero, so that callers check once, at the end.
type Decoder struct {
	data  []byte
	pos   int
	depth int
	err   error
	// judging says how closely a value must fit, where a variant of a union is looked for.
	judging judging
}

// judging is how closely a value must fit.
type judging int

const (
	// lenient: whatever the wire can mean is taken; what is not known is kept.
	lenient judging = iota
	// loose: constants must be as they are; values an enum does not list pass.
	loose
	// strict: enums too, and unions within must know what they have.
	strict
)

var errMisfit = errors.New("the value does not fit")

// Decode reads one value that is all of data.
func Decode[T any](data []byte, decode func(*Decoder) T) (T, error) {
	d := NewDecoder(data)
	value := decode(d)
	return value, d.End()
}

// NewDecoder reads data. UnmarshalJSON methods use it and End instead of Decode: a function less for every type to compile.
func NewDecoder(data []byte) *Decoder { return &Decoder{data: data} }

// End is the first error, also when something follows the value.
func (d *Decoder) End() error {
	d.space()
	if d.err == nil && d.pos < len(d.data) {
		d.fail("the end")
	}
	return d.err
}

// Unmarshal is Decode for UnmarshalJSON methods; into is left as it was when data does not fit.
func Unmarshal[T any](data []byte, into *T, decode func(*Decoder) T) error {
	value, err := Decode(data, decode)
	if err == nil {
		*into = value
	}
	return err
}

// FirstName opens an object and reads the name of its first member; false when there is none. The value must be read before the
// next name, which is valid only until then. A plain loop: what is generated in thousands should compile fast.
func (d *Decoder) FirstName() ([]byte, bool) {
	if !d.open('{', '}') {
		return nil, false
	}
	return d.name()
}

// NextName reads the name of the next member, or the end of the object.
func (d *Decoder) NextName() ([]byte, bool) {
	if !d.more('}') {
		return nil, false
	}
	return d.name()
}

func (d *Decoder) name() ([]byte, bool) {
	name := d.text()
	d.expect(':')
	return name, d.err == nil
}

// Object goes through the members of an object; the loop's body must read each value. A name is valid only until then.
func (d *Decoder) Object() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for name, more := d.FirstName(); more && yield(name); name, more = d.NextName() {
			continue
		}
	}
}

// Array goes through the elements of an array; the loop's body must read each.
func (d *Decoder) Array() iter.Seq[int] {
	return func(yield func(int) bool) {
		index := 0
		for more := d.open('[', ']'); more; more = d.more(']') {
			if !yield(index) {
				return
			}
			index++
		}
	}
}

// Null reads a null if one is next.
func (d *Decoder) Null() bool {
	if d.space() != 'n' {
		return false
	}
	d.word("null")
	return d.err == nil
}

// Raw skips one value and returns its text, which belongs to the input.
func (d *Decoder) Raw() []byte {
	d.space()
	start := d.pos
	d.skip()
	if d.err != nil {
		return nil
	}
	return d.data[start:d.pos]
}

// Failed says whether an error was met.
func (d *Decoder) Failed() bool { return d.err != nil }

// Refuse notes that a value does not fit.
func (d *Decoder) Refuse(err error) { d.abort(err) }

func (d *Decoder) skip() {
	switch d.space() {
	case '{':
		for range d.Object() {
			d.skip()
		}
	case '[':
		for range d.Array() {
			d.skip()
		}
	case '"':
		d.text()
	case 't', 'f':
		Bool(d)
	case 'n':
		d.word("null")
	default:
		d.number()
	}
}

// space skips blanks and returns the byte after them, 0 at the end or after an error.
func (d *Decoder) space() byte {
	if d.err != nil {
		return 0
	}
	for ; d.pos < len(d.data); d.pos++ {
		switch c := d.data[d.pos]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

func (d *Decoder) open(begin, end byte) bool {
	d.expect(begin)
	if d.depth++; d.depth > maxDepth {
		d.abort(errors.New("nested too deeply"))
	}
	if d.space() != end {
		return d.err == nil
	}
	d.pos++
	d.depth--
	return false
}

func (d *Decoder) more(end byte) bool {
	switch d.space() {
	case ',':
		d.pos++
		return true
	case end:
		d.pos++
		d.depth--
	default:
		d.fail(fmt.Sprintf("%q or %q", ',', end))
	}
	return false
}

func (d *Decoder) expect(c byte) {
	if d.space() != c {
		d.fail(fmt.Sprintf("%q", c))
		return
	}
	d.pos++
}

func (d *Decoder) word(word string) {
	if d.err != nil {
		return
	}
	if end := d.pos + len(word); end <= len(d.data) && string(d.data[d.pos:end]) == word {
		d.pos = end
		return
	}
	d.fail(word)
}

func (d *Decoder) fail(wanted string) {
	if d.judging != lenient {
		d.abort(errMisfit)
		return
	}
	found := "the end"
	if d.pos < len(d.data) {
		found = fmt.Sprintf("%q", d.data[d.pos])
	}
	d.abort(fmt.Errorf("%s expected, %s found", wanted, found))
}

func (d *Decoder) abort(err error) {
	if d.judging != lenient && d.err == nil {
		// Where it does not fit is nobody's business: the next variant is tried.
		d.err = errMisfit
	}
	if d.err == nil {
		d.err = fmt.Errorf("at %s: %w", pathTo(d.data, d.pos), err)
	}
}
