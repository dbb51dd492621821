package store_test

import (
	"database/sql"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quotebot/bot/store"
)

func TestBacklogs(t *testing.T) {
	t.Parallel()
	db := open(t)
	empty, err := db.Backlogs(t.Context())
	must(t, err)
	want := []store.Backlog{{State: store.Pending}, {State: store.Sending}, {State: store.Waiting}}
	if diff := cmp.Diff(want, empty); diff != "" {
		t.Errorf("Backlogs of an empty outbox (-want +got):\n%s", diff)
	}

	add(t, db, store.Deed{Key: "reply/1", State: store.Pending, CreatedAt: t2})
	add(t, db, store.Deed{Key: "reply/2", State: store.Pending, CreatedAt: t1})
	add(t, db, store.Deed{Key: "reply/3", State: store.Pending, CreatedAt: t0})
	add(t, db, store.Deed{Key: "reply/3/2", State: store.Waiting, After: "reply/3", CreatedAt: t0})
	add(t, db, store.Deed{Key: "reply/4", State: store.Skipped, CreatedAt: t0})
	add(t, db, store.Deed{Key: "thread/talk/1", State: store.Pending, NotBefore: t2, CreatedAt: t0})
	must(t, db.MarkSending(t.Context(), "reply/3", t1))
	got, err := db.Backlogs(t.Context())
	must(t, err)
	want = []store.Backlog{{store.Pending, 3, t1}, {store.Sending, 1, t0}, {store.Waiting, 1, t0}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Backlogs (-want +got):\n%s", diff)
	}
}

// past is an outbox in which deeds came to all kinds of ends.
func past(t *testing.T) *store.DB {
	t.Helper()
	db := open(t)
	hour := func(n int) time.Time { return t0.Add(time.Duration(n) * time.Hour) }
	add(t, db, store.Deed{Key: "slot/any/a", State: store.Missed, CreatedAt: hour(0)})
	add(t, db, store.Deed{Key: "slot/any/b", State: store.Pending, Text: "words", CreatedAt: hour(2)})
	must(t, db.MarkSending(t.Context(), "slot/any/b", hour(3)))
	must(t, db.MarkEnded(t.Context(), "slot/any/b", store.Failed, "refused"))
	add(t, db, store.Deed{Key: "reply/1", State: store.Skipped, CreatedAt: hour(4), Reason: "not asked for anything"})
	add(t, db, store.Deed{Key: "reply/2", State: store.Pending, Action: store.Favourite, AskedAt: hour(4), CreatedAt: hour(4)})
	favourite := deed(t, db, "reply/2")
	must(t, db.InTx(t.Context(), func(tx *sql.Tx) error {
		_, err := store.MarkDone(t.Context(), tx, favourite, hour(5))
		return err
	}))
	add(t, db, store.Deed{Key: "reply/3", State: store.Pending, Text: "words", Recipient: "77", AskedAt: hour(-1), CreatedAt: hour(0)})
	add(t, db, store.Deed{Key: "reply/3/2", State: store.Waiting, Text: "words", Recipient: "77", After: "reply/3", AskedAt: hour(-1), CreatedAt: hour(0)})
	must(t, db.MarkSending(t.Context(), "reply/3", t1))
	must(t, post(t.Context(), db, "reply/3", "900")) // at t2, an hour after t0
	must(t, db.InTx(t.Context(), func(tx *sql.Tx) error {
		_, err := store.MarkPosted(t.Context(), tx, "reply/3/2", "901", "", t2.Add(time.Second), 0)
		return err
	}))
	add(t, db, store.Deed{Key: "reply/4", State: store.Pending, Text: "words", CreatedAt: hour(9)})
	return db
}

func TestEnded(t *testing.T) {
	t.Parallel()
	db := past(t)
	for n, want := range map[int]string{
		9: "slot/any/b failed, reply/3/2 posted, reply/3 posted, slot/any/a missed",
		2: "slot/any/b failed, reply/3/2 posted",
	} {
		deeds, err := db.Ended(t.Context(), n)
		must(t, err)
		var got []string
		for _, d := range deeds {
			got = append(got, d.Key+" "+string(d.State))
		}
		if got := strings.Join(got, ", "); got != want {
			t.Errorf("Ended(%d) = %s; want %s", n, got, want)
		}
		if at := deeds[0].EndedAt(); !at.Equal(t0.Add(3 * time.Hour)) {
			t.Errorf("%s came to its end at %v, want the time of its last send", deeds[0].Key, at)
		}
	}
}

func TestDoneSince(t *testing.T) {
	t.Parallel()
	db := past(t)
	for _, tt := range []struct {
		since time.Time
		want  string
	}{
		{t0.Add(3 * time.Hour), "reply/1 reply/2 slot/any/b"},
		{t0, "reply/1 reply/2 reply/3 reply/3/2 slot/any/a slot/any/b"},
		{t0.Add(9 * time.Hour), ""},
	} {
		done, err := db.DoneSince(t.Context(), tt.since)
		must(t, err)
		var got []string
		for _, d := range done {
			got = append(got, d.Key)
			want := store.Done{Key: "reply/3", State: store.Posted, Action: store.Post, Recipient: "77", AskedAt: t0.Add(-time.Hour), At: t2}
			if diff := cmp.Diff(want, d); d.Key == want.Key && diff != "" {
				t.Errorf("DoneSince(%v) (-want +got):\n%s", tt.since, diff)
			}
		}
		slices.Sort(got)
		if got := strings.Join(got, " "); got != tt.want {
			t.Errorf("DoneSince(%v) = %s; want %s", tt.since, got, tt.want)
		}
	}
}
