package sandbox

import "slices"

// kinds are the types that the API knows (docs.joinmastodon.org/entities/Notification/#type).
var kinds = wordSet(`mention status reblog follow follow_request favourite poll update admin.sign_up admin.report
 severed_relationships moderation_warning annual_report quote quoted_update`)

// notifications is docs.joinmastodon.org/methods/notifications/#get: 40 to 80 on Mastodon, 20 to 80 on GoToSocial, 20
// to 40 on Pleroma.
func (s *Server) notifications(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	byDefault, most := 40, 80
	switch w.flavour {
	case GoToSocial:
		byDefault = 20
	case Pleroma:
		byDefault, most = 20, 40
	}
	p, err := pageOf(c.r.URL.Query(), w.flavour, byDefault, most)
	if err != nil {
		return err
	}
	found := cut(c.who.notifications, p, w.wanted(c))
	if link := linkHeader(w.base, c.r, found, true); link != "" {
		c.w.Header().Set("Link", link)
	}
	out := []wireNotification{}
	for _, n := range found {
		// The others drop what they cannot show after the page was cut, so that a page can be short, or empty with a Link.
		if w.flavour != Mastodon && n.status == nil {
			continue
		}
		out = append(out, w.wireNotification(n, c.who))
	}
	return c.json(out)
}

// wanted reads the filters of the request. Of the types, unknown names are dropped: if none is left, Mastodon has nothing
// to show and GoToSocial shows everything.
func (w *world) wanted(c *call) func(*notification) bool {
	q := c.r.URL.Query()
	types := slices.Concat(q["types[]"], q["types"])
	asked := len(types) > 0
	types = slices.DeleteFunc(types, func(k string) bool { return !kinds[k] })
	if w.flavour == GoToSocial {
		asked = len(types) > 0
	}
	not := slices.Concat(q["exclude_types[]"], q["exclude_types"])
	from, filtered := q.Get("account_id"), truthy(q.Get("include_filtered"))
	return func(n *notification) bool {
		if asked && !slices.Contains(types, n.kind) || slices.Contains(not, n.kind) {
			return false
		}
		return !n.late && !n.from.Suspended && (from == "" || n.from.ID == from) && (filtered || !n.filtered)
	}
}

func (w *world) notificationOf(c *call) (*notification, error) {
	for _, n := range c.who.notifications {
		if n.id == c.r.PathValue("id") && !n.late {
			return n, nil
		}
	}
	return nil, w.notFound()
}

// getNotification is docs.joinmastodon.org/methods/notifications/#get-one.
func (s *Server) getNotification(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	n, err := w.notificationOf(c)
	if err != nil {
		return err
	}
	return c.json(w.wireNotification(n, c.who))
}

// dismissNotification is docs.joinmastodon.org/methods/notifications/#dismiss.
func (s *Server) dismissNotification(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	n, err := w.notificationOf(c)
	if err != nil {
		return err
	}
	c.who.dropNotifications(func(o *notification) bool { return o == n })
	return c.json(struct{}{})
}
