package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// A State is how far a deed has come.
type State string

// The states of a deed. Waiting, Pending and Sending are open; the others are
// final.
const (
	Waiting State = "waiting" // for the part before it to be posted
	Pending State = "pending" // written down, not sent, or known not to have arrived
	Sending State = "sending" // sent, outcome not recorded: look before sending again
	Posted  State = "posted"  // on the server, StatusID says where
	Skipped State = "skipped" // no longer wanted, Reason says why
	Failed  State = "failed"  // refused by the server, Reason says why
	Missed  State = "missed"  // a slot that passed while nobody was there
)

// Open reports whether a deed in this state may still be posted.
func (s State) Open() bool { return s == Waiting || s.Due() }

// Due reports whether a deed in this state can be delivered now.
func (s State) Due() bool { return s == Pending || s == Sending }

// A Deed is one thing that is said in public, once: a row of the outbox.
type Deed struct {
	Key   string // names the deed: slot/any/2026-11-23T08:00Z, reply/<status id>
	State State

	Text       string
	CW         string
	Visibility string
	Language   string
	InReplyTo  string // status id, "" for none
	After      string // key of the part before this one, whose status it will answer; "" for none

	QuoteID   string // "" where it is not a quote
	Area      string // the schedule line's area, "" for any
	Cycle     int    // from which the quote was drawn; 0: it was not drawn
	Recipient string // id of the account that is answered, "" for none

	CreatedAt   time.Time
	FirstSentAt time.Time
	LastSentAt  time.Time
	Sends       int    // whose outcome was not "never arrived"
	Generation  int    // of the idempotency key
	Floor       string // id of a status of ours older than the first send; "" before it

	StatusID  string
	StatusURL string
	PostedAt  time.Time
	Reason    string
}

const deedColumns = `key, state, text, cw, visibility, language, in_reply_to, after, quote_id, area, cycle, recipient,
	created_at, first_sent_at, last_sent_at, sends, generation, floor, COALESCE(status_id, ''), status_url, posted_at, reason`

// ErrNoDeed says that no deed has the key.
var ErrNoDeed = errors.New("no such deed")

// Add writes a deed down and reports whether it is new: a key that is there
// already is left as it is.
func Add(ctx context.Context, tx *sql.Tx, d Deed) (bool, error) {
	res, err := tx.ExecContext(ctx, `
		INSERT INTO outbox (key, state, text, cw, visibility, language, in_reply_to, after, quote_id, area, cycle, recipient,
			created_at, first_sent_at, last_sent_at, sends, generation, floor, status_id, status_url, posted_at, reason)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', '', 0, 0, '', NULL, '', '', $14)
		ON CONFLICT (key) DO NOTHING`,
		d.Key, d.State, d.Text, d.CW, d.Visibility, d.Language, d.InReplyTo, d.After, d.QuoteID, d.Area, d.Cycle, d.Recipient,
		stamp(d.CreatedAt), d.Reason)
	if err != nil {
		return false, fmt.Errorf("write deed %s: %w", d.Key, explain(err))
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// Deed reads one deed; ErrNoDeed if there is none.
func (d *DB) Deed(ctx context.Context, key string) (Deed, error) {
	return one(ctx, d.pool, `key = $1`, key)
}

// DeedOfStatus reads the deed that became the status; ErrNoDeed if none did.
func (d *DB) DeedOfStatus(ctx context.Context, statusID string) (Deed, error) {
	return one(ctx, d.pool, `status_id = $1`, statusID)
}

// Thread lists the deed with the key and the parts that follow it, in order;
// none if there is no such deed.
func (d *DB) Thread(ctx context.Context, key string) ([]Deed, error) {
	return list(ctx, d.pool, `key = $1 OR key IN `+following+` ORDER BY length(key), key`, key)
}

// following are the keys of the parts after the deed $1.
const following = `(
	WITH RECURSIVE rest (key) AS (
		SELECT key FROM outbox WHERE after = $1
		UNION ALL
		SELECT outbox.key FROM outbox JOIN rest ON outbox.after = rest.key
	)
	SELECT key FROM rest)`

// DueDeeds lists the deeds that can be delivered now, oldest first.
func (d *DB) DueDeeds(ctx context.Context) ([]Deed, error) {
	return list(ctx, d.pool, `state IN ('pending', 'sending') ORDER BY created_at, key`)
}

// Draws lists the deeds whose quote was drawn from a cycle, oldest first.
func Draws(ctx context.Context, tx *sql.Tx) ([]Deed, error) {
	return list(ctx, tx, `cycle > 0 ORDER BY created_at, key`)
}

// Heard lists the ids of the quotes that an account was answered with.
func (d *DB) Heard(ctx context.Context, recipient string) (map[string]bool, error) {
	deeds, err := list(ctx, d.pool, `recipient = $1 AND quote_id <> '' ORDER BY created_at`, recipient)
	heard := make(map[string]bool, len(deeds))
	for _, deed := range deeds {
		heard[deed.QuoteID] = true
	}
	return heard, err
}

// Count counts the deeds in a state whose key begins with prefix.
func (d *DB) Count(ctx context.Context, prefix string, s State) (int, error) {
	var n int
	err := d.pool.QueryRowContext(ctx, `SELECT count(*) FROM outbox WHERE state = $1 AND substr(key, 1, $2) = $3`,
		s, len(prefix), prefix).Scan(&n)
	return n, err
}

// A querier is the pool or a transaction.
type querier interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}

func one(ctx context.Context, q querier, where string, args ...any) (Deed, error) {
	deeds, err := list(ctx, q, where, args...)
	if err != nil {
		return Deed{}, err
	}
	if len(deeds) == 0 {
		return Deed{}, fmt.Errorf("deed with %s: %w", strings.ReplaceAll(where, "$1", fmt.Sprintf("%q", args)), ErrNoDeed)
	}
	return deeds[0], nil
}

func list(ctx context.Context, q querier, where string, args ...any) ([]Deed, error) {
	rows, err := q.QueryContext(ctx, `SELECT `+deedColumns+` FROM outbox WHERE `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("read outbox: %w", explain(err))
	}
	defer rows.Close()
	var deeds []Deed
	for rows.Next() {
		deed, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("read outbox: %w", err)
		}
		deeds = append(deeds, deed)
	}
	return deeds, rows.Err()
}

func scan(rows *sql.Rows) (Deed, error) {
	var d Deed
	var created, first, last, posted string
	err := rows.Scan(&d.Key, &d.State, &d.Text, &d.CW, &d.Visibility, &d.Language, &d.InReplyTo, &d.After, &d.QuoteID, &d.Area, &d.Cycle, &d.Recipient,
		&created, &first, &last, &d.Sends, &d.Generation, &d.Floor, &d.StatusID, &d.StatusURL, &posted, &d.Reason)
	if err != nil {
		return d, err
	}
	for _, t := range []struct {
		text string
		into *time.Time
	}{{created, &d.CreatedAt}, {first, &d.FirstSentAt}, {last, &d.LastSentAt}, {posted, &d.PostedAt}} {
		if t.text == "" {
			continue
		}
		if *t.into, err = time.Parse(layout, t.text); err != nil {
			return d, err
		}
	}
	return d, nil
}

// layout sorts as text, which is how the database compares times.
const layout = "2006-01-02T15:04:05.000Z"

func stamp(t time.Time) string { return t.UTC().Format(layout) }
