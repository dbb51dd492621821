package sandbox

import (
	"cmp"
	"time"
)

// Delays is how long faults take, in real time. Zero is the default.
type Delays struct {
	Answer time.Duration // Delay: before the answer; default 3 s
	Commit time.Duration // SlowCommit, LateCommit, GatewayTimeout: before the deed is done; default 15 s
	Retry  time.Duration // TooMany, Unavailable: what the client is asked to wait; default 5 s
	Lock   time.Duration // KeysMastodon46Bug: how long a second request waits for the first; default 10 s
	Later  time.Duration // LateID, Filtered, Edited, NullStatus: until the rest happens; default 1 s
}

func (d Delays) withDefaults() Delays {
	return Delays{
		Answer: cmp.Or(d.Answer, 3*time.Second),
		Commit: cmp.Or(d.Commit, 15*time.Second),
		Retry:  cmp.Or(d.Retry, 5*time.Second),
		Lock:   cmp.Or(d.Lock, 10*time.Second),
		Later:  cmp.Or(d.Later, time.Second),
	}
}

// wait lets time pass, and tells whether the server still runs.
func (s *Server) wait(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-s.stopped:
		return false
	}
}
