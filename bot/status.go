package bot

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/store"
	"quotebot/bot/web"
	"quotebot/quotes"
)

// How much the operator's page lists.
const (
	comingShown = 8
	endedShown  = 8
)

// status is what the operator's page shows.
func (b *Bot) status(ctx context.Context, started time.Time) (s web.Status, err error) {
	s = web.Status{
		Now: b.now(), Zone: b.config.Schedule.Zone, Started: started,
		Account: b.self.Acct + "@" + b.instance.Domain, AccountURL: b.self.URL,
		Server: b.instance.Title, Software: strings.TrimSpace(b.instance.Software + " " + b.instance.Version),
		Flavour: string(b.instance.Limits.Flavour), Version: b.config.Version,
		Troubles: b.troubles.Newest(),
	}
	if s.Coming, err = b.coming(ctx, s.Now); err != nil {
		return s, err
	}
	if s.Posts, err = b.ended(ctx); err != nil {
		return s, err
	}
	s.Done, err = b.done(ctx, web.HistoryBegins(s.Now, s.Zone))
	return s, err
}

// coming are the next posts: the schedule's, and threads that are to begin later.
func (b *Bot) coming(ctx context.Context, now time.Time) ([]web.Coming, error) {
	var history []quotes.Draw
	err := b.db.InTx(ctx, func(tx *sql.Tx) (err error) {
		history, err = drawsSoFar(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	// What a slot without a fitting quote means, the clock says when it is due.
	planned, _ := b.composer.upcoming(b.config.Schedule, history, comingShown, now)
	coming := make([]web.Coming, len(planned))
	for i, p := range planned {
		coming[i] = web.Coming{At: p.Slot.At, Area: p.Slot.Area, Quote: p.Quote.ID, Section: place(p.Quote)}
	}
	talks, err := b.db.LaterTalks(ctx, now)
	for _, d := range talks {
		coming = append(coming, web.Coming{At: d.NotBefore, Talk: d.Talk})
	}
	slices.SortStableFunc(coming, func(a, b web.Coming) int { return a.At.Compare(b.At) })
	return coming[:min(len(coming), comingShown)], err
}

// ended are the last deeds that came to their end.
func (b *Bot) ended(ctx context.Context) ([]web.Post, error) {
	deeds, err := b.db.Ended(ctx, endedShown)
	posts := make([]web.Post, len(deeds))
	for i, d := range deeds {
		posts[i] = web.Post{At: d.EndedAt(), Key: d.Key, State: string(d.State), Quote: d.QuoteID, URL: d.StatusURL, Reason: d.Reason}
		if q, ok := b.config.Corpus.Quote(d.QuoteID); ok {
			posts[i].Section = place(q)
		}
	}
	return posts, err
}

// place is where a quote stands in its document.
func place(q quotes.Quote) string {
	return strings.TrimSpace(q.Section + " " + q.Heading.In(q.Language, "en"))
}

// done is what the page counts.
func (b *Bot) done(ctx context.Context, since time.Time) ([]web.Done, error) {
	ended, err := b.db.DoneSince(ctx, since)
	var done []web.Done
	for _, d := range ended {
		if what := kind(d); what != "" {
			done = append(done, web.Done{At: d.At, What: what, Took: answerTime(d.Action, d.After, d.AskedAt, d.At)})
		}
	}
	return done, err
}

// kind is what a deed counts as; "" for nothing, such as the rest of an answer's
// thread, or what was not posted.
func kind(d store.Done) web.What {
	isReply := strings.HasPrefix(d.Key, replyKey(""))
	switch {
	case isReply && d.State == store.Skipped && d.Recipient == "" && d.Action == store.Post:
		return web.Declined
	case d.State != store.Posted:
		return ""
	case d.Recipient == "" && !isReply && d.Action == store.Post:
		return web.Said
	case (d.Recipient != "" || isReply) && d.After == "":
		return web.Answered
	}
	return ""
}

// backlog is how much is open in the outbox.
func (b *Bot) backlog(ctx context.Context) ([]web.Queued, error) {
	open, err := b.db.Backlogs(ctx)
	queued := make([]web.Queued, len(open))
	for i, o := range open {
		queued[i] = web.Queued{State: string(o.State), Count: o.Count, Oldest: o.Oldest}
	}
	return queued, err
}

func limits(known []fedi.Limit) []web.Limit {
	out := make([]web.Limit, len(known))
	for i, l := range known {
		out[i] = web.Limit(l)
	}
	return out
}
