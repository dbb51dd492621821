package sandbox

import "sync"

// Faults is what goes wrong on request. The zero value is a healthy server.
type Faults struct {
	HoldStream     bool // streams connect but nothing is sent on them, not even pings
	PostStatus     int  // answer POST /api/v1/statuses with this HTTP status and store nothing
	CutAfterCommit bool // store the status, then cut the connection without an answer
}

// SetFaults replaces the faults that are played.
func (s *Server) SetFaults(f Faults) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.now = f
}

type faultBox struct {
	mu  sync.Mutex
	now Faults
}

func (b *faultBox) get() Faults {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}
