package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Guard looks whether the file is still the one that was opened. Where it has
// been deleted, the open database is written back to its place, so that nothing
// of what was recorded is lost with this process; where another file is there
// instead, to a file beside it. Its error then says what happened and what to do:
// a process that goes on would write to a file that nobody sees. It says the same
// from then on.
func (d *DB) Guard(ctx context.Context) error {
	d.guard.Lock()
	defer d.guard.Unlock()
	if d.lost == nil {
		d.lost = d.rescue(ctx)
	}
	return d.lost
}

func (d *DB) rescue(ctx context.Context) error {
	now, err := os.Stat(d.path)
	if err == nil && os.SameFile(now, d.file) {
		return nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("look at database: %w", err)
	}
	target, what := d.path, "was deleted while quotebot was running; it was written back: start again"
	if err == nil {
		target = d.path + ".rescued"
		what = "was replaced while quotebot was running; what this one recorded was written to " + target + ": keep the one that is right under the old name, and start again"
	}
	if err := d.copyTo(ctx, target); err != nil {
		return fmt.Errorf("the database %s is gone and cannot be written back: %w", d.path, err)
	}
	return fmt.Errorf("the database %s %s", d.path, what)
}

// copyTo writes the database as it is now to a file that is not there yet,
// readable by the owner alone.
func (d *DB) copyTo(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil { // SQLite takes an empty file for none
		return err
	}
	_, err = d.pool.ExecContext(ctx, `VACUUM INTO $1`, path)
	return explain(err)
}
