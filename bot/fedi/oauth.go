package fedi

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// OutOfBand is the redirect URI for those who cannot be called back: the server
// shows the code, and a person copies it.
const OutOfBand = "urn:ietf:wg:oauth:2.0:oob"

// What an answer lacks that is JSON, but not what OAuth gives.
var (
	errNoApp   = errors.New("answer has no client_id and client_secret")
	errNoToken = errors.New("answer has no access_token")
)

// An App is this program as one server knows it. ClientSecret is a secret.
type App struct {
	ClientID     string
	ClientSecret string
	RedirectURI  string
	Scopes       []string
}

// String leaves the secret out.
func (a App) String() string { return "app " + a.ClientID }

// RegisterApp makes this program known to the server; no token is needed. It
// asks for no more than the scopes given here (POST /api/v1/apps).
func (c *Client) RegisterApp(ctx context.Context, name, website, redirectURI string, scopes []string) (App, error) {
	form := url.Values{"client_name": {name}, "redirect_uris": {redirectURI}, "scopes": {strings.Join(scopes, " ")}}
	if website != "" {
		form.Set("website", website)
	}
	var doc struct {
		ClientID     string `json:"client_id"`
		ClientSecret string `json:"client_secret"`
	}
	if err := c.send(ctx, http.MethodPost, "/api/v1/apps", asForm(form), &doc); err != nil {
		return App{}, err
	}
	if doc.ClientID == "" || doc.ClientSecret == "" {
		return App{}, finish("POST /api/v1/apps", true, errNoApp)
	}
	return App{ClientID: doc.ClientID, ClientSecret: doc.ClientSecret, RedirectURI: redirectURI, Scopes: scopes}, nil
}

// A Proof is what only we know of one request to be allowed: State comes back
// with the code, Verifier is shown when the code is exchanged (RFC 7636).
type Proof struct {
	State    string
	Verifier string
}

// String leaves the secrets out.
func (p Proof) String() string { return "proof of a request to be allowed" }

// AuthorizeURL is the page on which somebody allows the app to use their
// account, with the app's scopes, and the proof to keep until then (GET
// /oauth/authorize). Servers without PKCE ignore it.
func (c *Client) AuthorizeURL(app App) (address string, p Proof) {
	p = Proof{State: rand.Text(), Verifier: rand.Text() + rand.Text()}
	sum := sha256.Sum256([]byte(p.Verifier))
	u := c.base.JoinPath("/oauth/authorize")
	u.RawQuery = url.Values{
		"response_type": {"code"}, "client_id": {app.ClientID}, "redirect_uri": {app.RedirectURI}, "scope": {strings.Join(app.Scopes, " ")},
		"state": {p.State}, "code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"},
	}.Encode()
	return u.String(), p
}

// Code reads the query with which the server sends the browser to the redirect
// URI. Somebody who denied it is Forbidden; an answer to another request, or
// one without a code, is Rejected.
func (p Proof) Code(query url.Values) (string, error) {
	e := &Error{Kind: Rejected, Op: "GET /oauth/authorize"}
	switch said := (complaint{query.Get("error"), query.Get("error_description")}); {
	case query.Get("state") != p.State:
		e.Message = "the answer belongs to another request"
	case said.Error == "access_denied":
		e.Kind, e.Message = Forbidden, shorten(said.text())
	case said.Error != "":
		e.Message = shorten(said.text())
	case query.Get("code") == "":
		e.Message = "the answer has no code"
	default:
		return query.Get("code"), nil
	}
	return "", e
}

// A Token is the leave to act for an account. Value is a secret.
type Token struct {
	Value  string
	Scopes []string // that were granted
}

// String leaves the secret out.
func (t Token) String() string { return "token for " + strings.Join(t.Scopes, " ") }

// ExchangeCode takes the token that a code stands for, within ten minutes and
// once. A code that is wrong, used, or not ours is Rejected; an app that the
// server does not know (any more) is Unauthorized (POST /oauth/token).
func (c *Client) ExchangeCode(ctx context.Context, app App, code string, p Proof) (Token, error) {
	form := url.Values{
		"grant_type": {"authorization_code"}, "code": {strings.TrimSpace(code)}, "redirect_uri": {app.RedirectURI}, "code_verifier": {p.Verifier},
		"client_id": {app.ClientID}, "client_secret": {app.ClientSecret},
	}
	var doc struct {
		Token string `json:"access_token"`
		Scope string `json:"scope"`
	}
	if err := c.send(ctx, http.MethodPost, "/oauth/token", asForm(form, app.ClientSecret, p.Verifier, form.Get("code")), &doc); err != nil {
		return Token{}, err
	}
	if doc.Token == "" {
		return Token{}, finish("POST /oauth/token", true, errNoToken)
	}
	return Token{Value: doc.Token, Scopes: strings.Fields(doc.Scope)}, nil
}

// Revoke makes a token of the app invalid, everywhere; one that is not valid is
// no error (POST /oauth/revoke).
func (c *Client) Revoke(ctx context.Context, app App, token string) error {
	form := url.Values{"client_id": {app.ClientID}, "client_secret": {app.ClientSecret}, "token": {token}}
	return c.send(ctx, http.MethodPost, "/oauth/revoke", asForm(form, app.ClientSecret, token), nil)
}

// AppScopes are the scopes that the token's app is registered with, nil where
// the server does not say, as Mastodon before 4.3 does not (GET
// /api/v1/apps/verify_credentials).
func (c *Client) AppScopes(ctx context.Context) ([]string, error) {
	var doc struct {
		Scopes []string `json:"scopes"`
	}
	err := c.get(ctx, "/api/v1/apps/verify_credentials", &call{}, &doc)
	return doc.Scopes, err
}
