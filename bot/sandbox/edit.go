package sandbox

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// editStatus is docs.joinmastodon.org/methods/statuses/#edit: a full replacement, in which what is left out is cleared.
// Another's status is not found on either server.
func (s *Server) editStatus(c *call) error {
	p, err := readParams(c.r, s.cfg.Flavour)
	if err != nil {
		return err
	}
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
	if err := refuseUnsupported(p); err != nil {
		return err
	}
	edit := statusOf(p)
	if edit.Descriptions, err = descriptionsOf(p); err != nil {
		return err
	}
	next, err := w.redraw(st, edit)
	if err != nil {
		return err
	}
	if next.saysSame(st) {
		return w.unchanged(c, st)
	}
	if err := s.limitPosts(c); err != nil {
		return err
	}
	w.replace(st, next)
	return c.json(w.wireStatus(st, c.who))
}

// unchanged is the answer to an edit without a change: Mastodon has done nothing, GoToSocial complains
// (app/services/update_status_service.rb; internal/processing/status/edit.go).
func (w *world) unchanged(c *call, st *status) error {
	if w.flavour == GoToSocial {
		return refuse(http.StatusUnprocessableEntity, "Unprocessable Entity: status was not changed")
	}
	return c.json(w.wireStatus(st, c.who))
}

// EditStatus replaces what a status says, as its author would: text, HTML, media, content warning and sensitivity
// become those of p, and the language, too, if p has one. Visibility and parent stay. It is held to the rules of
// PUT /api/v1/statuses/:id, without rate limits; no change is no error.
func (s *Server) EditStatus(id string, p NewStatus) (Status, error) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	st := w.byStatusID[id]
	if st == nil {
		return Status{}, fmt.Errorf("edit status %q: no such status", id)
	}
	next, err := w.redraw(st, p)
	if err != nil {
		return Status{}, fmt.Errorf("edit status %q: %w", id, err)
	}
	if !next.saysSame(st) {
		w.replace(st, next)
	}
	return st.Status, nil
}

// redraw makes the status that st would become with p. Mastodon takes the content warning for the text where that is
// blank, and then keeps the old warning (app/services/update_status_service.rb).
func (w *world) redraw(st *status, p NewStatus) (*status, error) {
	p.InReplyToID, p.Visibility, p.edited = "", st.Visibility, st
	p.Language = cmp.Or(p.Language, st.Language)
	if w.flavour == Mastodon && blank(p.Text) && !blank(p.SpoilerText) && p.HTML == "" {
		p.Text, p.SpoilerText = p.SpoilerText, st.SpoilerText
	}
	return w.draw(st.author, p)
}

// saysSame tells whether two versions of a status are the same to their readers. What a remote server rendered is all
// that is known of its text.
func (st *status) saysSame(o *status) bool {
	return st.Text == o.Text && (st.author.Domain == "" || st.Content == o.Content) &&
		st.SpoilerText == o.SpoilerText && st.Sensitive == o.Sensitive && st.Language == o.Language && slices.Equal(st.Media, o.Media)
}

// replace gives st the words of next. Only who was not mentioned in any version before is notified
// (app/services/process_mentions_service.rb).
func (w *world) replace(st, next *status) {
	st.Text, st.Content, st.SpoilerText = next.Text, next.Content, next.SpoilerText
	st.Sensitive, st.Language, st.tags, st.mentions = next.Sensitive, next.Language, next.tags, next.mentions
	st.media, st.Media = next.media, next.Media
	st.attach()
	st.EditedAt = w.now().UTC().Truncate(time.Millisecond)
	known := st.addressed
	for _, a := range next.mentions {
		if !slices.Contains(known, a) {
			st.addressed = append(slices.Clip(st.addressed), a)
		}
	}
	w.publishEdit(st)
	for _, a := range next.mentions {
		if !slices.Contains(known, a) {
			w.notify(a, "mention", st.author, st)
		}
	}
}
