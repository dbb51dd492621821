package sandbox

import (
	"slices"
	"time"
)

// troubleOf is what a fault of mentions comes to: only Mastodon filters.
func (w *world) troubleOf(f Fault) Fault {
	if f == Filtered && w.flavour != Mastodon {
		return LateID
	}
	return f
}

// playMention plays what happens to a mention after it was made with p.
func (s *Server) playMention(st *status, p NewStatus) {
	w := s.world
	trouble := st.trouble
	st.trouble = NoFault // whoever is mentioned by a later edit is notified as usual
	switch trouble {
	case LateID:
		s.later(func() { w.appear(st) })
	case Filtered:
		s.later(func() {
			for _, owner := range st.addressed {
				w.accept(owner, owner.about(st))
			}
		})
	case Edited:
		s.later(func() { w.reword(st, p) })
	case Deleted:
		w.remove(st)
	case NullStatus:
		cleanUp := w.orphan(st)
		w.remove(st)
		s.later(cleanUp)
	}
}

// about returns the notifications that a holds of the status.
func (a *account) about(st *status) (found []*notification) {
	for _, n := range a.notifications {
		if n.status == st {
			found = append(found, n)
		}
	}
	return found
}

// appear lets the notifications of a status be seen that were late.
func (w *world) appear(st *status) {
	for _, owner := range st.addressed {
		for _, n := range owner.about(st) {
			n.late = false
			w.publishNotification(owner, n)
		}
	}
}

// accept un-filters notifications of owner: in place, with their old ids.
func (w *world) accept(owner *account, some []*notification) {
	merged := false
	for _, n := range some {
		merged = merged || n.filtered
		n.filtered = false
	}
	if merged {
		w.publishMerged(owner)
	}
}

// AcceptRequests un-filters all that was filtered for the account acct, as its owner would with POST
// /api/v1/notifications/requests/accept. An unknown acct is ignored.
func (s *Server) AcceptRequests(acct string) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	if owner := w.find(acct); owner != nil {
		w.accept(owner, owner.notifications)
	}
}

// reword edits a status slightly, if it still exists and has room.
func (w *world) reword(st *status, p NewStatus) {
	p.Text += " (edited)"
	if p.HTML != "" {
		p.HTML += "<p>(edited)</p>"
	}
	if next, err := w.redraw(st, p); err == nil && w.byStatusID[st.ID] == st {
		w.replace(st, next)
	}
}

// orphan takes the status away from its notifications, so that they stay when it goes, and returns what removes them.
func (w *world) orphan(st *status) (cleanUp func()) {
	var left []*notification
	for _, owner := range st.addressed {
		left = append(left, owner.about(st)...)
	}
	for _, n := range left {
		n.status = nil
	}
	return func() {
		for _, owner := range st.addressed {
			owner.dropNotifications(func(n *notification) bool { return slices.Contains(left, n) })
		}
	}
}

// delayed is what happens later.
type delayed struct {
	timer *time.Timer
	do    func() // with world.mu held
}

// later has do called after Delays.Later. It expects world.mu to be held, as do may.
func (s *Server) later(do func()) {
	w := s.world
	d := &delayed{do: do}
	w.delayed = append(w.delayed, d)
	d.timer = time.AfterFunc(s.cfg.Delays.Later, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if i := slices.Index(w.delayed, d); i >= 0 {
			w.delayed = slices.Delete(w.delayed, i, i+1)
			do()
		}
	})
}

// Surface has everything happen now that the faults of mentions hold back until later.
func (s *Server) Surface() {
	for _, d := range s.forgetDelayed() {
		s.world.mu.Lock()
		d.do()
		s.world.mu.Unlock()
	}
}

// forgetDelayed returns what would have happened later, and now will not.
func (s *Server) forgetDelayed() []*delayed {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	all := w.delayed
	for _, d := range all {
		d.timer.Stop()
	}
	w.delayed = nil
	return all
}
