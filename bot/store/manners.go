package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// OptedOut reports whether an account does not want to be answered.
func (d *DB) OptedOut(ctx context.Context, account string) (bool, error) {
	var n int
	err := d.pool.QueryRowContext(ctx, `SELECT count(*) FROM opt_out WHERE account = $1`, account).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("read opt-outs: %w", explain(err))
	}
	return n > 0, nil
}

// OptOut remembers, for ever, that an account does not want to be answered.
func OptOut(ctx context.Context, tx *sql.Tx, account string, now time.Time) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO opt_out (account, since) VALUES ($1, $2) ON CONFLICT (account) DO NOTHING`, account, stamp(now))
	if err != nil {
		return fmt.Errorf("write opt-out: %w", explain(err))
	}
	return nil
}

// OptIn undoes OptOut.
func OptIn(ctx context.Context, tx *sql.Tx, account string) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM opt_out WHERE account = $1`, account); err != nil {
		return fmt.Errorf("delete opt-out: %w", explain(err))
	}
	return nil
}

// AnswersTo counts the answers, threads as one, that were promised to an account
// since a moment; those with an intent alone unless it is "".
func (d *DB) AnswersTo(ctx context.Context, account, intent string, since time.Time) (int, error) {
	return d.countAnswers(ctx, `recipient = $1 AND created_at > $2 AND ($3 = '' OR intent = $3)`, account, stamp(since), intent)
}

// AnswersIn counts the answers, threads as one, in a conversation; those with an
// intent alone unless it is "".
func (d *DB) AnswersIn(ctx context.Context, conversation, intent string) (int, error) {
	return d.countAnswers(ctx, `conversation = $1 AND ($2 = '' OR intent = $2)`, conversation, intent)
}

func (d *DB) countAnswers(ctx context.Context, where string, args ...any) (n int, err error) {
	err = d.pool.QueryRowContext(ctx, `SELECT count(*) FROM outbox
		WHERE action = 'post' AND recipient <> '' AND after = '' AND state <> 'skipped' AND `+where, args...).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count answers: %w", explain(err))
	}
	return n, nil
}
