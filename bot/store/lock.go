package store

import (
	"errors"
	"fmt"

	"github.com/gofrs/flock"
)

// ErrLocked says that another process is the worker of this database.
var ErrLocked = errors.New("another quotebot is already working on this database: stop it first, or give this one its own QUOTEBOT_DATABASE_URL")

// Lock makes this process the database's one worker, until unlock is called or
// the process ends, however it ends. It fails with ErrLocked at once where
// another process is the worker.
func (d *DB) Lock() (unlock func() error, err error) {
	l := flock.New(d.path+".lock", flock.SetPermissions(0o600))
	held, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock database: %w", err)
	}
	if !held {
		return nil, fmt.Errorf("lock database %s: %w", d.path, ErrLocked)
	}
	return l.Unlock, nil
}
