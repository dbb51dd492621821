package bot

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"quotebot/bot/store"
	"quotebot/bot/toot"
	"quotebot/quotes"
)

// ErrNoDatabase says that nothing has been remembered yet.
var ErrNoDatabase = errors.New("there is no database yet: `quotebot run` makes it")

// look reads from the configured database. It makes none: ErrNoDatabase.
func look(ctx context.Context, c Config, f func(*store.DB) error) (err error) {
	if _, err := os.Stat(c.DatabasePath); errors.Is(err, fs.ErrNotExist) {
		return ErrNoDatabase
	}
	db, err := store.Open(ctx, c.DatabasePath)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return f(db)
}

// drawsIn are the seed and the draws so far of the configured database; without
// one, what a first draw begins with.
func drawsIn(ctx context.Context, c Config) (start uint64, history []quotes.Draw, err error) {
	err = look(ctx, c, func(db *store.DB) error {
		if start, err = seed(ctx, db); err != nil {
			return err
		}
		return db.InTx(ctx, func(tx *sql.Tx) error {
			history, err = drawsSoFar(ctx, tx)
			return err
		})
	})
	if errors.Is(err, ErrNoDatabase) {
		err = nil
	}
	return start, history, err
}

// A Planned is a slot that is to come and the quote that it will have, unless
// somebody posts one by hand before.
type Planned struct {
	Slot  Slot
	Quote quotes.Quote
}

// Upcoming are the next n slots after now. It draws as the clock will.
func Upcoming(ctx context.Context, c Config, limits toot.Limits, n int, now time.Time) ([]Planned, error) {
	start, history, err := drawsIn(ctx, c)
	if err != nil {
		return nil, err
	}
	return newComposer(c, limits, start).upcoming(c.Schedule, history, n, now)
}

// upcoming are the next n slots after now, with what comes after a history. With
// an error it gives those before the slot that has nothing to post.
func (c composer) upcoming(s Schedule, history []quotes.Draw, n int, now time.Time) ([]Planned, error) {
	var planned []Planned
	for slot := range nextSlots(s, n, now) {
		draw, _, err := c.draw(history, slot.Area)
		if err != nil {
			return planned, err
		}
		history = append(history, draw)
		q, _ := c.corpus.Quote(draw.Quote)
		planned = append(planned, Planned{slot, q})
	}
	return planned, nil
}

// nextSlots yields the next n slots of all areas, oldest first.
func nextSlots(s Schedule, n int, now time.Time) func(yield func(Slot) bool) {
	return func(yield func(Slot) bool) {
		var coming []Slot
		for _, area := range s.Areas() {
			coming = append(coming, Slot{area, s.Next(area, now)})
		}
		for range n {
			coming = slices.DeleteFunc(coming, func(s Slot) bool { return s.At.IsZero() })
			if len(coming) == 0 {
				return
			}
			first := slices.MinFunc(coming, func(a, b Slot) int { return a.At.Compare(b.At) })
			if !yield(first) {
				return
			}
			i := slices.Index(coming, first)
			coming[i].At = s.Next(first.Area, first.At)
		}
	}
}

// A Story is what is remembered of a deed, for people.
type Story struct {
	Deed  store.Deed
	Quote *quotes.Quote // nil where it was none, or the corpus has it no more
	Why   string
}

// Why tells the story of what the bot said, or did not say: status is the id or
// the address of a status, of the bot's or of somebody who wrote to it, or the
// key of a deed.
func Why(ctx context.Context, c Config, status string) (story Story, err error) {
	err = look(ctx, c, func(db *store.DB) error {
		if story.Deed, err = find(ctx, db, status); err != nil {
			return err
		}
		if q, ok := c.Corpus.Quote(story.Deed.QuoteID); ok {
			story.Quote = &q
		}
		story.Why, err = reason(ctx, db, c, story.Deed)
		return err
	})
	return story, err
}

func find(ctx context.Context, db *store.DB, status string) (store.Deed, error) {
	path := strings.TrimRight(status, "/")
	id := path[strings.LastIndex(path, "/")+1:]
	for _, look := range []func() (store.Deed, error){
		func() (store.Deed, error) { return db.Deed(ctx, status) },
		func() (store.Deed, error) { return db.DeedOfURL(ctx, status) },
		func() (store.Deed, error) { return db.DeedOfStatus(ctx, id) },
		func() (store.Deed, error) { return db.Deed(ctx, replyKey(id)) },
	} {
		deed, err := look()
		if !errors.Is(err, store.ErrNoDeed) {
			return deed, err
		}
	}
	return store.Deed{}, fmt.Errorf("nothing is remembered of %q: give the id or the address of a status of the bot, or of one that mentions it", status)
}

func reason(ctx context.Context, db *store.DB, c Config, d store.Deed) (string, error) {
	switch _, isSlot := slotArea(d.Key); {
	case d.Cycle > 0:
		return drawReason(ctx, db, c, d, isSlot)
	case d.Recipient != "" && d.State != store.Skipped:
		return fmt.Sprintf("status %s asked for it; understood: %s", d.InReplyTo, d.Reason), nil
	}
	return d.Reason, nil
}

// drawReason says which draw of which cycle a quote was.
func drawReason(ctx context.Context, db *store.DB, c Config, d store.Deed, isSlot bool) (string, error) {
	start, err := seed(ctx, db)
	if err != nil {
		return "", err
	}
	var history []quotes.Draw
	err = db.InTx(ctx, func(tx *sql.Tx) error {
		history, err = drawsSoFar(ctx, tx)
		return err
	})
	place := 1 + slices.IndexFunc(slices.DeleteFunc(history, func(h quotes.Draw) bool { return h.Cycle != d.Cycle }),
		func(h quotes.Draw) bool { return h.Quote == d.QuoteID })
	from := "the whole corpus"
	if d.Area != "" {
		from = "the area " + d.Area
	}
	asked := "posted by hand"
	if isSlot {
		asked = "a slot of the schedule"
	}
	why := fmt.Sprintf("%s: draw %d of cycle %d from %s (%d quotes), in the order of seed %d",
		asked, place, d.Cycle, from, len(inArea(c.Corpus, d.Area)), start)
	if d.Reason != "" {
		why += "; " + d.Reason
	}
	return why, err
}

func inArea(c *quotes.Corpus, area string) []quotes.Quote {
	if area == "" {
		return c.Quotes
	}
	return c.InArea(area)
}
