package bot

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// A bot is ready while it hears mentions, and dead only when a new start is all
// that helps.
func TestReadyAndDead(t *testing.T) {
	t.Parallel()
	clock := new(span)
	clock.nanos.Store(time.Date(2026, 11, 23, 12, 0, 1, 0, time.UTC).UnixNano())
	b, _ := newBacklog(t, clock, new(atomic.Int64), "10", slog.DiscardHandler)
	run, stop := context.WithCancel(t.Context())
	defer stop()
	expect := func(when, unready, dead string) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		for name, c := range map[string]struct {
			got  error
			want string
		}{"unready": {b.unready(ctx, run), unready}, "dead": {b.dead(ctx, run), dead}} {
			if (c.got == nil) != (c.want == "") || c.got != nil && !strings.Contains(c.got.Error(), c.want) {
				t.Errorf("%s: %s = %v, want %q", when, name, c.got, c.want)
			}
		}
	}
	l := b.listener()
	expect("at the start", "mentions are not heard yet", "")
	l.catchUpOnce(t.Context())
	expect("after a look", "", "")
	clock.forward(deafAfter)
	expect("two minutes later", "", "")
	clock.forward(time.Second)
	expect("without a look for longer", "mentions were last heard 2m1s ago", "")
	l.catchUpOnce(t.Context())
	expect("after another look", "", "")

	tx, err := b.db.Pool().Begin()
	if err != nil {
		t.Fatal(err)
	}
	expect("with a database that is stuck", "the database does not answer", "the database does not answer")
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	expect("with a database that goes on", "", "")
	if err := os.Remove(b.db.Path()); err != nil {
		t.Fatal(err)
	}
	expect("without its database", "the database is gone", "the database is gone")
	stop()
	expect("at the end", "it is stopping", "it is stopping")
}

// Who asks whether the bot is ready and goes away does not spoil the rescue of a
// database that was deleted.
func TestReadinessLetsRescue(t *testing.T) {
	t.Parallel()
	clock := new(span)
	b, _ := newBacklog(t, clock, new(atomic.Int64), "10", slog.DiscardHandler)
	if err := os.Remove(b.db.Path()); err != nil {
		t.Fatal(err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.unready(gone, t.Context()); err == nil {
		t.Error("unready without a database = nil, want a reason")
	}
	if err := b.db.Guard(t.Context()); err == nil || errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "written back") {
		t.Errorf("Guard = %v, want that the database was written back", err)
	}
}
