package sandbox_test

import (
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
	w := startWorld(t, sandbox.Config{Bounds: sandbox.Bounds{Notifications: 1100}})
	w.tell(t, 1100)
	if got := w.notificationIDs(t, "?min_id=0&limit=1"); got[0] != "1" {
		t.Errorf("the oldest notification is %s, want 1 after 1100 of at most as many", got[0])
	}
}
