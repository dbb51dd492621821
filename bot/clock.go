package bot

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"strings"
	"time"

	"quotebot/bot/store"
	"quotebot/bot/web"
)

// How the clock looks at its slots: at least every longestNap, since a laptop
// sleeps and clocks are set; and how many missed slots are kept by name.
const (
	longestNap = 30 * time.Second
	keepMissed = 100
)

// A clock writes a deed for every slot of the schedule. Which slots are due
// follows from the last one recorded, not from a ticker, so that a restart
// neither loses nor doubles one; and because the outbox takes each key once,
// several clocks may run on one database.
type clock struct {
	db       *store.DB
	queue    *queue
	schedule Schedule
	composer composer
	misfire  time.Duration
	now      func() time.Time
	log      *slog.Logger
	metrics  *web.Metrics
}

// scheduleFact names what is remembered of an area's lines: the time up to which
// their slots are recorded, and the lines themselves, since new ones have no past.
func scheduleFact(area string) string { return "schedule/" + area }

func (c *clock) recorded(area string, upTo time.Time) string {
	return upTo.Format(time.RFC3339Nano) + " " + c.schedule.Specs(area)
}

// run works until ctx ends.
func (c *clock) run(ctx context.Context) {
	for {
		nap := longestNap
		for _, area := range c.schedule.Areas() {
			last, err := c.tick(ctx, area)
			if err != nil && ctx.Err() == nil {
				c.log.Error("schedule is stuck", "area", area, "err", err)
				continue
			}
			if next := c.schedule.Next(area, last); !next.IsZero() {
				nap = min(nap, next.Sub(c.now()))
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(nap):
		}
	}
}

// tick records the slots of an area's lines that are due. The last one is
// posted unless it is too late; the others were missed, so that there is never
// a burst. It returns the time up to which slots are recorded now.
func (c *clock) tick(ctx context.Context, area string) (last time.Time, err error) {
	now := c.now().UTC()
	if last, err = c.last(ctx, area, now); err != nil {
		return last, err
	}
	due := newestSlots(c.schedule.Between(area, last, now))
	if due.count == 0 {
		return last, nil
	}
	slot := due.newest[len(due.newest)-1]
	late := now.Sub(slot.At) > c.misfire
	if !late {
		due.count--
		due.newest = due.newest[:len(due.newest)-1]
	}
	err = c.queue.inTx(ctx, func(tx *sql.Tx) error {
		if err := c.recordMissed(ctx, tx, due, now); err != nil {
			return err
		}
		if !late {
			if err := c.post(ctx, tx, slot, now); err != nil {
				return err
			}
		}
		return store.SetFact(ctx, tx, scheduleFact(area), c.recorded(area, slot.At))
	})
	if err == nil {
		for range due.newest {
			c.metrics.Delivered(string(store.Missed))
		}
	}
	return slot.At, err
}

// last is the time up to which an area's slots are recorded. It is now for lines
// that are new, and where the clock was ahead and has been set right: the slots'
// keys keep those single that come again.
func (c *clock) last(ctx context.Context, area string, now time.Time) (time.Time, error) {
	fact, err := c.db.EnsureFact(ctx, scheduleFact(area), c.recorded(area, now))
	if err != nil {
		return now, err
	}
	stamp, specs, _ := strings.Cut(fact, " ")
	last, err := time.Parse(time.RFC3339Nano, stamp)
	if err != nil {
		return now, fmt.Errorf("last recorded slot: %w", err)
	}
	ahead := last.Sub(now) > longestNap
	if !ahead && specs == c.schedule.Specs(area) {
		return last, nil
	}
	if ahead {
		c.log.Warn("the clock was set back: the schedule begins anew", "recorded", last)
	}
	return now, c.db.InTx(ctx, func(tx *sql.Tx) error {
		return store.SetFact(ctx, tx, scheduleFact(area), c.recorded(area, now))
	})
}

// dueSlots are slots that are due: how many, and the newest of them.
type dueSlots struct {
	count  int
	newest []Slot // at most keepMissed+1, oldest first
}

func newestSlots(slots iter.Seq[Slot]) (due dueSlots) {
	for s := range slots {
		due.count++
		if len(due.newest) > keepMissed {
			due.newest = slices.Delete(due.newest, 0, 1)
		}
		due.newest = append(due.newest, s)
	}
	return due
}

func (c *clock) recordMissed(ctx context.Context, tx *sql.Tx, missed dueSlots, now time.Time) error {
	if missed.count == 0 {
		return nil
	}
	c.log.Warn("slots missed", "count", missed.count, "last", missed.newest[len(missed.newest)-1].At)
	for _, s := range missed.newest {
		d := store.Deed{Key: s.Key(), State: store.Missed, Area: s.Area, CreatedAt: now, Reason: "nobody was there at the time"}
		if _, err := store.Add(ctx, tx, d); err != nil {
			return err
		}
	}
	return nil
}

func (c *clock) post(ctx context.Context, tx *sql.Tx, slot Slot, now time.Time) error {
	history, err := drawsSoFar(ctx, tx)
	if err != nil {
		return err
	}
	draw, thread, err := c.composer.draw(history, slot.Area)
	if err != nil {
		return err
	}
	added, err := c.queue.add(ctx, tx, drawn(slot.Key(), draw, thread, now))
	if added {
		c.log.Info("slot due", "slot", slot.Key(), "quote", draw.Quote)
	}
	return err
}
