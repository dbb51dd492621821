// Package store keeps what the bot must not forget: the outbox, how far it has
// read, and who it is.
//
// It promises that a deed's key is unique for ever and that every write that is
// reported done is on the disk. It knows nothing of servers, quotes or jobs; a
// caller that queues a job for a deed does so in the transaction that adds it.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // registers the pure-Go driver "sqlite"
)

//go:embed migrations/*.sql
var migrations embed.FS

// A DB is one open database. The zero value is not usable; call Open.
type DB struct {
	pool *sql.DB
	path string
	file os.FileInfo // as it was opened

	guard sync.Mutex
	lost  error // what became of the file, once it is not ours any more
}

// A Migration brings the tables of somebody else in the same file up to date.
type Migration func(context.Context, *sql.DB) error

// Open opens the SQLite file at path, makes it and its folder where they are
// missing (readable by the owner alone), and brings the schema up to date, and
// what others keep in the file; only one process at a time does. It refuses a
// schema newer than this program's and files of other programs. Errors say what
// to do.
func Open(ctx context.Context, path string, others ...Migration) (*DB, error) {
	path, err := create(path)
	if err != nil {
		return nil, err
	}
	pool, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	// SQLite has one writer; more connections gain nothing and would meet
	// "database is locked".
	pool.SetMaxOpenConns(1)
	if err := migrateAlone(ctx, path, pool, others); err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, errors.Join(explain(err), pool.Close()))
	}
	file, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", errors.Join(err, pool.Close()))
	}
	return &DB{pool: pool, path: path, file: file}, nil
}

// create makes the folder and an empty file, so that neither is ever readable
// by others and a folder that cannot be written is named before SQLite sees it.
// It returns the file's one true name: a lock must not depend on the spelling.
func create(path string) (string, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("make the database's folder: %w: choose a folder that this user may write with QUOTEBOT_DATABASE_URL", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return "", fmt.Errorf("open database: %w: make the file and its folder writable for this user, or choose another with QUOTEBOT_DATABASE_URL", err)
	}
	info, err := f.Stat()
	if err := errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("open database: %w", err)
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("open database: %s is not a file: name one with QUOTEBOT_DATABASE_URL", path)
	}
	if path, err = filepath.Abs(path); err != nil {
		return "", fmt.Errorf("open database: %w", err)
	}
	return filepath.EvalSymlinks(path)
}

// dsn is the file's name with the settings without which SQLite loses writes
// under load: write-ahead log, a wait for other programs, full durability, and
// transactions that take the write lock when they begin.
func dsn(path string) string {
	q := url.Values{"_txlock": {"immediate"}}
	for _, p := range []string{"journal_mode(WAL)", "busy_timeout(5000)", "synchronous(FULL)", "foreign_keys(1)"} {
		q.Add("_pragma", p)
	}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}
	return u.String()
}

// migrateAlone migrates while no other process does.
func migrateAlone(ctx context.Context, path string, pool *sql.DB, others []Migration) (err error) {
	lock := flock.New(path+".migrate.lock", flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, 20*time.Millisecond); err != nil {
		return fmt.Errorf("wait for another quotebot that brings the database up to date: %w", err)
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	if err := ours(ctx, pool); err != nil {
		return err
	}
	if err := sound(ctx, pool); err != nil {
		return err
	}
	for _, m := range append([]Migration{migrate}, others...) {
		if err := m(ctx, pool); err != nil {
			return err
		}
	}
	return nil
}

// sound refuses a database with damaged pages. The quick check reads the file
// once; an outbox of years takes a second.
func sound(ctx context.Context, pool *sql.DB) error {
	var verdict string
	err := pool.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&verdict)
	if err == nil && verdict != "ok" {
		err = errors.New("database disk image is malformed")
	}
	return err
}

// ours refuses a database that another program made.
func ours(ctx context.Context, pool *sql.DB) error {
	var tables, known int
	err := pool.QueryRowContext(ctx, `SELECT count(*), COALESCE(sum(name = 'goose_db_version'), 0) FROM sqlite_master WHERE type = 'table'`).Scan(&tables, &known)
	if err == nil && tables > 0 && known == 0 {
		err = errors.New("it is another program's database: name another file with QUOTEBOT_DATABASE_URL")
	}
	return err
}

func migrate(ctx context.Context, pool *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, pool, files)
	if err != nil {
		return err
	}
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return fmt.Errorf("its schema is version %d and this program knows %d: run the newer quotebot that wrote it", current, target)
	}
	_, err = p.Up(ctx)
	return err
}

// explain adds to SQLite's own message what an operator can do about it.
func explain(err error) error {
	if err == nil {
		return nil
	}
	hints := []struct{ says, hint string }{
		{"readonly database", "make the file and its folder writable for this user"},
		{"unable to open database file", "make the file and its folder writable for this user"},
		{"database is locked", "another program holds it: close that program and try again"},
		{"disk is full", "free some space and try again: what was recorded is safe"},
		{"file is not a database", "it is not SQLite: move it away, or name another file with QUOTEBOT_DATABASE_URL"},
		{"malformed", "the file is damaged: restore it from a backup, or recover it with sqlite3's .recover"},
	}
	for _, h := range hints {
		if strings.Contains(err.Error(), h.says) {
			return fmt.Errorf("%w: %s", err, h.hint)
		}
	}
	return err
}

// Path is the file's name.
func (d *DB) Path() string { return d.path }

// Pool is the connection pool, for the job engine that shares the file. It has
// one connection: inside a transaction use only the transaction.
func (d *DB) Pool() *sql.DB { return d.pool }

// Close closes the file.
func (d *DB) Close() error { return d.pool.Close() }

// InTx runs f in one transaction, which is committed when f returns nil and
// rolled back otherwise.
func (d *DB) InTx(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := d.pool.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin transaction: %w", explain(err))
	}
	defer tx.Rollback() // does nothing after the commit; gives the one connection back after a panic
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", explain(err))
	}
	return nil
}
