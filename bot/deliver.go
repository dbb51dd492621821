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
	"quotebot/bot/web"
)

// How delivery meets trouble.
const (
	maxSends     = 100              // of unknown outcome, before a deed is given up: about a day
	shortBackoff = 2 * time.Second  // after the first failure, doubling
	longBackoff  = 15 * time.Minute // of a deed at most
	longestPause = time.Minute      // of all the others, unless the server names a time
	troubleWait  = 10 * time.Second // when our own database fails
	secondLook   = 3 * time.Second  // after a look that found nothing
	yieldAfter   = time.Minute      // an older slot gives way to a newer one
	rereadAfter  = time.Minute      // an older question may have been deleted
	rereadFor    = time.Hour        // after that, the server is asked by answering
	uploadFor    = 24 * time.Hour   // an image that the server chokes on
	verifyFor    = 24 * time.Hour   // a status that cannot be read
)

// delivery takes deeds out of the outbox and posts them, each once. One worker
// calls it, so that its fields need no lock.
type delivery struct {
	db      *store.DB
	queue   *queue
	server  *fedi.Client
	self    fedi.Account
	domain  string // of the server's accounts
	settle  time.Duration
	misfire time.Duration
	spacing time.Duration // between the parts of a thread
	hourly  int           // toots in an hour at the most
	now     func() time.Time
	log     *slog.Logger
	halt    func(error) // ends the bot: nothing can be delivered until a person acts

	failures    int             // of sends in a row
	failedLooks int             // in a row; a look that succeeds says nothing of sends
	notBefore   time.Time       // until when the server is left in peace
	braked      time.Time       // when the brake last held something back
	looked      map[string]bool // keys of deeds in doubt that one look did not find
	metrics     *web.Metrics
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
	if err := d.db.Guard(ctx); err != nil { // what is posted now would not be remembered
		d.halt(err)
		return longBackoff, nil
	}
	deed, err := d.db.Deed(ctx, key)
	if err != nil || !deed.State.Due() {
		return 0, err
	}
	if wait := later(d.notBefore, deed.NotBefore).Sub(d.now()); wait > 0 {
		return wait, nil
	}
	if deed.State == store.Sending && deed.Action == store.Post && looks {
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
	if wait, err := d.brake(ctx, deed); wait > 0 || err != nil {
		return wait, err
	}
	state, why, err := d.unwanted(ctx, deed)
	if err != nil {
		return d.failedLook(ctx, err, 0)
	}
	if why != "" {
		return 0, d.end(ctx, key, state, why)
	}
	return d.send(ctx, deed)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// brake says how long a toot must wait so that no more than the hourly number
// goes out within an hour, whatever asks for it. It delays and drops nothing.
func (d *delivery) brake(ctx context.Context, deed store.Deed) (wait time.Duration, err error) {
	if deed.Action != store.Post || deed.Sends > 0 {
		return 0, nil
	}
	earlier, err := d.db.NthLastSend(ctx, d.hourly)
	if err != nil || earlier.IsZero() {
		return 0, err
	}
	now := d.now()
	wait = min(earlier.Add(time.Hour).Sub(now), time.Hour)
	if wait > 0 {
		if now.Sub(d.braked) > time.Minute {
			d.log.Warn("flood brake", "posts_per_hour", d.hourly, "wait", wait.Round(time.Second))
		}
		d.braked = now
	}
	return wait, nil
}

// unwanted says why a deed that was promised is not wanted any more, with the
// state in which it ends; "" if it is.
func (d *delivery) unwanted(ctx context.Context, deed store.Deed) (state store.State, why string, err error) {
	if why, err = d.stale(ctx, deed); why != "" || err != nil {
		return store.Missed, why, err
	}
	if deed.Action != store.Post {
		return "", "", nil
	}
	if out, err := d.optedOut(ctx, deed); out || err != nil {
		return store.Skipped, "its recipient does not want to be answered any more", err
	}
	gone, err := d.questionGone(ctx, deed)
	if gone {
		return store.Skipped, goneReason, nil
	}
	return "", "", err
}

// optedOut is whether the recipient has said stop since the deed was written.
func (d *delivery) optedOut(ctx context.Context, deed store.Deed) (bool, error) {
	if deed.Recipient == "" {
		return false, nil
	}
	return d.db.OptedOut(ctx, deed.Recipient)
}

// questionGone is whether the status to answer is not there any more: some servers
// take an answer to it as a toot of its own. What cannot be read is answered in
// the end, since the server will refuse that too where it has to.
func (d *delivery) questionGone(ctx context.Context, deed store.Deed) (gone bool, err error) {
	age := d.now().Sub(deed.CreatedAt)
	justAsked := !deed.AskedAt.IsZero() && age < rereadAfter
	if deed.InReplyTo == "" || deed.After != "" || justAsked {
		return false, nil
	}
	_, err = d.server.Status(ctx, deed.InReplyTo)
	kind := fedi.KindOf(err)
	switch {
	case err == nil, kind == fedi.Gone:
		d.failedLooks = 0
		return err != nil, nil
	case kind == fedi.Forbidden, kind == fedi.Uncertain && age > rereadFor:
		return false, nil
	}
	return false, err
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
		return d.failedLook(ctx, err, asLongAgain(d.now().Sub(deed.LastSentAt)))
	}
	d.failedLooks = 0
	if found != nil {
		d.log.Info("found what an earlier try had posted", "key", deed.Key, "status", found.URL)
		return 0, d.record(ctx, deed, *found)
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
	case !isSlot || deed.After != "" || late <= yieldAfter || d.braked.After(deed.CreatedAt):
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

// send does a deed, with the intent on the disk before the request leaves.
func (d *delivery) send(ctx context.Context, deed store.Deed) (time.Duration, error) {
	media, err := d.attach(ctx, &deed)
	if err != nil {
		return d.unattached(ctx, deed, err)
	}
	if err := d.db.MarkSending(ctx, deed.Key, d.now()); err != nil {
		return 0, err
	}
	delete(d.looked, deed.Key)
	posted, err := d.act(ctx, deed, media)
	if err == nil {
		d.failures = 0
		return 0, d.record(ctx, deed, posted)
	}
	return d.failed(ctx, deed, err)
}

// act does the deed. The status is what the server made of it.
func (d *delivery) act(ctx context.Context, deed store.Deed, media []attachment) (fedi.Status, error) {
	switch deed.Action {
	case store.Favourite:
		return fedi.Status{}, d.server.Favourite(ctx, deed.Target)
	case store.Edit:
		return d.server.Edit(ctx, deed.Target, draft(deed, media), alts(media)...)
	case store.Delete:
		err := d.server.Delete(ctx, deed.Target)
		if err != nil && fedi.KindOf(err) == fedi.Gone {
			err = nil // by an earlier try, or by hand
		}
		return fedi.Status{}, err
	}
	return d.server.Post(ctx, draft(deed, media), d.idempotencyKey(deed))
}

func draft(deed store.Deed, media []attachment) toot.Draft {
	out := toot.Draft{Text: deed.Text, CW: deed.CW, Language: deed.Language,
		Visibility: toot.Visibility(deed.Visibility), InReplyTo: deed.InReplyTo}
	for _, m := range media {
		out.Media = append(out.Media, m.ID)
	}
	return out
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
func (d *delivery) record(ctx context.Context, deed store.Deed, s fedi.Status) error {
	// Whoever stops us now must not lose what the server has.
	ctx = context.WithoutCancel(ctx)
	err := d.queue.inTx(ctx, func(tx *sql.Tx) error {
		next, err := d.mark(ctx, tx, deed, s)
		if err != nil || next == "" {
			return err
		}
		return d.queue.enqueue(ctx, tx, next)
	})
	if err != nil {
		return err
	}
	d.log.Info("posted", "key", deed.Key, "status", s.URL)
	d.delivered(deed)
	return nil
}

// mark records a deed as done. next is the key of the deed that is due then.
func (d *delivery) mark(ctx context.Context, tx *sql.Tx, deed store.Deed, s fedi.Status) (next string, err error) {
	if deed.Action != store.Post {
		return store.MarkDone(ctx, tx, deed, d.now())
	}
	if next, err = store.MarkPosted(ctx, tx, deed.Key, s.ID, s.URL, d.now(), d.spacing); err != nil {
		return "", err
	}
	return next, d.queue.enqueueVerify(ctx, tx, deed.Key, d.now())
}

// verify looks whether a status that the server took is there: a spam filter
// (Mastodon 4.4 and later) answers 200 with the id of a status that does not
// exist. It is safe to run twice.
func (d *delivery) verify(ctx context.Context, key string) error {
	deed, err := d.db.Deed(ctx, key)
	if err != nil || deed.State != store.Posted {
		return err
	}
	_, err = d.server.Status(ctx, deed.StatusID)
	age := d.now().Sub(deed.PostedAt)
	switch gone := fedi.KindOf(err) == fedi.Gone; {
	case err == nil, !gone && age > verifyFor:
		return nil
	case !gone:
		return d.queue.snooze(max(fedi.RetryAt(err).Sub(d.now()), asLongAgain(age)))
	case age < 2*verifyAfter: // the replica that was read may be behind
		return d.queue.snooze(2*verifyAfter - age)
	}
	const reason = "the server took it and does not show it: dropped by its spam filter, or deleted"
	d.log.Warn("not there", "key", key, "status", deed.StatusURL, "reason", reason)
	d.metrics.Dropped()
	return d.db.MarkDropped(ctx, key, reason)
}
