package sandbox_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"quotebot/bot/sandbox"
)

func TestPins(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, f sandbox.Flavour) {
		most := 5
		if f == sandbox.GoToSocial {
			most = 10
		}
		var own []string
		for i := range most + 1 {
			own = append(own, w.publish(t, "quotebot", sandbox.NewStatus{Text: fmt.Sprint(i), Visibility: "unlisted"}).ID)
		}
		path := func(id, deed string) string { return "/api/v1/statuses/" + id + "/" + deed }
		pins := func() []string {
			return ids(w.friend.get("/api/v1/accounts/" + w.bot.ID + "/statuses?pinned=true").want(200).list())
		}
		if got := w.bot.post(path(own[3], "pin")).want(200).object()["pinned"]; got != true {
			t.Errorf("pinned = %v after pin", got)
		}
		w.bot.post(path(own[1], "pin")).want(200)
		if diff := cmp.Diff([]string{own[1], own[3]}, pins()); diff != "" {
			t.Errorf("pins, the newest first (-want +got):\n%s", diff)
		}
		w.bot.post(path(own[1], "pin")).want(422)
		for _, visibility := range []string{"private", "direct"} {
			st := w.publish(t, "quotebot", sandbox.NewStatus{Text: "@friend", Visibility: visibility})
			if a := w.bot.post(path(st.ID, "pin")).want(422); a.message() == "" {
				t.Errorf("%s pin refused without a word", visibility)
			}
		}
		w.friend.post(path(own[0], "pin")).want(422)
		w.bot.post(path("1", "pin")).want(404)
		for _, id := range own {
			if id != own[1] && id != own[3] && id != own[most] {
				w.bot.post(path(id, "pin")).want(200)
			}
		}
		w.bot.post(path(own[most], "pin")).want(422)
		w.friend.post(path(own[3], "unpin")).want(200)
		for range 2 {
			if got := w.bot.post(path(own[3], "unpin")).want(200).object()["pinned"]; got != false {
				t.Errorf("pinned = %v after unpin", got)
			}
		}
		w.bot.post(path(own[most], "pin")).want(200)
		if got := pins(); len(got) != most || got[0] != own[most] {
			t.Errorf("pins %v, want %d with the newest first", got, most)
		}
		w.bot.call("DELETE", "/api/v1/statuses/"+own[most], "", "").want(200)
		if got := pins(); len(got) != most-1 {
			t.Errorf("%d pins after one was deleted, want %d", len(got), most-1)
		}
	})
}
