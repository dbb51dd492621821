package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"quotebot/bot/sandbox"
)

const crashParts = 20

// A moment is where the process is killed while a part is posted.
type moment int

const (
	beforeSend  moment = iota // the request has not reached the server
	afterSend                 // the server has done it, the bot does not know
	afterRecord               // the bot has written it down
)

// A turnstile stands before the server. It holds the first request that posts a part
// at the moment that is set, and says so.
type turnstile struct {
	mu     sync.Mutex
	part   int // from 1; 0 holds nothing
	at     moment
	posts  int           // that the server has done
	held   chan struct{} // receives when a request is held
	passes *httputil.ReverseProxy
}

func newTurnstile(t *testing.T, server string) (g *turnstile, address string) {
	t.Helper()
	target, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	g = &turnstile{held: make(chan struct{}, 1)}
	g.passes = &httputil.ReverseProxy{
		Rewrite:  func(r *httputil.ProxyRequest) { r.SetURL(target); r.Out.Host = target.Host },
		ErrorLog: nil,
	}
	s := httptest.NewServer(g)
	t.Cleanup(s.Close)
	return g, s.URL
}

func (g *turnstile) set(part int, at moment) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.part, g.at = part, at
}

// due is whether this request is to be held at a moment.
func (g *turnstile) due(at moment, part int) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.part != part || g.at != at {
		return false
	}
	g.part = 0
	return true
}

func (g *turnstile) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		g.passes.ServeHTTP(w, r)
		return
	}
	g.mu.Lock()
	part := g.posts + 1
	g.mu.Unlock()
	if g.due(beforeSend, part) {
		g.hold(r)
		return
	}
	answer := httptest.NewRecorder()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	g.passes.ServeHTTP(answer, r)
	g.mu.Lock()
	g.posts++
	g.mu.Unlock()
	if g.due(afterSend, part) {
		g.hold(r)
		return
	}
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	w.Write(answer.Body.Bytes())
}

// hold waits until the client has gone.
func (g *turnstile) hold(r *http.Request) {
	io.Copy(io.Discard, r.Body)
	g.held <- struct{}{}
	<-r.Context().Done()
}

// A thread of twenty parts is killed at each of sixty moments, and is whole in
// the end: every part once, in order, in one chain.
func TestKillDuringThread(t *testing.T) {
	t.Parallel()
	for _, flavour := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial} {
		t.Run(flavour.String(), func(t *testing.T) {
			t.Parallel()
			s, env := answeringServer(t, flavour)
			g, address := newTurnstile(t, s.URL())
			env = append(env, "QUOTEBOT_SERVER="+address, "QUOTEBOT_SETTLE=20ms")
			talk := writeTalk(t)
			for part := 1; part <= crashParts; part++ {
				for _, at := range []moment{beforeSend, afterSend, afterRecord} {
					killAt(t, g, env, talk, part, at)
				}
			}
			post := exec.Command("quotebot", "thread", "post", "--yes", talk)
			post.Env = env
			if out, err := post.CombinedOutput(); err != nil {
				t.Fatalf("thread post: %v: %s", err, out)
			}
			expectThread(t, s)
		})
	}
}

// killAt has the thread posted and kills the process at a moment of a part.
func killAt(t *testing.T, g *turnstile, env []string, talk string, part int, at moment) {
	t.Helper()
	if at == afterRecord {
		killAfterRecord(t, env, part)
		return
	}
	g.set(part, at)
	p := startProcess(t, env, "thread", "post", "--yes", talk)
	select {
	case <-g.held:
	case <-time.After(patience):
		t.Fatalf("part %d is not posted", part)
	}
	p.kill()
}

// killAfterRecord kills the worker when it has written a part down, in the pause
// before the next one.
func killAfterRecord(t *testing.T, env []string, part int) {
	t.Helper()
	p := startProcess(t, append(env, "QUOTEBOT_SPACING=500ms"), "run")
	p.waitFor(fmt.Sprintf("msg=posted key=thread/talk/%d ", part))
	p.kill()
}

// answeringServer is a server with the bot's account, and the bot's environment.
func answeringServer(t *testing.T, flavour sandbox.Flavour) (*sandbox.Server, []string) {
	t.Helper()
	s, err := sandbox.Start(sandbox.Config{Flavour: flavour, Limits: sandbox.RateLimits{Off: true}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	_, token, err := s.CreateAccount(sandbox.NewAccount{Username: "quotebot", Bot: true})
	if err != nil {
		t.Fatal(err)
	}
	return s, append(os.Environ(),
		"QUOTEBOT_ACCESS_TOKEN="+token, "QUOTEBOT_DATABASE_URL="+filepath.Join(t.TempDir(), "quotebot.db"),
		"QUOTEBOT_SCHEDULE=0 0 1 1 *", "QUOTEBOT_SPACING=0s", "QUOTEBOT_ADMIN_LISTEN=off",
	)
}

func writeTalk(t *testing.T) string {
	t.Helper()
	parts := make([]string, crashParts)
	for i := range parts {
		parts[i] = fmt.Sprintf("This is what part %d says.", i+1)
	}
	path := filepath.Join(t.TempDir(), "talk.md")
	if err := os.WriteFile(path, []byte(strings.Join(parts, "\n\n---\n\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func expectThread(t *testing.T, s *sandbox.Server) {
	t.Helper()
	all := s.Statuses("quotebot")
	if len(all) != crashParts {
		t.Errorf("%d statuses, want %d", len(all), crashParts)
	}
	for i, st := range all {
		parent := ""
		if i > 0 {
			parent = all[i-1].ID
		}
		want := fmt.Sprintf("This is what part %d says. %d/%d", i+1, i+1, crashParts)
		if st.Text != want || st.InReplyToID != parent {
			t.Errorf("status %d is %q in reply to %q, want %q in reply to %q", i+1, st.Text, st.InReplyToID, want, parent)
		}
	}
}
