package bot

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"math"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"quotebot/bot/store"
)

// Settings of the job engine. One worker takes deeds out of the outbox, so that
// they leave in order, share one allowance of requests, and a look for a lost
// status never meets another send in flight.
const (
	workers       = 1
	fetchCooldown = 5 * time.Millisecond
	fetchPoll     = time.Second // finds the jobs that other processes commit
	jobTimeout    = 5 * time.Minute
	stopTimeout   = 10 * time.Second
)

// deliverArgs is the job of delivering one deed. The deed's row decides what is
// done; the job only says that somebody must look at it.
type deliverArgs struct {
	Key string `json:"key" river:"unique"`
}

func (deliverArgs) Kind() string { return "deliver" }

// Kinds of jobs, the most urgent first. What was asked for by the clock or by
// the operator is not held up by a flood of mentions.
const (
	urgent   = 1
	ordinary = 2
	idle     = 3
)

// InsertOpts allows one live job a deed. Errors of ours (a full disk) must not
// end a promise, so that attempts are as many as the column holds.
func (a deliverArgs) InsertOpts() river.InsertOpts {
	priority := urgent
	if strings.HasPrefix(a.Key, replyKey("")) {
		priority = ordinary
	}
	return river.InsertOpts{
		MaxAttempts: math.MaxInt16,
		Priority:    priority,
		UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
			rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable,
			rivertype.JobStateRunning, rivertype.JobStateScheduled,
		}},
	}
}

// verifyArgs is the job of looking whether a posted deed is there.
type verifyArgs struct {
	Key string `json:"key"`
}

func (verifyArgs) Kind() string { return "verify" }

// verifyAfter is how long a server gets to show a status; reads may come from a
// replica that is behind.
const verifyAfter = 10 * time.Second

func (verifyArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: math.MaxInt16, Priority: idle}
}

// A queue is the job engine on the store's database.
type queue struct {
	river    *river.Client[*sql.Tx]
	db       *store.DB
	delivery *delivery
	wake     chan struct{}
}

// newQueue prepares the engine; its tables are there already (migrateRiver).
func newQueue(db *store.DB, log *slog.Logger, d *delivery) (*queue, error) {
	q := &queue{db: db, delivery: d, wake: make(chan struct{}, 1)}
	jobs := river.NewWorkers()
	river.AddWorker(jobs, river.WorkFunc(func(ctx context.Context, job *river.Job[deliverArgs]) error {
		return q.delivery.deliver(ctx, job.Args.Key)
	}))
	river.AddWorker(jobs, river.WorkFunc(func(ctx context.Context, job *river.Job[verifyArgs]) error {
		return q.delivery.verify(ctx, job.Args.Key)
	}))
	var err error
	q.river, err = river.NewClient(&wakingDriver{Driver: riversqlite.New(db.Pool()), wake: q.wake}, &river.Config{
		Logger:               quiet(log.With("part", "river")),
		Workers:              jobs,
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workers}},
		FetchCooldown:        fetchCooldown,
		FetchPollInterval:    fetchPoll,
		JobTimeout:           jobTimeout,
		RescueStuckJobsAfter: jobTimeout + time.Minute,
		SoftStopTimeout:      stopTimeout,
	})
	if err != nil {
		return nil, fmt.Errorf("prepare job engine: %w", err)
	}
	return q, nil
}

// migrateRiver brings the engine's tables up to date, as a store.Migration.
func migrateRiver(ctx context.Context, pool *sql.DB) error {
	m, err := rivermigrate.New(riversqlite.New(pool), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("prepare job engine: %w", err)
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("prepare job engine: %w", err)
	}
	return nil
}

// add writes the deeds of a thread down, together with the job of the first if
// it is due, and reports whether they are new.
func (q *queue) add(ctx context.Context, tx *sql.Tx, thread []store.Deed) (bool, error) {
	for _, d := range thread {
		if added, err := store.Add(ctx, tx, d); err != nil || !added {
			return false, err
		}
	}
	if !thread[0].State.Due() {
		return true, nil
	}
	return true, q.enqueue(ctx, tx, thread[0].Key)
}

func (q *queue) enqueue(ctx context.Context, tx *sql.Tx, key string) error {
	if _, err := q.river.InsertTx(ctx, tx, deliverArgs{Key: key}, nil); err != nil {
		return fmt.Errorf("queue %s: %w", key, err)
	}
	return nil
}

func (q *queue) enqueueVerify(ctx context.Context, tx *sql.Tx, key string, now time.Time) error {
	at := &river.InsertOpts{ScheduledAt: now.Add(verifyAfter)}
	if _, err := q.river.InsertTx(ctx, tx, verifyArgs{Key: key}, at); err != nil {
		return fmt.Errorf("queue look at %s: %w", key, err)
	}
	return nil
}

// inTx runs f in one transaction and, once it is committed, wakes the worker.
func (q *queue) inTx(ctx context.Context, f func(*sql.Tx) error) error {
	err := q.db.InTx(ctx, f)
	q.poke()
	return err
}

// poke has the worker look for jobs now.
func (q *queue) poke() {
	select {
	case q.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// recover puts right what a killed worker left, under the lock that makes us
// the only one: requests in doubt, which may have left a moment ago, jobs that
// it was running or had put off, its leadership, and due deeds that have no job.
// What still has to wait, the deeds themselves say.
func (q *queue) recover(ctx context.Context, now time.Time) error {
	due, err := q.db.DueDeeds(ctx)
	if err != nil {
		return err
	}
	return q.inTx(ctx, func(tx *sql.Tx) error {
		if err := store.RestartSettling(ctx, tx, now); err != nil {
			return err
		}
		for _, query := range []string{
			`UPDATE river_job SET state = 'available', scheduled_at = created_at
				WHERE state = 'running' OR kind = 'deliver' AND state IN ('scheduled', 'retryable')`,
			`DELETE FROM river_leader`,
		} {
			if _, err := tx.ExecContext(ctx, query); err != nil {
				return fmt.Errorf("recover jobs: %w", err)
			}
		}
		for _, d := range due {
			if err := q.enqueue(ctx, tx, d.Key); err != nil {
				return err
			}
		}
		return nil
	})
}

// riverLooks is how often River's scheduler looks for jobs whose time has come;
// what is due sooner stays with the worker, and only has to be poked.
const riverLooks = 5 * time.Second

// snooze has the worker take the job again after d: punctually within the next
// seconds, up to riverLooks late after that.
func (q *queue) snooze(d time.Duration) error {
	d = max(d, 0)
	if d < riverLooks {
		time.AfterFunc(d+fetchCooldown, q.poke)
	}
	return river.JobSnooze(d)
}

func (q *queue) start(ctx context.Context) error {
	// River would take the end of ctx as a hard stop; stop ends it in order.
	if err := q.river.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start job engine: %w", err)
	}
	return nil
}

func (q *queue) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout+5*time.Second)
	defer cancel()
	if err := q.river.Stop(ctx); err != nil {
		return fmt.Errorf("stop job engine: %w", err)
	}
	return nil
}

// quiet keeps River's own messages out of the log unless they are errors; what
// an operator wants to know, we say ourselves.
func quiet(log *slog.Logger) *slog.Logger { return slog.New(errorsOnly{log.Handler()}) }

type errorsOnly struct{ slog.Handler }

func (h errorsOnly) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelError && h.Handler.Enabled(ctx, l)
}

func (h errorsOnly) WithAttrs(a []slog.Attr) slog.Handler { return errorsOnly{h.Handler.WithAttrs(a)} }

func (h errorsOnly) WithGroup(name string) slog.Handler { return errorsOnly{h.Handler.WithGroup(name)} }
