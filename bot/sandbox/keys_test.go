package sandbox_test

import (
	"net/http"
	"testing"
	"time"

	"quotebot/bot/sandbox"
)

func TestRepeatedKeys(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		keys     sandbox.Keys
		repeat   int // the answer to the same key
		statuses int // of the bot, after that
		others   int // of another account that uses the same key
		refused  int // the answer to the key of a refused request, with a good one
	}{
		{sandbox.KeysMastodon45, 200, 1, 1, 200},
		{sandbox.KeysMastodon46Bug, 500, 1, 1, 200},
		{sandbox.KeysPleroma, 200, 1, 0, 422},
		{sandbox.KeysNone, 200, 2, 1, 200},
	} {
		t.Run(string(tt.keys), func(t *testing.T) {
			t.Parallel()
			w := startWorld(t, sandbox.Config{Keys: tt.keys})
			w.bot.postAs("/api/v1/statuses", "k", "status", "one").want(200)
			w.bot.postAs("/api/v1/statuses", "k", "status", "one").want(tt.repeat)
			if got := len(w.Statuses("quotebot")); got != tt.statuses {
				t.Errorf("%d statuses after the same key twice, want %d", got, tt.statuses)
			}
			w.friend.postAs("/api/v1/statuses", "k", "status", "one").want(200)
			if got := len(w.Statuses("friend")); got != tt.others {
				t.Errorf("%d statuses of another account with the same key, want %d", got, tt.others)
			}
			w.bot.postAs("/api/v1/statuses", "bad", "status", "").want(422)
			w.bot.postAs("/api/v1/statuses", "bad", "status", "good").want(tt.refused)
		})
	}
}

func TestPleromaRepeatsWholeAnswers(t *testing.T) {
	t.Parallel()
	clock := newClock()
	w := startWorld(t, sandbox.Config{Keys: sandbox.KeysPleroma, Now: clock.now})
	first := w.bot.postAs("/api/v1/statuses", "k", "status", "one").want(200)
	w.bot.call("DELETE", "/api/v1/statuses/"+first.object()["id"].(string), "", "", "Idempotency-Key: k").want(200)
	clock.add(6*time.Hour - time.Second)
	again := w.friend.postAs("/api/v1/statuses", "k", "status", "two").want(200)
	if string(again.Body) != string(first.Body) || again.Header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("answer %s with %v, want the first one, %s", again.Body, again.Header, first.Body)
	}
	if first.Header.Get("Idempotent-Replayed") != "" {
		t.Error("the first answer says that it is a repetition")
	}
	clock.add(time.Second)
	if late := w.bot.postAs("/api/v1/statuses", "k", "status", "two").want(200).object(); late["content"] != "<p>two</p>" {
		t.Errorf("after six hours: %v", late)
	}
}

// A refusal that would have passed a moment later is repeated as well.
func TestPleromaRepeatsRefusals(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Keys: sandbox.KeysPleroma})
	w.Play(sandbox.Posts, sandbox.TooMany)
	w.bot.postAs("/api/v1/statuses", "k", "status", "one").want(429)
	w.bot.postAs("/api/v1/statuses", "k", "status", "one").want(429)
	w.bot.postAs("/api/v1/statuses", "fresh", "status", "one").want(200)
	w.Play(sandbox.Posts, sandbox.ErrorBefore) // which never got so far
	w.bot.postAs("/api/v1/statuses", "l", "status", "one").want(500)
	w.bot.postAs("/api/v1/statuses", "l", "status", "one").want(200)
}

// inFlight starts a post with the key "k" that is slow, and returns when it is at work.
func (w world) inFlight(t *testing.T) (code <-chan int) {
	t.Helper()
	answered := make(chan int, 1)
	w.Play(sandbox.Posts, sandbox.SlowCommit)
	go func() {
		a, _ := w.bot.try("POST", "/api/v1/statuses", "application/x-www-form-urlencoded", "status=slow", "Idempotency-Key: k")
		answered <- a.Code // 0 if the server was closed before
	}()
	eventually(t, "the first request is at work", func() bool { return w.Played()[sandbox.SlowCommit] == 1 })
	return answered
}

// eventually asks until yes says so. What it waits for happens within another goroutine of the server.
func eventually(t *testing.T, what string, yes func() bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(deadline); !yes(); <-tick.C {
		if time.Now().After(end) {
			t.Fatalf("in vain: %s", what)
		}
	}
}

func TestTwoRequestsAtOnceBothPostOnMastodon45(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Delays: sandbox.Delays{Commit: 500 * time.Millisecond}})
	first := w.inFlight(t)
	w.bot.postAs("/api/v1/statuses", "k", "status", "slow").want(200)
	if code := <-first; code != http.StatusOK {
		t.Errorf("the first request got %d", code)
	}
	if got := len(w.Statuses("quotebot")); got != 2 {
		t.Errorf("%d statuses of two requests at once, want 2", got)
	}
}

func TestSecondRequestWaitsOnMastodon46(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Keys: sandbox.KeysMastodon46Bug, Delays: sandbox.Delays{Commit: 100 * time.Millisecond}})
	first := w.inFlight(t)
	w.bot.postAs("/api/v1/statuses", "k", "status", "slow").want(500)
	if code := <-first; code != http.StatusOK {
		t.Errorf("the first request got %d", code)
	}
	if got := len(w.Statuses("quotebot")); got != 1 {
		t.Errorf("%d statuses, want 1", got)
	}
}

func TestSecondRequestDoesNotWaitForEverOnMastodon46(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Keys: sandbox.KeysMastodon46Bug, Delays: sandbox.Delays{Commit: time.Hour, Lock: time.Millisecond}})
	w.inFlight(t)
	w.bot.postAs("/api/v1/statuses", "k", "status", "slow").want(503)
	w.bot.postAs("/api/v1/statuses", "l", "status", "quick").want(200)
}

func TestUnknownKeysAreRefused(t *testing.T) {
	t.Parallel()
	if s, err := sandbox.Start(sandbox.Config{Keys: "nonsense"}); err == nil {
		s.Close()
		t.Error("Start with nonsense for keys succeeded")
	}
}
