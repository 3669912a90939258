package core

import (
	"encoding/base64"
	"net/http"
	"strconv"
	"time"
)

// TextOf is a string's.
func TextOf[T ~string](value T) string { return string(value) }

// BoolText is a boolean's.
func BoolText(value bool) string { return strconv.FormatBool(value) }

// IntegerString is a whole number's.
func IntegerString[T ~int | ~int64](value T) string { return strconv.FormatInt(int64(value), 10) }

// FloatText is a number's.
func FloatText[T ~float32 | ~float64](value T) string {
	bits := 64
	if _, single := any(value).(float32); single {
		bits = 32
	}
	return strconv.FormatFloat(float64(value), 'g', -1, bits)
}

// TimeText is a time's in RFC 3339.
func TimeText(value time.Time) string { return value.Format(time.RFC3339Nano) }

// HTTPDateText is a time's as HTTP headers have it.
func HTTPDateText(value time.Time) string { return value.UTC().Format(http.TimeFormat) }

// UnixTimeText is a time's in seconds since 1970.
func UnixTimeText(value time.Time) string {
	text, _ := Encode(value, EncodeUnixTime)
	return string(text)
}

// BytesText is octets' in base64.
func BytesText(value []byte) string { return base64.StdEncoding.EncodeToString(value) }

// BytesURLText is octets' in the base64 of URLs.
func BytesURLText(value []byte) string { return base64.RawURLEncoding.EncodeToString(value) }
