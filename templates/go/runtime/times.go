package core

import (
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"strings"
	"time"
)

// Time reads an RFC 3339 date and time; nanoseconds and the offset are kept.
func Time(d *Decoder) time.Time {
	return Parsed(d, ParseTime, "a date and time of RFC 3339")
}

// HTTPDate reads a date as HTTP headers have it.
func HTTPDate(d *Decoder) time.Time { return Parsed(d, http.ParseTime, "a date of RFC 7231") }

// Parsed reads a string that has a syntax of its own.
func Parsed[T any](d *Decoder, parse func(string) (T, error), wanted string) T {
	text := d.text()
	value, err := parse(string(text))
	if err != nil && d.err == nil {
		d.abort(errors.New(wanted + " expected"))
	}
	return value
}

// ParseTime takes what RFC 3339 admits and Go does not: small letters, a blank for the T, a leap second.
func ParseTime(text string) (time.Time, error) {
	value, err := time.Parse(time.RFC3339Nano, text)
	if err == nil {
		return value, nil
	}
	fixed := strings.Replace(strings.ToUpper(text), " ", "T", 1)
	if leap := strings.Replace(fixed, ":60", ":59", 1); len(leap) > 17 && leap[16:19] == ":59" && fixed[16:19] == ":60" {
		value, err = time.Parse(time.RFC3339Nano, leap)
		return value.Add(time.Second), err
	}
	return time.Parse(time.RFC3339Nano, fixed)
}

// EncodeTime writes RFC 3339 with as many digits as the time has.
func EncodeTime(e *Encoder, value time.Time) {
	if year := value.Year(); year < 0 || year > 9999 {
		e.abort(fmt.Errorf("the year %d is beyond RFC 3339", year))
	}
	e.data = append(value.AppendFormat(append(e.data, '"'), time.RFC3339Nano), '"')
}

// EncodeHTTPDate writes a date as HTTP headers have it.
func EncodeHTTPDate(e *Encoder, value time.Time) {
	EncodeString(e, value.UTC().Format(http.TimeFormat))
}

// UnixTime reads seconds since 1970, down to nanoseconds.
func UnixTime(d *Decoder) time.Time {
	text := string(d.number())
	if at := strings.IndexAny(text, "eE"); at >= 0 && len(text)-at > 4 {
		d.abort(errors.New("a time beyond its range"))
	}
	if d.err != nil {
		return time.Time{}
	}
	seconds, _ := new(big.Rat).SetString(text)
	nanos := seconds.Mul(seconds, big.NewRat(int64(time.Second), 1))
	whole := new(big.Int).Quo(nanos.Num(), nanos.Denom())
	if !whole.IsInt64() {
		d.abort(errors.New("a time beyond its range"))
	}
	return time.Unix(0, whole.Int64()).UTC()
}

// EncodeUnixTime writes seconds since 1970.
func EncodeUnixTime(e *Encoder, value time.Time) {
	text := fmt.Sprintf("%d.%09d", value.Unix(), value.Nanosecond())
	if value.Unix() < 0 && value.Nanosecond() > 0 {
		text = fmt.Sprintf("-%d.%09d", -value.Unix()-1, int(time.Second)-value.Nanosecond())
	}
	e.data = append(e.data, strings.TrimSuffix(strings.TrimRight(text, "0"), ".")...)
}

// Bytes reads octets in base64.
func Bytes(d *Decoder) []byte {
	return Parsed(d, func(text string) ([]byte, error) { return octets(base64.StdEncoding, text) }, "base64")
}

// BytesURL reads octets in the base64 of URLs, padded or not.
func BytesURL(d *Decoder) []byte {
	return Parsed(d, func(text string) ([]byte, error) {
		return octets(base64.RawURLEncoding, strings.TrimRight(text, "="))
	}, "base64 of URLs")
}

// octets refuses line breaks, which Go passes over.
func octets(encoding *base64.Encoding, text string) ([]byte, error) {
	if strings.ContainsAny(text, "\r\n") {
		return nil, errMisfit
	}
	return encoding.DecodeString(text)
}

// EncodeBytes writes octets in base64.
func EncodeBytes(e *Encoder, value []byte) {
	e.data = append(base64.StdEncoding.AppendEncode(append(e.data, '"'), value), '"')
}

// EncodeBytesURL writes octets in the base64 of URLs.
func EncodeBytesURL(e *Encoder, value []byte) {
	e.data = append(base64.RawURLEncoding.AppendEncode(append(e.data, '"'), value), '"')
}
