package sandbox_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"quotebot/bot/sandbox"
)

func TestWhoSeesWhat(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	nobody := client{t: t, base: w.URL()}
	for _, tt := range []struct {
		visibility                                string
		nobody, stranger, follower, named, author int
	}{
		{"public", 200, 200, 200, 200, 200},
		{"unlisted", 200, 200, 200, 200, 200},
		{"private", 404, 404, 200, 200, 200},
		{"direct", 404, 404, 404, 200, 200},
	} {
		st := w.publish(t, "quotebot", sandbox.NewStatus{Text: "for @al@far.example", Visibility: tt.visibility})
		for name, seen := range map[string]struct {
			by   client
			want int
		}{
			"nobody": {nobody, tt.nobody}, "stranger": {w.stranger, tt.stranger}, "follower": {w.friend, tt.follower},
			"named": {w.remote, tt.named}, "author": {w.bot, tt.author},
		} {
			if got := seen.by.get("/api/v1/statuses/" + st.ID).Code; got != seen.want {
				t.Errorf("%s status for %s: %d, want %d", tt.visibility, name, got, seen.want)
			}
			listed := ids(seen.by.get("/api/v1/accounts/" + w.bot.ID + "/statuses").want(200).list())
			if slices.Contains(listed, st.ID) != (seen.want == 200) {
				t.Errorf("%s status in the list for %s: %v", tt.visibility, name, listed)
			}
		}
	}
}

func TestAccountStatuses(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	var own []string
	for range 5 {
		own = append(own, w.publish(t, "quotebot", sandbox.NewStatus{Text: "a quote"}).ID)
	}
	asked := w.publish(t, "friend", sandbox.NewStatus{Text: "@quotebot what?"})
	answer := w.publish(t, "quotebot", sandbox.NewStatus{Text: "@friend that", InReplyToID: asked.ID}).ID
	thread := w.publish(t, "quotebot", sandbox.NewStatus{Text: "more", InReplyToID: own[4]}).ID
	path := "/api/v1/accounts/" + w.bot.ID + "/statuses?"
	for query, want := range map[string][]string{
		"":                                         {thread, answer, own[4], own[3], own[2], own[1], own[0]},
		"exclude_replies=true":                     {thread, own[4], own[3], own[2], own[1], own[0]},
		"exclude_reblogs=true&limit=2":             {thread, answer},
		"max_id=" + own[3] + "&limit=2":            {own[2], own[1]},
		"min_id=" + own[0] + "&limit=2":            {own[2], own[1]},
		"since_id=" + own[0] + "&limit=2":          {thread, answer},
		"since_id=" + own[0] + "&max_id=" + own[2]: {own[1]},
		"pinned=true":                              {},
		"only_media=1":                             {},
	} {
		if diff := cmp.Diff(want, ids(w.bot.get(path+query).want(200).list())); diff != "" {
			t.Errorf("%q: %s", query, diff)
		}
	}
	if link := w.bot.get(path + "limit=7").want(200).Header.Get("Link"); !strings.Contains(link, `rel="next"`) {
		t.Errorf("Link of a full page: %q", link)
	}
	if link := w.bot.get(path + "limit=8").want(200).Header.Get("Link"); strings.Contains(link, `rel="next"`) || !strings.Contains(link, `rel="prev"`) {
		t.Errorf("Link of the last page: %q", link)
	}
}

func TestTimelines(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	post := func(by, text, visibility, parent string) string {
		return w.publish(t, by, sandbox.NewStatus{Text: text, Visibility: visibility, InReplyToID: parent}).ID
	}
	own := post("quotebot", "own", "private", "")
	friends := post("friend", "friend's", "private", "")
	strangers := post("Stranger", "stranger's", "public", "")
	remotes := post("al@far.example", "remote", "public", "")
	post("friend", "to a stranger", "public", strangers)
	toMe := post("friend", "@quotebot to me", "unlisted", own)
	post("friend", "@quotebot in private", "direct", "")
	for path, want := range map[string][]string{
		"home":              {toMe, friends, own},
		"public":            {remotes, strangers},
		"public?local=true": {strangers},
		"public?remote=1":   {remotes},
		"public?limit=1":    {remotes},
	} {
		if diff := cmp.Diff(want, ids(w.bot.get("/api/v1/timelines/"+path).want(200).list())); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

func TestContext(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	post := func(by, parent, visibility string) string {
		return w.publish(t, by, sandbox.NewStatus{Text: "a", InReplyToID: parent, Visibility: visibility}).ID
	}
	root := post("quotebot", "", "")
	one := post("friend", root, "")
	two := post("quotebot", one, "")
	hidden := post("friend", two, "private")
	three := post("friend", two, "")
	side := post("Stranger", root, "")
	got := w.stranger.get("/api/v1/statuses/" + one + "/context").want(200).object()
	if diff := cmp.Diff([]string{root}, idsOf(got["ancestors"])); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{two, three}, idsOf(got["descendants"])); diff != "" {
		t.Error(diff)
	}
	all := w.friend.get("/api/v1/statuses/" + root + "/context").want(200).object()
	if diff := cmp.Diff([]string{one, two, hidden, three, side}, idsOf(all["descendants"])); diff != "" {
		t.Error(diff)
	}
}

func idsOf(list any) []string {
	out := []string{}
	for _, item := range list.([]any) {
		out = append(out, item.(map[string]any)["id"].(string))
	}
	return out
}

func TestSourceIsForTheAuthor(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	st := w.publish(t, "quotebot", sandbox.NewStatus{Text: " a <quote> ", SpoilerText: "cw"})
	want := map[string]any{"id": st.ID, "text": "a <quote>", "spoiler_text": "cw"}
	if diff := cmp.Diff(want, w.bot.get("/api/v1/statuses/"+st.ID+"/source").want(200).object()); diff != "" {
		t.Error(diff)
	}
	w.friend.get("/api/v1/statuses/" + st.ID + "/source").want(404)
}

func TestAccounts(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.publish(t, "quotebot", sandbox.NewStatus{Text: "a quote"})
	self := w.bot.get("/api/v1/accounts/verify_credentials").want(200).object()
	for k, want := range map[string]any{
		"id": w.bot.ID, "username": "quotebot", "acct": "quotebot", "display_name": "Quote <bot>", "note": "<p>Quotes &amp; more</p>",
		"bot": true, "url": w.URL() + "/@quotebot", "followers_count": 1.0, "following_count": 1.0, "statuses_count": 1.0,
	} {
		if self[k] != want {
			t.Errorf("%s = %v, want %v", k, self[k], want)
		}
	}
	if self["source"].(map[string]any)["note"] != "Quotes & more" {
		t.Errorf("source = %v", self["source"])
	}
	for _, path := range []string{"lookup?acct=quotebot", "lookup?acct=@QuoteBot@sandbox.example", w.bot.ID} {
		if got := w.remote.get("/api/v1/accounts/" + path).want(200).object()["id"]; got != w.bot.ID {
			t.Errorf("%s: account %v, want %s", path, got, w.bot.ID)
		}
	}
	if got := w.bot.get("/api/v1/accounts/" + w.remote.ID).want(200).object()["acct"]; got != "al@far.example" {
		t.Errorf("acct of the remote account: %v", got)
	}
	w.bot.get("/api/v1/accounts/1").want(404)
	w.bot.get("/api/v1/accounts/lookup?acct=nobody").want(404)
}

func TestStatusIDsGrow(t *testing.T) {
	t.Parallel()
	for _, f := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial} {
		w := startWorld(t, sandbox.Config{Flavour: f, Now: newClock().now}) // a time that stands still
		last := ""
		for range 100 {
			id := w.publish(t, "quotebot", sandbox.NewStatus{Text: "a"}).ID
			if len(id) < len(last) || len(id) == len(last) && id <= last {
				t.Fatalf("%v: id %s after %s", f, id, last)
			}
			last = id
		}
	}
}

func TestTheOldestStatusGoesFirst(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Bounds: sandbox.Bounds{Statuses: 100}})
	first := w.publish(t, "al@far.example", sandbox.NewStatus{Text: "@quotebot first"})
	answer := w.publish(t, "quotebot", sandbox.NewStatus{Text: "an answer", InReplyToID: first.ID})
	for range 100 - 1 {
		w.publish(t, "al@far.example", sandbox.NewStatus{HTML: "<p>a</p>"})
	}
	w.bot.get("/api/v1/statuses/" + first.ID).want(404)
	if got := w.bot.get("/api/v1/statuses/" + answer.ID).want(200).object()["in_reply_to_id"]; got != nil {
		t.Errorf("the answer points at %v, which is gone", got)
	}
	if n := w.bot.get("/api/v1/notifications").want(200).list(); len(n) != 0 {
		t.Errorf("notifications of the status that is gone: %v", n)
	}
	if got := len(w.Statuses("al@far.example")); got != 100-1 {
		t.Errorf("%d statuses are left, want %d", got, 100-1)
	}
}
