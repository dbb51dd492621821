package sandbox

import "net/http"

// lookupAccount is docs.joinmastodon.org/methods/accounts/#lookup.
func (s *Server) lookupAccount(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	a := w.find(c.r.URL.Query().Get("acct"))
	if a == nil {
		return w.notFound()
	}
	return c.json(w.wireAccount(a))
}

// getAccount is docs.joinmastodon.org/methods/accounts/#get.
func (s *Server) getAccount(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	a, err := w.accountOf(c.r)
	if err != nil {
		return err
	}
	return c.json(w.wireAccount(a))
}

// accountOf returns the account that the path names.
func (w *world) accountOf(r *http.Request) (*account, error) {
	a := w.byAccountID[r.PathValue("id")]
	if a == nil || a.gone {
		return nil, w.notFound()
	}
	return a, nil
}

// accountStatuses is docs.joinmastodon.org/methods/accounts/#statuses.
func (s *Server) accountStatuses(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	a, err := w.accountOf(c.r)
	if err != nil {
		return err
	}
	q := c.r.URL.Query()
	noReplies, onlyMedia := truthy(q.Get("exclude_replies")), truthy(q.Get("only_media"))
	boosts, list := truthy(q.Get("only_reblogs")), a.statuses
	if truthy(q.Get("pinned")) {
		list = a.pins()
	}
	return w.timeline(c, list, func(st *status) bool {
		if !st.visibleTo(c.who) || onlyMedia && len(st.media) == 0 || boosts {
			return false
		}
		return !(noReplies && st.isReply())
	})
}

// truthy reads a flag as Rails does.
func truthy(v string) bool {
	switch v {
	case "", "0", "f", "F", "false", "FALSE", "off", "OFF":
		return false
	}
	return true
}

// homeTimeline is docs.joinmastodon.org/methods/timelines/#home.
func (s *Server) homeTimeline(c *call) error {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	return s.world.timeline(c, s.world.statuses, func(st *status) bool { return st.inHomeOf(c.who) })
}

// publicTimeline is docs.joinmastodon.org/methods/timelines/#public.
func (s *Server) publicTimeline(c *call) error {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	q := c.r.URL.Query()
	local, remote := truthy(q.Get("local")), truthy(q.Get("remote"))
	return s.world.timeline(c, s.world.statuses, func(st *status) bool {
		here := st.author.Domain == ""
		return st.inPublic() && st.shownTo(c.who) && !(local && !here) && !(remote && here)
	})
}

// timeline answers with the page of all that the request asks for, 20 to 40 statuses.
func (w *world) timeline(c *call, all []*status, keep func(*status) bool) error {
	p, err := pageOf(c.r.URL.Query(), w.flavour, 20, 40)
	if err != nil {
		return err
	}
	found := cut(all, p, keep)
	// Mastodon offers a next page of statuses only after a full one.
	if link := linkHeader(w.base, c.r, found, len(found) == p.limit || w.flavour != Mastodon); link != "" {
		c.w.Header().Set("Link", link)
	}
	out := []wireStatus{}
	for _, st := range found {
		out = append(out, w.wireStatus(st, c.who))
	}
	return c.json(out)
}
