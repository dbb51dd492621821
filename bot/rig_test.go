package bot

import (
	"database/sql"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quotebot/bot/sandbox"
	"quotebot/bot/store"
)

// A rig is one delivery, step by step on injected time, with a proxy before the
// server.
type rig struct {
	t      *testing.T
	b      *Bot
	d      *delivery
	server *sandbox.Server
	clock  *span
	tick   atomic.Int64 // nanoseconds that pass at each look at the clock
	halted atomic.Bool
	answer func(rw http.ResponseWriter, req *http.Request) bool // true: the proxy has answered by itself
}

func newRig(t *testing.T, c sandbox.Config) *rig {
	t.Helper()
	r := &rig{t: t, clock: new(span), answer: func(http.ResponseWriter, *http.Request) bool { return false }}
	r.clock.nanos.Store(time.Date(2026, 11, 23, 12, 0, 1, 0, time.UTC).UnixNano())
	c.Now = r.clock.now
	var err error
	if r.server, err = sandbox.Start(c); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.server.Close() })
	_, token, err := r.server.CreateAccount(sandbox.NewAccount{Username: "quotebot", Bot: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.server.CreateAccount(sandbox.NewAccount{Username: "alice"}); err != nil {
		t.Fatal(err)
	}
	s := DefaultSettings()
	s.Server, s.AccessToken, s.MaxPostsPerHour = r.front(), token, "10000"
	s.DatabaseURL = filepath.Join(t.TempDir(), "quotebot.db")
	config, err := Configure(s, true, r.clock.now())
	if err != nil {
		t.Fatal(err)
	}
	if r.b, err = open(t.Context(), config, slog.New(slog.DiscardHandler), r.now); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.b.Close() })
	r.b.halt = func(error) { r.halted.Store(true) }
	r.d = r.b.queue.delivery
	return r
}

// front is the address of the proxy.
func (r *rig) front() string {
	r.t.Helper()
	target, err := url.Parse(r.server.URL())
	if err != nil {
		r.t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite:  func(p *httputil.ProxyRequest) { p.SetURL(target); p.Out.Host = target.Host },
		ErrorLog: log.New(io.Discard, "", 0), // answers are lost on purpose
	}
	front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
		if !r.answer(rw, req) {
			proxy.ServeHTTP(rw, req)
		}
	}))
	r.t.Cleanup(front.Close)
	return front.URL
}

func (r *rig) now() time.Time {
	r.clock.forward(time.Duration(r.tick.Load()))
	return r.clock.now()
}

// refuse answers as a server does, with JSON.
func refuse(rw http.ResponseWriter, status int, message string) bool {
	rw.Header().Set("Content-Type", "application/json")
	rw.WriteHeader(status)
	fmt.Fprintf(rw, `{"error":%q}`, message)
	return true
}

// allow adds what a server says of its allowance.
func (r *rig) allow(rw http.ResponseWriter, left int, until time.Duration) {
	rw.Header().Set("Date", r.clock.now().Format(http.TimeFormat))
	rw.Header().Set("X-RateLimit-Limit", "300")
	rw.Header().Set("X-RateLimit-Remaining", fmt.Sprint(left))
	rw.Header().Set("X-RateLimit-Reset", r.clock.now().Add(until).Format("2006-01-02T15:04:05.000Z"))
}

func isPost(req *http.Request) bool {
	return req.Method == http.MethodPost && strings.HasSuffix(req.URL.Path, "/statuses")
}

// ask has alice ask, and gives the id of her status.
func (r *rig) ask() string {
	r.t.Helper()
	asked, err := r.server.Publish("alice", sandbox.NewStatus{Text: "@quotebot courts"})
	if err != nil {
		r.t.Fatal(err)
	}
	return asked.ID
}

// tx runs f in a transaction.
func (r *rig) tx(f func(*sql.Tx) error) {
	r.t.Helper()
	if err := r.b.db.InTx(r.t.Context(), f); err != nil {
		r.t.Fatal(err)
	}
}

// add writes deeds down, unlisted and pending unless they say otherwise.
func (r *rig) add(deeds ...store.Deed) {
	r.t.Helper()
	r.tx(func(tx *sql.Tx) error {
		for _, d := range deeds {
			d.CreatedAt = r.clock.now()
			if d.State == "" {
				d.State = store.Pending
			}
			if d.Visibility == "" {
				d.Visibility = "unlisted"
			}
			if _, err := store.Add(r.t.Context(), tx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *rig) deed(key string) store.Deed {
	r.t.Helper()
	d, err := r.b.db.Deed(r.t.Context(), key)
	if err != nil {
		r.t.Fatal(err)
	}
	return d
}

// expect checks the state in which a deed is.
func (r *rig) expect(key string, want store.State) {
	r.t.Helper()
	if d := r.deed(key); d.State != want {
		r.t.Errorf("%s is %s (%s) after %v, want %s", key, d.State, d.Reason, r.clock.now().Sub(d.CreatedAt), want)
	}
}

// step does what can be done for a deed now, and says for how long it waits then.
func (r *rig) step(key string) time.Duration {
	r.t.Helper()
	return deliverNow(r.t, r.d, r.deed(key))
}

// steps gives a deed n steps, each when it asks for it.
func (r *rig) steps(key string, n int) {
	r.t.Helper()
	for range n {
		if !r.deed(key).State.Due() {
			return
		}
		r.clock.forward(r.step(key))
	}
}

// expectOthersGoOn checks that a toot which has nothing to do with the trouble
// need not wait for it.
func (r *rig) expectOthersGoOn() {
	r.t.Helper()
	r.add(store.Deed{Key: "post/other", Text: "another"})
	if wait := r.step("post/other"); wait > longestPause {
		r.t.Errorf("another toot waits for %v, want %v at the most", wait, longestPause)
	}
}

// texts are what the bot has said.
func (r *rig) texts() (texts []string) {
	for _, s := range r.server.Statuses("quotebot") {
		texts = append(texts, s.Text)
	}
	return texts
}

var noLimits = sandbox.Config{Flavour: sandbox.GoToSocial, Limits: sandbox.RateLimits{Off: true}}
