package core

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"
)

var guarded = Operation{Name: "guarded", Method: http.MethodGet, Security: [][]string{{"auth"}}}

func secret(text string) func() string { return func() string { return text } }

// issuer gives tokens that hold for so many seconds, and takes only the last one it gave.
func issuer(t *testing.T, seconds int) (*Client, *journal) {
	t.Helper()
	var seen journal
	var mutex sync.Mutex
	given := 0
	c, _ := server(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		mutex.Lock()
		defer mutex.Unlock()
		if r.URL.Path == "/token" {
			_ = r.ParseForm()
			user, password, _ := r.BasicAuth()
			seen.add(r.Form.Encode() + " " + user + ":" + password)
			given++
			_, _ = fmt.Fprintf(w, `{"access_token":"t%d","refresh_token":"r%d","expires_in":%d}`, given, given, seconds)
			return
		}
		if r.Header.Get("Authorization") != fmt.Sprintf("Bearer t%d", given) {
			w.WriteHeader(http.StatusUnauthorized)
		}
	})
	return c, &seen
}

func TestATokenIsFetchedOnceForAll(t *testing.T) {
	c, seen := issuer(t, 3600)
	c.Credentials = map[string]Credential{"auth": {Tokens: NewTokens(Grant{URL: "token", ClientID: "a b", ClientSecret: secret("s:"), Scopes: []string{"x", "y"}})}}
	var group sync.WaitGroup
	for range 8 {
		group.Add(1)
		go func() {
			defer group.Done()
			if _, err := c.Do(within(t, 5*time.Second), callOf(c, guarded)); err != nil {
				t.Error(err)
			}
		}()
	}
	group.Wait()
	same(t, "fetched", seen.all(), []string{"grant_type=client_credentials&scope=x+y a+b:s%3A"})
}

func TestATokenThatEndsIsFetchedAgain(t *testing.T) {
	c, seen := issuer(t, 1) // less than is left before the end
	c.Credentials = map[string]Credential{"auth": {Tokens: NewTokens(Grant{URL: "token", ClientID: "a", ClientSecret: secret("b"), Refresh: secret("r0")})}}
	for range 2 {
		if _, err := c.Do(within(t, 5*time.Second), callOf(c, guarded)); err != nil {
			t.Error(err)
		}
	}
	same(t, "fetched", seen.all(), []string{"grant_type=refresh_token&refresh_token=r0 a:b", "grant_type=refresh_token&refresh_token=r1 a:b"})
}

func TestARefusedTokenIsFetchedAgainOnce(t *testing.T) {
	c, seen := issuer(t, 3600)
	tokens := NewTokens(Grant{URL: "token", ClientID: "a", ClientSecret: secret("b")})
	tokens.(*tokenSource).token = "old"
	c.Credentials = map[string]Credential{"auth": {Tokens: tokens}}
	if _, err := c.Do(within(t, 5*time.Second), callOf(c, guarded)); err != nil {
		t.Error(err)
	}
	equal(t, "fetched", len(seen.all()), 1)
	equal(t, "printed", fmt.Sprintf("%v %#v", tokens, tokens), "tokens of token tokens of token")
}

func TestAnAnswerWithoutATokenSaysSo(t *testing.T) {
	c, _ := server(t, func(w http.ResponseWriter, _ *http.Request, _ int) { _, _ = w.Write([]byte("{}")) })
	c.Credentials = map[string]Credential{"auth": {Tokens: NewTokens(Grant{URL: "token", ClientID: "a", ClientSecret: secret("b")})}}
	_, err := c.Do(within(t, 5*time.Second), callOf(c, guarded))
	var failure *Failure
	if !errors.As(err, &failure) || failure.Kind != KindDecode {
		t.Errorf("got %v", err)
	}
}
