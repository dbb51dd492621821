package sandbox

import (
	"fmt"
	"slices"
	"time"
)

// NewStatus is what an account posts.
type NewStatus struct {
	Text         string
	SpoilerText  string
	Visibility   string // public (default), unlisted, private, direct
	InReplyToID  string
	Language     string
	Sensitive    bool              // a content warning makes a status sensitive by itself
	Media        []string          // ids of what was uploaded and not yet attached
	Descriptions map[string]string // of media, by id: those that an edit changes
	HTML         string            // content of a remote status as its server made it, instead of the rendered Text

	edited *status // whose next version this is
}

// Status is one stored status.
type Status struct {
	ID          string
	Acct        string
	Text        string // as the server holds it: trimmed, on Mastodon with canonical mentions
	SpoilerText string
	Visibility  string
	Language    string
	Sensitive   bool
	InReplyToID string
	URL         string
	CreatedAt   time.Time
	EditedAt    time.Time // zero: never
	Content     string    // HTML
	Media       []Media
}

// status is what the server knows of a status. All fields are guarded by world.mu.
type status struct {
	Status
	author     *account
	parent     *status
	answers    []*status // ascending by id
	mentions   []*account
	addressed  []*account // whoever was mentioned in any version
	tags       []string
	media      []*media
	favourites map[string]bool // account ids
	trouble    Fault           // of its mentions
	pinned     int             // 0: not; the newest pin has the highest number
}

func (st *status) idOf() string { return st.ID }

// mentioned reports whether the status mentions a.
func (st *status) mentioned(a *account) bool { return slices.Contains(st.mentions, a) }

// isReply reports whether the status answers somebody else; answers to oneself count as a thread of one's own
// (Mastodon: the scope without_replies, app/models/status.rb).
func (st *status) isReply() bool { return st.parent != nil && st.parent.author != st.author }

// visibleTo tells whether viewer, nil for anybody, may see the status (Mastodon: app/policies/status_policy.rb).
func (st *status) visibleTo(viewer *account) bool {
	if st.author.Suspended || viewer != nil && st.author.blocks.has(viewer) {
		return false
	}
	if st.Visibility == "public" || st.Visibility == "unlisted" {
		return true
	}
	if viewer == nil {
		return false
	}
	if viewer == st.author || slices.Contains(st.addressed, viewer) {
		return true
	}
	return st.Visibility == "private" && viewer.followsAccount(st.author)
}

// inHomeOf tells whether the status belongs to viewer's home timeline: one's own, and those of followed accounts except
// their answers to people one does not follow (Mastodon: app/lib/feed_manager.rb).
func (st *status) inHomeOf(viewer *account) bool {
	if viewer == st.author {
		return true
	}
	if st.Visibility == "direct" || !viewer.followsAccount(st.author) || viewer.hides(st.author) || !st.visibleTo(viewer) {
		return false
	}
	return !st.isReply() || st.parent.author == viewer || viewer.followsAccount(st.parent.author)
}

// inPublic tells whether the status belongs to the public timeline (Mastodon: app/models/public_feed.rb).
func (st *status) inPublic() bool {
	return st.Visibility == "public" && !st.isReply() && !st.author.Suspended && !st.author.Limited
}

// shownTo tells whether a list shows the status to viewer, nil for anybody (Mastodon: app/lib/status_filter.rb).
func (st *status) shownTo(viewer *account) bool {
	if viewer == nil {
		return st.visibleTo(nil) && !st.author.Limited
	}
	quiet := viewer.hides(st.author) || st.author.Limited && !viewer.followsAccount(st.author)
	return st.visibleTo(viewer) && (viewer == st.author || !quiet)
}

// Publish stores a status as if the account from, local or remote, had posted it. A local account is held to the rules of
// POST /api/v1/statuses, without rate limits; a remote one only needs a known parent and some text.
func (s *Server) Publish(from string, p NewStatus) (Status, error) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	author := w.find(from)
	if author == nil {
		return Status{}, fmt.Errorf("publish as %q: no such account", from)
	}
	st, err := w.draw(author, p)
	if err != nil {
		return Status{}, fmt.Errorf("publish as %q: %w", from, err)
	}
	w.stamp(st)
	if len(st.mentions) > 0 {
		st.trouble = w.troubleOf(s.faults.draw(Mentions))
		s.faults.count(st.trouble)
	}
	w.commit(st)
	s.playMention(st, p)
	return st.Status, nil
}

// DeleteStatus deletes a status as its author would.
func (s *Server) DeleteStatus(id string) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	st := w.byStatusID[id]
	if st == nil {
		return fmt.Errorf("delete status %q: no such status", id)
	}
	w.remove(st)
	return nil
}

// Statuses returns all statuses of that account, the oldest first.
func (s *Server) Statuses(acct string) []Status {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []Status
	if a := w.find(acct); a != nil {
		for _, st := range a.statuses {
			all = append(all, st.Status)
		}
	}
	return all
}

// stamp gives the status its time, id and address.
func (w *world) stamp(st *status) {
	st.CreatedAt = w.now().UTC().Truncate(time.Millisecond)
	st.ID = w.ids.next(st.CreatedAt)
	st.URL = st.author.URL + "/" + st.ID
}

// commit stores a stamped status and tells those whom it concerns.
func (w *world) commit(st *status) {
	w.insert(st)
	st.attach()
	w.publishUpdate(st)
	for _, a := range st.mentions {
		w.notify(a, "mention", st.author, st)
	}
}

// remove deletes a status and tells the streams. Its notifications go with it.
func (w *world) remove(st *status) {
	w.publishDelete(st)
	w.forget(st)
}

// context returns what stands above and below a status, in order, as far as viewer may see it.
func (w *world) context(st *status, viewer *account) (above, below []*status) {
	for p := st.parent; p != nil; p = p.parent {
		if p.shownTo(viewer) {
			above = append(above, p)
		}
	}
	slices.Reverse(above)
	return above, w.descendants(st, viewer)
}

func (w *world) descendants(st *status, viewer *account) []*status {
	var below []*status
	for _, o := range st.answers {
		if o.shownTo(viewer) {
			below = append(append(below, o), w.descendants(o, viewer)...)
		}
	}
	return below
}
