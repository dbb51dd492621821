package sandbox_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"quotebot/bot/sandbox"
)

// quota is what the rate limit headers say.
func (a answer) quota() (limit, remaining, reset string) {
	return a.Header.Get("X-RateLimit-Limit"), a.Header.Get("X-RateLimit-Remaining"), a.Header.Get("X-RateLimit-Reset")
}

func (a answer) wantQuota(limit, remaining int, reset string) {
	a.t.Helper()
	l, r, at := a.quota()
	if l != strconv.Itoa(limit) || r != strconv.Itoa(remaining) || at != reset {
		a.t.Errorf("quota %s, %s, %s; want %d, %d, %s", l, r, at, limit, remaining, reset)
	}
}

func TestRealLimits(t *testing.T) {
	t.Parallel()
	clock := newClock()
	clock.add(time.Minute) // 11:46
	w := startWorld(t, sandbox.Config{Now: clock.now})
	w.bot.get("/api/v1/accounts/verify_credentials").wantQuota(300, 299, "2026-11-23T11:50:00.000000Z")
	w.bot.get("/api/v1/notifications?min_id=1").wantQuota(300, 298, "2026-11-23T11:50:00.000000Z")
	w.bot.post("/api/v1/statuses", "status", "").want(422).wantQuota(300, 297, "2026-11-23T11:50:00.000000Z")
	w.bot.post("/api/v1/statuses", "status", "a").want(200).wantQuota(300, 296, "2026-11-23T11:50:00.000000Z")
	st := w.Statuses("quotebot")[0]
	w.bot.call("DELETE", "/api/v1/statuses/"+st.ID, "", "").want(200).wantQuota(30, 29, "2026-11-23T12:00:00.000000Z")

	clock.add(5 * time.Minute) // 11:51, the posts and pages are still counted
	w.bot.post("/api/v1/statuses", "status", "b").want(200).wantQuota(300, 298, "2026-11-23T12:00:00.000000Z")
	w.friend.get("/api/v1/notifications").wantQuota(300, 299, "2026-11-23T11:55:00.000000Z")

	gts := startWorld(t, sandbox.Config{Flavour: sandbox.GoToSocial, Now: clock.now})
	gts.bot.get("/api/v1/notifications").wantQuota(300, 299, "2026-11-23T11:55:00.000Z")
	gts.friend.get("/api/v1/notifications").wantQuota(300, 298, "2026-11-23T11:55:00.000Z")
}

func TestLimitsAreEnforced(t *testing.T) {
	t.Parallel()
	clock := newClock()
	w := startWorld(t, sandbox.Config{Now: clock.now, Limits: sandbox.RateLimits{API: 100, Paging: 2, Posts: 3, Deletes: 1}})

	w.bot.get("/api/v1/notifications?since_id=1").want(200)
	w.bot.get("/api/v1/notifications?max_id=1").want(200)
	a := w.bot.get("/api/v1/notifications?min_id=1").want(429)
	a.wantQuota(2, 0, "2026-11-23T12:00:00.000000Z")
	if a.message() != "Too many requests" || a.Header.Get("Retry-After") != "" {
		t.Errorf("error %q, Retry-After %q", a.message(), a.Header.Get("Retry-After"))
	}
	w.bot.get("/api/v1/notifications").want(200)
	w.friend.get("/api/v1/notifications?min_id=1").want(200)

	for range 3 {
		w.bot.post("/api/v1/statuses", "status", "a").want(200)
	}
	w.bot.post("/api/v1/statuses", "status", "a").want(429).wantQuota(3, 0, "2026-11-23T12:00:00.000000Z")
	w.bot.post("/api/v1/statuses", "status", "").want(422)
	all := w.Statuses("quotebot")
	w.bot.call("DELETE", "/api/v1/statuses/"+all[0].ID, "", "").want(200)
	w.bot.call("DELETE", "/api/v1/statuses/"+all[1].ID, "", "").want(429)
	if got := len(w.Statuses("quotebot")); got != 2 {
		t.Errorf("%d statuses are left, want 2", got)
	}

	clock.add(15 * time.Minute)
	w.bot.get("/api/v1/notifications?min_id=1").want(200)
	w.bot.post("/api/v1/statuses", "status", "a").want(200)
}

func TestRequestLimitsAreForEachToken(t *testing.T) {
	t.Parallel()
	for f, other := range map[sandbox.Flavour]int{sandbox.Mastodon: 200, sandbox.GoToSocial: 429} {
		w := startWorld(t, sandbox.Config{Flavour: f, Limits: sandbox.RateLimits{API: 2}, Now: newClock().now})
		w.bot.get("/api/v1/notifications").want(200)
		w.bot.get("/api/v1/notifications").want(200)
		w.bot.get("/api/v1/notifications").want(429)
		w.friend.get("/api/v1/notifications").want(other)
	}
}

func TestLimitsOff(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Limits: sandbox.RateLimits{Off: true, API: 1, Posts: 1}})
	for range 5 {
		if l, r, at := w.bot.post("/api/v1/statuses", "status", "a").want(200).quota(); l+r+at != "" {
			t.Errorf("quota %s %s %s without limits", l, r, at)
		}
	}
}

func TestLimitsAndPeriodsCanBeSet(t *testing.T) {
	t.Parallel()
	clock := newClock()
	clock.add(1250 * time.Millisecond) // 11:45:01.25
	w := startWorld(t, sandbox.Config{Now: clock.now, Limits: sandbox.RateLimits{
		API: 100, User: 90, Paging: 80, Posts: 2, Media: 60, Deletes: 50,
		Periods: sandbox.RatePeriods{
			API: time.Minute, User: time.Hour, Paging: 2 * time.Second, Posts: 1500 * time.Millisecond, Media: 10 * time.Minute, Deletes: 24 * time.Hour,
		},
	}})
	w.bot.get("/api/v1/notifications").wantQuota(90, 89, "2026-11-23T12:00:00.000000Z")
	w.bot.get("/api/v1/notifications?min_id=1").wantQuota(80, 79, "2026-11-23T11:45:02.000000Z")
	w.bot.post("/api/v2/media").wantQuota(60, 59, "2026-11-23T11:50:00.000000Z")
	w.bot.call("DELETE", "/api/v1/statuses/1", "", "").want(404).wantQuota(50, 49, "2026-11-24T00:00:00.000000Z")
	w.bot.post("/api/v1/statuses", "status", "a").want(200).wantQuota(2, 1, "2026-11-23T11:45:01.500000Z")
	w.bot.post("/api/v1/statuses", "status", "a").want(200)
	w.bot.post("/api/v1/statuses", "status", "a").want(429)
	clock.add(250 * time.Millisecond)
	w.bot.post("/api/v1/statuses", "status", "a").want(200).wantQuota(2, 1, "2026-11-23T11:45:03.000000Z")
}

func TestCounts(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Now: newClock().now, Delays: quickDelays, Limits: sandbox.RateLimits{Posts: 2, Deletes: 1}})
	w.Play(sandbox.Posts, sandbox.TooMany, sandbox.LostAnswer)
	w.bot.post("/api/v1/statuses", "status", "a").want(429) // played, so not counted as limited
	w.bot.sendOnce("POST", "/api/v1/statuses", "status=a")
	for _, code := range []int{200, 429, 429} {
		w.bot.post("/api/v1/statuses", "status", "a").want(code)
	}
	w.bot.get("/api/v1/statuses/1").want(404)
	w.bot.get("/api/v1/statuses/2").want(404)
	w.bot.call("DELETE", "/api/v1/statuses/1", "", "").want(404)
	w.bot.call("DELETE", "/api/v1/statuses/1", "", "").want(429)
	w.bot.dial("/api/v1/streaming?stream=user")
	w.bot.get("/api/v1/nothing").want(404)
	want := map[sandbox.Place]sandbox.Tally{
		sandbox.Posts: {Requests: 5, Limited: 2}, "GET /api/v1/statuses/{id}": {Requests: 2}, "DELETE /api/v1/statuses/{id}": {Requests: 2, Limited: 1},
		sandbox.Connects: {Requests: 1}, "/api/": {Requests: 1},
	}
	if diff := cmp.Diff(want, w.Counts()); diff != "" {
		t.Error(diff)
	}
}
