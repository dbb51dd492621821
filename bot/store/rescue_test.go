package store_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"quotebot/bot/store"
)

// A file that is deleted under a running bot is written back, with all that was
// recorded, and never over somebody else's.
func TestGuard(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	db := open(t)
	add(t, db, sample)
	must(t, db.Guard(ctx))

	for _, name := range []string{"", "-wal", "-shm"} {
		must(t, os.Remove(db.Path()+name))
	}
	if err := db.Guard(ctx); err == nil || !strings.Contains(err.Error(), "written back: start again") {
		t.Fatalf("Guard of a deleted file = %v", err)
	}
	again := openAt(t, db.Path())
	if d := deed(t, again, sample.Key); d.Text != sample.Text {
		t.Errorf("after the rescue the deed is %+v", d)
	}

	if first, second := db.Guard(ctx), db.Guard(ctx); first == nil || first != second {
		t.Errorf("Guard = %v, then %v; want the same", first, second)
	}
}

func TestGuardOfAReplacedFile(t *testing.T) {
	t.Parallel()
	db, other := open(t), open(t)
	add(t, db, sample)
	must(t, os.Rename(other.Path(), db.Path()))
	if err := db.Guard(t.Context()); err == nil || !strings.Contains(err.Error(), ".rescued") {
		t.Errorf("Guard of a replaced file = %v", err)
	}
	if d := deed(t, openAt(t, db.Path()+".rescued"), sample.Key); d.Text != sample.Text {
		t.Errorf("in the rescued file the deed is %+v", d)
	}
}

// Damage is found at the start and nothing is changed.
func TestOpenRefusesDamage(t *testing.T) {
	t.Parallel()
	db := open(t)
	for i := range 200 {
		d := sample
		d.Key = fmt.Sprint("reply/", i)
		add(t, db, d)
	}
	must(t, db.Close())
	data, err := os.ReadFile(db.Path())
	must(t, err)
	for i := len(data) / 2; i < len(data)/2+8192; i++ {
		data[i] ^= 0x5a
	}
	must(t, os.WriteFile(db.Path(), data, 0o600))
	_, err = store.Open(t.Context(), db.Path())
	if err == nil || !strings.Contains(err.Error(), "restore it from a backup") {
		t.Errorf("Open of a damaged file = %v, want advice", err)
	}
	if after, _ := os.ReadFile(db.Path()); !bytes.Equal(after, data) {
		t.Error("the damaged file was changed")
	}
}
