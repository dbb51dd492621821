package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// A Talk is a talk whose thread is published, or will be.
type Talk struct {
	Name      string
	Path      string // of its file, absolute
	Title     string
	Links     string // as whoever writes it has them
	Edition   int    // 1, and one more each time the thread is posted anew
	CreatedAt time.Time
}

// ErrNoTalk says that no talk has the name.
var ErrNoTalk = errors.New("no such talk")

const talkColumns = `name, path, title, links, edition, created_at`

// Talk reads one talk; ErrNoTalk if there is none.
func (d *DB) Talk(ctx context.Context, name string) (Talk, error) {
	talks, err := d.talks(ctx, `WHERE name = $1`, name)
	if err == nil && len(talks) == 0 {
		err = fmt.Errorf("talk %q: %w", name, ErrNoTalk)
	}
	if err != nil {
		return Talk{}, err
	}
	return talks[0], nil
}

// Talks lists all talks, the newest first.
func (d *DB) Talks(ctx context.Context) ([]Talk, error) {
	return d.talks(ctx, `ORDER BY created_at DESC, name`)
}

func (d *DB) talks(ctx context.Context, rest string, args ...any) ([]Talk, error) {
	rows, err := d.pool.QueryContext(ctx, `SELECT `+talkColumns+` FROM talk `+rest, args...)
	if err != nil {
		return nil, fmt.Errorf("read talks: %w", explain(err))
	}
	defer rows.Close()
	var talks []Talk
	for rows.Next() {
		var t Talk
		var created string
		if err := rows.Scan(&t.Name, &t.Path, &t.Title, &t.Links, &t.Edition, &created); err != nil {
			return nil, fmt.Errorf("read talks: %w", err)
		}
		if t.CreatedAt, err = time.Parse(layout, created); err != nil {
			return nil, fmt.Errorf("read talks: %w", err)
		}
		talks = append(talks, t)
	}
	return talks, rows.Err()
}

// PutTalk writes a talk, in place of the one with its name.
func PutTalk(ctx context.Context, tx *sql.Tx, t Talk) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO talk (`+talkColumns+`) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (name) DO UPDATE SET path = excluded.path, title = excluded.title, links = excluded.links, edition = excluded.edition`,
		t.Name, t.Path, t.Title, t.Links, t.Edition, stamp(t.CreatedAt))
	if err != nil {
		return fmt.Errorf("write talk %s: %w", t.Name, explain(err))
	}
	return nil
}

// DeedsOfTalk lists the deeds of a talk's thread, its parts, edits and deletions,
// in the order in which they were written.
func (d *DB) DeedsOfTalk(ctx context.Context, name string) ([]Deed, error) {
	return list(ctx, d.pool, `talk = $1 AND recipient = '' ORDER BY rowid`, name)
}

// ErrSending says that a part of a talk is being sent.
var ErrSending = errors.New("is being sent")

// TakeBack ends the parts and edits of a talk's thread that are still to come, and
// lists the talk's deeds as they are then; ErrSending, and nothing is changed, where
// one of them is under way.
func TakeBack(ctx context.Context, tx *sql.Tx, name, reason string) ([]Deed, error) {
	_, err := tx.ExecContext(ctx, `UPDATE outbox SET state = 'skipped', reason = $2
		WHERE talk = $1 AND recipient = '' AND action <> 'delete' AND state IN ('waiting', 'pending')`, name, reason)
	if err != nil {
		return nil, fmt.Errorf("take back %s: %w", name, explain(err))
	}
	deeds, err := list(ctx, tx, `talk = $1 AND recipient = '' ORDER BY rowid`, name)
	for _, d := range deeds {
		if d.State == Sending && d.Action != Delete {
			return nil, fmt.Errorf("%s %w", d.Key, ErrSending)
		}
	}
	return deeds, err
}

// A Question is somebody's, under a talk's thread, for a link that had not come.
type Question struct {
	Status     string // id
	Link       string // its name
	Talk       string
	Account    string // id
	Acct       string
	Visibility string
	CW         string
	Language   string
	AskedAt    time.Time
}

const questionColumns = `status, link, talk, account, acct, visibility, cw, language, asked_at`

// AddQuestion remembers a question; one that is remembered already stays.
func AddQuestion(ctx context.Context, tx *sql.Tx, q Question) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO question (`+questionColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (status, link) DO NOTHING`,
		q.Status, q.Link, q.Talk, q.Account, q.Acct, q.Visibility, q.CW, q.Language, stamp(q.AskedAt))
	if err != nil {
		return fmt.Errorf("write question: %w", explain(err))
	}
	return nil
}

// Questions lists the questions under a talk's thread, oldest first.
func (d *DB) Questions(ctx context.Context, talk string) ([]Question, error) {
	rows, err := d.pool.QueryContext(ctx, `SELECT `+questionColumns+` FROM question WHERE talk = $1 ORDER BY asked_at, status`, talk)
	if err != nil {
		return nil, fmt.Errorf("read questions: %w", explain(err))
	}
	defer rows.Close()
	var all []Question
	for rows.Next() {
		var q Question
		var asked string
		err := rows.Scan(&q.Status, &q.Link, &q.Talk, &q.Account, &q.Acct, &q.Visibility, &q.CW, &q.Language, &asked)
		if err != nil {
			return nil, fmt.Errorf("read questions: %w", err)
		}
		if q.AskedAt, err = time.Parse(layout, asked); err != nil {
			return nil, fmt.Errorf("read questions: %w", err)
		}
		all = append(all, q)
	}
	return all, rows.Err()
}
