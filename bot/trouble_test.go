package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quotebot/bot"
	"quotebot/bot/sandbox"
)

// front puts a proxy before the server. Where answer returns true it has
// answered by itself.
func (w *world) front(answer func(rw http.ResponseWriter, r *http.Request) bool) {
	w.t.Helper()
	target, err := url.Parse(w.server.URL())
	if err != nil {
		w.t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target); r.Out.Host = target.Host }}
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if !answer(rw, r) {
			proxy.ServeHTTP(rw, r)
		}
	}))
	w.t.Cleanup(s.Close)
	w.settings.Server = s.URL
}

// refuse answers as a server does, with JSON.
func refuse(rw http.ResponseWriter, status int, message string) bool {
	rw.Header().Set("Content-Type", "application/json")
	rw.WriteHeader(status)
	fmt.Fprintf(rw, `{"error":%q}`, message)
	return true
}

// loseAnswer has alice ask, and the bot's answer stored and its confirmation cut.
func (w *world) loseAnswer() (asked sandbox.Status) {
	w.t.Helper()
	w.server.SetFaults(sandbox.Faults{CutAfterCommit: true})
	asked = w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts"})
	w.next()
	w.server.SetFaults(sandbox.Faults{})
	return asked
}

// expectOne waits until the lost answer is found and is still the only one.
func (w *world) expectOne(asked sandbox.Status) {
	w.t.Helper()
	w.waitFor("found what an earlier try had posted")
	if n := w.replies()[asked.ID]; n != 1 {
		w.t.Errorf("%d answers, want 1", n)
	}
}

// The server's clock is not ours.
func TestLostAnswerIsFoundWhateverTheClock(t *testing.T) {
	t.Parallel()
	for _, skew := range []time.Duration{-20 * time.Minute, 20 * time.Minute} {
		t.Run(skew.String(), func(t *testing.T) {
			t.Parallel()
			w := newWorldWith(t, sandbox.Config{Flavour: sandbox.GoToSocial, Now: func() time.Time { return time.Now().Add(skew) }})
			w.run()
			w.expectOne(w.loseAnswer())
		})
	}
}

func TestLostAnswerIsFoundWithoutSource(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		w.front(func(rw http.ResponseWriter, r *http.Request) bool {
			return strings.HasSuffix(r.URL.Path, "/source") && refuse(rw, 404, "Record not found")
		})
		if err := w.run()(); err != nil {
			t.Fatal(err)
		}
		w.server.SetFaults(sandbox.Faults{CutAfterCommit: true})
		asked := w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts"})
		w.run()
		w.next()
		w.server.SetFaults(sandbox.Faults{})
		w.expectOne(asked)
	})
}

// Another program posts more than a page with the account while the answer is
// in doubt.
func TestLostAnswerIsFoundUnderManyOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.GoToSocial)
	w.run()
	asked := w.loseAnswer()
	for i := range 100 {
		w.publish("quotebot", sandbox.NewStatus{Text: fmt.Sprint("by hand ", i), InReplyToID: asked.ID})
	}
	w.waitFor("found what an earlier try had posted")
	if n := w.replies()[asked.ID]; n != 101 {
		t.Errorf("%d answers, want 1 and the 100 by hand", n)
	}
}

// A look-up of many pages comes to its end on a server that fails every other
// read of them.
func TestLostAnswerIsFoundOnAFailingServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.GoToSocial)
	var reads atomic.Int32
	w.front(func(rw http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/statuses") || r.Method != http.MethodGet || reads.Add(1)%2 == 1 {
			return false
		}
		http.Error(rw, "bad gateway", http.StatusBadGateway)
		return true
	})
	w.run()
	asked := w.loseAnswer()
	for i := range 100 {
		w.publish("quotebot", sandbox.NewStatus{Text: fmt.Sprint("by hand ", i)})
	}
	w.expectOne(asked)
}

// A gateway times out, the server works on, a repeat is refused by the rate
// limit, and the first request is carried out in the end: the key that a server
// honours must still be the same.
func TestKeyIsKeptWhileInDoubt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	late := make(chan *http.Request, 1)
	var posts atomic.Int32
	w.front(func(rw http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodPost {
			return false
		}
		switch posts.Add(1) {
		case 1:
			var body bytes.Buffer
			body.ReadFrom(r.Body)
			req, _ := http.NewRequest(http.MethodPost, w.server.URL()+r.URL.Path, &body)
			req.Header = r.Header.Clone()
			late <- req
			http.Error(rw, "gateway time-out", http.StatusGatewayTimeout)
			return true
		case 2:
			rw.Header().Set("Retry-After", "1")
			return refuse(rw, 429, "Too many requests")
		}
		resp, err := http.DefaultClient.Do(<-late) // the first one arrives at last
		if err == nil {
			resp.Body.Close()
		}
		return false
	})
	w.run()
	asked := w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts"})
	w.waitFor("msg=posted")
	if n := w.replies()[asked.ID]; n != 1 {
		t.Errorf("%d answers on a server that honours keys, want 1", n)
	}
}

// A proxy's answer is not the server's: nothing is given up for it.
func TestProxyEndsNothing(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 403, 404, 410, 422, 502} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, sandbox.Mastodon)
			var down atomic.Bool
			w.front(func(rw http.ResponseWriter, r *http.Request) bool {
				if !down.Load() {
					return false
				}
				rw.Header().Set("Location", "https://maintenance.example/")
				http.Error(rw, "page not found", status)
				return true
			})
			w.run()
			down.Store(true)
			asked := w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts"})
			w.waitFor("server cannot be used")
			down.Store(false)
			if got := w.next(); got.InReplyToID != asked.ID {
				t.Errorf("posted %+v, want the answer to %s", got, asked.ID)
			}
		})
	}
}

func TestStopsWhenAPersonMustAct(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		path   string // that is refused; "" for posting
		hint   string
	}{
		"token revoked":         {401, "/api/v1/notifications", "QUOTEBOT_ACCESS_TOKEN"},
		"scope missing to read": {403, "/api/v1/notifications", "scopes"},
		"scope missing to post": {403, "", "scopes"},
		"token revoked to post": {401, "", "QUOTEBOT_ACCESS_TOKEN"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, sandbox.Mastodon)
			var revoked atomic.Bool
			w.front(func(rw http.ResponseWriter, r *http.Request) bool {
				hit := r.URL.Path == c.path || c.path == "" && r.Method == http.MethodPost
				return revoked.Load() && hit && refuse(rw, c.status, "This action is outside the authorized scopes")
			})
			b := w.open()
			ended := make(chan error, 1)
			go func() { ended <- errors.Join(b.Run(t.Context()), b.Close()) }()
			<-b.Ready()
			revoked.Store(true)
			asked := w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts"})
			w.server.DropStream() // a look over REST follows
			if err := w.ended(ended); err == nil || !strings.Contains(err.Error(), c.hint) {
				t.Errorf("Run = %v, want an error with %q", err, c.hint)
			}
			revoked.Store(false) // somebody has acted
			w.run()
			if got := w.next(); got.InReplyToID != asked.ID {
				t.Errorf("answered %s after the restart, want %s", got.InReplyToID, asked.ID)
			}
		})
	}
}

func TestOpenTogether(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	errs := make(chan error)
	for range 6 {
		go func() { errs <- w.open().Close() }()
	}
	for range 6 {
		if err := <-errs; err != nil {
			t.Errorf("Open together: %v", err)
		}
	}
}

func TestServerLimitsNeedNoToken(t *testing.T) {
	t.Parallel()
	w := newWorldWith(t, sandbox.Config{MaxChars: 321})
	w.settings.AccessToken = ""
	c, err := bot.Configure(w.settings, false, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	limits, err := bot.ServerLimits(context.Background(), c)
	if err != nil || limits.MaxChars != 321 {
		t.Errorf("ServerLimits = %+v, %v; want 321", limits, err)
	}
}
