package sandbox

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// outOfBand is the redirect URI of those who cannot be redirected: the code is shown on a page.
const outOfBand = "urn:ietf:wg:oauth:2.0:oob"

// app is a registered client application.
type app struct {
	id, name, website string
	clientID, secret  string
	redirects         []string
	scopes            scopes
}

// registerApp is docs.joinmastodon.org/methods/apps/#create.
func (s *Server) registerApp(c *call) error {
	p, err := readParams(c.r, s.cfg.Flavour)
	if err != nil {
		return err
	}
	a := &app{
		name: strings.TrimSpace(p.Get("client_name")), website: p.Get("website"), scopes: parseScopes(p.Get("scopes")),
		clientID: rand.Text(), secret: rand.Text(),
	}
	for _, list := range p["redirect_uris"] {
		a.redirects = append(a.redirects, strings.Fields(list)...)
	}
	if wrong := a.wrong(); wrong != "" {
		return refuse(http.StatusUnprocessableEntity, "Validation failed: %s", wrong)
	}
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	w.keepApp(a)
	out := a.wire()
	out["client_id"], out["client_secret"], out["client_secret_expires_at"] = a.clientID, a.secret, 0
	return c.json(out)
}

// wrong says what is wrong with an app, "" if nothing is.
func (a *app) wrong() string {
	switch {
	case a.name == "":
		return "Name can't be blank"
	case len(a.redirects) == 0:
		return "Redirect URI can't be blank"
	case !a.scopes.within(knownScopes):
		return "Scopes doesn't match configured on the server."
	}
	for _, text := range a.redirects {
		u, err := url.Parse(text)
		switch {
		case text == outOfBand:
		case err != nil || !u.IsAbs() || u.Opaque == "" && u.Host == "" && u.Path == "":
			return "Redirect URI must be an absolute URI."
		case u.Fragment != "":
			return "Redirect URI cannot contain a fragment."
		case slices.Contains([]string{"data", "javascript", "vbscript"}, u.Scheme):
			return "Redirect URI is forbidden by the server."
		}
	}
	return ""
}

// keepApp stores an app, in place of the oldest if there are too many; the tokens of that go with it.
func (w *world) keepApp(a *app) {
	if len(w.apps) >= maxApps {
		oldest := w.apps[0]
		w.apps = slices.Delete(w.apps, 0, 1)
		for _, t := range w.byToken {
			if t.app == oldest {
				w.revoke(t)
			}
		}
	}
	a.id = w.ids.next(w.now())
	w.apps = append(w.apps, a)
}

// appOf returns the app of that client id, nil if there is none.
func (w *world) appOf(clientID string) *app {
	if i := slices.IndexFunc(w.apps, func(a *app) bool { return a.clientID == clientID }); i >= 0 {
		return w.apps[i]
	}
	return nil
}

// verifyApp is docs.joinmastodon.org/methods/apps/#verify_credentials, for any valid token.
func (s *Server) verifyApp(c *call) error {
	if c.token == nil {
		return s.world.badToken("is invalid")
	}
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	return c.json(c.token.app.wire())
}

// wire is docs.joinmastodon.org/entities/Application.
func (a *app) wire() object {
	out := object{
		"id": a.id, "name": a.name, "website": nil, "scopes": a.scopes,
		"redirect_uri": strings.Join(a.redirects, "\n"), "redirect_uris": slices.Concat([]string{}, a.redirects), "vapid_key": "",
	}
	if a.website != "" {
		out["website"] = a.website
	}
	return out
}
