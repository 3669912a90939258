package core

import (
	"net/http"
	"testing"
)

func TestTextsAreReadByTheirCharacterSet(t *testing.T) {
	for _, test := range []struct{ kind, body, want string }{
		{"text/plain", "\uFEFFé", "é"},
		{"text/plain; charset=utf-8", "a\xffb", "a\uFFFDb"},
		{"text/html; charset=ISO-8859-1", "\xe9\x80", "é€"},
		{"text/plain; charset=utf-16", "\xff\xfee\x00\xac\x20", "e€"},
		{"text/plain; charset=utf-16be", "\x20\xac", "€"},
	} {
		reply := Reply{Header: http.Header{"Content-Type": {test.kind}}, Body: []byte(test.body)}
		equal(t, test.kind, TextOf(reply), test.want)
	}
}
