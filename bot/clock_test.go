package bot

import (
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quotebot/bot/store"
	"quotebot/bot/toot"
	"quotebot/bot/web"
	"quotebot/quotes"
)

// newTestClock is a clock on a fresh database, at a time that the test moves.
func newTestClock(t *testing.T, schedule string, now *time.Time) *clock {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "quotebot.db"), migrateRiver)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	q, err := newQueue(db, log, &delivery{})
	if err != nil {
		t.Fatal(err)
	}
	corpus, err := quotes.Open("")
	if err != nil {
		t.Fatal(err)
	}
	return &clock{
		db: db, queue: q, schedule: parseTestSchedule(t, schedule, time.UTC), misfire: 2 * time.Hour,
		composer: newComposer(Config{Corpus: corpus, Visibility: toot.Unlisted}, toot.Limits{Flavour: toot.Mastodon}, 1),
		now:      func() time.Time { return *now }, log: log, metrics: web.NewMetrics("", time.Now),
	}
}

// slots lists what the outbox holds, as "key state".
func slots(t *testing.T, db *store.DB) []string {
	t.Helper()
	rows, err := db.Pool().QueryContext(t.Context(), `SELECT key || ' ' || state FROM outbox ORDER BY key`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

func TestClock(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, schedule string
		at             []string // when the clock looks
		want           []string
	}{
		{"nothing before the first start", "0 * * * *", []string{"2026-06-01T08:30:00Z", "2026-06-01T08:59:59Z"}, nil},
		{"on time", "0 * * * *", []string{"2026-06-01T08:30:00Z", "2026-06-01T09:00:00Z"},
			[]string{"slot/any/2026-06-01T09:00Z pending"}},
		{"the same slot once", "0 * * * *", []string{"2026-06-01T08:30:00Z", "2026-06-01T09:00:00Z", "2026-06-01T09:00:00Z", "2026-06-01T09:20:00Z"},
			[]string{"slot/any/2026-06-01T09:00Z pending"}},
		{"never a burst", "0 * * * *", []string{"2026-06-01T08:30:00Z", "2026-06-01T11:10:00Z"},
			[]string{"slot/any/2026-06-01T09:00Z missed", "slot/any/2026-06-01T10:00Z missed", "slot/any/2026-06-01T11:00Z pending"}},
		{"a laptop that slept ten hours", "0 */5 * * *", []string{"2026-06-01T08:30:00Z", "2026-06-01T10:00:00Z", "2026-06-01T20:30:00Z"},
			[]string{"slot/any/2026-06-01T10:00Z pending", "slot/any/2026-06-01T15:00Z missed", "slot/any/2026-06-01T20:00Z pending"}},
		{"a little late", "0 9 * * *", []string{"2026-06-01T08:30:00Z", "2026-06-01T10:59:00Z"},
			[]string{"slot/any/2026-06-01T09:00Z pending"}},
		{"too late", "0 9 * * *", []string{"2026-06-01T08:30:00Z", "2026-06-01T11:01:00Z"},
			[]string{"slot/any/2026-06-01T09:00Z missed"}},
		{"a clock that jumps back", "0 * * * *", []string{"2026-06-01T08:30:00Z", "2026-06-01T10:00:00Z", "2026-06-01T08:00:00Z", "2026-06-01T10:00:00Z", "2026-06-01T11:00:00Z"},
			[]string{"slot/any/2026-06-01T09:00Z missed", "slot/any/2026-06-01T10:00Z pending", "slot/any/2026-06-01T11:00Z pending"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var now time.Time
			clock := newTestClock(t, c.schedule, &now)
			for _, text := range c.at {
				now = at(t, text)
				if _, err := clock.tick(t.Context(), ""); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(c.want, slots(t, clock.db)); diff != "" {
				t.Errorf("outbox (-want +got):\n%s", diff)
			}
		})
	}
}

// A long absence leaves the newest missed slots by name and counts the others.
func TestClockAfterAYear(t *testing.T) {
	t.Parallel()
	now := at(t, "2025-06-01T08:30:00Z")
	clock := newTestClock(t, "* * * * *", &now)
	for range 2 {
		if _, err := clock.tick(t.Context(), ""); err != nil {
			t.Fatal(err)
		}
		now = now.AddDate(1, 0, 0)
	}
	if n := len(slots(t, clock.db)); n != keepMissed+1 {
		t.Errorf("%d rows, want %d missed slots and the last one", n, keepMissed)
	}
}

// Every open deed has a job, and the job goes with the row or not at all.
func TestDeedAndJobAreOne(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-06-01T08:30:00Z")
	q := newTestClock(t, "@daily", &now).queue
	d := store.Deed{Key: "post/1", State: store.Pending, Text: "words", CreatedAt: now}
	lost := context.Canceled
	err := q.inTx(t.Context(), func(tx *sql.Tx) error {
		if _, err := q.add(t.Context(), tx, []store.Deed{d}); err != nil {
			return err
		}
		return lost
	})
	if err == nil || jobs(t, q) != 0 {
		t.Fatalf("after a broken transaction: %v, %d jobs; want an error and none", err, jobs(t, q))
	}
	for range 2 {
		if err := q.inTx(t.Context(), func(tx *sql.Tx) error { _, err := q.add(t.Context(), tx, []store.Deed{d}); return err }); err != nil {
			t.Fatal(err)
		}
	}
	if n := jobs(t, q); n != 1 {
		t.Errorf("%d jobs for one deed, want 1", n)
	}
	if _, err := q.db.Pool().Exec(`DELETE FROM river_job`); err != nil {
		t.Fatal(err)
	}
	if err := q.recover(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	if n := jobs(t, q); n != 1 {
		t.Errorf("%d jobs after recovery of an open deed without one, want 1", n)
	}
}

func jobs(t *testing.T, q *queue) (n int) {
	t.Helper()
	if err := q.db.Pool().QueryRow(`SELECT count(*) FROM river_job`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// After a long time without the server, slots that are too old or have a newer
// one behind them are not posted any more.
func TestStaleSlots(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-06-01T12:00:30Z")
	clock := newTestClock(t, "0 * * * *", &now)
	d := &delivery{db: clock.db, misfire: 2 * time.Hour, now: clock.now}
	for key, created := range map[string]string{
		"slot/any/2026-06-01T09:00Z":      "2026-06-01T09:00:00Z",
		"slot/any/2026-06-01T11:00Z":      "2026-06-01T11:00:00Z",
		"slot/any/2026-06-01T12:00Z":      "2026-06-01T12:00:00Z",
		"slot/judicial/2026-06-01T11:00Z": "2026-06-01T11:00:00Z",
		"reply/1":                         "2026-05-01T11:00:00Z",
	} {
		deed := store.Deed{Key: key, State: store.Pending, CreatedAt: at(t, created)}
		if err := clock.queue.inTx(t.Context(), func(tx *sql.Tx) error { _, err := store.Add(t.Context(), tx, deed); return err }); err != nil {
			t.Fatal(err)
		}
	}
	for key, want := range map[string]bool{
		"slot/any/2026-06-01T09:00Z":      true,  // more than two hours late
		"slot/any/2026-06-01T11:00Z":      true,  // 12:00 is there
		"slot/any/2026-06-01T12:00Z":      false, // the newest
		"slot/judicial/2026-06-01T11:00Z": false, // late, but in time and the newest of its line
		"reply/1":                         false, // an answer is promised
	} {
		deed, err := clock.db.Deed(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		if why, err := d.stale(t.Context(), deed); (why != "") != want || err != nil {
			t.Errorf("stale(%s) = %q, %v; want a reason: %v", key, why, err, want)
		}
	}
}

// New lines have no past, and a clock that was ahead does not silence the bot.
func TestClockBeginsAnew(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-06-01T08:30:00Z")
	clock := newTestClock(t, "0 9 * * *", &now)
	tick := func(text string) {
		t.Helper()
		now = at(t, text)
		if _, err := clock.tick(t.Context(), ""); err != nil {
			t.Fatal(err)
		}
	}
	tick("2026-06-01T08:30:00Z")
	clock.schedule = parseTestSchedule(t, "0 10 * * *", time.UTC)
	tick("2026-06-01T10:30:00Z") // the 10:00 line is half an hour old: nothing
	tick("2030-01-01T00:00:00Z") // a clock that is wrong for a moment
	tick("2026-06-02T09:00:00Z")
	tick("2026-06-02T10:00:00Z")
	want := []string{"slot/any/2026-06-02T10:00Z pending"}
	got := slots(t, clock.db)
	got = slices.DeleteFunc(got, func(s string) bool { return strings.HasSuffix(s, " missed") })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("outbox without what was missed (-want +got):\n%s", diff)
	}
}
