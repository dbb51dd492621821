package sandbox_test

import (
	"fmt"
	"testing"

	"quotebot/bot/sandbox"
)

func TestBounds(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Bounds: sandbox.Bounds{Accounts: 5, Statuses: 3, Notifications: 2}})
	w.account(t, sandbox.NewAccount{Username: "fifth"})
	if _, _, err := w.CreateAccount(sandbox.NewAccount{Username: "sixth"}); err == nil {
		t.Error("a sixth account was created, of five")
	}
	parent := w.publish(t, "friend", sandbox.NewStatus{Text: "@quotebot first"})
	answer := w.publish(t, "quotebot", sandbox.NewStatus{Text: "@friend yes", InReplyToID: parent.ID})
	w.tell(t, 2)
	w.bot.get("/api/v1/statuses/" + parent.ID).want(404)
	if got := w.bot.get("/api/v1/statuses/" + answer.ID).want(200).object(); got["in_reply_to_id"] != nil {
		t.Errorf("the answer points at %v, which is forgotten", got["in_reply_to_id"])
	}
	if got := len(w.Statuses("friend")) + len(w.Statuses("quotebot")) + len(w.Statuses("al@far.example")); got != 3 {
		t.Errorf("%d statuses are kept, want 3", got)
	}
	w.tell(t, 5)
	if got := w.notificationIDs(t, ""); len(got) != 2 {
		t.Errorf("notifications %v, want two", got)
	}
}

func TestWiderBounds(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Bounds: sandbox.Bounds{Notifications: 1100}, Limits: sandbox.RateLimits{Off: true}})
	w.tell(t, 1100)
	seen := map[string]bool{}
	for cursor := "0"; cursor != ""; {
		page := w.notificationIDs(t, fmt.Sprintf("?limit=80&min_id=%s", cursor))
		cursor = ""
		for _, id := range page {
			seen[id] = true
		}
		if len(page) > 0 {
			cursor = page[0]
		}
	}
	if len(seen) != 1100 {
		t.Errorf("%d notifications were read, want 1100", len(seen))
	}
}
