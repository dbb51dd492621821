package sandbox_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"quotebot/bot/sandbox"
)

// mention has the remote account mention the bot that many times and returns the ids of the notifications, oldest first.
func (w world) mention(t *testing.T, times int) []string {
	t.Helper()
	for i := range times {
		w.publish(t, "al@far.example", sandbox.NewStatus{Text: fmt.Sprintf("@quotebot %d", i)})
	}
	all := ids(w.bot.get("/api/v1/notifications?limit=80").want(200).list())
	slices.Reverse(all)
	return all
}

func TestNotificationPages(t *testing.T) {
	t.Parallel()
	for _, f := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial} {
		t.Run(f.String(), func(t *testing.T) {
			t.Parallel()
			w := startWorld(t, sandbox.Config{Flavour: f})
			n := w.mention(t, 12)
			newestFirst := func(from, to int) []string {
				page := slices.Clone(n[from:to])
				slices.Reverse(page)
				return page
			}
			for _, tt := range []struct {
				query    string
				from, to int
			}{
				{"", 0, 12},
				{"limit=3", 9, 12},
				{"limit=-3", 9, 12},
				{"max_id=" + n[5] + "&limit=3", 2, 5},
				{"since_id=" + n[5] + "&limit=3", 9, 12},
				{"min_id=" + n[5] + "&limit=3", 6, 9},
				{"min_id=" + n[5] + "&max_id=" + n[8] + "&limit=9", 6, 8},
				{"since_id=" + n[5] + "&max_id=" + n[8] + "&limit=9", 6, 8},
				{"min_id=" + n[11], 12, 12},
				{"types[]=mention&limit=1", 11, 12},
				{"exclude_types[]=mention", 12, 12},
				{"types[]=favourite", 12, 12},
			} {
				if f == sandbox.GoToSocial && tt.query == "limit=-3" {
					tt.from = 11 // clamped to 1
				}
				a := w.bot.get("/api/v1/notifications?" + tt.query).want(200)
				if diff := cmp.Diff(newestFirst(tt.from, tt.to), ids(a.list())); diff != "" {
					t.Errorf("%q: %s", tt.query, diff)
				}
				if empty := tt.from == tt.to; empty != (a.Header.Get("Link") == "") {
					t.Errorf("%q: Link %q", tt.query, a.Header.Get("Link"))
				}
			}
		})
	}
}

func TestNotificationLimits(t *testing.T) {
	t.Parallel()
	for f, want := range map[sandbox.Flavour]map[string]int{
		sandbox.Mastodon:   {"": 40, "limit=0": 0, "limit=79": 79, "limit=1000": 80, "limit=x": 0},
		sandbox.GoToSocial: {"": 20, "limit=0": 20, "limit=79": 79, "limit=1000": 80, "limit=x": -400},
	} {
		w := startWorld(t, sandbox.Config{Flavour: f})
		w.mention(t, 90)
		for query, n := range want {
			a := w.bot.get("/api/v1/notifications?" + query)
			if n < 0 {
				a.want(-n)
			} else if got := len(a.want(200).list()); got != n {
				t.Errorf("%v, %q: %d notifications, want %d", f, query, got, n)
			}
		}
	}
}

func TestNotificationLinks(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	n := w.mention(t, 6)
	got := w.bot.get("/api/v1/notifications?min_id=" + n[1] + "&limit=2&types[]=mention").want(200).Header.Get("Link")
	base := w.URL() + "/api/v1/notifications?"
	want := "<" + base + "limit=2&max_id=" + n[2] + `&types%5B%5D=mention>; rel="next", <` + base + "limit=2&min_id=" + n[3] + `&types%5B%5D=mention>; rel="prev"`
	if got != want {
		t.Errorf("Link:\n got %s\nwant %s", got, want)
	}
}

func TestUnknownTypes(t *testing.T) {
	t.Parallel()
	for f, want := range map[sandbox.Flavour]int{sandbox.Mastodon: 0, sandbox.GoToSocial: 1} {
		w := startWorld(t, sandbox.Config{Flavour: f})
		w.mention(t, 1)
		if got := len(w.bot.get("/api/v1/notifications?types[]=nonsense").want(200).list()); got != want {
			t.Errorf("%v: %d notifications of an unknown type, want %d", f, got, want)
		}
	}
}

func TestNotificationIDs(t *testing.T) {
	t.Parallel()
	for f, shape := range map[sandbox.Flavour]string{sandbox.Mastodon: `^[0-9]{1,3}$`, sandbox.GoToSocial: `^[0-7][0-9A-HJKMNP-TV-Z]{25}$`} {
		w := startWorld(t, sandbox.Config{Flavour: f})
		for _, id := range w.mention(t, 3) {
			if !regexp.MustCompile(shape).MatchString(id) {
				t.Errorf("%v: id %q", f, id)
			}
		}
	}
}

func TestWhoIsNotified(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.publish(t, "quotebot", sandbox.NewStatus{Text: "@quotebot @friend to myself"})
	w.publish(t, "friend", sandbox.NewStatus{Text: "no mention"})
	own := w.publish(t, "quotebot", sandbox.NewStatus{Text: "a quote"})
	w.publish(t, "Stranger", sandbox.NewStatus{Text: "an answer without a mention", InReplyToID: own.ID})
	if n := w.bot.get("/api/v1/notifications").want(200).list(); len(n) != 0 {
		t.Errorf("the bot was notified: %v", n)
	}
	if n := w.friend.get("/api/v1/notifications").want(200).list(); len(n) != 1 || n[0]["type"] != "mention" {
		t.Errorf("the friend was notified: %v", n)
	}
}

func TestFavourite(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	st := w.publish(t, "quotebot", sandbox.NewStatus{Text: "a quote"})
	path := "/api/v1/statuses/" + st.ID
	for range 2 {
		got := w.friend.post(path + "/favourite").want(200).object()
		if got["favourited"] != true || got["favourites_count"] != 1.0 {
			t.Errorf("favourited %v, %v times", got["favourited"], got["favourites_count"])
		}
	}
	n := w.bot.get("/api/v1/notifications").want(200).list()
	if len(n) != 1 || n[0]["type"] != "favourite" || n[0]["account"].(map[string]any)["acct"] != "friend" {
		t.Errorf("notifications %v, want one favourite by friend", n)
	}
	if got := w.friend.post(path + "/unfavourite").want(200).object(); got["favourited"] != false || got["favourites_count"] != 0.0 {
		t.Errorf("after unfavourite: %v, %v times", got["favourited"], got["favourites_count"])
	}
	if n := w.bot.get("/api/v1/notifications").want(200).list(); len(n) != 0 {
		t.Errorf("notifications after unfavourite: %v", n)
	}
}

func TestPrivateMentionsByStrangersAreFiltered(t *testing.T) {
	t.Parallel()
	for f, want := range map[sandbox.Flavour]int{sandbox.Mastodon: 3, sandbox.GoToSocial: 4} {
		w := startWorld(t, sandbox.Config{Flavour: f})
		w.publish(t, "friend", sandbox.NewStatus{Text: "@quotebot followed", Visibility: "direct"})
		w.publish(t, "Stranger", sandbox.NewStatus{Text: "@quotebot public"})
		w.publish(t, "Stranger", sandbox.NewStatus{Text: "@quotebot psst", Visibility: "direct"})
		asked := w.publish(t, "quotebot", sandbox.NewStatus{Text: "@Stranger yes?", Visibility: "direct"})
		w.publish(t, "Stranger", sandbox.NewStatus{Text: "@quotebot asked", Visibility: "direct", InReplyToID: asked.ID})
		if got := w.bot.get("/api/v1/notifications").want(200).list(); len(got) != want {
			t.Errorf("%v: %d notifications, want %d", f, len(got), want)
		}
		all := w.bot.get("/api/v1/notifications?include_filtered=true").want(200).list()
		if len(all) != 4 {
			t.Errorf("%v: %d notifications with the filtered, want 4", f, len(all))
		}
		if f == sandbox.Mastodon && all[1]["filtered"] != true {
			t.Errorf("the second newest is not marked as filtered: %v", all[1])
		}
	}
}

func TestNullNotification(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.NullNotification("quotebot")
	n := w.bot.get("/api/v1/notifications").want(200).list()
	if st, has := n[0]["status"]; len(n) != 1 || !has || st != nil || n[0]["type"] != "mention" {
		t.Errorf("notifications %v, want a mention with status null", n)
	}
	w.bot.get("/api/v1/notifications/" + n[0]["id"].(string)).want(200)
	w.bot.post("/api/v1/notifications/" + n[0]["id"].(string) + "/dismiss").want(200)
	w.bot.get("/api/v1/notifications/" + n[0]["id"].(string)).want(404)

	gts := startWorld(t, sandbox.Config{Flavour: sandbox.GoToSocial})
	gts.NullNotification("quotebot")
	a := gts.bot.get("/api/v1/notifications").want(200)
	if len(a.list()) != 0 || a.Header.Get("Link") == "" {
		t.Errorf("gotosocial: %s with Link %q, want an empty page with a Link", a.Body, a.Header.Get("Link"))
	}
}

func TestVanish(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	st := w.publish(t, "al@far.example", sandbox.NewStatus{Text: "@quotebot hi"})
	w.Vanish("al@far.example")
	w.bot.get("/api/v1/statuses/" + st.ID).want(404)
	w.bot.get("/api/v1/accounts/" + w.remote.ID).want(404)
	w.bot.get("/api/v1/accounts/lookup?acct=al@far.example").want(404)
	w.bot.post("/api/v1/statuses", "status", "@al@far.example hi", "in_reply_to_id", st.ID).want(404)
	w.remote.get("/api/v1/accounts/verify_credentials").want(403)
	if n := w.bot.get("/api/v1/notifications").want(200).list(); len(n) != 0 {
		t.Errorf("notifications of the vanished: %v", n)
	}
	if _, err := w.Publish("al@far.example", sandbox.NewStatus{Text: "boo"}); err == nil {
		t.Error("the vanished posted")
	}
}

func TestNotificationsAreBounded(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.mention(t, 1005)
	all := ids(w.bot.get("/api/v1/notifications?min_id=0&limit=80").want(200).list())
	if oldest := all[len(all)-1]; oldest != "6" {
		t.Errorf("the oldest notification is %s, want 6 after 1005 of at most 1000", oldest)
	}
}
