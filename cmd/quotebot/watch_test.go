package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quotebot/bot/sandbox"
)

// A gate stands before a server and refuses what it is told to.
type gate struct{ refuses atomic.Pointer[string] } // the beginning of paths; nil for nothing

func (g *gate) refuse(path string) { g.refuses.Store(&path) }
func (g *gate) open()              { g.refuses.Store(nil) }

// gatedSite is a crash site with a gate before it.
func gatedSite(t *testing.T) (s *sandbox.Server, g *gate, env []string) {
	t.Helper()
	s, env, _ = crashSite(t, sandbox.Mastodon)
	target, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	g = new(gate)
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target); r.Out.Host = target.Host }}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path := g.refuses.Load(); path != nil && strings.HasPrefix(r.URL.Path, *path) {
			http.Error(w, "down for maintenance", http.StatusServiceUnavailable)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	return s, g, append(env, "QUOTEBOT_SERVER="+front.URL)
}

const notifications = "/api/v1/notifications"

// pages is where the operator's pages are, as the log says.
func (p *process) pages() string {
	p.t.Helper()
	line := p.waitFor("operator's pages")
	return regexp.MustCompile(`url=(\S+)`).FindStringSubmatch(line)[1]
}

func TestHealthcheck(t *testing.T) {
	t.Parallel()
	s, gate, env := gatedSite(t)
	gate.refuse(notifications)
	p := startProcess(t, append(env, "QUOTEBOT_ADMIN_LISTEN=127.0.0.1:0"), "run")
	address := strings.TrimPrefix(p.pages(), "http://")
	check := func() (int, string) {
		cmd := exec.Command("quotebot", "healthcheck")
		cmd.Env = append(env, "QUOTEBOT_ADMIN_LISTEN="+address)
		out, _ := cmd.CombinedOutput() // the exit code says it
		return cmd.ProcessState.ExitCode(), string(out)
	}
	if code, out := check(); code != exitFailed || !strings.Contains(out, "not ready: mentions are not heard yet") {
		t.Errorf("healthcheck of a bot that hears nothing: exit code %d, %q; want 1 and the reason", code, out)
	}
	gate.open()
	s.DropStream() // a look over REST follows
	p.waitFor("hearing mentions")
	if code, out := check(); code != exitOK || out != "" {
		t.Errorf("healthcheck: exit code %d, %q; want 0 and silence", code, out)
	}
	p.kill()
	if code, out := check(); code != exitFailed || !strings.Contains(out, "connection refused") {
		t.Errorf("healthcheck after the end: exit code %d, %q; want 1", code, out)
	}
}

// A supervisor is what systemd is to a service: a socket that hears how it is.
type supervisor struct {
	t    *testing.T
	conn *net.UnixConn
}

func newSupervisor(t *testing.T) (*supervisor, []string) {
	t.Helper()
	address := &net.UnixAddr{Name: filepath.Join(t.TempDir(), "notify"), Net: "unixgram"}
	conn, err := net.ListenUnixgram(address.Net, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return &supervisor{t, conn}, []string{"NOTIFY_SOCKET=" + address.Name, "WATCHDOG_USEC=400000"}
}

// next is what the service says next.
func (s *supervisor) next() string {
	s.t.Helper()
	if err := s.conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		s.t.Fatal(err)
	}
	message := make([]byte, 4096)
	n, err := s.conn.Read(message)
	if err != nil {
		s.t.Fatalf("the service says nothing: %v", err)
	}
	return string(message[:n])
}

// waitFor reads until the service says something, and gives what it said with it
// and before.
func (s *supervisor) waitFor(text string) (message string, before []string) {
	s.t.Helper()
	for message = s.next(); !strings.Contains(message, text); message = s.next() {
		before = append(before, message)
		if len(before) > 1000 {
			s.t.Fatalf("the service never says %q, but %q", text, message)
		}
	}
	return message, before
}

// systemd hears that the bot is ready when mentions are heard, that it lives while
// its server is away, and that it does not when its database is gone.
func TestSystemd(t *testing.T) {
	t.Parallel()
	s, gate, env := gatedSite(t)
	database := filepath.Join(t.TempDir(), "quotebot.db")
	supervisor, notify := newSupervisor(t)
	gate.refuse(notifications)
	p := startProcess(t, append(append(env, notify...), "QUOTEBOT_DATABASE_URL="+database), "run")
	for range 3 {
		if _, before := supervisor.waitFor("WATCHDOG=1\nSTATUS=not ready: mentions are not heard yet"); strings.Contains(strings.Join(before, ""), "READY") {
			t.Errorf("systemd hears %q of a bot that hears nothing", before)
		}
	}
	gate.open()
	s.DropStream() // a look over REST follows
	supervisor.waitFor("READY=1\nWATCHDOG=1\nSTATUS=hearing mentions; next quote Fri 1 Jan 00:00 UTC")

	gate.refuse("/")
	s.DropStream()
	p.waitFor("cannot read mentions")
	for range 3 {
		supervisor.waitFor("WATCHDOG=1")
	}

	if err := os.Remove(database); err != nil {
		t.Fatal(err)
	}
	message, _ := supervisor.waitFor("STATUS=not ready: the database is gone")
	_, after := supervisor.waitFor("STOPPING=1")
	for _, message := range append(after, message) {
		if strings.Contains(message, "WATCHDOG") {
			t.Errorf("systemd hears %q of a bot without its database", message)
		}
	}
	if code := waitCode(t, p.cmd); code != exitFailed {
		t.Errorf("run without its database: exit code %d, want 1", code)
	}
}
