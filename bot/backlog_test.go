package bot

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/sandbox"
	"quotebot/bot/store"
)

var backlogSize = flag.Int("backlog", 400, "mentions that wait in TestBacklog; ten thousand take minutes")

// A span is a time that the test moves, shared by the bot and the server.
type span struct{ nanos atomic.Int64 }

func (s *span) now() time.Time          { return time.Unix(0, s.nanos.Load()).UTC() }
func (s *span) forward(d time.Duration) { s.nanos.Add(int64(d)) }

// A noise log fails the test at anything that is a warning: with a backlog there
// is no refusal, no flood and no trouble.
type noise struct {
	slog.Handler
	t *testing.T
}

func (h noise) Enabled(context.Context, slog.Level) bool { return true }

func (h noise) Handle(ctx context.Context, r slog.Record) error {
	if r.Level >= slog.LevelWarn {
		r.Attrs(func(a slog.Attr) bool { h.t.Log(a); return true })
		h.t.Errorf("warning: %s", r.Message)
	}
	return nil
}

func (h noise) WithAttrs([]slog.Attr) slog.Handler { return h }

// newBacklog is a bot on injected time, on a server with the real limits.
func newBacklog(t *testing.T, clock *span, posts *atomic.Int64, hourly string, log slog.Handler) (*Bot, *sandbox.Server) {
	t.Helper()
	bounds := sandbox.Bounds{Accounts: *backlogSize + 100, Statuses: 3**backlogSize + 100, Notifications: *backlogSize + 100}
	server, err := sandbox.Start(sandbox.Config{Now: clock.now, Bounds: bounds, AfterCommit: func(context.Context, sandbox.Status) { posts.Add(1) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	_, token, err := server.CreateAccount(sandbox.NewAccount{Username: "quotebot", Bot: true})
	if err != nil {
		t.Fatal(err)
	}
	s := DefaultSettings()
	s.Server, s.AccessToken, s.MaxPostsPerHour, s.CatchUp = server.URL(), token, hourly, "10000h"
	s.DatabaseURL = filepath.Join(t.TempDir(), "quotebot.db")
	c, err := Configure(s, true, clock.now())
	if err != nil {
		t.Fatal(err)
	}
	b, err := open(t.Context(), c, slog.New(log), clock.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	b.halt = func(err error) { t.Errorf("halted: %v", err) }
	return b, server
}

// A backlog is worked off as fast as the server allows: no request is refused,
// at least 95 in a hundred of the posts that are allowed are made, and memory
// does not grow with what waits.
func TestBacklog(t *testing.T) {
	t.Parallel()
	clock, posts := new(span), new(atomic.Int64)
	clock.nanos.Store(time.Date(2026, 11, 23, 12, 0, 1, 0, time.UTC).UnixNano())
	b, server := newBacklog(t, clock, posts, "10000", noise{slog.DiscardHandler, t})
	l := b.listener()
	if err := l.catchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	ask(t, server, 0, *backlogSize)
	hear(t, l, clock)
	windows, heap := drain(t, b, clock, posts)
	for _, n := range windows {
		if n < 300*95/100 || n > 300 {
			t.Errorf("%d posts in a window of 300", n)
		}
	}
	if n := posts.Load(); n != int64(*backlogSize) {
		t.Errorf("%d posts, want %d", n, *backlogSize)
	}
	first, last := heap[0], heap[len(heap)-1]
	if last > first+32<<20 {
		t.Errorf("the heap grew from %d to %d MiB", first>>20, last>>20)
	}
	t.Logf("posts in windows of 3 h: %v; heap from %d to %d KiB", windows, first>>10, last>>10)
}

// ask has n people mention the bot, each once.
func ask(t *testing.T, server *sandbox.Server, first, n int) {
	t.Helper()
	for i := range n {
		asker := fmt.Sprint("asker", first+i)
		if _, _, err := server.CreateAccount(sandbox.NewAccount{Username: asker}); err != nil {
			t.Fatal(err)
		}
		if _, err := server.Publish(asker, sandbox.NewStatus{Text: "@quotebot courts"}); err != nil {
			t.Fatal(err)
		}
	}
}

// The brake lets so many toots out in any hour, and drops none, not even a slot
// that waits behind it for longer than it may be late.
func TestBrake(t *testing.T) {
	t.Parallel()
	clock, posts := new(span), new(atomic.Int64)
	clock.nanos.Store(time.Date(2026, 11, 23, 12, 0, 1, 0, time.UTC).UnixNano())
	b, server := newBacklog(t, clock, posts, "5", slog.DiscardHandler)
	b.queue.delivery.misfire = time.Minute
	l := b.listener()
	if err := l.catchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	ask(t, server, 0, 12)
	hear(t, l, clock)
	slot := b.clock()
	if _, err := slot.tick(t.Context(), ""); err != nil { // begins the schedule
		t.Fatal(err)
	}
	clock.forward(21 * time.Hour)
	if _, err := slot.tick(t.Context(), ""); err != nil { // nine o'clock
		t.Fatal(err)
	}
	drain(t, b, clock, posts)
	sent := server.Statuses("quotebot")
	begun := 0
	for _, s := range sent {
		if !strings.HasSuffix(s.Text, "2/2") && !strings.Contains(s.Text, " 2/2\n") { // part of a thread
			begun++
		}
	}
	for i := 5; i < len(sent); i++ {
		if gap := sent[i].CreatedAt.Sub(sent[i-5].CreatedAt); gap < time.Hour-time.Second {
			t.Errorf("toots %d to %d went out within %v, want five an hour at the most", i-5, i, gap)
		}
	}
	if begun != 13 {
		t.Errorf("%d toots and threads, want the answers to twelve mentions and one slot", begun)
	}
}

// hear reads all mentions, at the pace that the server allows.
func hear(t *testing.T, l *listener, clock *span) {
	t.Helper()
	for {
		err := l.catchUp(t.Context())
		if err == nil {
			return
		}
		forwardTo(t, clock, err)
	}
}

func forwardTo(t *testing.T, clock *span, err error) {
	t.Helper()
	at := fedi.RetryAt(err)
	if !at.After(clock.now()) {
		t.Fatal(err)
	}
	clock.forward(at.Sub(clock.now()))
}

// drain delivers what is due until nothing is. It counts the posts of each full
// window of three hours, and the heap at the end of each.
func drain(t *testing.T, b *Bot, clock *span, posts *atomic.Int64) (windows []int64, heap []uint64) {
	t.Helper()
	d := b.queue.delivery
	ends, before := clock.now().Truncate(3*time.Hour).Add(3*time.Hour), posts.Load()
	for {
		due, err := b.db.DueDeeds(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(due) == 0 {
			return windows, append(heap, heapInUse())
		}
		for _, deed := range due {
			wait := deliverNow(t, d, deed)
			for ; wait > 0; wait = deliverNow(t, d, deed) {
				clock.forward(wait)
				for !clock.now().Before(ends) {
					windows, heap = append(windows, posts.Load()-before), append(heap, heapInUse())
					ends, before = ends.Add(3*time.Hour), posts.Load()
				}
			}
		}
	}
}

func deliverNow(t *testing.T, d *delivery, deed store.Deed) time.Duration {
	t.Helper()
	wait, err := d.step(t.Context(), deed.Key)
	if err != nil {
		t.Fatal(err)
	}
	return wait
}

func heapInUse() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
