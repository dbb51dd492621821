package sandbox

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// token is an access token. It never expires (Mastodon: config/initializers/doorkeeper.rb).
type token struct {
	value   string
	app     *app
	who     *account // nil: it speaks for the app alone
	scopes  scopes
	created time.Time
}

// badToken is the refusal of a request without a valid token where one is needed. Pleroma has 403 for it
// (lib/pleroma/web/plugs/ensure_authenticated_plug.ex).
func (w *world) badToken(why string) error {
	if w.flavour == Pleroma {
		return refuse(http.StatusForbidden, "Invalid credentials.")
	}
	return refuse(http.StatusUnauthorized, "The access token %s", why)
}

func bearer(r *http.Request) (token string, ok bool) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.TrimSpace(token), strings.EqualFold(scheme, "Bearer")
}

// authenticate returns the token of that value, nil without a value. A wrong one is refused on public endpoints as well.
func (s *Server) authenticate(value string) (*token, error) {
	if value == "" {
		return nil, nil
	}
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	t := s.world.byToken[value]
	if t == nil {
		return nil, s.world.badToken("is invalid")
	}
	if who := t.who; who != nil && (who.gone || who.Suspended || who.MovedTo != "") {
		return nil, refuse(http.StatusForbidden, "Your login is currently disabled")
	}
	return t, nil
}

// authorize tells whether the call may be made: whether it has a token where one is needed, of a user where that is
// needed, and with the scope of the endpoint.
func (s *Server) authorize(c *call, needsUser bool) error {
	needed, known := scopesOf[c.r.Pattern]
	switch {
	case c.token == nil && needsUser:
		return s.world.badToken("is invalid")
	case c.token == nil:
		return nil
	case !known || !c.token.scopes.cover(needed):
		return s.world.outsideScopes()
	case c.who == nil && needsUser:
		return refuse(http.StatusUnprocessableEntity, "This method requires an authenticated user")
	}
	return nil
}

func (w *world) outsideScopes() error {
	if w.flavour == GoToSocial {
		return refuse(http.StatusForbidden, "Forbidden: token has insufficient scope permission")
	}
	return refuse(http.StatusForbidden, "This action is outside the authorized scopes")
}

// grant gives a token for the app to speak for who, nil for itself. The same app, account and scopes get the same token
// (reuse_access_token, config/initializers/doorkeeper.rb).
func (w *world) grant(by *app, who *account, granted scopes) (*token, error) {
	for _, t := range w.byToken {
		if t.app == by && t.who == who && slices.Equal(t.scopes, granted) {
			return t, nil
		}
	}
	if len(w.byToken) >= w.bounds.Accounts+maxTokens {
		return nil, refuse(http.StatusServiceUnavailable, "there are %d tokens already", maxTokens)
	}
	return w.newToken(by, who, granted), nil
}

func (w *world) newToken(by *app, who *account, granted scopes) *token {
	t := &token{value: rand.Text(), app: by, who: who, scopes: granted, created: w.now()}
	w.byToken[t.value] = t
	return t
}

// RevokeToken makes an access token invalid and cuts its streams, as when its owner takes it back. An unknown token is an
// error.
func (s *Server) RevokeToken(value string) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	t := w.byToken[value]
	if t == nil {
		return fmt.Errorf("revoke token: no such token")
	}
	w.revoke(t)
	return nil
}

func (w *world) revoke(t *token) {
	delete(w.byToken, t.value)
	for st := range w.streams {
		if st.token == t {
			st.cut()
		}
	}
}
