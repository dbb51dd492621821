package bot

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/store"
	"quotebot/bot/web"
)

// How mentions are read. The stream is the quick way, the look over REST the
// sure one.
const (
	catchUpEvery  = 30 * time.Second
	overlap       = 20 // ids that are read again: a lower id may appear after a higher one
	lookBackEvery = time.Hour
	lookBackPages = 25 // at most; of the 300 pages that Mastodon allows in a quarter of an hour
	seenSize      = 4096
)

// cursorFact names where the ids of the mentions last read are remembered,
// oldest first, with blanks between them.
const cursorFact = "mentions"

// beginFact names the id of the newest mention at the first start: what is not
// above it is history.
const beginFact = "mentions/begin"

// A listener hears mentions and has each one answered.
type listener struct {
	db     *store.DB
	queue  *queue
	server *fedi.Client
	judge  func(ctx context.Context, s fedi.Status) (verdict, error)
	halt   func(error) // ends the bot: nothing can be heard until a person acts
	// catchUpAge is the age from which on mentions are left.
	catchUpAge time.Duration
	now        func() time.Time
	log        *slog.Logger

	caughtUp func() // runs after each look that succeeded
	metrics  *web.Metrics
	backAt   time.Time // when the next look back is due

	// deciding is held while mentions are decided about, one after the other: what
	// somebody has had is counted before the next answer.
	deciding sync.Mutex

	mu   sync.Mutex
	seen map[string]bool // ids of statuses that were considered, to spare the work
}

// run listens until ctx ends: it catches up over REST at the start, after each
// connect of the stream and every catchUpEvery.
func (l *listener) run(ctx context.Context, streaming *url.URL) {
	due := make(chan struct{}, 1)
	wake := func() {
		select {
		case due <- struct{}{}:
		default: // one is due already
		}
	}
	var stream sync.WaitGroup
	stream.Go(func() {
		l.server.Listen(ctx, streaming, fedi.Listener{
			Connected: func() { l.metrics.Stream(web.StreamLive); wake() },
			Mention:   func(m fedi.Mention) { l.heard(ctx, m) },
			Broken: func(err error, retry time.Duration) {
				l.metrics.Stream(web.StreamBroken)
				l.log.Warn("stream broken", "err", err, "retry_in", retry)
			},
		})
	})
	defer stream.Wait()
	tick := time.NewTicker(catchUpEvery)
	defer tick.Stop()
	for {
		wait := l.catchUpOnce(ctx)
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-due:
		}
	}
}

// catchUpOnce reads what is new and says how long the server wants us to wait.
func (l *listener) catchUpOnce(ctx context.Context) time.Duration {
	err := l.catchUp(ctx)
	if err == nil {
		l.caughtUp()
		err = l.lookBack(ctx)
	}
	if err == nil || ctx.Err() != nil {
		return 0
	}
	if kind := fedi.KindOf(err); kind == fedi.Unauthorized || kind == fedi.Forbidden {
		l.halt(explain(err))
		return 0
	}
	l.log.Warn("cannot read mentions", "err", err)
	if at := fedi.RetryAt(err); !at.IsZero() {
		return time.Until(at)
	}
	return 0
}

// heard answers a mention that came by the stream. It never moves the cursor:
// what the stream left out would be lost.
func (l *listener) heard(ctx context.Context, m fedi.Mention) {
	if err := l.decide(ctx, []fedi.Mention{m}); err != nil && ctx.Err() == nil {
		l.log.Warn("mention left for the next look", "mention", m.ID, "err", err)
	}
}

// decide brings each mention to its verdict. What was decided about before is
// passed over.
func (l *listener) decide(ctx context.Context, mentions []fedi.Mention) error {
	l.deciding.Lock()
	defer l.deciding.Unlock()
	for _, m := range mentions {
		if m.Status == nil {
			l.log.Debug("mention without a status", "mention", m.ID)
			continue
		}
		known, err := l.known(ctx, m)
		if err != nil {
			return err
		}
		if known {
			continue
		}
		if err := l.settle(ctx, *m.Status); err != nil {
			return err
		}
	}
	return nil
}

// settle decides about a status and writes the verdict down; from then on an
// answer is delivered, once.
func (l *listener) settle(ctx context.Context, s fedi.Status) error {
	v, err := l.judge(ctx, s)
	if err != nil {
		return err
	}
	v.asked(s.CreatedAt, l.now())
	added := false
	err = l.queue.inTx(ctx, func(tx *sql.Tx) error {
		added, err = v.write(ctx, tx, l.queue, l.now())
		return err
	})
	if err != nil {
		return err
	}
	if added {
		l.decided(s, v.deeds[0])
	}
	l.remember(s.ID)
	return nil
}

// catchUp reads the mentions above the cursor, page by page. The cursor passes a
// page after every verdict on it is written, so that none is lost; the outbox
// takes each once, so that none is doubled.
func (l *listener) catchUp(ctx context.Context) error {
	value, err := l.db.Fact(ctx, cursorFact)
	if err != nil {
		return err
	}
	ids := strings.Fields(value)
	if len(ids) == 0 {
		return l.begin(ctx)
	}
	for next := ids[0]; ; {
		page, err := l.server.MentionsAbove(ctx, next)
		if err != nil {
			return err
		}
		if len(page.Mentions) == 0 && (page.Next == "" || fedi.CompareIDs(page.Next, next) <= 0) {
			return nil
		}
		if ids, err = l.take(ctx, page, ids); err != nil {
			return err
		}
		if next, err = above(page, next); err != nil {
			return err
		}
	}
}

// above is where the next page begins. It always moves up, whatever the server
// says, or the loop would never end.
func above(page fedi.Page, last string) (string, error) {
	next := page.Next
	for _, m := range page.Mentions {
		if next == "" || fedi.CompareIDs(m.ID, next) > 0 {
			next = m.ID
		}
	}
	if fedi.CompareIDs(next, last) <= 0 {
		return "", fmt.Errorf("read mentions above %s: the server repeats the page", last)
	}
	return next, nil
}

// lookBack reads, once in a while, the mentions below the cursor again: one that
// a server's policy had hidden comes to light with the old id that it always
// had. Each is decided about once, so that a second look does no harm.
func (l *listener) lookBack(ctx context.Context) error {
	if l.now().Before(l.backAt) {
		return nil
	}
	begin, err := l.db.Fact(ctx, beginFact)
	if err != nil {
		return err
	}
	below := ""
	for range lookBackPages {
		page, err := l.server.MentionsBelow(ctx, below)
		if err != nil {
			return err
		}
		recent := l.recent(page.Mentions, begin)
		if err := l.decide(ctx, recent); err != nil {
			return err
		}
		if below = page.Previous; below == "" || len(recent) == 0 {
			break
		}
	}
	l.backAt = l.now().Add(lookBackEvery)
	return nil
}

// recent are the mentions that may want an answer still.
func (l *listener) recent(mentions []fedi.Mention, begin string) []fedi.Mention {
	var recent []fedi.Mention
	for _, m := range mentions {
		old := m.Status != nil && l.now().Sub(m.Status.CreatedAt) > l.catchUpAge
		if !old && fedi.CompareIDs(m.ID, begin) > 0 {
			recent = append(recent, m)
		}
	}
	return recent
}

// begin sets the cursor at the first start, so that history is not answered.
// An account that was never mentioned begins at zero, below every id.
func (l *listener) begin(ctx context.Context) error {
	newest, err := l.server.NewestMention(ctx)
	if err != nil {
		return err
	}
	if newest == "" {
		newest = "0"
	}
	return l.db.InTx(ctx, func(tx *sql.Tx) error {
		return errors.Join(store.SetFact(ctx, tx, cursorFact, newest), store.SetFact(ctx, tx, beginFact, newest))
	})
}

// take decides about a page and moves the cursor over it. It returns the ids that
// the cursor now holds.
func (l *listener) take(ctx context.Context, page fedi.Page, ids []string) ([]string, error) {
	if err := l.decide(ctx, page.Mentions); err != nil {
		return ids, err
	}
	now := passed(ids, page)
	if slices.Equal(now, ids) {
		return ids, nil
	}
	return now, l.db.InTx(ctx, func(tx *sql.Tx) error {
		return store.SetFact(ctx, tx, cursorFact, strings.Join(now, " "))
	})
}

// passed are the newest of the ids that were read before and in this page,
// oldest first.
func passed(ids []string, page fedi.Page) []string {
	ids = slices.Clone(ids)
	for _, m := range page.Mentions {
		ids = append(ids, m.ID)
	}
	if len(page.Mentions) == 0 {
		ids = append(ids, page.Next)
	}
	slices.SortFunc(ids, fedi.CompareIDs)
	ids = slices.Compact(ids)
	return ids[max(0, len(ids)-overlap):]
}

// known is whether a mention has been decided about.
func (l *listener) known(ctx context.Context, m fedi.Mention) (bool, error) {
	l.mu.Lock()
	seen := l.seen[m.Status.ID]
	l.mu.Unlock()
	if seen {
		return true, nil
	}
	_, err := l.db.Deed(ctx, replyKey(m.Status.ID))
	if errors.Is(err, store.ErrNoDeed) {
		return false, nil
	}
	return err == nil, err
}

// remember spares a mention a second look. The outbox's key is what keeps an
// answer single, so that forgetting is harmless.
func (l *listener) remember(statusID string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.seen) >= seenSize {
		clear(l.seen)
	}
	l.seen[statusID] = true
}
