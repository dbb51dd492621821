package mention

import (
	"net/url"
	"slices"
	"strings"
)

// An anchor is an <a> that is still open.
type anchor struct {
	href, class, rel string
	text             strings.Builder
}

// closeAnchor decides what the link was. Software that marks neither mentions
// nor hashtags by class still writes them with their sign.
func (x *extractor) closeAnchor() {
	a := x.anchor
	if a == nil {
		return
	}
	x.anchor = nil
	text := strings.TrimSpace(collapse(a.text.String()))
	switch {
	case hasClass(a.class, "hashtag"), hasClass(a.rel, "tag"), strings.HasPrefix(text, "#"):
		x.add(hashtag, strings.TrimPrefix(text, "#"))
	case hasClass(a.class, "mention"), strings.HasPrefix(text, "@"):
		x.mention(a.href, strings.TrimPrefix(text, "@"))
	case !isWeb(a.href):
		x.add(plain, text)
	default:
		if !a.shows(text) {
			x.add(plain, text+" ")
		}
		x.pieces = append(x.pieces, piece{link, "", a.href, x.quotes > 0})
	}
}

// shows tells that the text of a link is its address, or part of it.
func (a *anchor) shows(text string) bool {
	return strings.ContainsAny(text, "./") && strings.Contains(a.href, strings.TrimSuffix(text, "…"))
}

// mention adds an account. The text names it only within its own server.
func (x *extractor) mention(href, text string) {
	// Friendica puts the sign before the link.
	if n := len(x.pieces); n > 0 && x.pieces[n-1].kind == plain {
		x.pieces[n-1].text = strings.TrimSuffix(x.pieces[n-1].text, "@")
	}
	user, host, _ := strings.Cut(text, "@")
	if u, err := url.Parse(href); err == nil && host == "" {
		host = u.Host
	}
	x.pieces = append(x.pieces, piece{account, join(user, host), href, x.quotes > 0})
}

func join(user, host string) string {
	if host == "" {
		return user
	}
	return user + "@" + host
}

func hasClass(list, class string) bool { return slices.Contains(strings.Fields(list), class) }

func isWeb(href string) bool {
	return strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "http://")
}
