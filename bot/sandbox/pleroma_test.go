package sandbox_test

import (
	"regexp"
	"strings"
	"testing"

	"quotebot/bot/sandbox"
)

func startPleroma(t *testing.T, cfg sandbox.Config) world {
	t.Helper()
	cfg.Flavour = sandbox.Pleroma
	return startWorld(t, cfg)
}

func TestPleromaSaysWhatItIs(t *testing.T) {
	t.Parallel()
	w := startPleroma(t, sandbox.Config{})
	a := w.bot.get("/api/v1/instance").want(200)
	doc := a.object()
	if doc["version"] != "2.7.2 (compatible; Akkoma 3.10.4-0-gebfb617)" || doc["max_toot_chars"] != 5000.0 || doc["configuration"] != nil {
		t.Errorf("instance %s", a.Body)
	}
	if dig(doc, "pleroma", "metadata", "features") == nil || a.Header.Get("X-RateLimit-Limit") != "" || a.Header.Get("Server") != "Cowboy" {
		t.Errorf("instance %s with %v", a.Body, a.Header)
	}
	w.bot.get("/api/v2/instance").want(404)
	if got := dig(w.bot.get("/nodeinfo/2.0").want(200).object(), "software", "name"); got != "akkoma" {
		t.Errorf("nodeinfo names %v", got)
	}
}

func TestPleromaRefusals(t *testing.T) {
	t.Parallel()
	w := startPleroma(t, sandbox.Config{MaxChars: 10, Limits: sandbox.RateLimits{Off: true}})
	private := w.publish(t, "friend", sandbox.NewStatus{Text: "@quotebot", Visibility: "direct"})
	others := w.publish(t, "friend", sandbox.NewStatus{Text: "mine"})
	for _, tt := range []struct {
		name   string
		fields []string
		want   int
	}{
		{"fits, in graphemes", []string{"status", " " + strings.Repeat("e\u0301", 10) + "\n"}, 200},
		{"too long", []string{"status", strings.Repeat("e\u0301", 11)}, 422},
		{"too long with the warning", []string{"status", "12345678", "spoiler_text", "123"}, 422},
		{"no discount for links", []string{"status", "http://a.co"}, 422},
		{"blank", []string{"status", " ", "spoiler_text", "cw"}, 422},
		{"unknown parent", []string{"status", "a", "in_reply_to_id", "1"}, 422},
		{"language", []string{"status", "a", "language", "de"}, 200},
		{"region", []string{"status", "a", "language", "de-AT"}, 422},
		{"three letters", []string{"status", "a", "language", "ast"}, 422},
		{"no language", []string{"status", "a", "language", "xx"}, 422},
		{"wider than the parent", []string{"status", "a", "in_reply_to_id", private.ID, "visibility", "unlisted"}, 422},
		{"the parent's visibility", []string{"status", "a", "in_reply_to_id", private.ID}, 200},
	} {
		if a := w.bot.post("/api/v1/statuses", tt.fields...); a.Code != tt.want {
			t.Errorf("%s: status %d, want %d: %s", tt.name, a.Code, tt.want, a.Body)
		}
	}
	all := w.Statuses("quotebot")
	if got := all[len(all)-1].Visibility; got != "direct" {
		t.Errorf("visibility of the answer without one: %s", got)
	}
	w.bot.call("DELETE", "/api/v1/statuses/"+others.ID, "", "").want(400)
}

func TestPleromaMarkup(t *testing.T) {
	t.Parallel()
	w := startPleroma(t, sandbox.Config{})
	st := w.publish(t, "quotebot", sandbox.NewStatus{Text: "@al@far.example a<b\nhttps://example.org/x #Tag @nobody"})
	want := `<span class="h-card"><a class="u-url mention" data-user="` + w.remote.ID + `" href="https://far.example/@al" rel="ugc">@<span>al</span></a></span> a&lt;b<br>` +
		`<a href="https://example.org/x" rel="ugc">https://example.org/x</a> <a class="hashtag" data-tag="tag" href="` + w.URL() + `/tag/tag" rel="tag ugc">#Tag</a> @nobody`
	if st.Content != want || st.Text != "@al@far.example a<b\nhttps://example.org/x #Tag @nobody" {
		t.Errorf("content\n got %s\nwant %s\ntext %q", st.Content, want, st.Text)
	}
}

func TestPleromaPages(t *testing.T) {
	t.Parallel()
	w := startPleroma(t, sandbox.Config{})
	w.tell(t, 50)
	flake := regexp.MustCompile(`^[0-9A-Za-z]{18}$`)
	last := ""
	for _, st := range w.Statuses("al@far.example") {
		if !flake.MatchString(st.ID) || st.ID <= last {
			t.Errorf("id %q after %q", st.ID, last)
		}
		last = st.ID
	}
	for query, want := range map[string]int{"": 20, "?limit=1000": 40} {
		if got := w.notificationIDs(t, query); len(got) != want || got[0] != "50" {
			t.Errorf("%q: %d notifications from %v on, want %d from 50 on", query, len(got), got[0], want)
		}
	}
	w.publish(t, "Stranger", sandbox.NewStatus{Text: "@quotebot psst", Visibility: "direct"})
	if got := w.notificationIDs(t, "?limit=1"); got[0] != "51" {
		t.Errorf("newest notification %v: private mentions are not filtered here", got)
	}
	w.NullNotification("quotebot")
	if a := w.bot.get("/api/v1/notifications?limit=1").want(200); len(a.list()) != 0 || a.Header.Get("Link") == "" {
		t.Errorf("%s with Link %q, want an empty page with a Link", a.Body, a.Header.Get("Link"))
	}
}

func TestPleromaKeysAreItsOwn(t *testing.T) {
	t.Parallel()
	w := startPleroma(t, sandbox.Config{})
	w.bot.postAs("/api/v1/statuses", "k", "status", "").want(422)
	w.bot.postAs("/api/v1/statuses", "k", "status", "a").want(422)
	w.bot.postAs("/api/v1/statuses", "l", "status", "a").want(200)
}

// Fifteen in ten seconds, without a word in the headers, and the refusal sticks to its key.
func TestPleromaThrottles(t *testing.T) {
	t.Parallel()
	clock := newClock()
	w := startPleroma(t, sandbox.Config{Now: clock.now, Delays: quickDelays})
	for range 15 {
		w.bot.post("/api/v1/statuses", "status", "a").want(200)
	}
	a := w.bot.postAs("/api/v1/statuses", "k", "status", "a").want(429)
	if limit, left, reset := a.quota(); a.message() != "Throttled" || limit+left+reset != "" {
		t.Errorf("refused with %s, %v", a.Body, a.Header)
	}
	w.bot.get("/api/v1/notifications").want(200)
	w.friend.post("/api/v1/statuses", "status", "a").want(200)
	clock.add(10e9)
	w.bot.postAs("/api/v1/statuses", "k", "status", "a").want(429)
	w.bot.postAs("/api/v1/statuses", "l", "status", "a").want(200)
	w.Play(sandbox.Posts, sandbox.TooMany)
	if limit, left, reset := w.bot.post("/api/v1/statuses", "status", "a").want(429).quota(); limit+left+reset != "" {
		t.Errorf("a played 429 says %s, %s, %s", limit, left, reset)
	}
	if got := w.Counts()[sandbox.Posts]; got != (sandbox.Tally{Requests: 20, Limited: 1}) {
		t.Errorf("Counts = %+v", got)
	}
}

func TestPleromaTokens(t *testing.T) {
	t.Parallel()
	w := startPleroma(t, sandbox.Config{})
	nobody := client{t: t, base: w.URL()}
	wrong := client{t: t, base: w.URL(), token: "wrong"}
	w.Play(sandbox.Notifications, sandbox.NoFault, sandbox.NoFault, sandbox.Revoked)
	for _, c := range []client{nobody, wrong, w.bot} {
		if got := c.get("/api/v1/notifications").want(403).message(); got != "Invalid credentials." {
			t.Errorf("error %q", got)
		}
	}
}
