package fedi_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quotebot/bot/fedi"
	"quotebot/bot/sandbox"
	"quotebot/bot/toot"
)

const callback = "http://127.0.0.1:7777/back"

var leastScopes = []string{"read:accounts", "read:notifications", "read:statuses", "write:statuses"}

// startLogin is a server with an account whose owner can sign in, a client
// without a token, and an app.
func startLogin(t *testing.T, flavour sandbox.Flavour, redirect string, scopes ...string) (*sandbox.Server, *fedi.Client, fedi.App) {
	t.Helper()
	s, _ := start(t, sandbox.Config{Flavour: flavour})
	person(t, s, sandbox.NewAccount{Username: "owner", Password: "correct horse"})
	c := client(t, s.URL(), "")
	app, err := c.RegisterApp(t.Context(), "quotebot", "https://example.org", redirect, scopes)
	if err != nil {
		t.Fatal(err)
	}
	return s, c, app
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// decide opens the page, sends its form, and returns where that leads.
func decide(t *testing.T, address, user, password, decision string) *url.URL {
	t.Helper()
	page, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer page.Body.Close()
	body, err := io.ReadAll(page.Body)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"username": {user}, "password": {password}, "decision": {decision}}
	for _, m := range hidden.FindAllStringSubmatch(string(body), -1) {
		form.Set(m[1], m[2])
	}
	stay := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := stay.PostForm(page.Request.URL.Scheme+"://"+page.Request.URL.Host+page.Request.URL.Path, form)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	to, err := resp.Location()
	if err != nil {
		t.Fatalf("the decision %s led to %s: %v", decision, resp.Status, err)
	}
	return to
}

// allow goes the whole way to a code.
func allow(t *testing.T, c *fedi.Client, app fedi.App) (code string, p fedi.Proof) {
	t.Helper()
	address, p := c.AuthorizeURL(app)
	to := decide(t, address, "owner", "correct horse", "allow")
	code, err := p.Code(to.Query())
	if err != nil {
		t.Fatal(err)
	}
	return code, p
}

func TestLogin(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c, app := startLogin(t, flavour, callback, leastScopes...)
		code, proof := allow(t, c, app)
		token, err := c.ExchangeCode(t.Context(), app, " "+code+"\n", proof)
		if diff := cmp.Diff(leastScopes, token.Scopes); err != nil || diff != "" {
			t.Fatalf("ExchangeCode: %v, scopes (-want +got):\n%s", err, diff)
		}
		ours := client(t, s.URL(), token.Value)
		if self, err := ours.Self(t.Context()); err != nil || self.Acct != "owner" {
			t.Errorf("Self = %+v, %v; want the owner", self, err)
		}
		if scopes, err := ours.AppScopes(t.Context()); err != nil || !cmp.Equal(scopes, leastScopes) {
			t.Errorf("AppScopes = %v, %v", scopes, err)
		}
		if _, err := ours.Post(t.Context(), toot.Draft{Text: "hello"}, "k"); err != nil {
			t.Errorf("Post with the token: %v", err)
		}
		wantKind(t, "Favourite, for which there is no scope", ours.Favourite(t.Context(), "1"), fedi.Forbidden)
		for range 2 {
			if err := c.Revoke(t.Context(), app, token.Value); err != nil {
				t.Errorf("Revoke: %v", err)
			}
		}
		_, err = ours.Self(t.Context())
		wantKind(t, "Self with a revoked token", err, fedi.Unauthorized)
	})
}

func TestLoginOutOfBand(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		_, c, app := startLogin(t, flavour, fedi.OutOfBand, "read")
		address, proof := c.AuthorizeURL(app)
		code := decide(t, address, "owner", "correct horse", "allow").Query().Get("code") // what the page shows
		if token, err := c.ExchangeCode(t.Context(), app, code, proof); err != nil || token.Value == "" {
			t.Errorf("ExchangeCode of a copied code: %v", err)
		}
	})
}

func TestLoginThatFails(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		_, c, app := startLogin(t, flavour, callback, leastScopes...)
		code, proof := allow(t, c, app)
		_, other := c.AuthorizeURL(app)
		stranger := app
		stranger.ClientSecret = "not-the-secret"
		for name, tt := range map[string]struct {
			app   fedi.App
			code  string
			proof fedi.Proof
			want  fedi.Kind
		}{
			"wrong code":     {app, "not-the-code-at-all", proof, fedi.Rejected},
			"no code":        {app, "", proof, fedi.Rejected},
			"wrong verifier": {app, code, other, fedi.Rejected},
			"wrong secret":   {stranger, code, proof, fedi.Unauthorized},
			"unknown app":    {fedi.App{ClientID: "x"}, code, proof, fedi.Unauthorized},
		} {
			_, err := c.ExchangeCode(t.Context(), tt.app, tt.code, tt.proof)
			wantKind(t, "ExchangeCode with "+name, err, tt.want)
			for _, secret := range []string{app.ClientSecret, "not-the-secret", code, proof.Verifier, other.Verifier} {
				if strings.Contains(fmt.Sprint(err), secret) {
					t.Errorf("ExchangeCode with %s tells a secret: %v", name, err)
				}
			}
		}
		if _, err := c.ExchangeCode(t.Context(), app, code, proof); err != nil {
			t.Errorf("ExchangeCode at last: %v", err)
		}
		_, err := c.ExchangeCode(t.Context(), app, code, proof)
		wantKind(t, "ExchangeCode again", err, fedi.Rejected, "invalid_grant")
		wantKind(t, "Revoke by a stranger", c.Revoke(t.Context(), stranger, "a-token-of-somebody"), fedi.Forbidden)
	})
}

func TestConsentDenied(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		_, c, app := startLogin(t, flavour, callback, leastScopes...)
		address, proof := c.AuthorizeURL(app)
		denied := decide(t, address, "", "", "deny").Query()
		_, err := proof.Code(denied)
		wantKind(t, "Code of a denial", err, fedi.Forbidden, "access_denied")
		_, other := c.AuthorizeURL(app)
		_, err = other.Code(denied)
		wantKind(t, "Code of another request's denial", err, fedi.Rejected, "another request")
		_, err = proof.Code(url.Values{"state": {proof.State}})
		wantKind(t, "Code of an answer without one", err, fedi.Rejected)
		_, err = proof.Code(url.Values{"state": {proof.State}, "error": {"server_error\x1b[2J"}})
		wantKind(t, "Code of an error", err, fedi.Rejected, "server_error")
		if strings.Contains(err.Error(), "\x1b") {
			t.Errorf("error %q has a control character", err)
		}
	})
}

func TestRegisterApp(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, _ := start(t, sandbox.Config{Flavour: flavour})
		c := client(t, s.URL(), "")
		_, err := c.RegisterApp(t.Context(), "quotebot", "", callback, []string{"read:everything"})
		wantKind(t, "RegisterApp with an unknown scope", err, fedi.Rejected)
		_, err = c.RegisterApp(t.Context(), "quotebot", "", "/back", []string{"read"})
		wantKind(t, "RegisterApp with a relative URI", err, fedi.Rejected)
	})
}

func TestOtherJSONIsNoLogin(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`null`, `{}`, `[]`} {
		c := serve(t, saysJSON(body))
		_, err := c.RegisterApp(t.Context(), "quotebot", "", callback, nil)
		wantKind(t, "RegisterApp answered with "+body, err, fedi.Uncertain)
		_, err = c.ExchangeCode(t.Context(), fedi.App{}, "code", fedi.Proof{})
		wantKind(t, "ExchangeCode answered with "+body, err, fedi.Uncertain)
	}
}

// A server may repeat what it was sent, in its words or in place of an answer.
func TestSecretsStayOutOfErrors(t *testing.T) {
	t.Parallel()
	const token, secret = "the-token-of-the-bot", "the-secret-of-the-app"
	app := fedi.App{ClientID: "id", ClientSecret: secret}
	echo := func(status int) *fedi.Client {
		return serveWith(t, token, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			said := strings.NewReplacer(`"`, ``, `&`, ` `).Replace(r.Header.Get("Authorization") + " " + string(body))
			says(status, "application/json", `{"error":"`+said+`","error_description":"`+said+`"}`)(w, r)
		})
	}
	for _, status := range []int{400, 401, 403, 404, 422, 429, 500, 503} {
		c := echo(status)
		_, self := c.Self(t.Context())
		_, exchanged := c.ExchangeCode(t.Context(), app, "the-code-of-the-owner", fedi.Proof{Verifier: "the-verifier-of-ours"})
		for _, err := range []error{self, exchanged, c.Revoke(t.Context(), app, token)} {
			for _, hush := range []string{token, secret, "the-code-of-the-owner", "the-verifier-of-ours"} {
				if err == nil || strings.Contains(fmt.Sprintf("%v %+v", err, err), hush) {
					t.Errorf("%d: error %v, want one without %s", status, err, hush)
				}
			}
		}
	}
	for name, v := range map[string]any{"App": app, "Token": fedi.Token{Value: token}, "Proof": fedi.Proof{State: token, Verifier: secret}} {
		if text := fmt.Sprintf("%v %+v %s", v, v, v); strings.Contains(text, token) || strings.Contains(text, secret) {
			t.Errorf("%s prints as %s", name, text)
		}
	}
}
