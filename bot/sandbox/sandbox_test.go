package sandbox_test

import (
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"quotebot/bot/sandbox"
)

func TestStartOnLoopbackOnly(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0", "example.com:0", "127.0.0.1", "127.0.0.1:x"} {
		if s, err := sandbox.Start(sandbox.Config{Addr: addr}); err == nil {
			s.Close()
			t.Errorf("Start on %q succeeded", addr)
		}
	}
	for _, addr := range []string{"", "127.0.0.1:0", "localhost:0"} {
		s, err := sandbox.Start(sandbox.Config{Addr: addr})
		if err != nil {
			t.Errorf("Start on %q: %v", addr, err)
			continue
		}
		if !strings.HasPrefix(s.URL(), "http://127.0.0.1:") && !strings.HasPrefix(s.URL(), "http://[::1]:") {
			t.Errorf("URL of %q = %q", addr, s.URL())
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestStartRefusesUnknownFlavours(t *testing.T) {
	t.Parallel()
	for _, f := range []sandbox.Flavour{-1, 77} {
		if s, err := sandbox.Start(sandbox.Config{Flavour: f}); err == nil {
			s.Close()
			t.Errorf("Start as %v succeeded", f)
		}
	}
}

func TestCloseLeavesNoGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	s, err := sandbox.Start(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	_, token, err := s.CreateAccount(sandbox.NewAccount{Username: "quotebot"})
	if err != nil {
		t.Fatal(err)
	}
	c := client{t: t, base: s.URL(), token: token}
	c.get("/api/v1/instance").want(200)
	ws := c.dial("/api/v1/streaming?stream=user")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := ws.ReadMessage(); err == nil {
		t.Error("the stream outlived the server")
	}
	ws.Close()
	http.DefaultClient.CloseIdleConnections()
	// The client's own goroutines end soon after; the server's have ended.
	for end := time.Now().Add(deadline); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines before, %d after", before, runtime.NumGoroutine())
		}
	}
}

func TestHostsOfOthersAreRefused(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	for _, host := range []string{"evil.example", "evil.example:80", "localhost.evil.example", "192.0.2.1", "localhost:1;x"} {
		if got := w.bot.get("/api/v1/instance", "Host: "+host).Code; got != http.StatusForbidden {
			t.Errorf("status for host %q = %d, want 403", host, got)
		}
	}
	for _, host := range []string{"localhost", "localhost:1", "127.0.0.1:1", "[::1]:1"} {
		if got := w.bot.get("/api/v1/instance", "Host: "+host).Code; got != http.StatusOK {
			t.Errorf("status for host %q = %d, want 200", host, got)
		}
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	nobody, wrong := client{t: t, base: w.URL()}, client{t: t, base: w.URL(), token: "wrong"}
	for _, path := range []string{"/api/v1/accounts/verify_credentials", "/api/v1/notifications", "/api/v1/timelines/home"} {
		for _, c := range []client{nobody, wrong} {
			if got := c.get(path).want(401).message(); got != "The access token is invalid" {
				t.Errorf("error of %s = %q", path, got)
			}
		}
	}
	nobody.get("/api/v1/timelines/public").want(200)
	wrong.get("/api/v1/timelines/public").want(401)
	if got := nobody.get("/api/v1/nothing").want(404).message(); got == "" {
		t.Error("an unknown path answers without an error")
	}
}

func TestCreateAccountRefuses(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	for _, name := range []string{"", "two words", "quotebot", "QuoteBot", "a@b", "-a"} {
		if _, _, err := w.CreateAccount(sandbox.NewAccount{Username: name}); err == nil {
			t.Errorf("CreateAccount(%q) succeeded", name)
		}
	}
}

func TestPreflight(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	a := client{t: t, base: w.URL()}.call("OPTIONS", "/api/v1/statuses", "", "", "Origin: https://client.example", "Access-Control-Request-Method: POST")
	if a.Code != 204 || a.Header.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(a.Header.Get("Access-Control-Allow-Headers"), "Idempotency-Key") {
		t.Errorf("preflight: %d, %v", a.Code, a.Header)
	}
}

func TestRequestsAreRecorded(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.bot.get("/api/v1/notifications?limit=1", "User-Agent: quotebot/1")
	w.bot.postAs("/api/v1/statuses", "key", "status", "")
	got := w.Requests()
	want := []sandbox.Request{
		{Method: "GET", Path: "/api/v1/notifications", Query: "limit=1", Status: 200, UserAgent: "quotebot/1"},
		{Method: "POST", Path: "/api/v1/statuses", Status: 422, IdempotencyKey: "key", UserAgent: "Go-http-client/1.1"},
	}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("Requests() = %+v, want %+v", got, want)
	}
}
