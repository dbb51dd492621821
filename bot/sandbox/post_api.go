package sandbox

import (
	"net/http"
	"net/url"
	"slices"
)

// postStatus is docs.joinmastodon.org/methods/statuses/#create. The order is Mastodon's: the key is looked up, then the server
// works, and remembers the key when the status is stored.
func (s *Server) postStatus(c *call) error {
	p, err := readParams(c.r, s.cfg.Flavour)
	if err != nil {
		return err
	}
	key := s.mastodonKey(c)
	unlock, err := s.lockKey(key)
	if err != nil {
		return err
	}
	defer unlock()
	if again, err := s.replay(c, key); again || err != nil {
		return err
	}
	if err := s.slow(c); err != nil {
		return err
	}
	return s.store(c, p, key)
}

// store checks the status, counts it against the limit on posts, and commits it.
func (s *Server) store(c *call, p url.Values, key string) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := refuseUnsupported(p, "media_attributes"); err != nil {
		return err
	}
	st, err := w.draw(c.who, statusOf(p))
	if err != nil {
		return err
	}
	if err := w.checkAllowed(st, p); err != nil {
		return err
	}
	if err := s.limitPosts(c); err != nil {
		return err
	}
	w.stamp(st)
	if c.fault == SilentDrop {
		s.faults.count(c.fault)
		return c.json(w.wireStatus(st, c.who))
	}
	w.commit(st)
	w.remember(key, keyed{statusID: st.ID})
	made := st.Status
	c.made = &made
	return c.json(w.wireStatus(st, c.who))
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
		s.journal.limited(c.r)
		return s.tooMany()
	}
	s.describe(c.w.Header(), s.limiter.take(t, 1, now))
	return nil
}
