package sandbox

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
)

// postStatus is docs.joinmastodon.org/methods/statuses/#create. There is no lock on an Idempotency-Key: like Mastodon up to
// 4.5, the server looks the key up first, works, and remembers the key when the status is stored; two requests at once
// may both post. GoToSocial does not know the header.
func (s *Server) postStatus(c *call) error {
	fault := s.faults.get()
	if fault.PostStatus != 0 {
		return s.playedStatus(c, fault.PostStatus)
	}
	p, err := readParams(c.r, s.cfg.Flavour)
	if err != nil {
		return err
	}
	key := ""
	if k := c.r.Header.Get("Idempotency-Key"); k != "" && s.cfg.Flavour == Mastodon {
		key = c.who.ID + " " + k
	}
	if again, err := s.replay(c, key); again || err != nil {
		return err
	}
	made, err := s.store(c, p, key)
	if err != nil {
		return err
	}
	if s.cfg.AfterCommit != nil {
		s.cfg.AfterCommit(c.r.Context(), made)
	}
	if fault.CutAfterCommit {
		return errCut
	}
	return nil
}

// playedStatus answers as the fault PostStatus says.
func (s *Server) playedStatus(c *call, code int) error {
	if code == http.StatusTooManyRequests {
		c.w.Header().Set("X-RateLimit-Remaining", "0")
	}
	return refuse(code, "%s", cmp.Or(http.StatusText(code), "fault"))
}

// replay answers with the status that the key made before. If that was deleted meanwhile, it is not found.
func (s *Server) replay(c *call, key string) (again bool, err error) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	id, known := w.recall(key) // no status is remembered under ""
	if !known {
		return false, nil
	}
	st := w.byStatusID[id]
	if st == nil {
		return false, w.notFound()
	}
	return true, c.json(w.wireStatus(st, c.who))
}

// store checks the status, counts it against the limit on posts, and commits it.
func (s *Server) store(c *call, p url.Values, key string) (Status, error) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := refuseUnsupported(p, "media_attributes"); err != nil {
		return Status{}, err
	}
	st, err := w.draw(c.who, statusOf(p))
	if err != nil {
		return Status{}, err
	}
	if err := w.checkAllowed(st, p); err != nil {
		return Status{}, err
	}
	if err := s.limitPosts(c); err != nil {
		return Status{}, err
	}
	w.commit(st)
	if key != "" {
		w.remember(key, st)
	}
	return st.Status, c.json(w.wireStatus(st, c.who))
}

// statusOf reads the parameters of a status.
func statusOf(p url.Values) NewStatus {
	return NewStatus{
		Text: p.Get("status"), SpoilerText: p.Get("spoiler_text"), Visibility: p.Get("visibility"),
		InReplyToID: p.Get("in_reply_to_id"), Language: p.Get("language"), Sensitive: truthy(p.Get("sensitive")),
		Media: p["media_ids"],
	}
}

// refuseUnsupported is stricter than the servers: a client that asks for what is not done is told so.
func refuseUnsupported(p url.Values, more ...string) error {
	for _, name := range append(more, "scheduled_at", "poll", "quoted_status_id") {
		if p.Has(name) {
			return refuse(http.StatusUnprocessableEntity, "Validation failed: %s is refused by the sandbox", name)
		}
	}
	return nil
}

// checkAllowed refuses a status that would reach others than the accounts in allowed_mentions, if that is given.
func (w *world) checkAllowed(st *status, p url.Values) error {
	if !p.Has("allowed_mentions") || w.flavour != Mastodon {
		return nil
	}
	unexpected := []map[string]string{}
	for _, a := range st.mentions {
		if !slices.Contains(p["allowed_mentions"], a.ID) {
			unexpected = append(unexpected, map[string]string{"id": a.ID, "acct": a.Acct})
		}
	}
	if len(unexpected) == 0 {
		return nil
	}
	return &refusal{
		code: http.StatusUnprocessableEntity, text: "Post would be sent to unexpected accounts",
		extra: map[string]any{"unexpected_accounts": unexpected},
	}
}

// limitPosts counts one status against the limit on posts, unless that is used up.
func (s *Server) limitPosts(c *call) error {
	t, limited := s.postThrottle(c.who)
	if !limited {
		return nil
	}
	now := s.cfg.Now()
	if r := s.limiter.take(t, 0, now); r.left <= 0 {
		s.describe(c.w.Header(), r)
		return s.tooMany()
	}
	s.describe(c.w.Header(), s.limiter.take(t, 1, now))
	return nil
}
