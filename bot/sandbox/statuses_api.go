package sandbox

import "net/http"

// seen returns the status that the path names, if the caller may see it.
func (w *world) seen(c *call) (*status, error) {
	st := w.byStatusID[c.r.PathValue("id")]
	if st == nil || !st.visibleTo(c.who) {
		return nil, w.notFound()
	}
	return st, nil
}

// getStatus is docs.joinmastodon.org/methods/statuses/#get.
func (s *Server) getStatus(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	st, err := w.seen(c)
	if err != nil {
		return err
	}
	return c.json(w.wireStatus(st, c.who))
}

// deleteStatus is docs.joinmastodon.org/methods/statuses/#delete. Another's status is not found on Mastodon and forbidden
// on GoToSocial; Pleroma could not delete it.
func (s *Server) deleteStatus(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	st, err := w.seen(c)
	if err != nil {
		return err
	}
	if st.author != c.who {
		switch w.flavour {
		case GoToSocial:
			return refuse(http.StatusForbidden, "Forbidden: status doesn't belong to requesting account")
		case Pleroma:
			return refuse(http.StatusBadRequest, "Could not delete")
		}
		return w.notFound()
	}
	out := w.wireStatus(st, c.who)
	out.Text = &st.Text
	w.remove(st)
	return c.json(out)
}

// getContext is docs.joinmastodon.org/methods/statuses/#context.
func (s *Server) getContext(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	st, err := w.seen(c)
	if err != nil {
		return err
	}
	above, below := w.context(st, c.who)
	show := func(list []*status) []wireStatus {
		out := []wireStatus{}
		for _, st := range list {
			out = append(out, w.wireStatus(st, c.who))
		}
		return out
	}
	return c.json(map[string][]wireStatus{"ancestors": show(above), "descendants": show(below)})
}

// getSource is docs.joinmastodon.org/methods/statuses/#source, for one's own statuses only.
func (s *Server) getSource(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	st, err := w.seen(c)
	if err != nil {
		return err
	}
	if st.author != c.who {
		return w.notFound()
	}
	return c.json(map[string]string{"id": st.ID, "text": st.Text, "spoiler_text": st.SpoilerText})
}

// favourite is docs.joinmastodon.org/methods/statuses/#favourite. It notifies the author once.
func (s *Server) favourite(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	st, err := w.seen(c)
	if err != nil {
		return err
	}
	if !st.favourites[c.who.ID] {
		st.favourites[c.who.ID] = true
		w.notify(st.author, "favourite", c.who, st)
	}
	return c.json(w.wireStatus(st, c.who))
}

// unfavourite is docs.joinmastodon.org/methods/statuses/#unfavourite. The notification goes, too.
func (s *Server) unfavourite(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	st, err := w.seen(c)
	if err != nil {
		return err
	}
	delete(st.favourites, c.who.ID)
	st.author.dropNotifications(func(n *notification) bool {
		return n.kind == "favourite" && n.status == st && n.from == c.who
	})
	return c.json(w.wireStatus(st, c.who))
}
