package bot

import (
	"database/sql"
	"net/http"
	"strings"
	"testing"
	"time"

	"quotebot/bot/sandbox"
	"quotebot/bot/store"
)

// A thread that is taken back before it begins does not begin.
func TestDeleteThreadToCome(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	r.addTalk()
	r.add(store.Deed{Key: "thread/talk/1", Talk: "talk", Text: "one", NotBefore: r.clock.now().Add(2 * time.Hour)},
		store.Deed{Key: "thread/talk/2", Talk: "talk", Text: "two", State: store.Waiting, After: "thread/talk/1"})
	if n, err := r.b.DeleteTalk(t.Context(), "talk"); n != 0 || err != nil {
		t.Errorf("DeleteTalk = %d, %v; want no part that is there", n, err)
	}
	r.clock.forward(3 * time.Hour)
	r.steps("thread/talk/1", 10)
	if said := r.texts(); len(said) > 0 {
		t.Errorf("posted %q after the thread was taken back", said)
	}
	r.expect("thread/talk/2", store.Skipped)
}

// A thread that is taken back while its first part is about to be sent is not
// posted either: that takes a while, and another process may take it back.
func TestDeleteThreadAboutToBeSent(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	r.addTalk()
	asked := r.ask()
	r.add(store.Deed{Key: "thread/talk/1", Talk: "talk", Text: "one", InReplyTo: asked})
	r.answer = func(_ http.ResponseWriter, req *http.Request) bool {
		if req.Method == http.MethodGet && strings.HasSuffix(req.URL.Path, "/statuses/"+asked) {
			if _, err := r.b.DeleteTalk(t.Context(), "talk"); err != nil {
				t.Error(err)
			}
		}
		return false
	}
	if _, err := r.d.step(t.Context(), "thread/talk/1"); err == nil {
		t.Error("it was sent, or nobody noticed that it is not wanted any more")
	}
	if wait := r.step("thread/talk/1"); wait != 0 {
		t.Errorf("it waits for %v then, want its end", wait)
	}
	r.expect("thread/talk/1", store.Skipped)
	if said := r.texts(); len(said) > 0 {
		t.Errorf("posted %q after the thread was taken back", said)
	}
}

// A part that may be there or not is cleared up before its thread is taken back.
func TestDeleteThreadInDoubt(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	r.addTalk()
	r.add(store.Deed{Key: "thread/talk/1", Talk: "talk", Text: "one"},
		store.Deed{Key: "thread/talk/2", Talk: "talk", Text: "two", State: store.Waiting, After: "thread/talk/1"},
		store.Deed{Key: "thread/talk/3", Talk: "talk", Text: "three", State: store.Waiting, After: "thread/talk/2"})
	r.step("thread/talk/1")
	r.server.Play(sandbox.Posts, sandbox.LostAnswer)
	r.clock.forward(time.Minute)
	r.clock.forward(r.step("thread/talk/2"))
	if _, err := r.b.DeleteTalk(t.Context(), "talk"); err == nil || !strings.Contains(err.Error(), "quotebot thread resume talk") {
		t.Errorf("DeleteTalk with a part in doubt = %v, want an error that says what to do", err)
	}
	r.expect("thread/talk/3", store.Waiting)
	r.steps("thread/talk/2", 5)
	if n, err := r.b.DeleteTalk(t.Context(), "talk"); n != 2 || err != nil {
		t.Errorf("DeleteTalk = %d, %v; want both parts", n, err)
	}
	for _, key := range []string{"thread/talk/2/delete", "thread/talk/1/delete", "thread/talk/3"} {
		r.steps(key, 5)
	}
	if said := r.texts(); len(said) > 0 {
		t.Errorf("%q are still there", said)
	}
}

func (r *rig) addTalk() {
	r.t.Helper()
	r.tx(func(tx *sql.Tx) error {
		return store.PutTalk(r.t.Context(), tx, store.Talk{Name: "talk", Path: "/talk.md", Links: "[]", Edition: 1, CreatedAt: r.clock.now()})
	})
}
