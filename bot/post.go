package bot

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/store"
	"quotebot/bot/toot"
	"quotebot/quotes"
)

// A Choice is which quote to post: one by its id, or the next of an area, or
// the next of all.
type Choice struct {
	ID   string
	Area string
}

// Check reports a choice that the corpus cannot meet.
func (c Choice) Check(corpus *quotes.Corpus) error {
	if _, ok := corpus.Quote(c.ID); !ok && c.ID != "" {
		return fmt.Errorf("no quote has the id %q: `quotebot quotes list` shows them", c.ID)
	}
	if _, ok := corpus.Area(c.Area); !ok && c.Area != "" {
		return fmt.Errorf("%q is not an area of the corpus: `quotebot quotes stats` lists them", c.Area)
	}
	return nil
}

// How a command waits for a deed that the worker in another process delivers.
const awaitEvery = 200 * time.Millisecond

// Post posts one quote now through the outbox and waits until it is delivered:
// by the running worker, or by this process where there is none. It returns the
// deed of the quote, or of its first part.
func (b *Bot) Post(ctx context.Context, choice Choice) (store.Deed, error) {
	now := b.now().UTC()
	key := "post/" + now.Format("2006-01-02T15:04:05.000000Z")
	last := key
	err := b.queue.inTx(ctx, func(tx *sql.Tx) error {
		history, err := drawsSoFar(ctx, tx)
		if err != nil {
			return err
		}
		draw, thread, err := b.composer.choose(history, choice, b.config.Corpus)
		if err != nil {
			return err
		}
		parts := drawn(key, draw, thread, now)
		last = parts[len(parts)-1].Key
		added, err := b.queue.add(ctx, tx, parts)
		if err == nil && !added {
			err = errors.New("another quote was posted in this very moment: try again")
		}
		return err
	})
	if err != nil {
		return store.Deed{}, err
	}
	err = b.await(ctx, func(ctx context.Context) (bool, error) {
		deed, err := b.db.Deed(ctx, last)
		return !deed.State.Open(), err
	})
	if err != nil {
		return store.Deed{}, err
	}
	return b.db.Deed(ctx, key)
}

// choose is the quote of a choice; one named by its id uses up no draw.
func (c composer) choose(history []quotes.Draw, choice Choice, all *quotes.Corpus) (quotes.Draw, []toot.Draft, error) {
	if choice.ID == "" {
		return c.draw(history, choice.Area)
	}
	q, _ := all.Quote(choice.ID)
	thread, err := c.thread(q)
	return quotes.Draw{Quote: q.ID}, thread, err
}

// await waits until something has ended. While no other process is the worker,
// this one is.
func (b *Bot) await(ctx context.Context, ended func(context.Context) (bool, error)) error {
	wait, halt := context.WithCancelCause(ctx)
	defer halt(nil)
	stop := func() error { return nil }
	defer func() {
		if err := stop(); err != nil {
			b.log.Warn("stopping", "err", err) // it has ended all the same
		}
	}()
	working := false
	tick := time.NewTicker(awaitEvery)
	defer tick.Stop()
	for {
		if !working {
			s, err := b.work(wait, halt)
			if err != nil && !errors.Is(err, store.ErrLocked) {
				return err
			}
			if err == nil {
				stop, working = s, true
			}
		}
		if done, err := ended(ctx); err != nil || done {
			return err
		}
		select {
		case <-wait.Done():
			return context.Cause(wait)
		case <-tick.C:
		}
	}
}

// Preview is what Post would send now to a server with these limits: one draft,
// or the parts of a short thread. Nothing is sent; a database that is there is
// read, and none is made.
func Preview(ctx context.Context, c Config, choice Choice, limits toot.Limits) ([]toot.Draft, error) {
	start, history, err := drawsIn(ctx, c)
	if err != nil {
		return nil, err
	}
	_, thread, err := newComposer(c, limits, start).choose(history, choice, c.Corpus)
	return thread, err
}

// ServerLimits asks the configured server what it allows.
func ServerLimits(ctx context.Context, c Config) (toot.Limits, error) {
	server, err := fedi.New(c.Server, c.Token, UserAgent)
	if err != nil {
		return toot.Limits{}, err
	}
	instance, err := server.Instance(ctx)
	if err != nil {
		return toot.Limits{}, explain(err)
	}
	return instance.Limits, nil
}
