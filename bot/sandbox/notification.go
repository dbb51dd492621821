package sandbox

import (
	"slices"
	"strconv"
	"time"
)

// notification tells its owner that from did something, mostly with a status.
type notification struct {
	id       string
	kind     string // mention, favourite
	from     *account
	status   *status // nil only in the window that NullNotification plays
	at       time.Time
	filtered bool // hidden unless asked for with include_filtered
	late     bool // not there yet, though it has its id
}

func (n *notification) idOf() string { return n.id }

// notify stores a notification for owner and streams it. One's own deeds, those of people whom one blocks or mutes, and
// statuses that one may not see notify nobody.
func (w *world) notify(owner *account, kind string, from *account, st *status) {
	if owner == from || owner.gone || owner.hides(from) || (st != nil && !st.visibleTo(owner)) {
		return
	}
	n := &notification{id: w.nextNotificationID(), kind: kind, from: from, status: st, at: w.now().UTC()}
	verdict := w.judge(owner, n)
	if verdict == "drop" {
		return
	}
	n.filtered = verdict == "filter"
	if st != nil {
		n.filtered, n.late = n.filtered || st.trouble == Filtered, st.trouble == LateID
	}
	if len(owner.notifications) >= w.bounds.Notifications {
		owner.notifications = slices.Delete(owner.notifications, 0, 1)
	}
	owner.notifications = append(owner.notifications, n)
	w.publishNotification(owner, n)
}

// nextNotificationID counts on Mastodon, where the ids come from a database sequence; GoToSocial uses ULIDs for all.
func (w *world) nextNotificationID() string {
	if w.flavour == GoToSocial {
		return w.ids.next(w.now())
	}
	w.notificationN++
	return strconv.FormatUint(w.notificationN, 10)
}

// invited looks up the thread for the nearest status that mentions from, and tells whether that was a private mention
// by owner.
func invited(owner, from *account, st *status) bool {
	for p := st.parent; p != nil; p = p.parent {
		if p.mentioned(from) {
			return p.author == owner && p.Visibility == "direct"
		}
	}
	return false
}

func (a *account) dropNotifications(gone func(*notification) bool) {
	a.notifications = slices.DeleteFunc(a.notifications, gone)
}

// NullNotification gives the account acct a mention whose status is null, as Mastodon shows one between the deletion of a
// status and the clean-up after it. GoToSocial leaves such an item out, which makes its page shorter. It comes from
// the remote account "ghost@gone.example". An unknown acct is ignored.
func (s *Server) NullNotification(acct string) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	owner := w.find(acct)
	if owner == nil {
		return
	}
	ghost := w.find("ghost@gone.example")
	if ghost == nil {
		var err error
		if ghost, err = w.createAccount(NewAccount{Username: "ghost", Domain: "gone.example"}); err != nil {
			return // the server is full of accounts, or the ghost has vanished
		}
	}
	w.notify(owner, "mention", ghost, nil)
}
