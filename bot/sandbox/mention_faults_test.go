package sandbox_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"quotebot/bot/sandbox"
)

// patient leaves it to the test when what is held back happens.
var patient = sandbox.Config{Delays: sandbox.Delays{Later: time.Hour}}

func (w world) notificationIDs(t *testing.T, query string) []string {
	t.Helper()
	return ids(w.bot.get("/api/v1/notifications" + query).want(200).list())
}

func TestLateIDs(t *testing.T) {
	eachFlavour(t, patient, func(t *testing.T, w world, _ sandbox.Flavour) {
		ws := w.bot.dial("/api/v1/streaming?stream=user:notification")
		w.Play(sandbox.Mentions, sandbox.LateID)
		w.tell(t, 2)
		if got := next(t, ws).number(t); got != 1 {
			t.Errorf("mention %d was streamed first, want 1", got)
		}
		before := w.notificationIDs(t, "")
		w.Surface()
		if got := next(t, ws).number(t); got != 0 {
			t.Errorf("mention %d was streamed then, want 0", got)
		}
		after := w.notificationIDs(t, "")
		if len(before) != 1 || len(after) != 2 || after[0] != before[0] || after[1] >= after[0] {
			t.Errorf("notifications %v, then %v; want a lower id to appear", before, after)
		}
		if got := w.notificationIDs(t, "?min_id="+before[0]); len(got) != 0 {
			t.Errorf("a cursor finds the late id: %v", got)
		}
	})
}

func TestFilteredMentionsSurfaceWithTheirIDs(t *testing.T) {
	t.Parallel()
	w := startWorld(t, patient)
	ws := w.bot.dial("/api/v1/streaming?stream=user:notification")
	w.Play(sandbox.Mentions, sandbox.Filtered)
	w.tell(t, 2)
	if got := next(t, ws).number(t); got != 1 {
		t.Errorf("mention %d was streamed, want 1", got)
	}
	all := w.notificationIDs(t, "?include_filtered=true")
	if diff := cmp.Diff(all[:1], w.notificationIDs(t, "")); diff != "" || len(all) != 2 {
		t.Errorf("seen of %v while filtered: %s", all, diff)
	}
	w.Surface()
	if e := next(t, ws); e.Event != "notifications_merged" || e.Payload != "1" {
		t.Errorf("event %+v, want notifications_merged", e)
	}
	if diff := cmp.Diff(all, w.notificationIDs(t, "")); diff != "" {
		t.Error(diff)
	}
}

func TestFilteredIsLateWhereNothingIsFiltered(t *testing.T) {
	t.Parallel()
	cfg := patient
	cfg.Flavour = sandbox.GoToSocial
	w := startWorld(t, cfg)
	w.Play(sandbox.Mentions, sandbox.Filtered)
	w.tell(t, 1)
	if got := w.notificationIDs(t, "?include_filtered=true"); len(got) != 0 {
		t.Errorf("notifications %v while the mention is late", got)
	}
	w.Surface()
	if got := w.notificationIDs(t, ""); len(got) != 1 {
		t.Errorf("notifications %v in the end, want one", got)
	}
}

// What the policy filters by itself is accepted by the account's owner.
func TestAcceptRequests(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	ws := w.bot.dial("/api/v1/streaming?stream=user")
	w.publish(t, "Stranger", sandbox.NewStatus{Text: "@quotebot psst", Visibility: "direct"})
	w.publish(t, "Stranger", sandbox.NewStatus{Text: "@friend psst", Visibility: "direct"})
	w.AcceptRequests("quotebot")
	w.AcceptRequests("quotebot") // has nothing left to do
	w.AcceptRequests("nobody")
	w.tell(t, 1)
	for _, want := range []string{"notifications_merged", "notification"} {
		if e := next(t, ws); e.Event != want {
			t.Errorf("event %+v, want %s", e, want)
		}
	}
	if got := w.notificationIDs(t, ""); len(got) != 2 {
		t.Errorf("notifications %v, want both", got)
	}
	if n := w.friend.get("/api/v1/notifications").want(200).list(); len(n) != 0 {
		t.Errorf("another's notifications were accepted: %v", n)
	}
}

func TestEditedMentions(t *testing.T) {
	eachFlavour(t, patient, func(t *testing.T, w world, _ sandbox.Flavour) {
		ws := w.bot.dial("/api/v1/streaming?stream=user")
		w.Play(sandbox.Mentions, sandbox.Edited, sandbox.Edited)
		first := w.publish(t, "al@far.example", sandbox.NewStatus{HTML: "<p>@quotebot courts</p>"})
		gone := w.publish(t, "friend", sandbox.NewStatus{Text: "@quotebot courts", Visibility: "direct"})
		next(t, ws)
		next(t, ws)
		if err := w.DeleteStatus(gone.ID); err != nil {
			t.Fatal(err)
		}
		next(t, ws)
		w.Surface()
		e := next(t, ws)
		if e.Event != "status.update" || e.payload(t)["id"] != first.ID || e.payload(t)["content"] != "<p>@quotebot courts</p><p>(edited)</p>" {
			t.Errorf("event %+v, want the edit of %s", e, first.ID)
		}
		if got := w.notificationIDs(t, ""); len(got) != 1 {
			t.Errorf("notifications %v, want the one", got)
		}
		w.wantSilence(t, ws)
	})
}

func TestDeletedMentions(t *testing.T) {
	t.Parallel()
	w := startWorld(t, patient)
	ws := w.bot.dial("/api/v1/streaming?stream=user")
	w.Play(sandbox.Mentions, sandbox.Deleted)
	st := w.publish(t, "friend", sandbox.NewStatus{Text: "@quotebot courts"})
	for _, want := range []string{"update", "notification", "delete"} {
		if e := next(t, ws); e.Event != want {
			t.Errorf("event %+v, want %s", e, want)
		}
	}
	w.bot.get("/api/v1/statuses/" + st.ID).want(404)
	if got := w.notificationIDs(t, ""); len(got) != 0 {
		t.Errorf("notifications %v of a deleted mention", got)
	}
}

func TestNullStatuses(t *testing.T) {
	t.Parallel()
	w := startWorld(t, patient)
	w.Play(sandbox.Mentions, sandbox.NullStatus)
	st := w.publish(t, "friend", sandbox.NewStatus{Text: "@quotebot courts"})
	w.bot.get("/api/v1/statuses/" + st.ID).want(404)
	n := w.bot.get("/api/v1/notifications").want(200).list()
	if len(n) != 1 || n[0]["status"] != nil || n[0]["type"] != "mention" {
		t.Errorf("notifications %v, want one with null for its status", n)
	}
	w.Surface()
	if got := w.notificationIDs(t, ""); len(got) != 0 {
		t.Errorf("notifications %v after the clean-up", got)
	}
}

// Without Surface, time brings it about.
func TestWhatIsHeldBackHappensByItself(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Delays: sandbox.Delays{Later: time.Millisecond}})
	ws := w.bot.dial("/api/v1/streaming?stream=user:notification")
	w.Play(sandbox.Mentions, sandbox.LateID)
	w.tell(t, 1)
	next(t, ws)
	w.Surface() // has nothing left to do
	if got := w.notificationIDs(t, ""); len(got) != 1 {
		t.Errorf("notifications %v, want one", got)
	}
}

// The faults are for what people write to the bot, not for what it writes to them.
func TestOnlyPublishedMentionsMeetFaults(t *testing.T) {
	t.Parallel()
	w := startWorld(t, patient)
	w.Play(sandbox.Mentions, sandbox.Deleted)
	w.bot.post("/api/v1/statuses", "status", "@friend hello").want(200)
	w.publish(t, "friend", sandbox.NewStatus{Text: "nobody is mentioned"})
	if got := w.Played(); len(got) != 0 {
		t.Errorf("Played() = %v, want nothing", got)
	}
	texts := []string{}
	for _, who := range []string{"quotebot", "friend"} {
		for _, st := range w.Statuses(who) {
			texts = append(texts, st.Text)
		}
	}
	if !slices.Equal(texts, []string{"@friend hello", "nobody is mentioned"}) {
		t.Errorf("statuses %q", texts)
	}
}
