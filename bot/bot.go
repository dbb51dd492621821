package bot

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/mention"
	"quotebot/bot/store"
	"quotebot/bot/web"
)

// UserAgent names the program to servers.
const UserAgent = "quotebot (a bot that quotes from a curated store)"

// A Bot is the program put together: one account, one corpus, one database.
type Bot struct {
	config   Config
	now      func() time.Time
	log      *slog.Logger
	db       *store.DB
	server   *fedi.Client
	instance fedi.Instance
	self     fedi.Account
	composer composer
	voice    Voice
	seed     uint64
	queue    *queue
	halt     context.CancelCauseFunc // ends the work; set while there is some
	ready    chan struct{}           // closed when mentions are heard
	begun    func()                  // closes ready
	heardAt  atomic.Int64            // when mentions were last heard, in nanoseconds since 1970; 0: never
	metrics  *web.Metrics
	troubles *web.Troubles
}

// Open asks the server who we are and what it allows, then opens the database.
// Nothing is written before the server has answered. Errors say what to do.
func Open(ctx context.Context, c Config, log *slog.Logger) (*Bot, error) {
	return open(ctx, c, log, time.Now)
}

func open(ctx context.Context, c Config, log *slog.Logger, now func() time.Time) (*Bot, error) {
	b := &Bot{config: c, now: now, ready: make(chan struct{}), metrics: web.NewMetrics(c.Version, now), troubles: web.KeepTroubles(log.Handler())}
	b.log = slog.New(b.troubles)
	b.begun = sync.OnceFunc(func() {
		b.log.Info("hearing mentions")
		close(b.ready)
	})
	if err := b.meet(ctx); err != nil {
		return nil, err
	}
	var err error
	if b.db, err = store.Open(ctx, c.DatabasePath, migrateRiver); err != nil {
		return nil, err
	}
	if err := b.assemble(ctx); err != nil {
		return nil, errors.Join(err, b.db.Close())
	}
	return b, nil
}

// meet makes the server's acquaintance.
func (b *Bot) meet(ctx context.Context) (err error) {
	if b.server, err = fedi.New(b.config.Server, b.config.Token, UserAgent); err != nil {
		return err
	}
	b.server.Now = b.now
	if b.instance, err = b.server.Instance(ctx); err != nil {
		return explain(err)
	}
	if b.self, err = b.server.Self(ctx); err != nil {
		return explain(err)
	}
	return nil
}

func (b *Bot) assemble(ctx context.Context) (err error) {
	if err := b.claim(ctx); err != nil {
		return err
	}
	if b.seed, err = seed(ctx, b.db); err != nil {
		return err
	}
	if err := b.setFloor(ctx); err != nil {
		return err
	}
	b.composer = newComposer(b.config, b.instance.Limits, b.seed)
	b.voice = Voice{Corpus: b.config.Corpus, Limits: b.instance.Limits, Template: b.config.Template, Language: b.config.Language, Most: b.config.QuotesPerAnswer}
	d := &delivery{
		db: b.db, server: b.server, self: b.self, domain: b.instance.Domain,
		settle: b.config.Settle, misfire: b.config.Misfire, spacing: b.config.Spacing, hourly: b.config.MaxPostsPerHour, now: b.now, log: b.log, looked: make(map[string]bool),
		halt: func(err error) { b.halt(err) },
	}
	if b.queue, err = newQueue(b.db, b.log, d); err != nil {
		return err
	}
	d.queue, d.metrics = b.queue, b.metrics
	return d.recallPause(ctx)
}

// claim binds the database to the account: the outbox of one account must never
// be posted by another.
func (b *Bot) claim(ctx context.Context) error {
	owner, err := b.db.EnsureFact(ctx, "account", b.self.URL)
	if err != nil {
		return err
	}
	if owner != b.self.URL {
		return fmt.Errorf("the database %s belongs to %s and the access token to %s: use that account's token, or another QUOTEBOT_DATABASE_URL", b.db.Path(), owner, b.self.URL)
	}
	return nil
}

// setFloor remembers, at the first start, the newest of the account's statuses:
// what this bot posts comes after it.
func (b *Bot) setFloor(ctx context.Context) error {
	if floor, err := b.db.Fact(ctx, store.FloorFact); floor != "" || err != nil {
		return err
	}
	newest, err := b.server.NewestStatus(ctx, b.self.ID)
	if err != nil {
		return explain(err)
	}
	_, err = b.db.EnsureFact(ctx, store.FloorFact, cmp.Or(newest, "0"))
	return err
}

// seed is the number from which every choice follows; a new database gets one
// by chance and keeps it.
func seed(ctx context.Context, db *store.DB) (uint64, error) {
	var chance [8]byte
	rand.Read(chance[:])
	value, err := db.EnsureFact(ctx, "seed", strconv.FormatUint(binary.NativeEndian.Uint64(chance[:]), 10))
	if err != nil {
		return 0, err
	}
	return strconv.ParseUint(value, 10, 64)
}

// Close gives the database back.
func (b *Bot) Close() error { return b.db.Close() }

// Tally counts what was posted on schedule and what was answered.
func (b *Bot) Tally(ctx context.Context) (slots, replies int, err error) {
	if slots, err = b.db.Count(ctx, "slot/", store.Posted); err != nil {
		return 0, 0, err
	}
	replies, err = b.db.Count(ctx, "reply/", store.Posted)
	return slots, replies, err
}

// Answer is the thread that answers the status, part by part; none if there is
// no answer.
func (b *Bot) Answer(ctx context.Context, statusID string) ([]store.Deed, error) {
	return b.db.Thread(ctx, replyKey(statusID))
}

// Run posts on schedule and answers mentions until ctx ends, or until nothing
// can go on without a person: then the error says what to do. Only one process
// may run on a database; another gets store.ErrLocked.
func (b *Bot) Run(ctx context.Context) (err error) {
	run, halt := context.WithCancelCause(ctx)
	defer halt(nil)
	closePages, err := b.openPages(run)
	if err != nil {
		return b.besideAnother(err)
	}
	defer func() { err = errors.Join(err, closePages()) }()
	stop, err := b.workSoon(run, halt)
	if err != nil {
		return err
	}
	b.log.Info("running", "account", b.self.URL, "server", b.instance.Title, "software", b.instance.Software, "version", b.instance.Version, "flavour", b.instance.Limits.Flavour,
		"limit", b.instance.Limits.MaxChars, "quotes", len(b.config.Corpus.Quotes))

	var parts sync.WaitGroup
	parts.Go(func() { b.clock().run(run) })
	parts.Go(func() { b.listener().run(run, b.instance.Streaming) })
	parts.Go(func() { b.watch(run) })
	parts.Go(func() { b.supervise(run) })
	parts.Wait()

	err = stop()
	if cause := context.Cause(run); ctx.Err() == nil {
		err = errors.Join(cause, err)
	}
	b.log.Info("stopped")
	return err
}

// watchEvery is how often an idle bot looks whether its database is there.
const watchEvery = 10 * time.Second

// watch ends the bot when its database is not there any more.
func (b *Bot) watch(ctx context.Context) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := b.db.Guard(ctx); err != nil && ctx.Err() == nil {
			b.halt(err)
			return
		}
	}
}

// Ready is closed once Run hears mentions: what is written to the bot from then
// on is answered.
func (b *Bot) Ready() <-chan struct{} { return b.ready }

// lockPatience is how long a starting bot waits for a command that delivers at
// the moment.
const lockPatience = 5 * time.Second

// workSoon is work, with some patience.
func (b *Bot) workSoon(ctx context.Context, halt context.CancelCauseFunc) (stop func() error, err error) {
	for deadline := time.Now().Add(lockPatience); ; {
		stop, err = b.work(ctx, halt)
		if !errors.Is(err, store.ErrLocked) || time.Now().After(deadline) {
			return stop, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(awaitEvery):
		}
	}
}

// work makes this process the one that delivers, until stop is called. halt is
// called when nothing can be delivered until a person acts.
func (b *Bot) work(ctx context.Context, halt context.CancelCauseFunc) (stop func() error, err error) {
	unlock, err := b.db.Lock()
	if err != nil {
		return nil, err
	}
	b.halt = halt
	if err := b.queue.recover(ctx, b.now()); err != nil {
		return nil, errors.Join(err, unlock())
	}
	if err := b.queue.start(ctx); err != nil {
		return nil, errors.Join(err, unlock())
	}
	return func() error { return errors.Join(b.queue.stop(), unlock()) }, nil
}

func (b *Bot) clock() *clock {
	return &clock{
		db: b.db, queue: b.queue, schedule: b.config.Schedule, composer: b.composer,
		misfire: b.config.Misfire, now: b.now, log: b.log, metrics: b.metrics,
	}
}

func (b *Bot) listener() *listener {
	reader := mention.NewReader(b.config.Corpus, mention.Self{URL: b.self.URL, Acct: b.self.Acct})
	a := &answerer{
		db: b.db, self: b.self, reader: reader, voice: b.voice, seed: b.seed, now: b.now, log: b.log,
		manners: manners{
			catchUp: b.config.CatchUp, perHour: b.config.AnswersPerHour, perDay: b.config.AnswersPerDay,
			perThread: b.config.AnswersPerThread,
		},
	}
	return &listener{
		db: b.db, queue: b.queue, server: b.server, judge: a.judge, halt: func(err error) { b.halt(err) },
		catchUpAge: b.config.CatchUp, now: b.now, log: b.log, seen: make(map[string]bool), caughtUp: b.heard, metrics: b.metrics,
	}
}
