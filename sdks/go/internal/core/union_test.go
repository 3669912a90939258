package core

import (
	"encoding/json"
	"testing"
)

type shape struct {
	circle *string
	sides  *int
	name   *string
	list   *[]string
	other  any
}

func member(name string, into func(*Decoder)) func(*Decoder) string {
	return func(d *Decoder) (text string) {
		var seen Seen
		for key := range d.Object() {
			if string(key) == name {
				into(d)
				seen.Mark(0)
			} else {
				d.skip()
			}
		}
		d.Require(seen, name)
		return name
	}
}

func kind(d *Decoder) string {
	value := String(d)
	if value != "triangle" {
		d.Unlisted()
	}
	return value
}

func decodeShape(d *Decoder) (v shape) {
	v.other = FirstFit(d,
		Fits(member("kind", func(d *Decoder) { Constant(String, "circle")(d) }), &v.circle),
		Fits(Integer[int], &v.sides),
		Fits(kind, &v.name),
		Fits(String, &v.circle),
		Fits(ListOf(String), &v.list),
	)
	return v
}

func TestTheFirstVariantThatFitsIsTaken(t *testing.T) {
	for text, want := range map[string]func(shape) bool{
		`{"kind":"circle","more":1}`: func(v shape) bool { return v.circle != nil && *v.circle == "kind" },
		`{"kind":"square"}`:          func(v shape) bool { return v.circle == nil && v.other != nil },
		`{}`:                         func(v shape) bool { return v.circle == nil && v.other != nil },
		`3.0`:                        func(v shape) bool { return *v.sides == 3 },
		`"triangle"`:                 func(v shape) bool { return *v.name == "triangle" && v.circle == nil },
		// What the enum does not list fits a plain string better.
		`"?"`:      func(v shape) bool { return v.name == nil && *v.circle == "?" },
		`["a"]`:    func(v shape) bool { return len(*v.list) == 1 },
		`[1, 2.5]`: func(v shape) bool { return v.list == nil && v.other.([]any)[1] == json.Number("2.5") },
	} {
		value, err := Decode([]byte(text), decodeShape)
		if err != nil || !want(value) {
			t.Errorf("%s: %+v, %v", text, value, err)
		}
	}
	if _, err := Decode([]byte(`{"a":`), decodeShape); err == nil || err.Error() != "at $.a: a value expected, the end found" {
		t.Errorf("got %v", err)
	}
}

func TestUnionsWithinAreLookedAtAsClosely(t *testing.T) {
	var first, second *string
	decode := func(d *Decoder) any {
		return FirstFit(d,
			Fits(func(d *Decoder) string { return member("a", func(d *Decoder) { decodeShape(d) })(d) }, &first),
			Fits(member("b", func(d *Decoder) { String(d) }), &second),
		)
	}
	// The union in "a" knows nothing of true: what fits in full goes before.
	if _, err := Decode([]byte(`{"a":true,"b":"x"}`), decode); err != nil || first != nil || second == nil {
		t.Error(first, second, err)
	}
	first, second = nil, nil
	if _, err := Decode([]byte(`{"a":true}`), decode); err != nil || first == nil || second != nil {
		t.Error(first, second, err)
	}
}
