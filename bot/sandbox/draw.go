package sandbox

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// rubySpace is what Ruby's String#strip takes away; other Unicode spaces stay.
const rubySpace = "\x00\t\n\v\f\r "

// draw makes a status of p without storing it. The order is the server's: trim, look the parent up, resolve
// the mentions, count (Mastodon: app/services/post_status_service.rb). Errors are refusals.
func (w *world) draw(author *account, p NewStatus) (*status, error) {
	st := &status{author: author, favourites: map[string]bool{}}
	st.Acct = author.Acct
	st.Text, st.SpoilerText = strings.Trim(p.Text, rubySpace), strings.Trim(p.SpoilerText, rubySpace)
	st.Sensitive = p.Sensitive || st.SpoilerText != ""
	for _, step := range []func(*status, NewStatus) error{w.setParent, w.setMedia, w.setVisibility, w.setLanguage, w.setText} {
		if err := step(st, p); err != nil {
			return nil, err
		}
	}
	return st, nil
}

func (w *world) setParent(st *status, p NewStatus) error {
	if p.InReplyToID == "" {
		return nil
	}
	parent := w.byStatusID[p.InReplyToID]
	if parent == nil || !parent.visibleTo(st.author) { // also if its author blocks this one
		switch w.flavour {
		case GoToSocial:
			return refuse(http.StatusNotFound, "Not Found: target status not found")
		case Pleroma:
			return refuse(http.StatusUnprocessableEntity, "Parent post does not exist or was deleted")
		}
		return refuse(http.StatusNotFound, "The post you are trying to reply to does not appear to exist.")
	}
	st.parent, st.InReplyToID = parent, parent.ID
	return nil
}

// setVisibility takes public where nothing is asked for, and what the server makes of it.
func (w *world) setVisibility(st *status, p NewStatus) error {
	switch p.Visibility {
	case "":
		st.Visibility = st.author.privacy
	case "public", "unlisted", "private", "direct":
		st.Visibility = p.Visibility
	default:
		return refuse(http.StatusUnprocessableEntity, "'%s' is not a valid visibility", p.Visibility)
	}
	if w.flavour == Pleroma && st.parent != nil && st.author.Domain == "" {
		if err := st.followParent(p); err != nil {
			return err
		}
	}
	if st.Visibility == "public" && st.author.Limited {
		st.Visibility = "unlisted" // app/services/post_status_service.rb
	}
	return nil
}

// followParent takes the parent's visibility where nothing is asked for, and wants answers to private messages to be private
// (Akkoma: lib/pleroma/web/common_api/activity_draft.ex).
func (st *status) followParent(p NewStatus) error {
	st.Visibility = cmp.Or(p.Visibility, st.parent.Visibility)
	if st.parent.Visibility == "direct" && st.Visibility != "direct" {
		return refuse(http.StatusUnprocessableEntity, "The message visibility must be direct")
	}
	return nil
}

// setText finds the mentions, rewrites them as the flavour does, and holds local authors to the limits.
func (w *world) setText(st *status, p NewStatus) error {
	local := st.author.Domain == ""
	if local && p.HTML != "" {
		return refuse(http.StatusUnprocessableEntity, "Validation failed: only remote statuses bring their own HTML")
	}
	if blank(st.Text) && p.HTML == "" {
		if err := w.fillBlank(st); err != nil {
			return err
		}
	}
	w.resolveMentions(st, p.HTML)
	counted, cw := st.Text, st.SpoilerText
	if w.flavour == GoToSocial {
		counted, cw = p.Text, p.SpoilerText // as they were sent
	}
	if n := Count(counted, cw, w.flavour); local && n > w.maxChars {
		return w.invalid(fmt.Sprintf("Text character limit of %d exceeded", w.maxChars),
			fmt.Sprintf("status too long, %d characters provided (including content warning) but limit is %d", n, w.maxChars))
	}
	st.Content = p.HTML
	if p.HTML == "" {
		st.Content, st.tags = w.render(st)
	}
	return nil
}

// fillBlank puts Mastodon's stand-in below a content warning without text. A status with neither text nor media is refused.
func (w *world) fillBlank(st *status) error {
	switch {
	case w.flavour == Mastodon && !blank(st.SpoilerText) && len(st.media) > 0:
		st.Text = "🖼"
	case w.flavour == Mastodon && !blank(st.SpoilerText):
		st.Text = "."
	case len(st.media) == 0:
		return w.invalid("Text can't be blank", "no text, media, or poll provided")
	}
	return nil
}

// resolveMentions finds the accounts that the text addresses. On Mastodon it also rewrites them in the text to their
// acct in its canonical form (app/services/process_mentions_service.rb); unknown ones stay as they are.
func (w *world) resolveMentions(st *status, html string) {
	source := st.Text
	if blank(source) {
		source = plainText(html)
	}
	var text strings.Builder
	last := 0
	for _, m := range scanMentions(source) {
		a := w.resolve(m.name, st.author)
		if a == nil {
			continue
		}
		// Whom one blocks one does not mention (app/services/process_mentions_service.rb).
		if !slices.Contains(st.mentions, a) && !st.author.blocks.has(a) {
			st.mentions = append(st.mentions, a)
		}
		text.WriteString(source[last:m.start] + "@" + a.Acct)
		last = m.end
	}
	text.WriteString(source[last:])
	st.addressed = st.mentions
	if w.flavour == Mastodon && st.author.Domain == "" {
		st.Text = text.String()
	}
}

// resolve finds the account that author means by name, "user" or "user@host". A bare name written elsewhere is first one
// of the author's own server.
func (w *world) resolve(name string, author *account) *account {
	if author.Domain != "" && !strings.Contains(name, "@") {
		if a := w.find(name + "@" + author.Domain); a != nil {
			return a
		}
	}
	return w.find(name)
}
