package store

import (
	"cmp"
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
	Dropped State = "dropped" // taken by the server and then not there
	Deleted State = "deleted" // posted, and taken back
)

// Open reports whether a deed in this state may still be posted.
func (s State) Open() bool { return s == Waiting || s.Due() }

// Due reports whether a deed in this state can be delivered now.
func (s State) Due() bool { return s == Pending || s == Sending }

// An Action is what a deed does on the server.
type Action string

// The actions. All but posting may be repeated without harm.
const (
	Post      Action = "post"
	Edit      Action = "edit"      // gives the status Target another text
	Delete    Action = "delete"    // of the status Target
	Favourite Action = "favourite" // of the status Target
)

// A Deed is one thing that is said in public, once: a row of the outbox.
type Deed struct {
	Key    string // names the deed: slot/any/2026-11-23T08:00Z, reply/<status id>
	State  State
	Action Action // Post if it is left empty when the deed is added
	Target string // id of the status that is acted on; "" for Post

	Text       string
	CW         string
	Visibility string
	Language   string
	Media      string // what is attached, as whoever adds the deed writes it; "" for nothing
	InReplyTo  string // status id, "" for none
	After      string // key of the part before this one, whose status it will answer; "" for none

	QuoteID      string // "" where it is not a quote
	Area         string // the schedule line's area, "" for any
	Cycle        int    // from which the quote was drawn; 0: it was not drawn
	Recipient    string // id of the account that is answered, "" for none
	Conversation string // id of the first status of the exchange, as far as it is known; "" for none
	Intent       string // what was asked for; "" where nobody asked
	Topic        string // that was asked for; "" for none
	Talk         string // name of the talk whose thread it belongs to; "" for none

	NotBefore   time.Time // zero: it may be done at once
	AskedAt     time.Time // when the mention was written that it answers; zero for none
	CreatedAt   time.Time
	FirstSentAt time.Time
	LastSentAt  time.Time
	Sends       int    // whose outcome was not "never arrived"
	Generation  int    // of the idempotency key
	Floor       string // id of a status of ours older than the first send; "" before it

	StatusID  string
	StatusURL string
	PostedAt  time.Time
	Reason    string // why it was said, or what came in the way
}

const deedColumns = `key, state, action, target, text, cw, visibility, language, media, in_reply_to, after,
	quote_id, area, cycle, recipient, conversation, intent, topic, talk, not_before, asked_at, created_at, first_sent_at, last_sent_at, sends, generation, floor, COALESCE(status_id, ''), status_url, posted_at, reason`

// ErrNoDeed says that no deed has the key.
var ErrNoDeed = errors.New("no such deed")

// Add writes a deed down and reports whether it is new: a key that is there
// already is left as it is.
func Add(ctx context.Context, tx *sql.Tx, d Deed) (bool, error) {
	res, err := tx.ExecContext(ctx, `
		INSERT INTO outbox (key, state, action, target, text, cw, visibility, language, media, in_reply_to, after,
			quote_id, area, cycle, recipient, conversation, intent, topic, talk, not_before, asked_at, created_at, reason,
			first_sent_at, last_sent_at, sends, generation, floor, status_id, status_url, posted_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, '', '', 0, 0, '', NULL, '', '')
		ON CONFLICT (key) DO NOTHING`,
		d.Key, d.State, cmp.Or(d.Action, Post), d.Target, d.Text, d.CW, d.Visibility, d.Language, d.Media, d.InReplyTo, d.After,
		d.QuoteID, d.Area, d.Cycle, d.Recipient, d.Conversation, d.Intent, d.Topic, d.Talk, stampOf(d.NotBefore), stampOf(d.AskedAt), stamp(d.CreatedAt), d.Reason)
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

// SendingTo reads the deed that is being sent to an account at the moment;
// ErrNoDeed if none is.
func (d *DB) SendingTo(ctx context.Context, recipient string) (Deed, error) {
	return one(ctx, d.pool, `state = 'sending' AND recipient = $1 ORDER BY last_sent_at DESC`, recipient)
}

// DeedOfURL reads the deed that became the status at an address; ErrNoDeed if
// none did.
func (d *DB) DeedOfURL(ctx context.Context, url string) (Deed, error) {
	return one(ctx, d.pool, `status_url = $1 AND status_url <> '' AND action = 'post'`, url)
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

// LaterTalks lists the first deeds of threads that are to begin after now, soonest
// first.
func (d *DB) LaterTalks(ctx context.Context, now time.Time) ([]Deed, error) {
	return list(ctx, d.pool, `state = 'pending' AND talk <> '' AND after = '' AND not_before > $1 ORDER BY not_before, key`, stamp(now))
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
	var notBefore, asked, created, first, last, posted string
	err := rows.Scan(&d.Key, &d.State, &d.Action, &d.Target, &d.Text, &d.CW, &d.Visibility, &d.Language, &d.Media, &d.InReplyTo, &d.After,
		&d.QuoteID, &d.Area, &d.Cycle, &d.Recipient, &d.Conversation, &d.Intent, &d.Topic, &d.Talk, &notBefore, &asked, &created, &first, &last, &d.Sends, &d.Generation, &d.Floor, &d.StatusID, &d.StatusURL, &posted, &d.Reason)
	if err != nil {
		return d, err
	}
	for _, t := range []struct {
		text string
		into *time.Time
	}{{notBefore, &d.NotBefore}, {asked, &d.AskedAt}, {created, &d.CreatedAt}, {first, &d.FirstSentAt}, {last, &d.LastSentAt}, {posted, &d.PostedAt}} {
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

// stampOf is "" for the zero time.
func stampOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return stamp(t)
}
