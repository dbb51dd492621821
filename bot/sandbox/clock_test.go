package sandbox_test

import (
	"sync"
	"time"
)

// clock is a time that tests move.
type clock struct {
	mu sync.Mutex
	at time.Time
}

// newClock starts a quarter of an hour before a multiple of every window of the rate limits.
func newClock() *clock { return &clock{at: time.Date(2026, 11, 23, 11, 45, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}
