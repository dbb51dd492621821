package sandbox_test

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"quotebot/bot/sandbox"
)

const (
	oob      = "urn:ietf:wg:oauth:2.0:oob"
	callback = "http://127.0.0.1:7777/back?x=1"
	verifier = "a-verifier-of-at-least-forty-three-characters-as-it-should"
)

func challenge() string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// oauth is a client application and the person who uses it.
type oauth struct {
	client
	id, secret string
}

// app registers an application, with both redirect URIs and these scopes.
func (w world) app(t *testing.T, scopes string) oauth {
	t.Helper()
	c := client{t: t, base: w.URL()}
	made := c.post("/api/v1/apps", "client_name", "quotebot", "redirect_uris", oob+"\n"+callback, "scopes", scopes).want(200).object()
	return oauth{c, made["client_id"].(string), made["client_secret"].(string)}
}

// ask are the parameters of a request to be allowed, changed by those that follow, names and values in turn.
func (o oauth) ask(change ...string) url.Values {
	p := url.Values{
		"response_type": {"code"}, "client_id": {o.id}, "redirect_uri": {callback}, "scope": {"read:accounts write:statuses"},
		"state": {"s&1"}, "code_challenge": {challenge()}, "code_challenge_method": {"S256"},
	}
	for pair := range slices.Chunk(change, 2) {
		p.Set(pair[0], pair[1])
		if pair[1] == "" {
			p.Del(pair[0])
		}
	}
	return p
}

// browse makes a request as a browser does, without following redirections.
func (o oauth) browse(method, path string, form url.Values) answer {
	o.t.Helper()
	req, err := http.NewRequestWithContext(o.t.Context(), method, o.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		o.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		o.t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		o.t.Fatal(err)
	}
	return answer{t: o.t, Code: resp.StatusCode, Header: resp.Header, Body: data}
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// decide opens the page and sends its form.
func (o oauth) decide(asked url.Values, username, password, decision string) answer {
	o.t.Helper()
	page := o.browse("GET", "/oauth/authorize?"+asked.Encode(), nil).want(200)
	form := url.Values{"username": {username}, "password": {password}, "decision": {decision}}
	for _, m := range hidden.FindAllStringSubmatch(string(page.Body), -1) {
		form.Set(m[1], strings.ReplaceAll(m[2], "&amp;", "&"))
	}
	return o.browse("POST", "/oauth/authorize", form)
}

// sentBack is the query with which the app is called back.
func (a answer) sentBack() url.Values {
	a.t.Helper()
	to, err := url.Parse(a.want(302).Header.Get("Location"))
	if err != nil || !strings.HasPrefix(to.String(), callback+"&") {
		a.t.Fatalf("sent to %q, want %s", to, callback)
	}
	return to.Query()
}

// allowed is the code that the quotebot's owner gave.
func (o oauth) allowed(change ...string) string {
	o.t.Helper()
	return o.decide(o.ask(change...), "owner", "correct horse", "allow").sentBack().Get("code")
}

// exchange asks for a token; the fields that follow change what is sent.
func (o oauth) exchange(code string, change ...string) answer {
	o.t.Helper()
	p := url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "client_id": {o.id}, "client_secret": {o.secret},
		"redirect_uri": {callback}, "code_verifier": {verifier},
	}
	for pair := range slices.Chunk(change, 2) {
		p.Set(pair[0], pair[1])
	}
	return o.call("POST", "/oauth/token", "application/x-www-form-urlencoded", p.Encode())
}

func (o oauth) token(change ...string) string {
	o.t.Helper()
	return o.exchange(o.allowed(change...)).want(200).object()["access_token"].(string)
}

func startOwned(t *testing.T, w world) {
	t.Helper()
	w.account(t, sandbox.NewAccount{Username: "owner", Password: "correct horse"})
}

func TestCodeFlow(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, _ sandbox.Flavour) {
		startOwned(t, w)
		o := w.app(t, "read:accounts write:statuses")
		back := o.decide(o.ask(), "owner", "correct horse", "allow").sentBack()
		if back.Get("state") != "s&1" || back.Get("x") != "1" || back.Get("code") == "" || back.Has("error") {
			t.Errorf("sent back with %v", back)
		}
		got := o.exchange(back.Get("code")).want(200)
		token := got.object()
		if token["token_type"] != "Bearer" || token["scope"] != "read:accounts write:statuses" || got.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("token %v, %v", token, got.Header)
		}
		c := client{t: t, base: w.URL(), token: token["access_token"].(string)}
		if self := c.get("/api/v1/accounts/verify_credentials").want(200).object(); self["acct"] != "owner" {
			t.Errorf("the token belongs to %v", self["acct"])
		}
		c.post("/api/v1/statuses", "status", "hello").want(200)
		app := c.get("/api/v1/apps/verify_credentials").want(200).object()
		if app["name"] != "quotebot" || app["client_secret"] != nil {
			t.Errorf("app %v", app)
		}
		if again := o.token(); again != c.token {
			t.Error("the same app, account and scopes got another token")
		}
		if other := o.token("scope", "read:accounts"); other == c.token {
			t.Error("fewer scopes got the same token")
		}
	})
}

func TestOutOfBand(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, _ sandbox.Flavour) {
		startOwned(t, w)
		o := w.app(t, "read write")
		asked := o.ask("redirect_uri", oob, "scope", "read")
		to := o.decide(asked, "owner", "correct horse", "allow").want(302).Header.Get("Location")
		page := string(o.browse("GET", to, nil).want(200).Body)
		code := regexp.MustCompile(`<code[^>]*>([^<]+)</code>`).FindStringSubmatch(page)
		if code == nil {
			t.Fatalf("no code on the page %s", page)
		}
		o.exchange(code[1], "redirect_uri", oob).want(200)
		denied := o.decide(asked, "", "", "deny")
		if denied.Code != 400 || !strings.Contains(string(denied.Body), "denied the request") {
			t.Errorf("denied: %d %s", denied.Code, denied.Body)
		}
	})
}

func TestConsentRefused(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, _ sandbox.Flavour) {
		startOwned(t, w)
		o := w.app(t, "read:accounts write:statuses")
		if back := o.decide(o.ask(), "", "", "deny").sentBack(); back.Get("error") != "access_denied" || back.Get("state") != "s&1" || back.Has("code") {
			t.Errorf("denied: sent back with %v", back)
		}
		for name, tt := range map[string]struct{ user, password string }{
			"wrong password": {"owner", "wrong"}, "unknown": {"nobody", "correct horse"}, "without a password": {"friend", ""}, "remote": {"al@far.example", ""},
		} {
			page := o.decide(o.ask(), tt.user, tt.password, "allow")
			if page.Code != 401 || !strings.Contains(string(page.Body), "Invalid user name or password") || !strings.Contains(string(page.Body), `name="password"`) {
				t.Errorf("%s: %d %s", name, page.Code, page.Body)
			}
		}
		for name, tt := range map[string]struct {
			change []string
			want   string // error that is sent back; "": a page, since nobody can be sent back
		}{
			"scope beyond the app's":     {[]string{"scope", "read:accounts read:notifications"}, "invalid_scope"},
			"half of a scope":            {[]string{"scope", "read"}, "invalid_scope"},
			"no scope, which means read": {[]string{"scope", ""}, "invalid_scope"},
			"response type":              {[]string{"response_type", "token"}, "unsupported_response_type"},
			"plain challenge":            {[]string{"code_challenge_method", "plain"}, "invalid_code_challenge_method"},
			"challenge without a method": {[]string{"code_challenge_method", ""}, "invalid_code_challenge_method"},
			"method without a challenge": {[]string{"code_challenge", ""}, "invalid_code_challenge_method"},
			"unknown app":                {[]string{"client_id", "x"}, ""},
			"no app":                     {[]string{"client_id", ""}, ""},
			"other address":              {[]string{"redirect_uri", "http://evil.example/back"}, ""},
			"no address":                 {[]string{"redirect_uri", ""}, ""},
		} {
			a := o.browse("GET", "/oauth/authorize?"+o.ask(tt.change...).Encode(), nil)
			switch {
			case tt.want == "" && a.Code/100 != 4:
				t.Errorf("%s: %d to %q, want a page", name, a.Code, a.Header.Get("Location"))
			case tt.want != "" && a.sentBack().Get("error") != tt.want:
				t.Errorf("%s: sent to %q, want %s", name, a.Header.Get("Location"), tt.want)
			}
		}
	})
}

func TestConsentPage(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	c := client{t: t, base: w.URL()}
	made := c.post("/api/v1/apps", "client_name", "<b>bold</b>", "redirect_uris", callback, "scopes", "read").want(200).object()
	o := oauth{c, made["client_id"].(string), ""}
	page := o.browse("GET", "/oauth/authorize?"+o.ask("scope", "read", "state", `"><script>`).Encode(), nil).want(200)
	body := string(page.Body)
	if strings.Contains(body, "<b>") || strings.Contains(body, "<script") || !strings.Contains(body, "&lt;b&gt;bold") {
		t.Errorf("the page takes markup over: %s", body)
	}
	want := "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://127.0.0.1:7777"
	if got := page.Header.Get("Content-Security-Policy"); got != want {
		t.Errorf("policy %q, want %q", got, want)
	}
	if css := o.browse("GET", "/oauth/style.css", nil).want(200); !strings.HasPrefix(css.Header.Get("Content-Type"), "text/css") {
		t.Errorf("the style is served as %q", css.Header.Get("Content-Type"))
	}
	odd := o.browse("GET", "/oauth/authorize/native?code=%3Cscript%3E", nil).want(200)
	if strings.Contains(string(odd.Body), "<script") {
		t.Errorf("the page of the code takes markup over: %s", odd.Body)
	}
}

func TestDiscovery(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	doc := client{t: t, base: w.URL()}.get("/.well-known/oauth-authorization-server").want(200).object()
	for k, want := range map[string]any{
		"authorization_endpoint": w.URL() + "/oauth/authorize", "token_endpoint": w.URL() + "/oauth/token",
		"revocation_endpoint": w.URL() + "/oauth/revoke", "code_challenge_methods_supported": []any{"S256"},
	} {
		if diff := cmp.Diff(want, doc[k]); diff != "" {
			t.Errorf("%s: %s", k, diff)
		}
	}
	if scopes := doc["scopes_supported"].([]any); !slices.Contains(scopes, any("read:notifications")) {
		t.Errorf("scopes %v", scopes)
	}
	g := startWorld(t, sandbox.Config{Flavour: sandbox.GoToSocial})
	client{t: t, base: g.URL()}.get("/.well-known/oauth-authorization-server").want(404)
}
