package bot

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"time"

	"quotebot/bot/store"
	"quotebot/bot/toot"
	"quotebot/quotes"
)

// A composer turns quotes into deeds that wait in the outbox.
type composer struct {
	corpus     *quotes.Corpus
	setting    toot.Setting // limits, template, hashtags
	visibility toot.Visibility
	language   string // "" for the quote's own
	seed       uint64
}

// newComposer composes for a server with these limits, from the quotes that fit it.
func newComposer(c Config, limits toot.Limits, seed uint64) composer {
	setting := toot.Setting{Template: c.Template, Hashtags: c.Hashtags, Limits: limits}
	return composer{
		corpus: fitting(c.Corpus, setting), setting: setting,
		visibility: c.Visibility, language: c.Language, seed: seed,
	}
}

// thread sets a quote as a toot of its own, or as a short thread.
func (c composer) thread(q quotes.Quote) ([]toot.Draft, error) {
	parts, err := toot.SetThread(c.corpus, q, c.setting)
	return drafts(parts, toot.Draft{Language: c.languageOf(q), Visibility: c.visibility}), err
}

// drafts are the parts of a thread; what they share is in like. Only the first
// is for the timelines of people who did not ask for it.
func drafts(parts []string, like toot.Draft) []toot.Draft {
	out := make([]toot.Draft, len(parts))
	for i, text := range parts {
		out[i] = like
		out[i].Text = text
		if i > 0 {
			out[i].Visibility = like.Visibility.Narrower(toot.Unlisted)
			out[i].InReplyTo = ""
		}
	}
	return out
}

func (c composer) languageOf(q quotes.Quote) string {
	if c.language != "" {
		return c.language
	}
	return q.Language
}

// fitting is the corpus without the quotes that do not fit a server.
func fitting(c *quotes.Corpus, s toot.Setting) *quotes.Corpus {
	fit := &quotes.Corpus{Source: c.Source, Areas: c.Areas}
	for _, q := range c.Quotes {
		if _, err := toot.SetThread(c, q, s); err == nil {
			fit.Quotes = append(fit.Quotes, q)
		}
	}
	return fit
}

// draw chooses the next quote of the running cycle for a schedule line's area,
// "" for any, and sets it.
func (c composer) draw(history []quotes.Draw, area string) (quotes.Draw, []toot.Draft, error) {
	d, ok := c.corpus.Next(c.seed, history, area)
	if !ok {
		return d, nil, fmt.Errorf("area %q has no quote that fits this server (%d characters)", cmp.Or(area, anyArea), c.setting.Limits.Max())
	}
	q, _ := c.corpus.Quote(d.Quote)
	thread, err := c.thread(q)
	return d, thread, err
}

// deeds are the parts of a thread as rows of the outbox, each after the one
// before it. The first has the key; like holds what all share.
func deeds(key string, thread []toot.Draft, like store.Deed, now time.Time) []store.Deed {
	out := make([]store.Deed, len(thread))
	for i, d := range thread {
		out[i] = like
		out[i].Key, out[i].State, out[i].CreatedAt = key, store.Pending, now
		out[i].Text, out[i].CW, out[i].Language = d.Text, d.CW, d.Language
		out[i].Visibility, out[i].InReplyTo = string(d.Visibility), d.InReplyTo
		if i > 0 {
			out[i].Key, out[i].State, out[i].After = fmt.Sprintf("%s/%d", key, i+1), store.Waiting, out[i-1].Key
		}
	}
	return out
}

// drawn is the thread of a drawn quote as rows of the outbox. The first counts
// as the draw.
func drawn(key string, draw quotes.Draw, thread []toot.Draft, now time.Time) []store.Deed {
	out := deeds(key, thread, store.Deed{QuoteID: draw.Quote}, now)
	out[0].Area, out[0].Cycle = draw.Area, draw.Cycle
	return out
}

// drawsSoFar is the history that the next choice follows from.
func drawsSoFar(ctx context.Context, tx *sql.Tx) ([]quotes.Draw, error) {
	deeds, err := store.Draws(ctx, tx)
	history := make([]quotes.Draw, len(deeds))
	for i, d := range deeds {
		history[i] = quotes.Draw{Quote: d.QuoteID, Area: d.Area, Cycle: d.Cycle}
	}
	return history, err
}
