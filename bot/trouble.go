package bot

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/store"
)

// failed decides what a failed send means for its deed. What is written down
// must be, whoever stops us now.
func (d *delivery) failed(ctx context.Context, deed store.Deed, err error) (time.Duration, error) {
	write := context.WithoutCancel(ctx)
	if isReplayed(err) { // says how an earlier send went, and nothing of the server now
		d.log.Info("the server remembers a failure", "key", deed.Key, "err", err)
		return backoff(deed.Generation), d.db.MarkRefreshed(write, deed.Key)
	}
	switch fedi.KindOf(err) {
	case fedi.Unreachable:
		return d.pause(err, &d.failures), d.db.MarkUnsent(write, deed.Key, false)
	case fedi.Later:
		if deed.Action == store.Delete || deed.Action == store.Favourite {
			return d.postpone(err), d.db.MarkUnsent(write, deed.Key, false)
		}
		wait := d.pause(err, &d.failures)
		return wait, errors.Join(d.rememberPause(write, wait), d.db.MarkUnsent(write, deed.Key, isAnswered(err)))
	case fedi.Unauthorized:
		d.halt(explain(err))
		return longBackoff, d.db.MarkUnsent(write, deed.Key, true)
	case fedi.Forbidden:
		may, look := d.mayAct(ctx, err)
		switch {
		case look != nil:
			return d.pause(look, &d.failedLooks), d.db.MarkUnsent(write, deed.Key, true)
		case may && deed.InReplyTo != "": // its author blocks us, or wants no answers
			return 0, d.end(write, deed.Key, store.Skipped, err.Error())
		}
		d.halt(explain(err))
		return longBackoff, d.db.MarkUnsent(write, deed.Key, true)
	case fedi.Gone, fedi.Rejected:
		if deed.Action == store.Edit && d.edited(ctx, deed) {
			return 0, d.record(ctx, deed, fedi.Status{})
		}
		return 0, d.refused(ctx, deed, err)
	}
	// Unknown: the row stays in doubt. The deed waits longer after each try, the
	// others only until the server may have recovered.
	return max(d.pause(err, &d.failures), min(d.settle<<min(deed.Sends, 10), longBackoff)), nil
}

// pauseFact names until when nothing may be posted. A new process has not heard
// the server say so, and would be refused.
const pauseFact = "pause"

func (d *delivery) rememberPause(ctx context.Context, wait time.Duration) error {
	if wait < time.Minute {
		return nil
	}
	until := d.now().Add(wait).UTC().Format(time.RFC3339)
	return d.db.InTx(ctx, func(tx *sql.Tx) error { return store.SetFact(ctx, tx, pauseFact, until) })
}

// recallPause goes on with the pause of an earlier process.
func (d *delivery) recallPause(ctx context.Context) error {
	fact, err := d.db.Fact(ctx, pauseFact)
	if fact == "" || err != nil {
		return err
	}
	until, err := time.Parse(time.RFC3339, fact)
	if err != nil {
		return fmt.Errorf("end of the pause: %w", err)
	}
	if until.Sub(d.now()) <= longestWindow { // or the clock was set back
		d.notBefore = until
	}
	return nil
}

// longestWindow is the longest of any server's allowances.
const longestWindow = 3 * time.Hour

// isAnswered is whether a failure is the server's answer and not our own guess
// at it.
func isAnswered(err error) bool {
	var e *fedi.Error
	return errors.As(err, &e) && e.Status != 0
}

func isReplayed(err error) bool {
	var e *fedi.Error
	return errors.As(err, &e) && e.Replayed
}

// mayAct is whether a refusal concerns the deed alone: the token has its scopes,
// and the account is neither suspended nor waits for anything (Mastodon says then
// "Your login is …", app/controllers/api/base_controller.rb).
// err is why that could not be found out.
func (d *delivery) mayAct(ctx context.Context, refusal error) (may bool, err error) {
	if strings.Contains(refusal.Error(), "scope") || strings.Contains(refusal.Error(), "Your login") {
		return false, nil
	}
	_, err = d.server.Self(ctx)
	kind := fedi.KindOf(err)
	if err == nil || kind == fedi.Unauthorized || kind == fedi.Forbidden {
		return err == nil, nil
	}
	return false, err
}

// backoff is the wait after a failure that came after so many others.
func backoff(earlier int) time.Duration { return min(shortBackoff<<min(earlier, 10), longBackoff) }

// asLongAgain is a wait as long as the time that has passed, and so ever longer.
func asLongAgain(passed time.Duration) time.Duration {
	return min(max(passed, shortBackoff), longBackoff)
}

// postpone is how long a request has to wait for the server's allowance of its
// kind, while others go on.
func (d *delivery) postpone(err error) time.Duration {
	return max(fetchCooldown, fedi.RetryAt(err).Sub(d.now()))
}

// pause leaves the server in peace for a while: until the time that it named, or
// longer after every failure in a row. The wait is the deed's, and never over at
// once; others wait no longer than longestPause for a deed that may be to blame.
func (d *delivery) pause(err error, row *int) time.Duration {
	wait := backoff(*row)
	*row++
	d.notBefore = d.now().Add(min(wait, longestPause))
	if !fedi.RetryAt(err).IsZero() {
		wait = d.postpone(err)
		d.notBefore = d.now().Add(wait)
	}
	if !isAnswered(err) && fedi.KindOf(err) == fedi.Later {
		d.log.Info("waiting for the server's allowance", "until", d.notBefore)
		return wait
	}
	d.log.Warn("server cannot be used", "err", err, "kind", fedi.KindOf(err), "retry_in", wait)
	return wait
}

const goneReason = "the status to answer is gone"

// edited is whether the status says already what an edit would make it say: some
// servers refuse an edit that changes nothing, as after an answer that was lost.
func (d *delivery) edited(ctx context.Context, deed store.Deed) bool {
	text, cw, err := d.server.Source(ctx, deed.Target)
	return err == nil && canonical(text, d.domain) == canonical(deed.Text, d.domain) && strings.TrimSpace(cw) == strings.TrimSpace(deed.CW)
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
		return d.end(write, deed.Key, store.Skipped, goneReason+": "+err.Error())
	}
	return d.end(write, deed.Key, store.Failed, err.Error())
}

func (d *delivery) end(ctx context.Context, key string, s store.State, reason string) error {
	level := slog.LevelError
	if s != store.Failed {
		level = slog.LevelInfo
	}
	d.log.Log(ctx, level, "not posted", "key", key, "state", s, "reason", reason)
	err := d.db.MarkEnded(ctx, key, s, reason)
	if err == nil {
		d.metrics.Delivered(string(s))
	}
	return err
}

// failedLook waits after a look-up that failed: what it would have found is
// still unknown, so that nothing may be sent. The deed waits for least at least.
func (d *delivery) failedLook(ctx context.Context, err error, least time.Duration) (time.Duration, error) {
	var server *fedi.Error
	if !errors.As(err, &server) {
		return 0, err
	}
	switch server.Kind {
	case fedi.Later:
		if !isAnswered(err) {
			return d.postpone(err), nil
		}
	case fedi.Unauthorized:
		d.halt(explain(err))
	case fedi.Forbidden:
		if may, look := d.mayAct(ctx, err); look == nil && !may {
			d.halt(explain(err))
		}
	}
	return max(d.pause(err, &d.failedLooks), least), nil
}

// explain says what a person can do about an answer that stops the bot.
func explain(err error) error {
	if remedy := remedyFor(err); remedy != "" {
		return fmt.Errorf("%w: %s", err, remedy)
	}
	return err
}

// remedyFor is what a person can do about an answer of the server, "" where
// nobody can do more than wait.
func remedyFor(err error) string {
	switch fedi.KindOf(err) {
	case fedi.Unauthorized:
		return "get a new access token with `quotebot login`, or make one in the account's preferences and set QUOTEBOT_ACCESS_TOKEN"
	case fedi.Forbidden:
		return "the account or its token may not do this: see whether the account is suspended, and get a token with all scopes by `quotebot login`"
	case fedi.Incompatible:
		return "set QUOTEBOT_SERVER to a server that speaks the Mastodon API"
	case fedi.Unreachable:
		return "see whether QUOTEBOT_SERVER is right and the network is up"
	}
	return ""
}
