package bot

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/store"
	"quotebot/bot/toot"
)

// How delivery meets trouble.
const (
	maxSends     = 100              // of unknown outcome, before a deed is given up
	shortBackoff = 2 * time.Second  // after the first failure, doubling
	longBackoff  = 15 * time.Minute // at most
	troubleWait  = 10 * time.Second // when our own database fails
	secondLook   = 3 * time.Second  // after a look that found nothing
	yieldAfter   = time.Minute      // an older slot gives way to a newer one
)

// delivery takes deeds out of the outbox and posts them, each once. One worker
// calls it, so that its fields need no lock.
type delivery struct {
	db      *store.DB
	queue   *queue
	server  *fedi.Client
	self    fedi.Account
	domain  string // of the server's accounts
	flavour toot.Flavour
	settle  time.Duration
	misfire time.Duration
	now     func() time.Time
	log     *slog.Logger
	halt    func(error) // ends the bot: nothing can be delivered until a person acts

	failures  int             // of the server in a row
	notBefore time.Time       // until when the server is left in peace
	looked    map[string]bool // keys of deeds in doubt that one look did not find
}

// deliver brings one deed to its end or says when to try again. It is safe to
// run twice: the row decides, not the job.
func (d *delivery) deliver(ctx context.Context, key string) error {
	wait, err := d.step(ctx, key)
	switch {
	case errors.Is(err, store.ErrNoDeed):
		d.log.Warn("job without a deed", "key", key)
		return nil
	case err != nil:
		d.log.Error("delivery is stuck", "key", key, "err", err)
		return d.queue.snooze(troubleWait)
	case wait > 0:
		return d.queue.snooze(wait)
	}
	delete(d.looked, key)
	return nil
}

// step does what can be done now. A positive wait asks for another step then.
func (d *delivery) step(ctx context.Context, key string) (wait time.Duration, err error) {
	deed, err := d.db.Deed(ctx, key)
	if err != nil || !deed.State.Due() {
		return 0, err
	}
	if wait := d.notBefore.Sub(d.now()); wait > 0 {
		return wait, nil
	}
	if deed.State == store.Sending {
		if wait, err := d.clear(ctx, deed); wait > 0 || err != nil {
			return wait, err
		}
		if deed, err = d.db.Deed(ctx, key); err != nil || !deed.State.Due() {
			return 0, err
		}
	}
	if deed.Sends >= maxSends {
		return 0, d.end(ctx, key, store.Failed, fmt.Sprintf("gave up after %d tries without a clear answer", deed.Sends))
	}
	why, err := d.stale(ctx, deed)
	if err != nil {
		return 0, err
	}
	if why != "" {
		return 0, d.end(ctx, key, store.Missed, why)
	}
	return d.send(ctx, deed)
}

// clear looks for what became of a deed in doubt, once the server has had time
// to finish. A look that finds nothing is followed by another right before the
// send: a read may come from a replica that is behind.
func (d *delivery) clear(ctx context.Context, deed store.Deed) (wait time.Duration, err error) {
	wait = min(deed.LastSentAt.Add(d.settle).Sub(d.now()), d.settle)
	if wait > 0 {
		return wait, nil
	}
	found, err := d.lookup(ctx, deed)
	if err != nil {
		return d.failedLook(err)
	}
	if found != nil {
		d.log.Info("found what an earlier try had posted", "key", deed.Key, "status", found.URL)
		return 0, d.record(ctx, deed.Key, *found)
	}
	if !d.looked[deed.Key] {
		d.looked[deed.Key] = true
		return min(secondLook, d.settle), nil
	}
	return 0, nil
}

// stale says why a scheduled quote is too late to be posted, as after a long time
// without the server, since slots never come in a burst; "" if it is not. A
// thread that has begun is finished.
func (d *delivery) stale(ctx context.Context, deed store.Deed) (why string, err error) {
	area, isSlot := slotArea(deed.Key)
	late := d.now().Sub(deed.CreatedAt)
	switch {
	case !isSlot || deed.After != "" || late <= yieldAfter:
		return "", nil
	case late > d.misfire:
		return "the server could not be reached in time", nil
	}
	newer, err := d.db.NewerSlot(ctx, slotPrefix(area), deed.Key)
	if err != nil || !newer {
		return "", err
	}
	return "a newer slot came before the server could be reached", nil
}

// send posts a deed, with the intent on the disk before the request leaves.
func (d *delivery) send(ctx context.Context, deed store.Deed) (time.Duration, error) {
	if err := d.db.MarkSending(ctx, deed.Key, d.now()); err != nil {
		return 0, err
	}
	delete(d.looked, deed.Key)
	posted, err := d.server.Post(ctx, draft(deed), d.idempotencyKey(deed))
	if err == nil {
		d.failures = 0
		return 0, d.record(ctx, deed.Key, posted)
	}
	return d.failed(ctx, deed, err)
}

func draft(deed store.Deed) toot.Draft {
	return toot.Draft{Text: deed.Text, CW: deed.CW, Language: deed.Language,
		Visibility: toot.Visibility(deed.Visibility), InReplyTo: deed.InReplyTo}
}

// idempotencyKey is the same for every send of the same deed, even by a bot
// that lost its database. The account is in it because Pleroma shares keys
// between users, the generation because Pleroma replays refusals.
func (d *delivery) idempotencyKey(deed store.Deed) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%d", d.self.URL, deed.Key, deed.Generation))
	return hex.EncodeToString(sum[:16])
}

// record writes down what became of a deed. A status that another deed holds
// cannot be this one's; then the deed stays in doubt.
func (d *delivery) record(ctx context.Context, key string, s fedi.Status) error {
	// Whoever stops us now must not lose what the server has.
	ctx = context.WithoutCancel(ctx)
	err := d.queue.inTx(ctx, func(tx *sql.Tx) error {
		next, err := store.MarkPosted(ctx, tx, key, s.ID, s.URL, d.now())
		if err != nil || next == "" {
			return err
		}
		return d.queue.enqueue(ctx, tx, next)
	})
	if err != nil {
		return err
	}
	d.log.Info("posted", "key", key, "status", s.URL)
	return nil
}

// failed decides what a failed send means for its deed. What is written down
// must be, whoever stops us now.
func (d *delivery) failed(ctx context.Context, deed store.Deed, err error) (time.Duration, error) {
	write := context.WithoutCancel(ctx)
	switch fedi.KindOf(err) {
	case fedi.Unreachable:
		return d.pause(err, 0), d.db.MarkUnsent(write, deed.Key, false)
	case fedi.Later:
		return d.pause(err, 0), d.db.MarkUnsent(write, deed.Key, true)
	case fedi.Unauthorized:
		d.halt(explain(err))
		return longBackoff, d.db.MarkUnsent(write, deed.Key, true)
	case fedi.Forbidden:
		if d.flavour == toot.GoToSocial && deed.InReplyTo != "" { // its author's policy
			return 0, d.end(write, deed.Key, store.Skipped, err.Error())
		}
		d.halt(explain(err))
		return longBackoff, d.db.MarkUnsent(write, deed.Key, true)
	case fedi.Gone, fedi.Rejected:
		return 0, d.refused(ctx, deed, err)
	default:
		return d.pause(err, d.settle), nil
	}
}

// pause leaves the server in peace for a while: until the time that it named, or
// longer after every failure.
func (d *delivery) pause(err error, least time.Duration) time.Duration {
	wait := max(least, min(shortBackoff<<min(d.failures, 10), longBackoff))
	if at := fedi.RetryAt(err); !at.IsZero() {
		wait = max(least, at.Sub(d.now()))
	}
	d.failures++
	d.notBefore = d.now().Add(wait)
	d.log.Warn("server cannot be used", "err", err, "kind", fedi.KindOf(err), "retry_in", wait)
	return wait
}

// refused ends a deed that the server will never take. An answer whose question
// is gone is no failure.
func (d *delivery) refused(ctx context.Context, deed store.Deed, err error) error {
	write := context.WithoutCancel(ctx)
	if deed.InReplyTo == "" {
		return d.end(write, deed.Key, store.Failed, err.Error())
	}
	gone := fedi.KindOf(err) == fedi.Gone
	if !gone {
		_, look := d.server.Status(ctx, deed.InReplyTo)
		gone = look != nil && fedi.KindOf(look) == fedi.Gone
	}
	if gone {
		return d.end(write, deed.Key, store.Skipped, "the status to answer is gone: "+err.Error())
	}
	return d.end(write, deed.Key, store.Failed, err.Error())
}

func (d *delivery) end(ctx context.Context, key string, s store.State, reason string) error {
	level := slog.LevelError
	if s != store.Failed {
		level = slog.LevelInfo
	}
	d.log.Log(ctx, level, "not posted", "key", key, "state", s, "reason", reason)
	return d.db.MarkEnded(ctx, key, s, reason)
}

// failedLook waits after a look-up that failed: what it would have found is
// still unknown, so that nothing may be sent.
func (d *delivery) failedLook(err error) (time.Duration, error) {
	var server *fedi.Error
	if !errors.As(err, &server) {
		return 0, err
	}
	if server.Kind == fedi.Unauthorized || server.Kind == fedi.Forbidden {
		d.halt(explain(err))
	}
	return d.pause(err, 0), nil
}

// explain says what a person can do about an answer that stops the bot.
func explain(err error) error {
	switch fedi.KindOf(err) {
	case fedi.Unauthorized:
		return fmt.Errorf("%w: make a new access token in the account's preferences and set QUOTEBOT_ACCESS_TOKEN", err)
	case fedi.Forbidden:
		return fmt.Errorf("%w: the account or its token may not do this: see whether the account is suspended, and give the token the scopes read and write", err)
	case fedi.Incompatible:
		return fmt.Errorf("%w: set QUOTEBOT_SERVER to a server that speaks the Mastodon API", err)
	case fedi.Unreachable:
		return fmt.Errorf("%w: see whether QUOTEBOT_SERVER is right and the network is up", err)
	}
	return err
}
