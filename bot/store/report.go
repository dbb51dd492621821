package store

import (
	"context"
	"fmt"
	"time"
)

// A Backlog is how many deeds are open in one state.
type Backlog struct {
	State  State
	Count  int
	Oldest time.Time // when the oldest was written down, or was to be done if that is later; zero for none
}

// Backlogs counts the open deeds, one Backlog for each state, also where there
// are none.
func (d *DB) Backlogs(ctx context.Context) ([]Backlog, error) {
	all := []Backlog{{State: Pending}, {State: Sending}, {State: Waiting}}
	for i, b := range all {
		var oldest string
		err := d.pool.QueryRowContext(ctx, `SELECT count(*), COALESCE(min(CASE WHEN not_before > created_at THEN not_before ELSE created_at END), '')
			FROM outbox WHERE state = $1`, b.State).Scan(&b.Count, &oldest)
		if err != nil {
			return nil, fmt.Errorf("count open deeds: %w", explain(err))
		}
		if b.Oldest, err = parse(oldest); err != nil {
			return nil, fmt.Errorf("count open deeds: %w", err)
		}
		all[i] = b
	}
	return all, nil
}

// ended is when a deed came to its end, as the index outbox_ended has it.
const ended = `CASE WHEN posted_at <> '' THEN posted_at WHEN last_sent_at <> '' THEN last_sent_at ELSE created_at END`

// EndedAt is when a deed that is not open any more came to its end, as near as
// is remembered.
func (d Deed) EndedAt() time.Time {
	switch {
	case !d.PostedAt.IsZero():
		return d.PostedAt
	case !d.LastSentAt.IsZero():
		return d.LastSentAt
	}
	return d.CreatedAt
}

// Ended lists the last n deeds that came to their end, newest first, without
// those that nobody could have read: favourites, and mentions left unanswered.
func (d *DB) Ended(ctx context.Context, n int) ([]Deed, error) {
	return list(ctx, d.pool, `state NOT IN ('waiting', 'pending', 'sending') AND action <> 'favourite' AND (state <> 'skipped' OR text <> '')
		ORDER BY `+ended+` DESC LIMIT $1`, n)
}

// A Done is a deed that came to its end, in short.
type Done struct {
	Key       string
	State     State
	Action    Action
	After     string // as in Deed
	Recipient string // as in Deed
	AskedAt   time.Time
	At        time.Time
}

// DoneSince lists what came to its end since a moment, in any order.
func (d *DB) DoneSince(ctx context.Context, since time.Time) ([]Done, error) {
	rows, err := d.pool.QueryContext(ctx, `SELECT key, state, action, after, recipient, asked_at, `+ended+` FROM outbox
		WHERE `+ended+` >= $1 AND state NOT IN ('waiting', 'pending', 'sending')`, stamp(since))
	if err != nil {
		return nil, fmt.Errorf("read outbox: %w", explain(err))
	}
	defer rows.Close()
	var all []Done
	for rows.Next() {
		var one Done
		var asked, at string
		if err := rows.Scan(&one.Key, &one.State, &one.Action, &one.After, &one.Recipient, &asked, &at); err != nil {
			return nil, fmt.Errorf("read outbox: %w", err)
		}
		if one.AskedAt, err = parse(asked); err != nil {
			return nil, fmt.Errorf("read outbox: %w", err)
		}
		if one.At, err = parse(at); err != nil {
			return nil, fmt.Errorf("read outbox: %w", err)
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// parse is stamp the other way round; "" is the zero time.
func parse(stamp string) (time.Time, error) {
	if stamp == "" {
		return time.Time{}, nil
	}
	return time.Parse(layout, stamp)
}
