package fedi_test

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/sandbox"
	"quotebot/bot/toot"
)

// A wallClock is moved by the test and shared by server and client.
type wallClock struct{ nanos atomic.Int64 }

func newWallClock() *wallClock {
	c := &wallClock{}
	c.nanos.Store(time.Date(2026, 11, 23, 12, 0, 1, 0, time.UTC).UnixNano())
	return c
}

func (c *wallClock) now() time.Time      { return time.Unix(0, c.nanos.Load()) }
func (c *wallClock) moveTo(at time.Time) { c.nanos.Store(at.UnixNano()) }

// untilPaced calls until the client holds a call back, and says how many were
// made and when it may go on. A call that the server refuses fails the test.
func untilPaced(t *testing.T, call func(n int) error) (made int, at time.Time) {
	t.Helper()
	for ; made < 1000; made++ {
		err := call(made)
		if err == nil {
			continue
		}
		if fedi.KindOf(err) != fedi.Later {
			t.Fatalf("call %d: %v", made, err)
		}
		return made, fedi.RetryAt(err)
	}
	t.Fatal("never held back")
	return 0, time.Time{}
}

// The allowance of each family is used to at least 95 in a hundred, and no
// request is ever refused.
func TestPaceUsesTheAllowance(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		clock := newWallClock()
		s, c := start(t, sandbox.Config{Flavour: flavour, Now: clock.now})
		c.Now = clock.now
		ids := make(chan string, 1000)
		for _, f := range []struct {
			name           string
			most           int
			mastodonPeriod time.Duration
			call           func(ctx context.Context, n int) error
		}{
			{"reads", 300, 5 * time.Minute, func(ctx context.Context, _ int) error { _, err := c.Self(ctx); return err }},
			{"pages", 300, 15 * time.Minute, func(ctx context.Context, _ int) error { _, err := c.MentionsAbove(ctx, "1"); return err }},
			{"posts", 300, 3 * time.Hour, func(ctx context.Context, n int) error {
				p, err := c.Post(ctx, toot.Draft{Text: fmt.Sprint("toot ", n), Visibility: toot.Unlisted}, fmt.Sprint(n))
				if err == nil {
					ids <- p.ID
				}
				return err
			}},
		} {
			clock.moveTo(clock.now().Truncate(3 * time.Hour).Add(3*time.Hour + time.Second))
			// The first window may be shared with what was asked for before; the
			// second is the family's own.
			for range 2 {
				used := 0
				windowEnds := clock.now().Truncate(f.mastodonPeriod).Add(f.mastodonPeriod)
				if flavour == sandbox.GoToSocial {
					windowEnds = clock.now().Truncate(5 * time.Minute).Add(5 * time.Minute)
				}
				for clock.now().Before(windowEnds) {
					made, at := untilPaced(t, func(n int) error { return f.call(t.Context(), used+n) })
					used += made
					if !at.After(clock.now()) {
						t.Fatalf("%s: held back until %v, and it is %v", f.name, at, clock.now())
					}
					clock.moveTo(at)
				}
				if used < f.most*95/100 || used > f.most {
					t.Errorf("%s: %d requests made in a window of %d", f.name, used, f.most)
				}
			}
		}
		for _, r := range s.Requests() {
			if r.Status == http.StatusTooManyRequests {
				t.Errorf("%s %s was refused", r.Method, r.Path)
			}
		}
	})
}

// A server whose clock is an hour ahead or behind is not waited for an hour
// longer, nor asked too early.
func TestPaceWhateverTheClocks(t *testing.T) {
	t.Parallel()
	for _, skew := range []time.Duration{-time.Hour, time.Hour} {
		server, ours := newWallClock(), newWallClock()
		ours.moveTo(server.now().Add(skew))
		_, c := start(t, sandbox.Config{Now: server.now, Limits: sandbox.RateLimits{API: 20}})
		c.Now = ours.now
		_, at := untilPaced(t, func(int) error { _, err := c.Self(t.Context()); return err })
		if wait := at.Sub(ours.now()); wait < 4*time.Minute || wait > 5*time.Minute+2*time.Second {
			t.Errorf("skew %v: waits %v, want the five minutes of the window", skew, wait)
		}
	}
}

// What is left of each allowance can be told, until it is renewed.
func TestLimits(t *testing.T) {
	t.Parallel()
	clock := newWallClock()
	_, c := start(t, sandbox.Config{Now: clock.now})
	c.Now = clock.now
	if got := c.Limits(); got != nil {
		t.Errorf("Limits before the first request = %+v, want none", got)
	}
	for n := range 3 {
		if _, err := c.Post(t.Context(), toot.Draft{Text: fmt.Sprint("toot ", n), Visibility: toot.Unlisted}, fmt.Sprint(n)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.Self(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := c.Limits()
	want := []fedi.Limit{{Family: "reads", Total: 300}, {Family: "posts", Total: 300}}
	if len(got) != len(want) {
		t.Fatalf("Limits = %+v, want reads and posts", got)
	}
	for i, l := range got {
		if l.Family != want[i].Family || l.Total != want[i].Total || l.Left < 290 || l.Left > 299 || !l.Until.After(clock.now()) {
			t.Errorf("Limits()[%d] = %+v, want %s with 290 to 299 left of %d", i, l, want[i].Family, want[i].Total)
		}
	}
	clock.moveTo(got[0].Until)
	for _, l := range c.Limits() {
		if l.Family == "reads" {
			t.Errorf("Limits when the reads' window is over = %+v, want none of it", l)
		}
	}
}
