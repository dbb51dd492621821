package sandbox_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"quotebot/bot/sandbox"
)

var flavours = []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial}

// eachFlavour runs a test against a server of each flavour.
func eachFlavour(t *testing.T, cfg sandbox.Config, test func(t *testing.T, w world, f sandbox.Flavour)) {
	t.Parallel()
	for _, f := range flavours {
		t.Run(f.String(), func(t *testing.T) {
			t.Parallel()
			cfg := cfg // each of its own: they run at the same time
			cfg.Flavour = f
			test(t, startWorld(t, cfg), f)
		})
	}
}

// send sends a form of the names and values that take turns in fields.
func (c client) send(method, path string, fields ...string) answer {
	c.t.Helper()
	form := url.Values{}
	for pair := range slices.Chunk(fields, 2) {
		form.Add(pair[0], pair[1])
	}
	return c.call(method, path, "application/x-www-form-urlencoded", form.Encode())
}

func TestEditReplaces(t *testing.T) {
	clock := newClock()
	eachFlavour(t, sandbox.Config{Now: clock.now}, func(t *testing.T, w world, _ sandbox.Flavour) {
		parent := w.publish(t, "friend", sandbox.NewStatus{Text: "hm"})
		st := w.publish(t, "quotebot", sandbox.NewStatus{
			Text: "a qoute", SpoilerText: "cw", Visibility: "unlisted", InReplyToID: parent.ID, Language: "de", Sensitive: true,
		})
		path := "/api/v1/statuses/" + st.ID
		if at := w.bot.get(path).want(200).object()["edited_at"]; at != nil {
			t.Errorf("edited_at before the edit: %v", at)
		}
		want := map[string]any{
			"id": st.ID, "content": "<p>a quote</p>", "spoiler_text": "", "sensitive": false, "language": "de", "visibility": "unlisted",
			"in_reply_to_id": parent.ID, "edited_at": clock.now().Format("2006-01-02T15:04:05.000Z"),
		}
		edited := w.bot.send("PUT", path, "status", " a quote ", "visibility", "public").want(200)
		for name, got := range map[string]map[string]any{"answer": edited.object(), "read back": w.friend.get(path).want(200).object()} {
			for k, v := range want {
				if got[k] != v {
					t.Errorf("%s: %s = %v, want %v", name, k, got[k], v)
				}
			}
		}
		if got := w.bot.get(path + "/source").want(200).object()["text"]; got != "a quote" {
			t.Errorf("source after the edit: %v", got)
		}
		got := w.bot.call("PUT", path, "application/json", `{"status":"other","spoiler_text":"re","sensitive":true,"language":"fr"}`).want(200).object()
		if got["spoiler_text"] != "re" || got["sensitive"] != true || got["language"] != "fr" {
			t.Errorf("second edit: %v", got)
		}
	})
}

func TestEditRefusals(t *testing.T) {
	long := strings.Repeat("a", 501)
	eachFlavour(t, sandbox.Config{MaxChars: 500}, func(t *testing.T, w world, f sandbox.Flavour) {
		invalid, unchanged := 422, 200
		if f == sandbox.GoToSocial {
			invalid, unchanged = 400, 422
		}
		st := w.publish(t, "quotebot", sandbox.NewStatus{Text: "a quote", SpoilerText: "cw"})
		own := "/api/v1/statuses/" + st.ID
		others := "/api/v1/statuses/" + w.publish(t, "friend", sandbox.NewStatus{Text: "mine"}).ID
		for _, tt := range []struct {
			name, path string
			fields     []string
			want       int
		}{
			{"another's", others, []string{"status", "yours"}, 404},
			{"unknown", "/api/v1/statuses/1", []string{"status", "a"}, 404},
			{"nothing", own, nil, invalid},
			{"too long", own, []string{"status", long}, invalid},
			{"too long with the warning", own, []string{"status", long[:500], "spoiler_text", "a"}, invalid},
			{"no change", own, []string{"status", " a quote", "spoiler_text", "cw "}, unchanged},
		} {
			if a := w.bot.send("PUT", tt.path, tt.fields...); a.Code != tt.want {
				t.Errorf("%s: status %d %s, want %d", tt.name, a.Code, a.Body, tt.want)
			}
		}
		client{t: t, base: w.URL()}.send("PUT", own, "status", "a").want(401)
		if got := w.Statuses("quotebot")[0]; !cmp.Equal(got, st) {
			t.Errorf("refused edits changed %+v to %+v", st, got)
		}
	})
}

func TestEditCountsAsAPost(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Limits: sandbox.RateLimits{Posts: 2}})
	id := w.bot.post("/api/v1/statuses", "status", "a").want(200).object()["id"].(string)
	path := "/api/v1/statuses/" + id
	w.bot.send("PUT", path, "status", "a").want(200) // no change costs nothing
	w.bot.send("PUT", path, "status", "b").want(200)
	w.bot.send("PUT", path, "status", "c").want(429)
	w.bot.post("/api/v1/statuses", "status", "c").want(429)
	if got := w.Statuses("quotebot")[0].Text; got != "b" {
		t.Errorf("text %q after an edit over the limit, want b", got)
	}
}

func TestEditOfABlankText(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	st := w.publish(t, "quotebot", sandbox.NewStatus{Text: "a", SpoilerText: "old"})
	w.bot.send("PUT", "/api/v1/statuses/"+st.ID, "status", " ", "spoiler_text", "new").want(200)
	if got := w.Statuses("quotebot")[0]; got.Text != "new" || got.SpoilerText != "old" {
		t.Errorf("text %q with warning %q, want new with old", got.Text, got.SpoilerText)
	}
}

func TestEditTellsWhomItConcerns(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, _ sandbox.Flavour) {
		streams := map[string]func() event{}
		for name, c := range map[string]client{"mentioned": w.bot, "added": w.remote, "follower": w.friend} {
			ws := c.dial("/api/v1/streaming?stream=user")
			streams[name] = func() event { return next(t, ws) }
		}
		st := w.publish(t, "quotebot", sandbox.NewStatus{Text: "mine"})
		streams["mentioned"]() // its own update, as the follower's
		streams["follower"]()
		asked := w.publish(t, "Stranger", sandbox.NewStatus{Text: "@quotebot courts", InReplyToID: st.ID})
		if e := streams["mentioned"](); e.Event != "notification" {
			t.Fatalf("first event %+v, want the mention", e)
		}
		edit := func(text string) {
			t.Helper()
			if _, err := w.EditStatus(asked.ID, sandbox.NewStatus{Text: text}); err != nil {
				t.Fatal(err)
			}
		}
		edit("@quotebot the courts, I mean, @al@far.example")
		e := streams["mentioned"]()
		if e.Event != "status.update" || e.payload(t)["id"] != asked.ID || e.payload(t)["edited_at"] == nil {
			t.Errorf("event of an edit %+v, want status.update of %s", e, asked.ID)
		}
		if first, second := streams["added"](), streams["added"](); first.Event != "status.update" || second.Event != "notification" {
			t.Errorf("events for who was added: %s, %s", first.Event, second.Event)
		}
		edit("nobody")
		edit("@quotebot again")
		want := map[string]int{"quotebot": 1, "al@far.example": 1}
		got := map[string]int{}
		for _, c := range []client{w.bot, w.remote} {
			got[c.Acct] = len(c.get("/api/v1/notifications").want(200).list())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("notifications after edits (-want +got):\n%s", diff)
		}
		if text := w.bot.get("/api/v1/notifications").list()[0]["status"].(map[string]any)["content"]; !strings.Contains(text.(string), "again") {
			t.Errorf("the notification shows %v, want the newest version", text)
		}
	})
}

func TestWhoWasMentionedGoesOnSeeing(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	st := w.publish(t, "quotebot", sandbox.NewStatus{Text: "psst @Stranger", Visibility: "direct"})
	if _, err := w.EditStatus(st.ID, sandbox.NewStatus{Text: "psst"}); err != nil {
		t.Fatal(err)
	}
	w.stranger.get("/api/v1/statuses/" + st.ID).want(200)
	w.remote.get("/api/v1/statuses/" + st.ID).want(404)
}

func TestEditStatusOfOthers(t *testing.T) {
	t.Parallel()
	clock := newClock()
	w := startWorld(t, sandbox.Config{Now: clock.now})
	st := w.publish(t, "al@far.example", sandbox.NewStatus{HTML: "<p>one</p>"})
	clock.add(time.Minute)
	edited, err := w.EditStatus(st.ID, sandbox.NewStatus{HTML: "<p>two</p>"})
	if err != nil || edited.Content != "<p>two</p>" || !edited.EditedAt.Equal(clock.now()) {
		t.Errorf("EditStatus = %+v, %v", edited, err)
	}
	clock.add(time.Minute)
	if again, err := w.EditStatus(st.ID, sandbox.NewStatus{HTML: "<p>two</p>"}); err != nil || !cmp.Equal(again, edited) {
		t.Errorf("the same again = %+v, %v; want no change", again, err)
	}
	if _, err := w.EditStatus("1", sandbox.NewStatus{Text: "a"}); err == nil {
		t.Error("an unknown status was edited")
	}
	if _, err := w.EditStatus(st.ID, sandbox.NewStatus{}); err == nil {
		t.Error("a status was emptied")
	}
}
