package bot

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/store"
	"quotebot/bot/toot"
)

// Introduction is the thread that tells people what the bot is, how to ask it,
// and how to be left alone, for a server with these limits. It names nobody, so
// that it reaches nobody who did not look for it.
func Introduction(c Config, limits toot.Limits, now time.Time) ([]toot.Draft, error) {
	language := profileLanguage(c)
	w := profileWordsIn(language)
	paragraphs := []string{
		Voice{Corpus: c.Corpus}.helpText(ownWords[language], language)[0],
		fmt.Sprintf(w.intro, w.rate(perDay(c.Schedule, now))),
		sourceLink(c.Corpus.Source),
	}
	text := strings.TrimSpace(toot.Harmless(strings.Join(paragraphs, "\n\n")))
	parts, err := toot.Split(text, limits, toot.SplitOptions{Language: language, Numbering: toot.Count})
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = p.Text
	}
	return drafts(texts, toot.Draft{Language: language, Visibility: toot.Unlisted}), nil
}

// Introduce posts the introduction, unless it is there, and pins it to the
// profile. It returns the deed of the first part.
func (b *Bot) Introduce(ctx context.Context) (store.Deed, error) {
	deed, err := b.introduced(ctx)
	if err != nil {
		return store.Deed{}, err
	}
	// A server refuses to pin what is pinned; to unpin what is not does no harm.
	if err := b.server.Unpin(ctx, deed.StatusID); err != nil {
		return deed, fmt.Errorf("pin %s: %w", deed.StatusURL, explain(err))
	}
	err = b.server.Pin(ctx, deed.StatusID)
	switch {
	case err == nil:
		return deed, nil
	case fedi.KindOf(err) == fedi.Rejected:
		err = fmt.Errorf("%w: make room among the account's pinned posts, and try again", err)
	}
	return deed, fmt.Errorf("pin %s: %w", deed.StatusURL, explain(err))
}

// introKey names the introduction. There is another one only where the one
// before it is gone.
func introKey(n int) string { return fmt.Sprintf("intro/%d", n) }

// introduced is the first part of the introduction that is on the server.
func (b *Bot) introduced(ctx context.Context) (store.Deed, error) {
	for n := 1; ; n++ {
		thread, err := b.db.Thread(ctx, introKey(n))
		switch {
		case err != nil:
			return store.Deed{}, err
		case len(thread) == 0:
			return b.postIntroduction(ctx, introKey(n))
		case slices.ContainsFunc(thread, isOpen):
			return b.awaitThread(ctx, introKey(n))
		}
		if there, err := b.isThere(ctx, thread[0]); there || err != nil {
			return thread[0], err
		}
	}
}

func isOpen(d store.Deed) bool { return d.State.Open() }

// isThere is whether the status that a deed became is still on the server.
func (b *Bot) isThere(ctx context.Context, d store.Deed) (bool, error) {
	if d.State != store.Posted {
		return false, nil
	}
	_, err := b.server.Status(ctx, d.StatusID)
	if err != nil && fedi.KindOf(err) == fedi.Gone {
		return false, nil
	}
	return err == nil, err
}

func (b *Bot) postIntroduction(ctx context.Context, key string) (store.Deed, error) {
	thread, err := Introduction(b.config, b.instance.Limits, b.now())
	if err != nil {
		return store.Deed{}, err
	}
	err = b.queue.inTx(ctx, func(tx *sql.Tx) error {
		_, err := b.queue.add(ctx, tx, deeds(key, thread, store.Deed{Reason: "the introduction, posted by hand"}, b.now().UTC()))
		return err // where another process has just added it, that is the one
	})
	if err != nil {
		return store.Deed{}, err
	}
	return b.awaitThread(ctx, key)
}

// awaitThread waits until a thread has ended, and returns its first part.
func (b *Bot) awaitThread(ctx context.Context, key string) (store.Deed, error) {
	var thread []store.Deed
	err := b.await(ctx, func(ctx context.Context) (ended bool, err error) {
		thread, err = b.db.Thread(ctx, key)
		return !slices.ContainsFunc(thread, isOpen), err
	})
	if err != nil {
		return store.Deed{}, err
	}
	for _, d := range thread {
		if d.State != store.Posted {
			return d, fmt.Errorf("%s is %s: %s", d.Key, d.State, d.Reason)
		}
	}
	return thread[0], nil
}
