package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Fact is the value remembered under name, "" if there is none.
func (d *DB) Fact(ctx context.Context, name string) (string, error) {
	var value string
	err := d.pool.QueryRowContext(ctx, `SELECT value FROM fact WHERE name = $1`, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read fact %s: %w", name, err)
	}
	return value, nil
}

// SetFact remembers value under name.
func SetFact(ctx context.Context, tx *sql.Tx, name, value string) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO fact (name, value) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	if err != nil {
		return fmt.Errorf("write fact %s: %w", name, explain(err))
	}
	return nil
}

// EnsureFact is the value remembered under name; where there is none, initial
// is remembered and returned.
func (d *DB) EnsureFact(ctx context.Context, name, initial string) (string, error) {
	_, err := d.pool.ExecContext(ctx, `
		INSERT INTO fact (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, name, initial)
	if err != nil {
		return "", fmt.Errorf("write fact %s: %w", name, explain(err))
	}
	return d.Fact(ctx, name)
}
