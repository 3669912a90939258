package core

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// NewTransport makes the connections of a client: HTTP/1.1, so that parallel requests are parallel connections.
func NewTransport(connect time.Duration) *http.Transport {
	if connect <= 0 {
		connect = connectTimeout
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: connect}).DialContext,
		TLSHandshakeTimeout: connect,
		MaxIdleConnsPerHost: maxIdlePerHost,
		IdleConnTimeout:     idleTimeout,
		Protocols:           protocols,
	}
}

// BaseURL checks a server's URL and takes its final slash.
func BaseURL(text string) (string, error) {
	base, err := url.Parse(text)
	if err != nil {
		return "", InvalidArgument("the server's URL is malformed")
	}
	if (base.Scheme != "http" && base.Scheme != "https") || base.Host == "" {
		return "", InvalidArgument("the server's URL must start with http:// or https:// and name a host")
	}
	if base.RawQuery != "" || base.Fragment != "" {
		return "", InvalidArgument("the server's URL must have neither query nor fragment")
	}
	return strings.TrimRight(text, "/"), nil
}

// CheckHeader refuses what would break out of a header, and names the header only: its value may be a secret.
func CheckHeader(name, value string) error {
	if failure := badHeader(name, value); failure != nil {
		return failure
	}
	return nil
}

func badHeader(name, value string) *Failure {
	if name == "" {
		return InvalidArgument("a header needs a name")
	}
	for i := range len(name) {
		if c := name[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("()<>@,;:\\\"/[]?={}", c) >= 0 {
			return InvalidArgument("%q is no header name", name)
		}
	}
	for i := range len(value) {
		if c := value[i]; (c < ' ' && c != '\t') || c == 0x7f {
			return InvalidArgument("the header %s has a control character in its value", name)
		}
	}
	return nil
}

// Redacted is a URL without its password.
func Redacted(text string) string {
	base, err := url.Parse(text)
	if err != nil {
		return "?"
	}
	return base.Redacted()
}

// CanonicalHeader spells the names of header fields as http.Header does.
func CanonicalHeader(fields map[string][]string) http.Header {
	header := make(http.Header, len(fields))
	for name, values := range fields {
		for _, value := range values {
			header.Add(name, value)
		}
	}
	return header
}
