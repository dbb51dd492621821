package sandbox_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"quotebot/bot/sandbox"
)

func TestPolicyDocuments(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	const v1, v2 = "/api/v1/notifications/policy", "/api/v2/notifications/policy"
	w.publish(t, "Stranger", sandbox.NewStatus{Text: "@quotebot one", Visibility: "direct"})
	w.publish(t, "Stranger", sandbox.NewStatus{Text: "@quotebot two", Visibility: "direct"})
	w.publish(t, "al@far.example", sandbox.NewStatus{Text: "@quotebot three", Visibility: "direct"})
	summary := map[string]any{"pending_requests_count": 2.0, "pending_notifications_count": 3.0}
	want := map[string]any{
		"for_not_following": "accept", "for_not_followers": "accept", "for_new_accounts": "accept", "for_private_mentions": "filter",
		"for_limited_accounts": "filter", "summary": summary,
	}
	if diff := cmp.Diff(want, w.bot.get(v2).want(200).object()); diff != "" {
		t.Errorf("the default policy (-want +got):\n%s", diff)
	}
	want["for_private_mentions"], want["for_new_accounts"] = "accept", "drop"
	if diff := cmp.Diff(want, w.bot.send("PATCH", v2, "for_private_mentions", "accept", "for_new_accounts", "drop").want(200).object()); diff != "" {
		t.Errorf("the changed policy (-want +got):\n%s", diff)
	}
	wantV1 := map[string]any{
		"filter_not_following": false, "filter_not_followers": false, "filter_new_accounts": true, "filter_private_mentions": false, "summary": summary,
	}
	if diff := cmp.Diff(wantV1, w.bot.get(v1).want(200).object()); diff != "" {
		t.Errorf("the first version (-want +got):\n%s", diff)
	}
	w.bot.send("PUT", v1, "filter_new_accounts", "false").want(200)
	w.bot.send("PATCH", v1, "filter_not_following", "true").want(200)
	want["for_new_accounts"], want["for_not_following"] = "accept", "filter"
	w.bot.send("PATCH", v2, "for_not_followers", "drop", "for_limited_accounts", "maybe").want(422)
	if diff := cmp.Diff(want, w.bot.get(v2).want(200).object()); diff != "" {
		t.Errorf("the policy in the end (-want +got):\n%s", diff)
	}
	g := startWorld(t, sandbox.Config{Flavour: sandbox.GoToSocial})
	g.bot.get(v2).want(404)
	g.bot.get(v1).want(404)
}

// What each rule does to whom: "" nothing, else how many are in the list and how many with the filtered.
func TestPolicyRules(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		rule, verdict    string
		by, visibility   string
		listed, filtered int
	}{
		"strangers":                {"for_not_following", "filter", "Stranger", "public", 0, 1},
		"dropped":                  {"for_not_following", "drop", "Stranger", "public", 0, 0},
		"followed":                 {"for_not_following", "drop", "friend", "public", 1, 1},
		"no follower":              {"for_not_followers", "filter", "al@far.example", "public", 0, 1},
		"follower":                 {"for_not_followers", "filter", "friend", "public", 1, 1},
		"new":                      {"for_new_accounts", "filter", "fresh", "public", 0, 1},
		"old":                      {"for_new_accounts", "filter", "Stranger", "public", 1, 1},
		"private, accepted":        {"for_private_mentions", "accept", "Stranger", "direct", 1, 1},
		"private, dropped":         {"for_private_mentions", "drop", "Stranger", "direct", 0, 0},
		"private, by one followed": {"for_private_mentions", "drop", "friend", "direct", 1, 1},
		"limited, accepted":        {"for_limited_accounts", "accept", "loud", "public", 1, 1},
		"limited":                  {"for_limited_accounts", "filter", "loud", "public", 0, 1},
	} {
		clock := newClock()
		w := startWorld(t, sandbox.Config{Now: clock.now})
		w.account(t, sandbox.NewAccount{Username: "loud", Limited: true})
		clock.add(31 * 24 * time.Hour)
		w.account(t, sandbox.NewAccount{Username: "fresh"})
		w.bot.send("PATCH", "/api/v2/notifications/policy", tt.rule, tt.verdict).want(200)
		w.publish(t, tt.by, sandbox.NewStatus{Text: "@quotebot hi", Visibility: tt.visibility})
		if listed, all := len(w.bot.get("/api/v1/notifications").want(200).list()), w.bot.heard(); listed != tt.listed || all != tt.filtered {
			t.Errorf("%s: %d listed and %d with the filtered, want %d and %d", name, listed, all, tt.listed, tt.filtered)
		}
	}
}
