package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quotebot/bot/store"
)

var (
	t0 = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	t1 = t0.Add(1234 * time.Millisecond)
	t2 = t0.Add(time.Hour)
)

func open(t *testing.T) *store.DB {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "state", "quotebot.db"))
}

func openAt(t *testing.T, path string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatalf("Open(%q): %v", path, err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func add(t *testing.T, db *store.DB, d store.Deed) bool {
	t.Helper()
	var added bool
	err := db.InTx(t.Context(), func(tx *sql.Tx) (err error) {
		added, err = store.Add(t.Context(), tx, d)
		return err
	})
	if err != nil {
		t.Fatalf("Add(%q): %v", d.Key, err)
	}
	return added
}

func post(ctx context.Context, db *store.DB, key, id string) error {
	return db.InTx(ctx, func(tx *sql.Tx) error {
		_, err := store.MarkPosted(ctx, tx, key, id, "https://mastodon.example/"+id, t2, 0)
		return err
	})
}

func deed(t *testing.T, db *store.DB, key string) store.Deed {
	t.Helper()
	d, err := db.Deed(t.Context(), key)
	if err != nil {
		t.Fatalf("Deed(%q): %v", key, err)
	}
	return d
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var sample = store.Deed{
	Key: "reply/1", State: store.Pending, Action: store.Post, Text: "@a words\n\n— “source”", CW: "re: news", Visibility: "unlisted",
	Language: "en", InReplyTo: "1", QuoteID: "gov-4-1", Area: "government", Cycle: 3, Recipient: "77", AskedAt: t0.Add(-time.Minute), CreatedAt: t0,
	Media: "[]", Conversation: "1", Intent: "topic", Topic: "courts", Reason: "asked",
}

func TestDeedIsWrittenDownOnce(t *testing.T) {
	t.Parallel()
	db := open(t)
	if !add(t, db, sample) {
		t.Error("first Add = false, want true")
	}
	again := sample
	again.Text = "other words"
	if add(t, db, again) {
		t.Error("second Add of the same key = true, want false")
	}
	if diff := cmp.Diff(sample, deed(t, db, sample.Key)); diff != "" {
		t.Errorf("deed differs from what was first written (-want +got):\n%s", diff)
	}
}

func TestDeliveryOfADeed(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	db := open(t)
	add(t, db, sample)
	_, err := db.EnsureFact(ctx, store.FloorFact, "800")
	must(t, err)

	must(t, db.MarkSending(ctx, sample.Key, t1))
	must(t, db.MarkUnsent(ctx, sample.Key, true))
	got := deed(t, db, sample.Key)
	if got.State != store.Pending || got.Sends != 0 || got.Generation != 1 {
		t.Errorf("after a refused send: state %s, sends %d, generation %d; want pending, 0, 1", got.State, got.Sends, got.Generation)
	}

	must(t, db.MarkSending(ctx, sample.Key, t1))
	must(t, db.MarkSending(ctx, sample.Key, t2))
	must(t, db.MarkUnsent(ctx, sample.Key, true))
	got = deed(t, db, sample.Key)
	if got.State != store.Sending || got.Sends != 1 || got.Generation != 1 {
		t.Errorf("a send in doubt, then one that was refused: state %s, sends %d, generation %d; want sending, 1, and the key kept (1)",
			got.State, got.Sends, got.Generation)
	}
	if !got.FirstSentAt.Equal(t1) || !got.LastSentAt.Equal(t2) {
		t.Errorf("sent at %v and %v, want %v and %v", got.FirstSentAt, got.LastSentAt, t1, t2)
	}

	if got.Floor != "800" {
		t.Errorf("floor %q, want the one at the first send, 800", got.Floor)
	}
	must(t, post(ctx, db, sample.Key, "900"))
	if floor, err := db.Fact(ctx, store.FloorFact); floor != "900" {
		t.Errorf("floor after a post = %q, %v; want 900", floor, err)
	}
	byStatus, err := db.DeedOfStatus(ctx, "900")
	must(t, err)
	if byStatus.Key != sample.Key || byStatus.State != store.Posted || !byStatus.PostedAt.Equal(t2) {
		t.Errorf("DeedOfStatus = %+v, want the posted deed", byStatus)
	}
	if err := db.MarkEnded(ctx, sample.Key, store.Failed, "late"); err == nil {
		t.Error("MarkEnded on a posted deed succeeded, want an error: a final state is never left")
	}
}

func TestStatusBelongsToOneDeed(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	db := open(t)
	for _, key := range []string{"slot/any/a", "slot/any/b"} {
		d := sample
		d.Key = key
		add(t, db, d)
		must(t, db.MarkSending(ctx, key, t1))
	}
	must(t, post(ctx, db, "slot/any/a", "900"))
	if err := post(ctx, db, "slot/any/b", "900"); !errors.Is(err, store.ErrHeld) {
		t.Errorf("MarkPosted with another deed's status = %v, want ErrHeld", err)
	}
	if got := deed(t, db, "slot/any/b").State; got != store.Sending {
		t.Errorf("state of the refused deed = %s, want sending", got)
	}
	held, err := db.Holds(ctx, "900")
	must(t, err)
	free, err := db.Holds(ctx, "901")
	must(t, err)
	if !held || free {
		t.Errorf("Holds(900), Holds(901) = %v, %v; want true, false", held, free)
	}
}

func addThread(t *testing.T, db *store.DB) {
	t.Helper()
	add(t, db, store.Deed{Key: "slot/any/a", State: store.Pending, CreatedAt: t0})
	add(t, db, store.Deed{Key: "slot/any/a/2", State: store.Waiting, After: "slot/any/a", CreatedAt: t0})
	add(t, db, store.Deed{Key: "slot/any/a/3", State: store.Waiting, After: "slot/any/a/2", CreatedAt: t0})
}

func TestThreadGoesOnePartAfterTheOther(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	db := open(t)
	addThread(t, db)
	for i, key := range []string{"slot/any/a", "slot/any/a/2", "slot/any/a/3"} {
		due, err := db.DueDeeds(ctx)
		must(t, err)
		if len(due) != 1 || due[0].Key != key {
			t.Fatalf("due after %d parts: %+v, want only %s", i, due, key)
		}
		if i > 0 && due[0].InReplyTo != fmt.Sprint(i-1) {
			t.Errorf("%s answers %q, want the status of the part before, %d", key, due[0].InReplyTo, i-1)
		}
		must(t, post(ctx, db, key, fmt.Sprint(i)))
	}
}

func TestThreadEndsWithItsPart(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	db := open(t)
	addThread(t, db)
	thread, err := db.Thread(ctx, "slot/any/a")
	must(t, err)
	if len(thread) != 3 || thread[0].Key != "slot/any/a" || thread[2].Key != "slot/any/a/3" {
		t.Errorf("Thread = %+v, want the three parts in order", thread)
	}
	must(t, db.MarkEnded(ctx, "slot/any/a", store.Failed, "422"))
	for _, key := range []string{"slot/any/a/2", "slot/any/a/3"} {
		if d := deed(t, db, key); d.State != store.Skipped || !strings.Contains(d.Reason, "422") {
			t.Errorf("%s is %s (%s), want skipped, with the reason", key, d.State, d.Reason)
		}
	}
}

// The lock is the file's, whatever name it goes by.
func TestOneWorkerThroughASymlink(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := openAt(t, filepath.Join(dir, "quotebot.db"))
	must(t, os.Symlink(first.Path(), filepath.Join(dir, "other.db")))
	second := openAt(t, filepath.Join(dir, "other.db"))
	_, err := first.Lock()
	must(t, err)
	if _, err := second.Lock(); !errors.Is(err, store.ErrLocked) {
		t.Errorf("Lock through a symlink = %v, want ErrLocked", err)
	}
}

// Several processes may meet at a new file.
func TestOpenTogether(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "quotebot.db")
	errs := make(chan error)
	for range 8 {
		go func() {
			db, err := store.Open(t.Context(), path)
			if err == nil {
				err = db.Close()
			}
			errs <- err
		}()
	}
	for range 8 {
		if err := <-errs; err != nil {
			t.Errorf("Open together: %v", err)
		}
	}
}

func TestTransactionSurvivesAPanic(t *testing.T) {
	t.Parallel()
	db := open(t)
	func() {
		defer func() { recover() }()
		db.InTx(t.Context(), func(*sql.Tx) error { panic("a bug") })
	}()
	add(t, db, sample) // waits for ever if the connection is not given back
	if got := deed(t, db, sample.Key).State; got != store.Pending {
		t.Errorf("state %s, want pending", got)
	}
}

func TestHistory(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	db := open(t)
	for i, d := range []store.Deed{
		{Key: "slot/any/1", State: store.Pending, QuoteID: "a-1", Cycle: 1, CreatedAt: t0},
		{Key: "reply/9", State: store.Pending, QuoteID: "b-1", Recipient: "77", CreatedAt: t1},
		{Key: "slot/b/2", State: store.Pending, QuoteID: "b-2", Area: "b", Cycle: 1, CreatedAt: t2},
		{Key: "slot/any/3", State: store.Missed, CreatedAt: t2, Reason: "nobody was there"},
	} {
		if !add(t, db, d) {
			t.Fatalf("deed %d was not added", i)
		}
	}
	var draws []store.Deed
	must(t, db.InTx(ctx, func(tx *sql.Tx) (err error) {
		draws, err = store.Draws(ctx, tx)
		return err
	}))
	var drawn []string
	for _, d := range draws {
		drawn = append(drawn, d.QuoteID)
	}
	if diff := cmp.Diff([]string{"a-1", "b-2"}, drawn); diff != "" {
		t.Errorf("Draws (-want +got):\n%s", diff)
	}
	heard, err := db.Heard(ctx, "77")
	must(t, err)
	if diff := cmp.Diff(map[string]bool{"b-1": true}, heard); diff != "" {
		t.Errorf("Heard (-want +got):\n%s", diff)
	}
	waiting, err := db.DueDeeds(ctx)
	must(t, err)
	if len(waiting) != 3 {
		t.Errorf("DueDeeds = %d deeds, want 3: a missed slot is not due", len(waiting))
	}
	n, err := db.Count(ctx, "slot/", store.Pending)
	must(t, err)
	if n != 2 {
		t.Errorf("Count(slot/, pending) = %d, want 2", n)
	}
	if _, err := db.Deed(ctx, "nothing"); !errors.Is(err, store.ErrNoDeed) {
		t.Errorf("Deed of an unknown key: %v, want ErrNoDeed", err)
	}
}

func TestFactsOutliveTheProcess(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "quotebot.db")
	db := openAt(t, path)
	first, err := db.EnsureFact(ctx, "seed", "1")
	must(t, err)
	must(t, db.InTx(ctx, func(tx *sql.Tx) error { return store.SetFact(ctx, tx, "mentions", "5 6") }))
	must(t, db.Close())

	db = openAt(t, path)
	second, err := db.EnsureFact(ctx, "seed", "2")
	must(t, err)
	cursor, err := db.Fact(ctx, "mentions")
	must(t, err)
	if first != "1" || second != "1" || cursor != "5 6" {
		t.Errorf("seed %q then %q, cursor %q; want 1, 1, 5 6", first, second, cursor)
	}
}

func TestTransactionIsAllOrNothing(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	db := open(t)
	broken := errors.New("power cut")
	err := db.InTx(ctx, func(tx *sql.Tx) error {
		if _, err := store.Add(ctx, tx, sample); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("InTx = %v, want the error of its function", err)
	}
	if _, err := db.Deed(ctx, sample.Key); !errors.Is(err, store.ErrNoDeed) {
		t.Errorf("a deed of a broken transaction is there: %v", err)
	}
}

func TestOneWorker(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "quotebot.db")
	first, second := openAt(t, path), openAt(t, path)
	unlock, err := first.Lock()
	must(t, err)
	if _, err := second.Lock(); !errors.Is(err, store.ErrLocked) {
		t.Errorf("second Lock = %v, want ErrLocked", err)
	}
	add(t, second, sample) // a client still writes
	must(t, unlock())
	if _, err := second.Lock(); err != nil {
		t.Errorf("Lock after unlock: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, []byte("this is no database, and long enough to be looked at: "+strings.Repeat("x", 4096)), 0o600))
	newer := filepath.Join(dir, "newer.db")
	db := openAt(t, newer)
	_, err := db.Pool().Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)`)
	must(t, err)
	must(t, db.Close())
	foreign := filepath.Join(dir, "foreign.db")
	pool, err := sql.Open("sqlite", foreign)
	must(t, err)
	_, err = pool.Exec(`CREATE TABLE recipes (name TEXT)`)
	must(t, errors.Join(err, pool.Close()))

	for name, c := range map[string]struct{ path, want string }{
		"folder cannot be made":  {filepath.Join(file, "sub", "quotebot.db"), "QUOTEBOT_DATABASE_URL"},
		"folder in the place":    {dir, "QUOTEBOT_DATABASE_URL"},
		"read-only file system":  {"/proc/quotebot.db", "QUOTEBOT_DATABASE_URL"},
		"not a database":         {file, "it is not SQLite"},
		"schema from the future": {newer, "run the newer quotebot"},
		"another program's":      {foreign, "another program's database"},
		"device":                 {"/dev/null", "is not a file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, err := store.Open(t.Context(), c.path)
			if err == nil {
				db.Close()
				t.Fatalf("Open(%q) succeeded", c.path)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("Open(%q) = %q, want a message with %q", c.path, err, c.want)
			}
		})
	}
}

// A database of the first version is brought up to date, and nothing in it is lost.
func TestOpenFirstSchema(t *testing.T) {
	t.Parallel()
	first, err := os.ReadFile("testdata/first.sql")
	must(t, err)
	path := filepath.Join(t.TempDir(), "quotebot.db")
	pool, err := sql.Open("sqlite", path)
	must(t, err)
	_, err = pool.Exec(string(first))
	must(t, errors.Join(err, pool.Close()))

	db := openAt(t, path)
	if d := deed(t, db, "slot/any/2026-11-23T08:00Z"); d.State != store.Posted || d.StatusID != "42" || d.QuoteID != "gov-4-1" || d.Cycle != 1 {
		t.Errorf("the posted deed of the first version is %+v", d)
	}
	due, err := db.DueDeeds(t.Context())
	must(t, err)
	if len(due) != 1 || due[0].Key != "reply/7" || due[0].CW != "re: law" || due[0].Sends != 1 || due[0].Intent != "" {
		t.Errorf("due deeds of the first version: %+v, want the answer in doubt", due)
	}
	if seed, err := db.Fact(t.Context(), "seed"); seed != "1" || err != nil {
		t.Errorf("seed = %q, %v; want 1", seed, err)
	}
	if _, err := db.Talks(t.Context()); err != nil { // a table of a later version
		t.Error(err)
	}
}

func TestFileIsPrivate(t *testing.T) {
	t.Parallel()
	db := open(t)
	for _, path := range []string{db.Path(), filepath.Dir(db.Path())} {
		info, err := os.Stat(path)
		must(t, err)
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v, want nothing for others", path, info.Mode())
		}
	}
}
