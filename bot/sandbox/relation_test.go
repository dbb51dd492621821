package sandbox_test

import (
	"strings"
	"testing"

	"quotebot/bot/sandbox"
)

// heard counts the notifications that c has, the filtered ones included.
func (c client) heard() int {
	c.t.Helper()
	return len(c.get("/api/v1/notifications?include_filtered=true").want(200).list())
}

func TestBlocked(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, _ sandbox.Flavour) {
		asked := w.publish(t, "friend", sandbox.NewStatus{Text: "@quotebot courts"})
		w.publish(t, "quotebot", sandbox.NewStatus{Text: "@friend these"})
		rel := w.friend.post("/api/v1/accounts/" + w.bot.ID + "/block").want(200).object()
		if rel["blocking"] != true || rel["following"] != false || rel["followed_by"] != false {
			t.Errorf("relationship after the block: %v", rel)
		}
		if n := w.friend.heard(); n != 0 {
			t.Errorf("%d notifications by the blocked account are left", n)
		}
		w.bot.get("/api/v1/statuses/" + asked.ID).want(404)
		client{t: t, base: w.URL()}.get("/api/v1/statuses/" + asked.ID).want(200)
		w.bot.post("/api/v1/statuses", "status", "@friend these", "in_reply_to_id", asked.ID).want(404)
		w.bot.post("/api/v1/statuses/" + asked.ID + "/favourite").want(404)
		if got := w.bot.get("/api/v1/accounts/" + w.friend.ID + "/statuses").want(200).list(); len(got) != 0 {
			t.Errorf("the blocked account is shown %v", got)
		}
		w.bot.post("/api/v1/statuses", "status", "@friend hello?").want(200)
		if n := w.friend.heard(); n != 0 {
			t.Errorf("%d notifications by the blocked account", n)
		}
		// Whoever blocks does not mention either.
		if got := w.friend.post("/api/v1/statuses", "status", "@quotebot no").want(200).object()["mentions"].([]any); len(got) != 0 {
			t.Errorf("mentions of a blocked account: %v", got)
		}
		w.friend.post("/api/v1/accounts/" + w.bot.ID + "/unblock").want(200)
		w.bot.post("/api/v1/statuses", "status", "@friend these", "in_reply_to_id", asked.ID).want(200)
	})
}

func TestBlockedAndMutedFromTheStart(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, _ sandbox.Flavour) {
		foe := w.account(t, sandbox.NewAccount{Username: "foe", Domain: "far.example", Blocks: []string{"quotebot"}})
		w.account(t, sandbox.NewAccount{Username: "later", Blocks: []string{"bore"}})
		st := w.publish(t, "foe@far.example", sandbox.NewStatus{Text: "public"})
		w.bot.get("/api/v1/statuses/" + st.ID).want(404)
		w.bot.post("/api/v1/statuses", "status", "a", "in_reply_to_id", st.ID).want(404)
		want := map[string]any{"id": foe.ID, "blocking": false, "blocked_by": true, "muting": false}
		rel := w.bot.get("/api/v1/accounts/relationships?id[]=" + foe.ID + "&id[]=1").want(200).list()
		if len(rel) != 1 {
			t.Fatalf("relationships %v, want that with foe alone", rel)
		}
		for k, v := range want {
			if rel[0][k] != v {
				t.Errorf("%s = %v, want %v", k, rel[0][k], v)
			}
		}
		bore := w.account(t, sandbox.NewAccount{Username: "bore"})
		later := w.bot.get("/api/v1/accounts/lookup?acct=later").want(200).object()["id"].(string)
		if rel := bore.get("/api/v1/accounts/relationships?id=" + later).want(200).list(); rel[0]["blocked_by"] != true {
			t.Errorf("a block of an account that came later: %v", rel)
		}
	})
}

func TestMuted(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, _ sandbox.Flavour) {
		ws := w.bot.dial("/api/v1/streaming?stream=user")
		w.bot.post("/api/v1/accounts/" + w.friend.ID + "/mute").want(200)
		st := w.publish(t, "friend", sandbox.NewStatus{Text: "@quotebot psst"})
		if _, err := w.EditStatus(st.ID, sandbox.NewStatus{Text: "@quotebot psst!"}); err != nil {
			t.Fatal(err)
		}
		if n := w.bot.heard(); n != 0 {
			t.Errorf("%d notifications by a muted account", n)
		}
		for _, path := range []string{"/api/v1/timelines/home", "/api/v1/timelines/public"} {
			if got := w.bot.get(path).want(200).list(); len(got) != 0 {
				t.Errorf("%s shows %v", path, got)
			}
		}
		w.bot.get("/api/v1/statuses/" + st.ID).want(200)
		w.friend.get("/api/v1/statuses/" + st.ID).want(200)
		if rel := w.bot.post("/api/v1/accounts/" + w.friend.ID + "/unmute").want(200).object(); rel["muting"] != false {
			t.Errorf("relationship after unmute: %v", rel)
		}
		w.publish(t, "friend", sandbox.NewStatus{Text: "@quotebot again"})
		if e := next(t, ws); e.Event != "update" || !strings.Contains(e.Payload, "again") {
			t.Errorf("first event %+v, want the toot after the mute", e)
		}
	})
}

func TestContextLeavesOutWhomOneHides(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	root := w.publish(t, "quotebot", sandbox.NewStatus{Text: "a quote"})
	for _, by := range []string{"friend", "Stranger", "al@far.example"} {
		w.publish(t, by, sandbox.NewStatus{Text: "by " + by, InReplyToID: root.ID})
	}
	w.bot.post("/api/v1/accounts/" + w.stranger.ID + "/mute").want(200)
	w.bot.post("/api/v1/accounts/" + w.remote.ID + "/block").want(200)
	if got := w.bot.get("/api/v1/statuses/" + root.ID + "/context").want(200).object()["descendants"].([]any); len(got) != 1 {
		t.Errorf("descendants %v, want the friend's alone", got)
	}
}

func TestBios(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, f sandbox.Flavour) {
		shy := w.account(t, sandbox.NewAccount{Username: "shy", Note: "Leave me <alone>. #NoBot"})
		want := `<p>Leave me &lt;alone&gt;. <a href="` + w.URL() + `/tags/nobot" class="mention hashtag" rel="tag">#<span>NoBot</span></a></p>`
		if f == sandbox.GoToSocial {
			want = strings.Replace(want, `rel="tag"`, `rel="tag nofollow noreferrer noopener" target="_blank"`, 1)
		}
		if got := w.bot.get("/api/v1/accounts/" + shy.ID).want(200).object()["note"]; got != want {
			t.Errorf("note:\n got %v\nwant %s", got, want)
		}
		w.publish(t, "shy", sandbox.NewStatus{Text: "@quotebot hi"})
		if got := dig(w.bot.get("/api/v1/notifications").want(200).list()[0], "status", "account", "note"); got != want {
			t.Errorf("note in a notification: %v", got)
		}
	})
}

func TestMoved(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	old := w.account(t, sandbox.NewAccount{Username: "old", Domain: "far.example", MovedTo: "friend@sandbox.example"})
	if got := w.bot.get("/api/v1/accounts/" + old.ID).want(200).object(); dig(got, "moved", "acct") != "friend" {
		t.Errorf("moved = %v, want friend", got["moved"])
	}
	if got, has := w.bot.get("/api/v1/accounts/" + w.friend.ID).want(200).object()["moved"]; has {
		t.Errorf("an account that did not move has moved = %v", got)
	}
	old.post("/api/v1/statuses", "status", "a").want(403)
}

func TestSuspended(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	spam := w.account(t, sandbox.NewAccount{Username: "spam", Note: "Buy!", Bot: true, Suspended: true})
	for k, want := range map[string]any{"suspended": true, "note": "", "display_name": "", "bot": false, "acct": "spam"} {
		if got := w.bot.get("/api/v1/accounts/" + spam.ID).want(200).object()[k]; got != want {
			t.Errorf("%s = %v, want %v", k, got, want)
		}
	}
	spam.get("/api/v1/notifications").want(403)

	asked := w.publish(t, "Stranger", sandbox.NewStatus{Text: "@quotebot courts"})
	w.Suspend("Stranger")
	w.Suspend("nobody")
	if n := w.bot.heard(); n != 0 {
		t.Errorf("%d notifications by a suspended account", n)
	}
	w.bot.get("/api/v1/statuses/" + asked.ID).want(404)
	w.bot.post("/api/v1/statuses", "status", "a", "in_reply_to_id", asked.ID).want(404)
	w.stranger.get("/api/v1/notifications").want(403)
}

func TestLimited(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	loud := w.account(t, sandbox.NewAccount{Username: "loud", Limited: true})
	if got := w.bot.get("/api/v1/accounts/" + loud.ID).want(200).object()["limited"]; got != true {
		t.Errorf("limited = %v", got)
	}
	if got := loud.post("/api/v1/statuses", "status", "@quotebot courts").want(200).object()["visibility"]; got != "unlisted" {
		t.Errorf("a public toot of a limited account became %v, want unlisted", got)
	}
	if got := w.bot.get("/api/v1/notifications").want(200).list(); len(got) != 0 || w.bot.heard() != 1 {
		t.Errorf("notifications by a limited account: %v, and %d with the filtered", got, w.bot.heard())
	}
}
