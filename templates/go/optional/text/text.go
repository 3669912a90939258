package core

import (
	"mime"
	"strings"
	"unicode/utf16"
)

// TextOf is an answer that is a text, by the character set it says it is in; UTF-8 when it says none or one not known here.
func TextOf(reply Reply) string {
	_, parameters, _ := mime.ParseMediaType(reply.Header.Get("Content-Type"))
	switch strings.ToLower(parameters["charset"]) {
	case "iso-8859-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii":
		return western(reply.Body)
	case "utf-16", "utf-16be":
		return wide(reply.Body, false)
	case "utf-16le":
		return wide(reply.Body, true)
	default:
		return strings.ToValidUTF8(strings.TrimPrefix(string(reply.Body), "\uFEFF"), "\uFFFD")
	}
}

// western reads windows-1252, which the web takes Latin-1 for.
func western(data []byte) string {
	special := []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")
	var out strings.Builder
	for _, c := range data {
		if c >= 0x80 && c < 0xa0 {
			out.WriteRune(special[c-0x80])
		} else {
			out.WriteRune(rune(c))
		}
	}
	return out.String()
}

func wide(data []byte, little bool) string {
	if len(data) > 1 && data[0] == 0xff && data[1] == 0xfe {
		little = true
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 0; i+1 < len(data); i += 2 {
		high, low := data[i], data[i+1]
		if little {
			high, low = low, high
		}
		units = append(units, uint16(high)<<8|uint16(low))
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\uFEFF")
}
