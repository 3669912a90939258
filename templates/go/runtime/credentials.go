package core

import (
	"encoding/base64"
	"net/http"
	"strings"
)

// Credential is a secret and where it goes. The secret is a function so that nothing that prints a client can print it.
type Credential struct {
	In     string
	Name   string
	Secret func() string
}

// Check refuses a secret that cannot travel where it has to. What a query carries is escaped.
func (c Credential) Check() error {
	switch {
	case c.In == "query":
		return nil
	case c.In == "cookie" && strings.ContainsAny(c.Secret(), ";,\" "):
		return InvalidArgument("the cookie %s has a separator in its value", c.Name)
	case c.In == "cookie":
		return CheckHeader("Cookie", c.Secret())
	default:
		return CheckHeader(c.Name, c.Secret())
	}
}

// Basic is the header value of a user and password.
func Basic(user, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))
}

// credentials are those of the first alternative the client has all of.
func (c *Client) credentials(operation *Operation) []Credential {
alternatives:
	for _, schemes := range operation.Security {
		found := make([]Credential, 0, len(schemes))
		for _, scheme := range schemes {
			credential, ok := c.Credentials[scheme]
			if !ok {
				continue alternatives
			}
			found = append(found, credential)
		}
		return found
	}
	return nil
}

func (c Credential) apply(request *http.Request, query []string) []string {
	switch c.In {
	case "query":
		return append(query[:len(query):len(query)], escape(c.Name)+"="+escape(c.Secret()))
	case "cookie":
		addCookie(request.Header, c.Name+"="+c.Secret())
	default:
		request.Header.Set(c.Name, c.Secret())
	}
	return query
}

func addCookie(header http.Header, cookie string) {
	if have := header.Get("Cookie"); have != "" {
		cookie = have + "; " + cookie
	}
	header.Set("Cookie", cookie)
}
