package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// ErrHeld says that a status already belongs to another deed.
var ErrHeld = errors.New("another deed holds this status")

// FloorFact names the id of a status of ours that every deed sent from now on
// comes after: the last one recorded, or the newest at the first start.
const FloorFact = "floor"

// MarkSending records, before the request goes out, that a deed is being sent.
// The first time it keeps the floor, down to which a lost status is looked for:
// ids say which came first whatever the clocks do.
func (d *DB) MarkSending(ctx context.Context, key string, now time.Time) error {
	return d.update(ctx, key, `state = 'sending', sends = sends + 1, last_sent_at = $2,
		floor = CASE first_sent_at WHEN '' THEN COALESCE((SELECT value FROM fact WHERE name = '`+FloorFact+`'), '') ELSE floor END,
		first_sent_at = CASE first_sent_at WHEN '' THEN $2 ELSE first_sent_at END`, stamp(now))
}

// MarkUnsent takes a send back that is known not to have been carried out. A
// server that refused it may have remembered the refusal under the idempotency
// key, so that freshKey asks for another one. An earlier send of unknown outcome
// keeps the deed in doubt, and keeps its key: a server that honours it may yet
// replay that send.
func (d *DB) MarkUnsent(ctx context.Context, key string, freshKey bool) error {
	generation := 0
	if freshKey {
		generation = 1
	}
	return d.update(ctx, key, `sends = sends - 1,
		state = CASE WHEN sends > 1 THEN 'sending' ELSE 'pending' END,
		generation = CASE WHEN sends > 1 THEN generation ELSE generation + $2 END`, generation)
}

// MarkRefreshed takes back a send that the server answered from its memory, and
// gives the deed another idempotency key: what is remembered under the present
// one is a failure. The deed stays in doubt about the sends before.
func (d *DB) MarkRefreshed(ctx context.Context, key string) error {
	return d.update(ctx, key, `sends = sends - 1, generation = generation + 1`)
}

// MarkDropped records that the status which a deed became is not there.
func (d *DB) MarkDropped(ctx context.Context, key, reason string) error {
	_, err := d.pool.ExecContext(ctx, `UPDATE outbox SET state = 'dropped', reason = $2 WHERE key = $1 AND state = 'posted'`, key, reason)
	if err != nil {
		return fmt.Errorf("update deed %s: %w", key, explain(err))
	}
	return nil
}

// NthLastSend is when the nth toot before now was sent, counted from the newest
// (1); zero if there were fewer.
func (d *DB) NthLastSend(ctx context.Context, n int) (time.Time, error) {
	var sent string
	err := d.pool.QueryRowContext(ctx, `SELECT last_sent_at FROM outbox WHERE last_sent_at <> '' AND sends > 0 AND action = 'post'
		ORDER BY last_sent_at DESC LIMIT 1 OFFSET $1`, n-1).Scan(&sent)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("read outbox: %w", explain(err))
	}
	return time.Parse(layout, sent)
}

// RestartSettling counts the time that requests may still be at work on the
// server from now: those in doubt may have left just before a process died.
func RestartSettling(ctx context.Context, tx *sql.Tx, now time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE outbox SET last_sent_at = $1 WHERE state = 'sending'`, stamp(now))
	if err != nil {
		return fmt.Errorf("restart settling: %w", explain(err))
	}
	return nil
}

// NewerSlot reports whether a deed whose key begins with prefix and sorts after
// key is still to be posted or was.
func (d *DB) NewerSlot(ctx context.Context, prefix, key string) (bool, error) {
	var n int
	err := d.pool.QueryRowContext(ctx, `SELECT count(*) FROM outbox
		WHERE substr(key, 1, $1) = $2 AND key > $3 AND state IN ('pending', 'sending', 'posted')`,
		len(prefix), prefix, key).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("read outbox: %w", explain(err))
	}
	return n > 0, nil
}

// MarkPosted records the status that a deed became, and makes the next part of
// its thread due: next is that deed's key, "" if there is none. It fails with
// ErrHeld, and changes nothing, where the status is another deed's. The next part
// is not to be posted before pause has passed.
func MarkPosted(ctx context.Context, tx *sql.Tx, key, statusID, statusURL string, now time.Time, pause time.Duration) (next string, err error) {
	var holder string
	err = tx.QueryRowContext(ctx, `SELECT key FROM outbox WHERE status_id = $1 AND key <> $2`, statusID, key).Scan(&holder)
	if err == nil {
		return "", fmt.Errorf("record %s as status %s: %w: %s", key, statusID, ErrHeld, holder)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("record %s: %w", key, explain(err))
	}
	err = update(ctx, tx, key, `state = 'posted', status_id = $2, status_url = $3, posted_at = $4`,
		statusID, statusURL, stamp(now))
	if err != nil {
		return "", err
	}
	if err := SetFact(ctx, tx, FloorFact, statusID); err != nil {
		return "", err
	}
	return release(ctx, tx, key, statusID, now.Add(pause))
}

// MarkDone records that a deed which makes no status of its own was carried out,
// and what it changed about the deed that made the status. Like MarkPosted it
// makes the deed after it due.
func MarkDone(ctx context.Context, tx *sql.Tx, d Deed, now time.Time) (next string, err error) {
	if err := update(ctx, tx, d.Key, `state = 'posted', posted_at = $2`, stamp(now)); err != nil {
		return "", err
	}
	switch d.Action {
	case Edit:
		_, err = tx.ExecContext(ctx, `UPDATE outbox SET text = $2, cw = $3, language = $4, media = $5 WHERE status_id = $1`,
			d.Target, d.Text, d.CW, d.Language, d.Media)
	case Delete:
		_, err = tx.ExecContext(ctx, `UPDATE outbox SET state = 'deleted' WHERE status_id = $1`, d.Target)
	}
	if err != nil {
		return "", fmt.Errorf("record %s: %w", d.Key, explain(err))
	}
	return release(ctx, tx, d.Key, "", now)
}

// SetMedia remembers what a deed has attached so far.
func (d *DB) SetMedia(ctx context.Context, key, media string) error {
	return d.update(ctx, key, `media = $2`, media)
}

// release makes the deed after one that was done due; if that one made a status,
// as an answer to it.
func release(ctx context.Context, tx *sql.Tx, key, statusID string, notBefore time.Time) (next string, err error) {
	err = tx.QueryRowContext(ctx, `
		UPDATE outbox SET state = 'pending', in_reply_to = CASE WHEN $2 = '' THEN in_reply_to ELSE $2 END, not_before = $3
		WHERE after = $1 AND state = 'waiting'
		RETURNING key`, key, statusID, stamp(notBefore)).Scan(&next)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("release what comes after %s: %w", key, explain(err))
	}
	return next, nil
}

// MarkEnded ends a deed that will not be posted, Skipped, Failed or Missed, and
// with it the parts that were to follow.
func (d *DB) MarkEnded(ctx context.Context, key string, s State, reason string) error {
	return d.InTx(ctx, func(tx *sql.Tx) error {
		if err := update(ctx, tx, key, `state = $2, reason = $3`, s, reason); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE outbox SET state = 'skipped', reason = $2 WHERE state = 'waiting' AND key IN `+following,
			key, "the part before it was not posted: "+reason)
		if err != nil {
			return fmt.Errorf("end what follows %s: %w", key, explain(err))
		}
		return nil
	})
}

// Holds reports whether a deed already holds the status.
func (d *DB) Holds(ctx context.Context, statusID string) (bool, error) {
	_, err := d.DeedOfStatus(ctx, statusID)
	if errors.Is(err, ErrNoDeed) {
		return false, nil
	}
	return err == nil, err
}

func (d *DB) update(ctx context.Context, key, set string, args ...any) error {
	return update(ctx, d.pool, key, set, args...)
}

// update changes a deed that is still open; a final state is never left.
func update(ctx context.Context, q querier, key, set string, args ...any) error {
	res, err := q.ExecContext(ctx, `UPDATE outbox SET `+set+` WHERE key = $1 AND state IN ('pending', 'sending')`,
		append([]any{key}, args...)...)
	if err != nil {
		return fmt.Errorf("update deed %s: %w", key, explain(err))
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		err = fmt.Errorf("update deed %s: it is not open", key)
	}
	return err
}
