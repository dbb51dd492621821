package sandbox

import "net/http"

// search is docs.joinmastodon.org/methods/search/#v2, for statuses by their addresses alone: what a client does with the
// address of a status on another server. With resolve, real servers fetch those that they do not have; this one has all.
func (s *Server) search(c *call) error {
	q := c.r.URL.Query()
	if q.Get("q") == "" {
		return refuse(http.StatusBadRequest, "Bad Request: q is missing")
	}
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	found := []wireStatus{}
	for _, st := range w.statuses {
		if st.URL == q.Get("q") && st.visibleTo(c.who) {
			found = append(found, w.wireStatus(st, c.who))
		}
	}
	return c.json(map[string]any{"accounts": []any{}, "hashtags": []any{}, "statuses": found})
}
