package sandbox_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"quotebot/bot/sandbox"
)

// sendOnce makes one request, on a connection that was used before unless it is a GET, which net/http would send again. No
// redirect is followed.
func (c client) sendOnce(method, path, body string) (answer, error) {
	transport := &http.Transport{MaxConnsPerHost: 1}
	defer transport.CloseIdleConnections()
	if method != http.MethodGet {
		if _, err := c.sendOnceBy(c.t.Context(), transport, "OPTIONS", path, ""); err != nil {
			return answer{}, err
		}
	}
	return c.sendOnceBy(c.t.Context(), transport, method, path, body)
}

func (c client) sendOnceBy(ctx context.Context, transport http.RoundTripper, method, path, body string) (answer, error) {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return answer{t: c.t, Code: resp.StatusCode, Header: resp.Header, Body: data}, err
}

// shape is what a client makes of an answer.
func shape(a answer, err error) string {
	switch kind := a.Header.Get("Content-Type"); {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "cut within"
	case err != nil:
		return "cut"
	case strings.HasPrefix(kind, "text/html"):
		return "page"
	case !json.Valid(a.Body):
		return "broken"
	}
	return "json"
}

var quickDelays = sandbox.Delays{Answer: time.Millisecond, Commit: time.Millisecond, Retry: 1500 * time.Millisecond}

func TestFaultsOfPosts(t *testing.T) {
	t.Parallel()
	for fault, want := range map[sandbox.Fault]struct {
		code   int // 0: no answer
		shape  string
		stored int
	}{
		sandbox.NoFault:        {200, "json", 1},
		sandbox.ErrorBefore:    {500, "json", 0},
		sandbox.BadGateway:     {502, "page", 0},
		sandbox.Unavailable:    {503, "json", 0},
		sandbox.TooMany:        {429, "json", 0},
		sandbox.Redirect:       {301, "page", 0},
		sandbox.Revoked:        {401, "json", 0},
		sandbox.Suspended:      {403, "json", 0},
		sandbox.SilentDrop:     {200, "json", 0},
		sandbox.LostAnswer:     {0, "cut", 1},
		sandbox.ErrorAfter:     {500, "json", 1},
		sandbox.CutAnswer:      {200, "cut within", 1},
		sandbox.TruncatedJSON:  {200, "broken", 1},
		sandbox.Delay:          {200, "json", 1},
		sandbox.SlowCommit:     {200, "json", 1},
		sandbox.LateCommit:     {0, "cut", 1},
		sandbox.GatewayTimeout: {504, "page", 1},
	} {
		t.Run(string(fault), func(t *testing.T) {
			t.Parallel()
			w := startWorld(t, sandbox.Config{Delays: quickDelays})
			w.Play(sandbox.Posts, fault)
			a, err := w.bot.sendOnce("POST", "/api/v1/statuses", "status=words")
			if got := shape(a, err); a.Code != want.code || got != want.shape {
				t.Errorf("answer %d, %s, %v, %s; want %d, %s", a.Code, got, err, a.Body, want.code, want.shape)
			}
			eventually(t, "the status is stored", func() bool { return len(w.Statuses("quotebot")) >= want.stored })
			if again, err := w.bot.sendOnce("POST", "/api/v1/statuses", "status=words"); again.Code != 200 || err != nil {
				t.Errorf("the next post got %d, %v", again.Code, err)
			}
			if got := len(w.Statuses("quotebot")); got != want.stored+1 {
				t.Errorf("%d statuses in the end, want %d", got, want.stored+1)
			}
			if got := w.Played(); fault != sandbox.NoFault && !cmp.Equal(got, map[sandbox.Fault]int{fault: 1}) {
				t.Errorf("Played() = %v, want %s once", got, fault)
			}
		})
	}
}

func TestFaultsOfReads(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Delays: quickDelays, Limits: sandbox.RateLimits{Off: true}})
	for _, place := range []sandbox.Place{sandbox.Notifications, sandbox.Reads} {
		for fault, want := range map[sandbox.Fault]string{
			sandbox.ErrorBefore: "500 json", sandbox.BadGateway: "502 page", sandbox.Unavailable: "503 json", sandbox.TooMany: "429 json",
			sandbox.Redirect: "301 page", sandbox.Revoked: "401 json", sandbox.Suspended: "403 json", sandbox.LostAnswer: "000 cut",
			sandbox.ErrorAfter: "500 json", sandbox.CutAnswer: "200 cut within", sandbox.TruncatedJSON: "200 broken",
			sandbox.Delay: "200 json", sandbox.GatewayTimeout: "504 page",
		} {
			w.Play(place, fault)
			a, err := w.bot.sendOnce("GET", "/api/v1/notifications", "")
			if code, kind, _ := strings.Cut(want, " "); shape(a, err) != kind || threeDigits(a.Code) != code {
				t.Errorf("%s at %s: %d, %s, %v; want %s", fault, place, a.Code, shape(a, err), err, want)
			}
			w.bot.get("/api/v1/notifications").want(200)
		}
	}
	if got := len(w.Played()); got != len(sandbox.Reads.Faults()) {
		t.Errorf("%d faults were played, of %d", got, len(sandbox.Reads.Faults()))
	}
}

func threeDigits(n int) string {
	return string([]byte{'0' + byte(n/100), '0' + byte(n/10%10), '0' + byte(n%10)})
}

func TestFaultsSayWhenToComeBack(t *testing.T) {
	t.Parallel()
	for f, reset := range map[sandbox.Flavour]string{sandbox.Mastodon: "2026-11-23T11:45:01.500000Z", sandbox.GoToSocial: "2026-11-23T11:45:01.500Z"} {
		w := startWorld(t, sandbox.Config{Flavour: f, Now: newClock().now, Delays: quickDelays})
		w.Play(sandbox.Posts, sandbox.Unavailable, sandbox.TooMany)
		if got := w.bot.post("/api/v1/statuses", "status", "a").want(503).Header.Get("Retry-After"); got != "2" {
			t.Errorf("%v: Retry-After %q, want 2", f, got)
		}
		w.bot.post("/api/v1/statuses", "status", "a").want(429).wantQuota(300, 0, reset)
	}
}

func TestRedirectLeadsToHTTPS(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.Play(sandbox.Posts, sandbox.Redirect)
	a, err := w.bot.sendOnce("POST", "/api/v1/statuses?x=1", "status=words")
	if want := strings.Replace(w.URL(), "http:", "https:", 1) + "/api/v1/statuses?x=1"; err != nil || a.Header.Get("Location") != want {
		t.Errorf("Location %q, %v; want %q", a.Header.Get("Location"), err, want)
	}
}

// What was dropped has an id like any other, that leads nowhere.
func TestSilentDrop(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.Play(sandbox.Posts, sandbox.SilentDrop)
	id := w.bot.post("/api/v1/statuses", "status", "@friend words").want(200).object()["id"].(string)
	w.bot.get("/api/v1/statuses/" + id).want(404)
	w.bot.post("/api/v1/statuses", "status", "more", "in_reply_to_id", id).want(404)
	if n := w.friend.get("/api/v1/notifications").want(200).list(); len(n) != 0 {
		t.Errorf("the dropped status notified: %v", n)
	}
}

// The client goes away while the server is at work, which finishes all the same.
func TestSlowCommitOutlivesItsClient(t *testing.T) {
	t.Parallel()
	stored := make(chan sandbox.Status, 1)
	w := startWorld(t, sandbox.Config{
		Delays:      sandbox.Delays{Commit: 100 * time.Millisecond},
		AfterCommit: func(_ context.Context, s sandbox.Status) { stored <- s },
	})
	w.Play(sandbox.Posts, sandbox.SlowCommit)
	ctx, cancel := context.WithCancel(t.Context())
	gone := make(chan error)
	go func() {
		_, err := w.bot.sendOnceBy(ctx, http.DefaultTransport, "POST", "/api/v1/statuses", "status=a")
		gone <- err
	}()
	eventually(t, "the post is at work", func() bool { return w.Played()[sandbox.SlowCommit] == 1 })
	cancel()
	if err := <-gone; err == nil {
		t.Error("the slow post was answered")
	}
	st := <-stored
	w.Play("DELETE /api/v1/statuses/{id}", sandbox.LateCommit)
	if _, err := w.bot.sendOnce("DELETE", "/api/v1/statuses/"+st.ID, ""); err == nil {
		t.Error("the late deletion was answered")
	}
	eventually(t, "the status is deleted", func() bool { return len(w.Statuses("quotebot")) == 0 })
}

func TestCloseEndsSlowCommits(t *testing.T) {
	t.Parallel()
	s, err := sandbox.Start(sandbox.Config{Delays: sandbox.Delays{Commit: time.Hour}})
	if err != nil {
		t.Fatal(err)
	}
	_, token, err := s.CreateAccount(sandbox.NewAccount{Username: "quotebot"})
	if err != nil {
		t.Fatal(err)
	}
	c := client{t: t, base: s.URL(), token: token}
	s.Play(sandbox.Posts, sandbox.GatewayTimeout, sandbox.LateCommit)
	if a, err := c.sendOnce("POST", "/api/v1/statuses", "status=a"); err != nil || a.Code != 504 {
		t.Errorf("answer %d, %v; want 504", a.Code, err)
	}
	if _, err := c.sendOnce("POST", "/api/v1/statuses", "status=a"); err == nil {
		t.Error("the late commit was answered")
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if got := s.Statuses("quotebot"); len(got) != 0 {
		t.Errorf("Close let %v through", got)
	}
}

// codes posts that many times and returns what came of it.
func (w world) codes(t *testing.T, times int) (codes []int) {
	t.Helper()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	for range times {
		w.bot.get("/api/v1/accounts/verify_credentials")
		a, err := w.bot.sendOnceBy(t.Context(), transport, "POST", "/api/v1/statuses", "status=a")
		if err != nil {
			a.Code = 0
		}
		codes = append(codes, a.Code)
	}
	return codes
}

func TestMixIsTheSameForTheSameSeed(t *testing.T) {
	t.Parallel()
	mix := sandbox.Mix{Seed: 7, Rates: map[sandbox.Place]sandbox.Rates{
		sandbox.Posts: {sandbox.LostAnswer: .2, sandbox.BadGateway: .2, sandbox.ErrorAfter: .1},
	}}
	start := func() world {
		w := startWorld(t, sandbox.Config{Limits: sandbox.RateLimits{Off: true}, Delays: quickDelays})
		w.SetFaults(sandbox.Faults{Mix: mix})
		return w
	}
	a, b := start(), start()
	b.SetFaults(sandbox.Faults{Mix: sandbox.Mix{Seed: mix.Seed, Rates: map[sandbox.Place]sandbox.Rates{
		sandbox.Posts: mix.Rates[sandbox.Posts],
		sandbox.Reads: {sandbox.Delay: .5}, // elsewhere, which makes no difference
	}}})
	const times = 100
	got, same := a.codes(t, times), b.codes(t, times)
	if !slices.Equal(got, same) {
		t.Errorf("the same seed gave %v and %v", got, same)
	}
	played := a.Played()
	for fault, want := range map[sandbox.Fault]int{sandbox.LostAnswer: 20, sandbox.BadGateway: 20, sandbox.ErrorAfter: 10} {
		if n := played[fault]; n < want/2 || n > want*2 {
			t.Errorf("%q was played %d times, want about %d", fault, n, want)
		}
	}
	if got, want := len(a.Statuses("quotebot")), times-played[sandbox.BadGateway]; got != want {
		t.Errorf("%d statuses, want %d", got, want)
	}
	a.SetFaults(sandbox.Faults{Mix: mix}) // begins anew
	if again := a.codes(t, times); !slices.Equal(got, again) {
		t.Errorf("the same mix once more gave %v, want %v", again, got)
	}
	a.SetFaults(sandbox.Faults{Mix: sandbox.Mix{Seed: 8, Rates: mix.Rates}})
	if other := a.codes(t, times); slices.Equal(got, other) {
		t.Error("another seed gave the same")
	}
}

func TestSpecialRatesGoBeforeGeneralOnes(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.SetFaults(sandbox.Faults{Mix: sandbox.Mix{Rates: map[sandbox.Place]sandbox.Rates{
		sandbox.Reads:                      {sandbox.ErrorBefore: 1},
		sandbox.Notifications:              {},
		"GET /api/v1/statuses/{id}/source": {sandbox.BadGateway: 1},
	}}})
	w.Play(sandbox.Reads, sandbox.NoFault, sandbox.Unavailable)
	w.bot.get("/api/v1/instance").want(200)
	w.bot.get("/api/v1/notifications").want(503)
	w.bot.get("/api/v1/notifications").want(200)
	w.bot.get("/api/v1/instance").want(500)
	w.bot.get("/api/v1/statuses/1/source").want(502)
	want := map[sandbox.Fault]int{sandbox.Unavailable: 1, sandbox.ErrorBefore: 1, sandbox.BadGateway: 1}
	if got := w.Played(); !maps.Equal(got, want) {
		t.Errorf("Played() = %v, want %v", got, want)
	}
	w.Play(sandbox.Posts, sandbox.ErrorBefore)
	w.SetFaults(sandbox.Faults{})
	w.bot.post("/api/v1/statuses", "status", "a").want(200)
}

func TestMistakenFaultsPanic(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	mix := func(p sandbox.Place, r sandbox.Rates) func() {
		return func() { w.SetFaults(sandbox.Faults{Mix: sandbox.Mix{Rates: map[sandbox.Place]sandbox.Rates{p: r}}}) }
	}
	for name, mistake := range map[string]func(){
		"no such place":      func() { w.Play("GET /api/v1/nothing", sandbox.Delay) },
		"no such fault":      func() { w.Play(sandbox.Posts, "nonsense") },
		"a read that drops":  func() { w.Play(sandbox.Reads, sandbox.SilentDrop) },
		"rates of nonsense":  mix(sandbox.Posts, sandbox.Rates{"nonsense": .1}),
		"rates of one fault": mix(sandbox.Posts, sandbox.Rates{sandbox.Delay: 1.5}),
		"negative rates":     mix(sandbox.Posts, sandbox.Rates{sandbox.Delay: -.5}),
		"rates together":     mix(sandbox.Posts, sandbox.Rates{sandbox.Delay: .6, sandbox.LostAnswer: .6}),
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			mistake()
		}()
	}
}
