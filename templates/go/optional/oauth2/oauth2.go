package core

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Grant is what a token is fetched with.
type Grant struct {
	URL          string
	ClientID     string
	ClientSecret func() string
	Scopes       []string
	// Refresh is a token to get others with; nil for the client's own credentials.
	Refresh func() string
}

// early is how long before its end a token is not used any more.
const early = 30 * time.Second

// tokenSource keeps a token for as long as it may be used. One call fetches, others wait for it.
type tokenSource struct {
	grant   Grant
	turn    chan struct{}
	token   string
	refresh func() string
	until   time.Time
}

// NewTokens gives tokens by a grant.
func NewTokens(grant Grant) Tokens {
	return &tokenSource{grant: grant, turn: make(chan struct{}, 1), refresh: grant.Refresh}
}

// String keeps secrets out of what is printed.
func (s *tokenSource) String() string { return "tokens of " + Redacted(s.grant.URL) }

// GoString is String.
func (s *tokenSource) GoString() string { return s.String() }

func (s *tokenSource) Check() error {
	if s.grant.URL == "" {
		return InvalidArgument("the URL that gives tokens is missing")
	}
	if s.grant.ClientID == "" && s.grant.Refresh == nil {
		return InvalidArgument("the client's id is missing")
	}
	return nil
}

func (s *tokenSource) Token(ctx context.Context, c *Client) (string, error) {
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return "", fromContext(ctx)
	}
	defer func() { <-s.turn }()
	if s.token != "" && (s.until.IsZero() || time.Now().Before(s.until)) {
		return s.token, nil
	}
	return s.token, s.fetch(ctx, c)
}

func (s *tokenSource) Refused(token string) {
	s.turn <- struct{}{}
	defer func() { <-s.turn }()
	if s.token == token {
		s.token = ""
	}
}

func (s *tokenSource) fetch(ctx context.Context, c *Client) error {
	s.token = ""
	request, err := s.request(ctx, c)
	if err != nil {
		return err
	}
	response, err := c.Transport.RoundTrip(request)
	if err != nil {
		return fromTransport(ctx, err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxErrorBody))
	if err != nil {
		return fromTransport(ctx, err)
	}
	if response.StatusCode/100 != 2 {
		return fromResponse(&Operation{}, response.StatusCode, response.Header, body)
	}
	return s.keep(response, body)
}

func (s *tokenSource) request(ctx context.Context, c *Client) (*http.Request, error) {
	target, err := url.Parse(c.Base + "/")
	if err == nil {
		target, err = target.Parse(s.grant.URL)
	}
	if err != nil {
		return nil, InvalidArgument("the URL that gives tokens is malformed")
	}
	form := "grant_type=client_credentials"
	if s.refresh != nil {
		form = "grant_type=refresh_token&refresh_token=" + url.QueryEscape(s.refresh())
	}
	if len(s.grant.Scopes) > 0 {
		form += "&scope=" + url.QueryEscape(strings.Join(s.grant.Scopes, " "))
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target.String(), strings.NewReader(form))
	if err != nil {
		return nil, InvalidArgument("the URL that gives tokens is malformed")
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", c.UserAgent)
	if s.grant.ClientID != "" {
		request.Header.Set("Authorization", Basic(url.QueryEscape(s.grant.ClientID), url.QueryEscape(s.grant.ClientSecret())))
	}
	return request, nil
}

// keep takes what the server gave; a new token to refresh with takes the place of the old.
func (s *tokenSource) keep(response *http.Response, body []byte) error {
	var given struct {
		AccessToken  string      `json:"access_token"`
		RefreshToken string      `json:"refresh_token"`
		ExpiresIn    json.Number `json:"expires_in"`
	}
	err := json.Unmarshal(body, &given)
	if err != nil || given.AccessToken == "" || badHeader("Authorization", given.AccessToken) != nil {
		// The body is not told: what there is of it may be a secret.
		return &Failure{Kind: KindDecode, Code: codeDecode, Message: "the answer of the token's server has no token", Status: response.StatusCode}
	}
	s.token, s.until = given.AccessToken, time.Time{}
	if seconds, err := given.ExpiresIn.Float64(); err == nil && seconds > 0 {
		s.until = time.Now().Add(time.Duration(seconds*float64(time.Second)) - early)
	}
	if given.RefreshToken != "" {
		s.refresh = func() string { return given.RefreshToken }
	}
	return nil
}
