package bot_test

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"quotebot/bot/sandbox"
)

// quick are faults that do not keep a test waiting.
var quick = sandbox.Delays{Answer: 100 * time.Millisecond, Commit: 200 * time.Millisecond, Retry: time.Second}

// Each trouble that leaves the outcome of a post open, on each kind of server:
// one answer to each mention.
func TestOneAnswerWhateverTheServerDoes(t *testing.T) {
	t.Parallel()
	troubles := []sandbox.Fault{
		sandbox.LostAnswer, sandbox.ErrorAfter, sandbox.ErrorBefore, sandbox.CutAnswer, sandbox.TruncatedJSON,
		sandbox.LateCommit, sandbox.GatewayTimeout, sandbox.TooMany, sandbox.Unavailable,
	}
	for _, keys := range []sandbox.Keys{sandbox.KeysMastodon45, sandbox.KeysMastodon46Bug, sandbox.KeysPleroma, sandbox.KeysNone} {
		t.Run(string(keys), func(t *testing.T) {
			t.Parallel()
			flavour := sandbox.Mastodon
			if keys == sandbox.KeysNone {
				flavour = sandbox.GoToSocial
			}
			w := newWorldWith(t, sandbox.Config{Flavour: flavour, Keys: keys, Delays: quick})
			w.run()
			for i, trouble := range troubles {
				asker := fmt.Sprint("asker", i)
				w.account(sandbox.NewAccount{Username: asker})
				w.server.Play(sandbox.Posts, trouble)
				asked := w.publish(asker, sandbox.NewStatus{Text: "@quotebot courts"})
				w.waitFor("msg=posted key=reply/" + asked.ID)
			}
			if played := w.server.Played(); len(played) != len(troubles) {
				t.Errorf("played %v, want each of %v", played, troubles)
			}
			replies := w.replies()
			if len(replies) != len(troubles) {
				t.Errorf("answered %d mentions, want %d", len(replies), len(troubles))
			}
			for id, n := range replies {
				if n != 1 {
					t.Errorf("%d answers to %s, want 1", n, id)
				}
			}
		})
	}
}

// A deed in doubt whose next try is refused: the refusal says nothing of the
// first try, and is no answer to the ones to come (Pleroma repeats it to the same
// key).
func TestOneAnswerThroughRefusals(t *testing.T) {
	t.Parallel()
	for _, keys := range []sandbox.Keys{sandbox.KeysMastodon45, sandbox.KeysPleroma} {
		for _, refusal := range []sandbox.Fault{sandbox.TooMany, sandbox.Unavailable, sandbox.Revoked} {
			t.Run(fmt.Sprint(keys, " ", refusal), func(t *testing.T) {
				t.Parallel()
				w := newWorldWith(t, sandbox.Config{Flavour: sandbox.Mastodon, Keys: keys, Delays: quick})
				w.run()
				w.server.Play(sandbox.Posts, sandbox.BadGateway, refusal)
				asked := w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts"})
				if refusal == sandbox.Revoked {
					w.waitFor("msg=stopped")
					w.run()
				}
				w.waitFor("msg=posted key=reply/" + asked.ID)
				if n := w.replies()[asked.ID]; n != 1 {
					t.Errorf("%d answers, want 1", n)
				}
			})
		}
	}
}

// A status that the server takes and throws away is noticed, also if the first
// look fails.
func TestSilentDropIsNoticed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	w.run()
	w.server.Play(sandbox.Posts, sandbox.SilentDrop)
	w.server.Play("GET /api/v1/statuses/{id}", sandbox.ErrorBefore)
	asked := w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts"})
	w.waitFor("msg=\"not there\" key=reply/" + asked.ID)
	if n := w.replies()[asked.ID]; n != 0 {
		t.Errorf("%d answers, want none: the server threw it away", n)
	}
	if n := w.server.Played()[sandbox.ErrorBefore]; n != 1 {
		t.Errorf("%d looks failed, want the first", n)
	}
}

// What comes late, twice, changed or not at all on the stream and in the list of
// notifications: each mention gets one answer, and a deleted one none.
func TestMentionsWhateverTheServerDoes(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		w.run()
		w.server.Play(sandbox.Mentions, sandbox.LateID, sandbox.Filtered, sandbox.Edited, sandbox.NoFault, sandbox.NullStatus)
		w.server.Play(sandbox.Events, sandbox.EventLost, sandbox.EventTwice, sandbox.EventLate)
		want := make(map[string]bool)
		for i := range 8 {
			w.account(sandbox.NewAccount{Username: fmt.Sprint("asker", i)})
			asked := w.publish(fmt.Sprint("asker", i), sandbox.NewStatus{Text: "@quotebot courts"})
			want[asked.ID] = i != 4 // that one is deleted
		}
		w.server.Surface()
		w.server.AcceptRequests("quotebot")
		w.server.DropStream() // a look over REST follows
		for range 7 {
			w.next()
		}
		last := w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts"})
		if got := w.next(); got.InReplyToID != last.ID {
			t.Errorf("answered %s again", got.InReplyToID)
		}
		replies := w.replies()
		for id, wanted := range want {
			if n := replies[id]; (n == 1) != wanted || n > 1 {
				t.Errorf("%d answers to %s, want one: %v", n, id, wanted)
			}
		}
	})
}

// After a time away, mentions that are too old are left.
func TestCatchUpLeavesOldMentions(t *testing.T) {
	t.Parallel()
	clock := new(wall)
	clock.set(time.Now().Add(-25 * time.Hour))
	w := newWorldWith(t, sandbox.Config{Now: clock.now})
	if err := w.run()(); err != nil {
		t.Fatal(err)
	}
	old := w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts"})
	clock.set(time.Now())
	fresh := w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts"})
	w.run()
	if got := w.next(); got.InReplyToID != fresh.ID {
		t.Errorf("answered %s, want %s: the other is older than a day", got.InReplyToID, fresh.ID)
	}
	w.waitFor("mention=" + old.ID + ` reason="it is older than QUOTEBOT_CATCH_UP"`)
}

// A refusal that concerns one deed ends it: somebody who blocks the bot does not
// end the bot.
func TestForbiddenAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	var refused atomic.Bool
	w.front(func(rw http.ResponseWriter, r *http.Request) bool {
		return r.Method == http.MethodPost && refused.CompareAndSwap(false, true) &&
			refuse(rw, http.StatusForbidden, "This action is not allowed")
	})
	w.run()
	first := w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts"})
	w.waitFor("msg=\"not posted\" key=reply/" + first.ID)
	second := w.publish("bob@far.example", sandbox.NewStatus{Text: "@quotebot courts"})
	if got := w.next(); got.InReplyToID != second.ID {
		t.Errorf("answered %s, want %s", got.InReplyToID, second.ID)
	}
}

// A wall is a clock that the test sets.
type wall struct{ nanos atomic.Int64 }

func (w *wall) now() time.Time   { return time.Unix(0, w.nanos.Load()) }
func (w *wall) set(at time.Time) { w.nanos.Store(at.UnixNano()) }
