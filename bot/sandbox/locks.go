package sandbox

import (
	"sync"
	"time"
)

// locks are held by name, each by one at a time.
type locks struct {
	mu   sync.Mutex
	held map[string]chan struct{} // closed when released
}

// take waits until the lock is free, no longer than patience or until stopped. release may be called twice.
func (l *locks) take(name string, patience time.Duration, stopped <-chan struct{}) (release func(), ok bool) {
	timeout := time.NewTimer(patience)
	defer timeout.Stop()
	for {
		mine, other := l.try(name)
		if mine != nil {
			return sync.OnceFunc(func() { l.release(name) }), true
		}
		select {
		case <-other:
		case <-timeout.C:
			return nil, false
		case <-stopped:
			return nil, false
		}
	}
}

// try returns the lock if it was free, and otherwise what closes when the other releases it.
func (l *locks) try(name string) (mine, other chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if held := l.held[name]; held != nil {
		return nil, held
	}
	if l.held == nil {
		l.held = map[string]chan struct{}{}
	}
	mine = make(chan struct{})
	l.held[name] = mine
	return mine, nil
}

func (l *locks) release(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.held[name])
	delete(l.held, name)
}
