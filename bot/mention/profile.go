package mention

import (
	"net/url"
	"strings"
)

// A profile is the bot's account in the forms it is compared in.
type profile struct{ user, host, path string }

func newProfile(s Self) profile {
	user, host, _ := strings.Cut(strings.ToLower(strings.TrimPrefix(s.Acct, "@")), "@")
	p := profile{user: user, host: host}
	if u, err := url.Parse(s.URL); err == nil && u.Host != "" {
		p.host, p.path = strings.ToLower(u.Host), strings.ToLower(strings.TrimSuffix(u.Path, "/"))
		if p.user == "" {
			p.user = strings.TrimPrefix(p.path[strings.LastIndex(p.path, "/")+1:], "@")
		}
	}
	return p
}

// is tells whether a mention with this name and link is the bot's. The link
// decides where there is one; names repeat from server to server.
func (p profile) is(acct, href string, mentions []Account) bool {
	if href == "" {
		user, host, _ := strings.Cut(strings.ToLower(acct), "@")
		return user == p.user && (host == "" || host == p.host)
	}
	for _, m := range mentions {
		if m.URL == href {
			user, host, _ := strings.Cut(strings.ToLower(m.Acct), "@")
			return user == p.user && (host == "" || host == p.host)
		}
	}
	u, err := url.Parse(href)
	if err != nil || strings.ToLower(u.Host) != p.host {
		return false
	}
	path := strings.ToLower(strings.TrimSuffix(u.Path, "/"))
	return path == p.path || path == "/@"+p.user || path == "/users/"+p.user
}
