package core

import (
	"encoding/base64"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// packer is a call of a client that wants lists of floats packed, or not.
func packer(packed bool) *Call {
	return NewCall(&once, CallSettings{Settings: Settings{PackedFloats: packed}})
}

func TestFloatsArePackedWhereTheClientWantsThat(t *testing.T) {
	encode, list := EncodePackedListOf(EncodeFloat64), []float64{0.1, -2, 3.5}
	for packed, want := range map[bool]string{false: `[0.1,-2,3.5]`, true: `"zczMPQAAAMAAAGBA"`} {
		call := packer(packed)
		JSON(call, list, Packing(call, encode))
		equal(t, "body", bodyText(t, call), want)
	}
	// What is not the body of a call stays a list, also when it is written by an encoder that packed before.
	text, err := Encode(list, encode)
	if err != nil || string(text) != `[0.1,-2,3.5]` {
		t.Errorf("%s, %v", text, err)
	}
}

func TestPackedFloatsComeBack(t *testing.T) {
	for _, count := range []int{0, 1, 2, 3, 767, 768, 769, 3000} {
		list := make([]float32, count)
		for i := range list {
			list[i] = float32(i)/3 - 7
		}
		text, err := Encode(list, Packing(packer(true), EncodePackedListOf(EncodeFloat32)))
		if err != nil || len(text) != base64.StdEncoding.EncodedLen(4*count)+2 {
			t.Errorf("%d: %s, %v", count, text, err)
		}
		back, err := Decode(text, PackedListOf(Float32))
		if err != nil || !slices.Equal(back, list) {
			t.Errorf("%d: %v, %v", count, back, err)
		}
	}
	for _, text := range []string{`[0.5, 1]`, `"AAAAPwAAgD8="`, `"\u0041AAAPwAAgD8="`} {
		back, err := Decode([]byte(text), PackedListOf(Float64))
		if err != nil || !slices.Equal(back, []float64{0.5, 1}) {
			t.Errorf("%s: %v, %v", text, back, err)
		}
	}
}

func TestPartsArePacked(t *testing.T) {
	call, encode := packer(true), EncodePackedListOf(EncodeFloat64)
	bulk := &Bulk[[]float64, int]{
		Operation: &keyed, List: "rows", Encode: Packing(call, encode), MaxItems: 2, Parallelism: 1,
		Others: func(e *Encoder) {
			call.Pack(e)
			Put(e, "at", []float64{1}, encode)
		},
	}
	parts := slices.Collect(bulk.Parts(slices.Values([][]float64{{0.5}, {1e39}, {}}), ""))
	if len(parts) != 2 {
		t.Fatalf("%d parts", len(parts))
	}
	equal(t, "what cannot be sent", parts[0].Err.Error(), "invalid_argument: rows[1]: [0]: 1e+39 is no finite 32-bit float")
	equal(t, "a part", string(parts[1].Body), `{"at":"AACAPw==","rows":["AAAAPw==",""]}`)
}

func TestWhat32BitsCannotHoldIsRefused(t *testing.T) {
	encode := Packing(packer(true), EncodePackedListOf(EncodeFloat64))
	for _, value := range []float64{math.NaN(), math.Inf(-1), 1e39, 3.4028236e38} {
		list := append(make([]float64, 1000), value)
		text, err := Encode(list, encode)
		if err == nil || !strings.HasPrefix(err.Error(), "[1000]: ") {
			t.Errorf("%v: %d bytes, %v", value, len(text), err)
		}
	}
	text, err := Encode([]float64{math.MaxFloat32, math.SmallestNonzeroFloat32, math.Copysign(0, -1), 1e-300}, encode)
	if err != nil || string(text) != `"//9/fwEAAAAAAACAAAAAAA=="` {
		t.Errorf("%s, %v", text, err)
	}
}

func TestStringsThatAreNoFloatsAreRefused(t *testing.T) {
	padded := strings.Repeat("A", 4094) + "=="
	for _, text := range []string{
		"AAAA", "AAAAPw", "AAA!Pw==", "AAAAPw==\\n", "AAAA\\nPw==", "AAAA\nPw==", "AAAAPw\xff=", "AAAA_w==", "AAAAPw==AAAAPw==", "AADAfw==", "AACAfw==",
		padded + padded, padded + "AAAAPw==",
	} {
		list, err := Decode([]byte(`{"a":["`+text+`"]}`), MapOf(ListOf(PackedListOf(Float64))))
		if err == nil || !strings.HasPrefix(err.Error(), "at $.a[0]: ") {
			t.Errorf("%.20s: %v, %v", text, list, err)
		}
	}
}

func TestPackedAnswersAreAskedForUnlessTheUserPrefersElse(t *testing.T) {
	packs := read
	packs.PacksAnswers = true
	for _, row := range []struct {
		operation        Operation
		packed           bool
		client, one, get string
	}{
		{packs, true, "", "", "packed-floats"},
		{packs, false, "", "", ""},
		{read, true, "", "", ""},
		{packs, true, "wait=1", "", "wait=1"},
		{packs, true, "wait=1", "wait=2", "wait=2"},
	} {
		c, _ := server(t, func(_ http.ResponseWriter, r *http.Request, _ int) {
			equal(t, "Prefer", r.Header.Get("Prefer"), row.get)
		})
		c.Settings.PackedFloats = row.packed
		call := callOf(c, row.operation)
		if row.client != "" {
			c.Settings.Header = map[string]string{"prefer": row.client}
		}
		if row.one != "" {
			call.Settings.Header = map[string]string{"prefer": row.one}
		}
		if _, err := c.Do(within(t, 5*time.Second), call); err != nil {
			t.Error(err)
		}
	}
}
