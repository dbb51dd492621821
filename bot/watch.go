package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/store"
	"quotebot/bot/web"
)

// When the bot is taken for deaf, and its database for stuck.
const (
	deafAfter    = 2 * time.Minute // without a look for mentions that went well
	stuckAfter   = 10 * time.Second
	databaseLost = "the database is gone: the log says what became of it"
)

// openPages serves the operator's pages until closePages is called; nowhere where
// they are turned off. run ends when the bot stops.
func (b *Bot) openPages(run context.Context) (closePages func() error, err error) {
	if b.config.AdminListen == "" {
		return func() error { return nil }, nil
	}
	pages, err := web.Listen(b.pages(run, b.now()))
	if err != nil {
		return nil, err
	}
	b.log.Info("operator's pages", "url", pages.URL())
	serving, stop := context.WithCancel(context.WithoutCancel(run))
	ended := make(chan error, 1)
	go func() {
		err := pages.Serve(serving)
		if err != nil { // nobody asks for it before the bot stops
			b.log.Error("operator's pages are gone", "err", err)
		}
		ended <- err
	}()
	return func() error { stop(); return <-ended }, nil
}

// besideAnother is why the pages cannot be opened. Where another process is the
// worker of the database, that is the thing to know: it will have the address.
func (b *Bot) besideAnother(err error) error {
	unlock, locked := b.db.Lock()
	if locked != nil {
		return locked
	}
	return errors.Join(err, unlock())
}

func (b *Bot) pages(run context.Context, started time.Time) web.Config {
	return web.Config{
		Address: b.config.AdminListen, Password: b.config.AdminPassword, Log: b.log, Metrics: b.metrics,
		Ready:  func(ctx context.Context) error { return b.unready(ctx, run) },
		Queue:  b.backlog,
		Limits: func() []web.Limit { return limits(b.server.Limits()) },
		Status: func(ctx context.Context) (web.Status, error) { return b.status(ctx, started) },
	}
}

// heard notes a look for mentions that went well.
func (b *Bot) heard() {
	b.heardAt.Store(b.now().UnixNano())
	b.metrics.Heard()
	b.begun()
}

// unready is why the bot cannot do its work, nil while it can. run is the context
// of the work. The reason may be read by whoever reaches the operator's address.
func (b *Bot) unready(ctx, run context.Context) error {
	if err := b.dead(ctx, run); err != nil {
		return err
	}
	at := b.heardAt.Load()
	if at == 0 {
		return errors.New("mentions are not heard yet")
	}
	if age := b.now().Sub(time.Unix(0, at)); age > deafAfter {
		return fmt.Errorf("mentions were last heard %s ago: the log says why", age.Round(time.Second))
	}
	return nil
}

// dead is why the bot will never work again unless it is started anew; nil while
// it works, or waits for its server.
func (b *Bot) dead(ctx, run context.Context) error {
	if run.Err() != nil {
		return errors.New("it is stopping")
	}
	// Whoever asks and goes away must not break a rescue off.
	if b.db.Guard(context.WithoutCancel(ctx)) != nil {
		return errors.New(databaseLost)
	}
	ctx, cancel := context.WithTimeout(ctx, stuckAfter)
	defer cancel()
	if _, err := b.db.Fact(ctx, cursorFact); err != nil {
		return errors.New("the database does not answer")
	}
	return nil
}

// decided tells of a mention's verdict, by the first deed of it.
func (l *listener) decided(s fedi.Status, first store.Deed) {
	if !first.State.Open() {
		l.metrics.Decided(web.Declined)
		return
	}
	l.metrics.Decided(web.Answered)
	l.log.Info("answering", "mention", s.ID, "intent", first.Intent, "quote", first.QuoteID)
}

// asked has the deeds of an answer remember when their mention was written. It
// was not after now, whatever the server's clock shows.
func (v verdict) asked(at, now time.Time) {
	if at.After(now) {
		at = now
	}
	for i, d := range v.deeds {
		if d.State.Open() {
			v.deeds[i].AskedAt = at
		}
	}
}

// delivered tells of a deed that was done, and how long somebody had to wait for
// an answer.
func (d *delivery) delivered(deed store.Deed) {
	d.metrics.Delivered(string(store.Posted))
	if took := answerTime(deed.Action, deed.After, deed.AskedAt, d.now()); took > 0 {
		d.metrics.Replied(took)
	}
}

// answerTime is how long an answer took that was done at a time; 0 for what is
// none, or not the first part of one.
func answerTime(a store.Action, after string, asked, done time.Time) time.Duration {
	if a != store.Post || after != "" || asked.IsZero() {
		return 0
	}
	return max(time.Millisecond, done.Sub(asked))
}
