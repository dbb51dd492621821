package bot_test

import (
	"errors"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"quotebot/bot"
	"quotebot/bot/fedi"
	"quotebot/bot/sandbox"
)

// owned is a server with accounts whose owners can sign in.
func owned(t *testing.T, flavour sandbox.Flavour) *sandbox.Server {
	t.Helper()
	s, err := sandbox.Start(sandbox.Config{Flavour: flavour, Limits: sandbox.RateLimits{Off: true}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for _, name := range []string{"owner", "other"} {
		if _, _, err := s.CreateAccount(sandbox.NewAccount{Username: name, Password: "correct horse", Bot: true}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// allow signs in on a login page, and returns where that leads.
func allow(t *testing.T, address, user string) *url.URL {
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
	form := url.Values{"username": {user}, "password": {"correct horse"}, "decision": {"allow"}}
	for _, m := range hiddenField.FindAllStringSubmatch(string(body), -1) {
		form.Set(m[1], html.UnescapeString(m[2]))
	}
	base, _, _ := strings.Cut(address, "?")
	stay := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := stay.PostForm(base, form)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	to, err := resp.Location()
	if err != nil {
		t.Fatalf("signing in led to %s: %v", resp.Status, err)
	}
	return to
}

// pass logs in.
func pass(t *testing.T, s *sandbox.Server, user string) bot.Pass {
	t.Helper()
	l, err := bot.BeginLogin(t.Context(), s.URL(), bot.OutOfBand)
	if err != nil {
		t.Fatal(err)
	}
	p, err := l.Finish(t.Context(), allow(t, l.Address, user).Query().Get("code"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// tokenFor is one of the owner's with these scopes.
func tokenFor(t *testing.T, s *sandbox.Server, scopes []string) string {
	t.Helper()
	c, err := fedi.New(s.URL(), "", "test")
	if err != nil {
		t.Fatal(err)
	}
	app, err := c.RegisterApp(t.Context(), "test", "", "http://127.0.0.1:1/", scopes)
	if err != nil {
		t.Fatal(err)
	}
	address, proof := c.AuthorizeURL(app)
	code, err := proof.Code(allow(t, address, "owner").Query())
	if err != nil {
		t.Fatal(err)
	}
	given, err := c.ExchangeCode(t.Context(), app, code, proof)
	if err != nil {
		t.Fatal(err)
	}
	return given.Value
}

// A login gives a token for an account that this database may have, and which can
// be taken back, on every kind of server.
func TestLogin(t *testing.T) {
	t.Parallel()
	for _, flavour := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial, sandbox.Pleroma} {
		t.Run(flavour.String(), func(t *testing.T) {
			t.Parallel()
			s := owned(t, flavour)
			p := pass(t, s, "owner")
			if p.Handle != "@owner@"+sandbox.Domain || p.Account != s.URL()+"/@owner" || p.Server != s.URL() {
				t.Errorf("the pass is %v, for %s at %s", p, p.Account, p.Server)
			}
			if text := p.String(); strings.Contains(text, p.Token) || strings.Contains(text, p.ClientSecret) {
				t.Errorf("a pass prints as %q", text)
			}
			w := &world{t: t, server: s, settings: bot.DefaultSettings(), log: make(chan string, 1000)}
			w.settings.Server, w.settings.AccessToken = s.URL(), p.Token
			w.settings.DatabaseURL = t.TempDir() + "/quotebot.db"
			if err := p.Check(t.Context(), w.config()); err != nil {
				t.Errorf("Check without a database: %v", err)
			}
			b := w.open()
			if _, err := b.Post(t.Context(), bot.Choice{ID: "gov-4-1"}); err != nil {
				t.Errorf("Post with the token: %v", err)
			}
			if err := b.Close(); err != nil {
				t.Error(err)
			}
			var stranger *bot.StrangerError
			if err := pass(t, s, "other").Check(t.Context(), w.config()); !errors.As(err, &stranger) || stranger.Owner != p.Account {
				t.Errorf("Check of another account's pass = %v, want a StrangerError that names %s", err, p.Account)
			}
			for range 2 {
				if err := p.Revoke(t.Context()); err != nil {
					t.Errorf("Revoke: %v", err)
				}
			}
			if _, err := bot.ServerLimits(t.Context(), w.config()); err == nil {
				t.Error("a revoked token is still good")
			}
		})
	}
}

// A code that is not the login's gives nothing.
func TestLoginWithAnothersCode(t *testing.T) {
	t.Parallel()
	s := owned(t, sandbox.Mastodon)
	ours, err := bot.BeginLogin(t.Context(), s.URL(), bot.OutOfBand)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := bot.BeginLogin(t.Context(), s.URL(), bot.OutOfBand)
	if err != nil {
		t.Fatal(err)
	}
	p, err := ours.Finish(t.Context(), allow(t, theirs.Address, "other").Query().Get("code"))
	if err == nil || fedi.KindOf(err) != fedi.Rejected {
		t.Errorf("Finish with the code of another login = %v, %v; want it rejected", p, err)
	}
}

// The page for the browser is for the login that waits, and for nothing else.
func TestRedirect(t *testing.T) {
	t.Parallel()
	s := owned(t, sandbox.GoToSocial)
	back, err := bot.ListenRedirect()
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	l, err := bot.BeginLogin(t.Context(), s.URL(), back.URL())
	if err != nil {
		t.Fatal(err)
	}
	type result struct {
		code string
		err  error
	}
	got := make(chan result, 1)
	go func() {
		code, err := back.Wait(t.Context(), l)
		got <- result{code, err}
	}()
	to := allow(t, l.Address, "owner")
	for path, want := range map[string]int{"": 404, "favicon.ico": 404, "?state=guessed&code=stolen": 400, "?error=access_denied": 400} {
		resp, err := http.Get(back.URL() + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("GET /%s = %d, want %d", path, resp.StatusCode, want)
		}
	}
	rebound, err := http.NewRequestWithContext(t.Context(), http.MethodGet, to.String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	rebound.Host = "evil.example"
	resp, err := http.DefaultClient.Do(rebound)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusNotFound {
		t.Errorf("another host's name sees %d, want 404", resp.StatusCode)
	}
	resp, err = http.Get(to.String())
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil || !strings.Contains(string(page), "You can close this window") || resp.Header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("the browser sees %v, %s, %v", resp.Header, page, err)
	}
	if r := <-got; r.err != nil || r.code != to.Query().Get("code") {
		t.Errorf("Wait = %q, %v; want %q", r.code, r.err, to.Query().Get("code"))
	}
}
