package core

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"
)

// Credential is a secret and where it goes. The secret is a function so that nothing that prints a client can print it.
type Credential struct {
	In     string
	Name   string
	Secret func() string
	// Tokens gives what is fetched when it is needed; nil where the secret is all there is.
	Tokens Tokens
}

// Tokens gives tokens that are fetched.
type Tokens interface {
	Check() error
	Token(ctx context.Context, c *Client) (string, error)
	// Refused says that the server does not take a token any more.
	Refused(token string)
}

// Check refuses a secret that cannot travel where it has to. What a query carries is escaped.
func (c Credential) Check() error {
	switch {
	case c.Tokens != nil:
		return c.Tokens.Check()
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

// credentials are those of the first alternative the client has all of. Where it has none whole, a call that needs none is
// made without, and any other with what there is: the server says what is missing.
func (c *Client) credentials(operation *Operation) []Credential {
	var some []Credential
	free := false
	for index, schemes := range operation.Security {
		found := make([]Credential, 0, len(schemes))
		for _, scheme := range schemes {
			if credential, ok := c.Credentials[scheme]; ok {
				found = append(found, credential)
			}
		}
		if len(schemes) > 0 && len(found) == len(schemes) {
			return found
		}
		free = free || len(schemes) == 0
		if index == 0 {
			some = found
		}
	}
	if free {
		return nil
	}
	return some
}

// authorize adds the credentials of a call to its request.
func (c *Client) authorize(ctx context.Context, call *Call, request *http.Request, query []string) ([]string, error) {
	for _, credential := range c.credentials(call.Operation) {
		if credential.Tokens == nil {
			query = credential.apply(request, query)
			continue
		}
		token, err := credential.Tokens.Token(ctx, c)
		if err != nil {
			return nil, err
		}
		call.tokens, call.token = credential.Tokens, token
		request.Header.Set("Authorization", "Bearer "+token)
	}
	return query, nil
}

// renew says whether a call may be made once more because its token was refused.
func (call *Call) renew(err *Failure) bool {
	if err.Status != http.StatusUnauthorized || call.tokens == nil || call.renewed || (call.body != nil && !call.body.Again()) {
		return false
	}
	call.tokens.Refused(call.token)
	call.renewed = true
	return true
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
