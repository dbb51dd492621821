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
