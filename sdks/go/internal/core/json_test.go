package core

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"
)

// texts are JSON and not: encoding/json is the judge of which is which.
var texts = []string{
	`null`, `true`, `false`, `0`, `-0`, `1.5e3`, `1E+2`, `"a"`, `[]`, `{}`, `[1,[2,{"a":[]}]]`, ` { "a" : 1 , "b" : [ ] } `,
	`"\u00e9\ud83d\ude00\n\/\b\f\r\t\"\\"`, `"\ud800"`, `"\ud800\u0041"`, `"é😀"`, `{"a":1,"a":2}`, `{"\u0061":1}`,
	``, ` `, `nul`, `truee`, `01`, `1.`, `.5`, `1e`, `+1`, `--1`, `0x1`, `NaN`, `[1,]`, `[,1]`, `[1 2]`, `{"a"}`, `{"a":}`,
	`{"a":1,}`, `{a:1}`, `{"a":1 "b":2}`, `"a`, `"\x"`, `"\u12"`, `"\u12g4"`, "\"\n\"", `[`, `{`, `[1`, `{"a":1`, `1 2`, `"a""b"`, `]`, `\`,
}

func TestAnyTakesWhatEncodingJSONTakes(t *testing.T) {
	for _, text := range texts {
		value, err := Decode([]byte(text), Any)
		if want := json.Valid([]byte(text)); (err == nil) != want {
			t.Errorf("%q: valid %v, error %v", text, want, err)
			continue
		}
		if err != nil {
			continue
		}
		ours, err := Encode(value, EncodeAny)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		equal(t, text, canonical(t, string(ours)), canonical(t, text))
	}
}

func FuzzAny(f *testing.F) {
	for _, text := range texts {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		_, err := Decode(text, Any)
		if want := json.Valid(text); (err == nil) != want {
			t.Errorf("%q: valid %v, error %v", text, want, err)
		}
	})
}

func canonical(t *testing.T, text string) string {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestNumbersKeepWhatTheyAre(t *testing.T) {
	for _, value := range []float64{0, 0.1, 1e21, 1e-7, -123456.789, math.MaxFloat64, math.SmallestNonzeroFloat64} {
		text, _ := Encode(value, EncodeFloat64)
		back, err := Decode(text, Float64)
		if err != nil || back != value || !json.Valid(text) {
			t.Errorf("%v: %s, %v, %v", value, text, back, err)
		}
	}
	for text, want := range map[string]int64{"9007199254740993": 1<<53 + 1, "-9223372036854775808": math.MinInt64, "1.0": 1, "12e2": 1200} {
		got, err := Decode([]byte(text), Integer[int64])
		if err != nil || got != want {
			t.Errorf("%s: %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"9223372036854775808", "1.5", "1e400", `"1"`, "1e999999999"} {
		if got, err := Decode([]byte(text), Integer[int64]); err == nil {
			t.Errorf("%s: %d", text, got)
		}
	}
	for _, value := range []float64{math.NaN(), math.Inf(1)} {
		if text, err := Encode(value, EncodeFloat64); err == nil {
			t.Errorf("%v became %s", value, text)
		}
	}
	digits, err := Decode([]byte("0.1000000000000000000000001"), Decimal[string])
	if err != nil || digits != "0.1000000000000000000000001" {
		t.Error(digits, err)
	}
}

func TestTimesKeepNanosecondsAndOffset(t *testing.T) {
	for _, text := range []string{
		"2025-06-01T00:00:00Z", "2025-06-01T00:00:00.123456789+05:30", "2025-06-01t00:00:00.5z", "2016-12-31T23:59:60Z",
		"2016-12-31T23:59:60.25+01:00",
	} {
		value, err := Decode([]byte(`"`+text+`"`), Time)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		again, _ := Encode(value, EncodeTime)
		back, err := Decode(again, Time)
		if err != nil || !back.Equal(value) {
			t.Errorf("%s: %s, %v", text, again, err)
		}
	}
	leap, _ := ParseTime("2016-12-31T23:59:60Z")
	equal(t, "leap second", leap, time.Date(2017, 1, 1, 0, 0, 0, 0, time.UTC))
	for _, text := range []string{"1.5", "-0.25", "1717200000.123456789", "0"} {
		value, err := Decode([]byte(text), UnixTime)
		back, _ := Encode(value, EncodeUnixTime)
		if err != nil || string(back) != text {
			t.Errorf("%s: %s, %v", text, back, err)
		}
	}
}

func TestErrorsNameThePlace(t *testing.T) {
	_, err := Decode([]byte(`{"items": [{"x": 1}, {"x": "one"}]}`), func(d *Decoder) int {
		for name := range d.Object() {
			_ = name
			MapsOf(d)
		}
		return 0
	})
	if err == nil || !strings.Contains(err.Error(), "$.items[1].x") {
		t.Error(err)
	}
	var deep strings.Builder
	deep.WriteString(strings.Repeat("[", maxDepth+1))
	if _, err := Decode([]byte(deep.String()), Any); err == nil || !strings.Contains(err.Error(), "too deeply") {
		t.Error(err)
	}
}

// MapsOf reads a list of objects of integers.
func MapsOf(d *Decoder) []map[string]int { return ListOf(MapOf(Integer[int]))(d) }

func TestRequiredMembers(t *testing.T) {
	read := func(d *Decoder) (found int) {
		var seen Seen
		for name := range d.Object() {
			if string(name) == "a" {
				found = Integer[int](d)
				seen.Mark(0)
			} else {
				d.skip()
			}
		}
		d.Require(seen, "a")
		return found
	}
	if value, err := Decode([]byte(`{"b":[{}],"a":7}`), read); err != nil || value != 7 {
		t.Error(value, err)
	}
	if _, err := Decode([]byte(`{"b":1}`), read); err == nil || !strings.Contains(err.Error(), "the member a is missing") {
		t.Error(err)
	}
}

func TestTextThatIsNotUTF8(t *testing.T) {
	value, err := Decode([]byte("\"a\xff\""), String)
	if err != nil || value != "a\ufffd" {
		t.Errorf("%q, %v", value, err)
	}
	if text, err := Encode("a\xff", EncodeString); err == nil {
		t.Errorf("%q", text)
	}
}
