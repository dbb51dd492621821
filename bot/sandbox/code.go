package sandbox

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// codeLife is how long a code can be exchanged for a token: Doorkeeper's default.
const codeLife = 10 * time.Minute

// code is what somebody has allowed an app, until the app has taken its token.
type code struct {
	value     string
	app       *app
	who       *account
	redirect  string
	scopes    scopes
	challenge string // S256; "": none
	at        time.Time
}

// newCode remembers a permission, in place of the oldest if there are too many.
func (w *world) newCode(a authorization, who *account) *code {
	if len(w.codes) >= maxCodes {
		w.codes = slices.Delete(w.codes, 0, 1)
	}
	c := &code{
		value: rand.Text(), app: a.app, who: who, redirect: a.redirect, scopes: a.scopes, challenge: a.challenge, at: w.now(),
	}
	w.codes = append(w.codes, c)
	return c
}

// takeCode returns a code that is still good for the app, and forgets it.
func (w *world) takeCode(by *app, p url.Values) *code {
	i := slices.IndexFunc(w.codes, func(c *code) bool { return c.value == p.Get("code") })
	if i < 0 {
		return nil
	}
	c := w.codes[i]
	if c.app != by || c.redirect != p.Get("redirect_uri") || w.now().Sub(c.at) >= codeLife || !c.verified(p.Get("code_verifier")) {
		return nil
	}
	w.codes = slices.Delete(w.codes, i, i+1)
	return c
}

// verified tells whether the verifier belongs to the code's challenge (RFC 7636, section 4.6). One without a challenge is none.
func (c *code) verified(verifier string) bool {
	if c.challenge == "" {
		return verifier == ""
	}
	sum := sha256.Sum256([]byte(verifier))
	return same(base64.RawURLEncoding.EncodeToString(sum[:]), c.challenge)
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// The errors of docs.joinmastodon.org/methods/oauth/#token, in Doorkeeper's words.
var (
	errClient    = oauthError(http.StatusUnauthorized, "invalid_client", "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.")
	errGrant     = oauthError(http.StatusBadRequest, "invalid_grant", "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.")
	errScope     = oauthError(http.StatusBadRequest, "invalid_scope", "The requested scope is invalid, unknown, or malformed.")
	errGrantType = oauthError(http.StatusBadRequest, "unsupported_grant_type", "The authorization grant type is not supported by the authorization server.")
	errOwner     = oauthError(http.StatusForbidden, "unauthorized_client", "You are not authorized to revoke this token")
)

func oauthError(status int, name, description string) error {
	return &refusal{code: status, text: name, extra: map[string]any{"error_description": description}}
}

// oauth makes a handler of an endpoint that is no part of the API: no token, no limits, its own errors.
func (s *Server) oauth(endpoint func(r *http.Request, p url.Values) (object, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		p, err := readParams(r, s.cfg.Flavour)
		var out object
		if err == nil {
			out, err = endpoint(r, p)
		}
		w.Header().Set("Cache-Control", "no-store")
		s.finish(&call{w: w, r: r, body: out}, err)
	})
}

// client returns the app that the request proves to be.
func (w *world) client(r *http.Request, p url.Values) (*app, error) {
	id, secret, ok := r.BasicAuth()
	if !ok {
		id, secret = p.Get("client_id"), p.Get("client_secret")
	}
	a := w.appOf(id)
	if a == nil || !same(a.secret, secret) {
		return nil, errClient
	}
	return a, nil
}

// giveToken is docs.joinmastodon.org/methods/oauth/#token.
func (s *Server) giveToken(r *http.Request, p url.Values) (object, error) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	by, err := w.client(r, p)
	if err != nil {
		return nil, err
	}
	var who *account
	granted := parseScopes(p.Get("scope"))
	switch p.Get("grant_type") {
	case "authorization_code":
		c := w.takeCode(by, p)
		if c == nil {
			return nil, errGrant
		}
		who, granted = c.who, c.scopes
	case "client_credentials":
		if !granted.within(by.scopes) {
			return nil, errScope
		}
	default:
		return nil, errGrantType
	}
	t, err := w.grant(by, who, granted)
	if err != nil {
		return nil, err
	}
	return object{"access_token": t.value, "token_type": "Bearer", "scope": t.scopes.String(), "created_at": t.created.Unix()}, nil
}

// revokeToken is docs.joinmastodon.org/methods/oauth/#revoke. A token that is not there needs no revoking.
func (s *Server) revokeToken(r *http.Request, p url.Values) (object, error) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	by, err := w.client(r, p)
	if err != nil {
		return nil, errOwner
	}
	t := w.byToken[p.Get("token")]
	switch {
	case p.Get("token") == "", t != nil && t.app != by:
		return nil, errOwner
	case t != nil:
		w.revoke(t)
	}
	return object{}, nil
}

// discovery is docs.joinmastodon.org/methods/oauth/#authorization-server-metadata (RFC 8414).
func (s *Server) discovery(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, object{
		"issuer": s.base + "/", "service_documentation": "https://docs.joinmastodon.org/",
		"authorization_endpoint": s.base + "/oauth/authorize", "token_endpoint": s.base + "/oauth/token",
		"app_registration_endpoint": s.base + "/api/v1/apps", "revocation_endpoint": s.base + "/oauth/revoke",
		"scopes_supported": slices.Concat(knownScopes), "response_types_supported": []string{"code"},
		"response_modes_supported": []string{"query"}, "grant_types_supported": []string{"authorization_code", "client_credentials"},
		"token_endpoint_auth_methods_supported": strings.Fields("client_secret_basic client_secret_post"),
		"code_challenge_methods_supported":      []string{"S256"},
	})
}
