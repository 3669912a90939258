package core

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// NewTransport makes the connections of a client: HTTP/1.1, so that parallel requests are parallel connections.
func NewTransport(network Network) (*http.Transport, error) {
	connect := network.Connect
	if connect <= 0 {
		connect = connectTimeout
	}
	proxy, err := network.proxy()
	if err != nil {
		return nil, err
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:               proxy,
		TLSClientConfig:     network.TLS.Clone(),
		DialContext:         (&net.Dialer{Timeout: connect}).DialContext,
		TLSHandshakeTimeout: connect,
		MaxIdleConnsPerHost: maxIdlePerHost,
		IdleConnTimeout:     idleTimeout,
		Protocols:           protocols,
	}, nil
}

// Network is what connections are made with.
type Network struct {
	// Connect bounds how long making one may take; 0 for the contract's.
	Connect time.Duration
	// Proxy is the URL of one; empty for what the environment says.
	Proxy string
	// TLS says whom to trust; nil for what the system has.
	TLS *tls.Config
}

func (n Network) proxy() (func(*http.Request) (*url.URL, error), error) {
	if n.Proxy == "" {
		return http.ProxyFromEnvironment, nil
	}
	proxy, err := url.Parse(n.Proxy)
	if err != nil || proxy.Host == "" || !slices.Contains([]string{"http", "https", "socks5", "socks5h"}, proxy.Scheme) {
		// Without repeating it: it may hold a password.
		return nil, InvalidArgument("the URL of the proxy must be like http://host:port")
	}
	return http.ProxyURL(proxy), nil
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
