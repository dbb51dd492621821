package sandbox

import (
	"cmp"
	"net/http"
	"slices"
)

// maxPins is how many statuses an account may pin (Mastodon: app/validators/status_pin_validator.rb; GoToSocial:
// internal/processing/status/pin.go).
func (w *world) maxPins() int {
	if w.flavour == GoToSocial {
		return 10
	}
	return 5
}

// pinnable is stricter than the servers of today, which pin what is for followers, too.
func (st *status) pinnable() bool { return st.Visibility == "public" || st.Visibility == "unlisted" }

// pins returns what the account has pinned, the newest pin last.
func (a *account) pins() []*status {
	pins := slices.DeleteFunc(slices.Clone(a.statuses), func(st *status) bool { return st.pinned == 0 })
	slices.SortFunc(pins, func(a, b *status) int { return cmp.Compare(a.pinned, b.pinned) })
	return pins
}

// pin is docs.joinmastodon.org/methods/statuses/#pin.
func (s *Server) pin(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	st, err := w.seen(c)
	if err != nil {
		return err
	}
	if err := w.checkPin(st, c.who); err != nil {
		return err
	}
	if pins := c.who.pins(); len(pins) > 0 {
		st.pinned = pins[len(pins)-1].pinned
	}
	st.pinned++
	return c.json(w.wireStatus(st, c.who))
}

func (w *world) checkPin(st *status, by *account) error {
	switch {
	case st.author != by:
		return w.badPin("Someone else's post cannot be pinned")
	case !st.pinnable():
		return w.badPin("Posts that are only visible to mentioned users cannot be pinned")
	case st.pinned > 0:
		return w.badPin("Status has already been taken")
	case len(by.pins()) >= w.maxPins():
		return w.badPin("You have already pinned the maximum number of posts")
	}
	return nil
}

// badPin is 422 on both servers.
func (w *world) badPin(text string) error {
	prefix := "Validation failed: "
	if w.flavour == GoToSocial {
		prefix = "Unprocessable Entity: "
	}
	return refuse(http.StatusUnprocessableEntity, "%s", prefix+text)
}

// unpin is docs.joinmastodon.org/methods/statuses/#unpin. What is not pinned stays so.
func (s *Server) unpin(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	st, err := w.seen(c)
	if err != nil {
		return err
	}
	if st.author == c.who {
		st.pinned = 0
	}
	return c.json(w.wireStatus(st, c.who))
}
