package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// authorization is what an app asks a person for (docs.joinmastodon.org/methods/oauth/#authorize).
type authorization struct {
	app              *app
	redirect         string
	scopes           scopes
	state, challenge string
}

// oauthProblem goes back to the app, in the query of the redirection; one without a name is for the person only.
type oauthProblem struct{ name, description string }

var (
	problemApp     = oauthProblem{"", "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method."}
	problemAddress = oauthProblem{"", "The requested redirect uri is malformed or doesn't match client redirect URI."}
	problemType    = oauthProblem{"unsupported_response_type", "The authorization server does not support this response type."}
	problemScope   = oauthProblem{"invalid_scope", "The requested scope is invalid, unknown, or malformed."}
	problemMethod  = oauthProblem{"invalid_code_challenge_method", "The code challenge method must be S256."}
	problemConsent = oauthProblem{"access_denied", "The resource owner or authorization server denied the request."}
)

// readAuthorization checks a request; problem is nil if nothing is wrong. Where the app or its redirect URI is wrong, nobody
// can be redirected.
func (w *world) readAuthorization(p url.Values) (a authorization, problem *oauthProblem) {
	a = authorization{
		app: w.appOf(p.Get("client_id")), redirect: p.Get("redirect_uri"), scopes: parseScopes(p.Get("scope")),
		state: p.Get("state"), challenge: p.Get("code_challenge"),
	}
	switch {
	case a.app == nil:
		return a, &problemApp
	case !slices.Contains(a.app.redirects, a.redirect):
		return a, &problemAddress
	case p.Get("response_type") != "code":
		return a, &problemType
	case !a.scopes.within(a.app.scopes):
		return a, &problemScope
	case (a.challenge != "" || p.Has("code_challenge_method")) && (p.Get("code_challenge_method") != "S256" || len(a.challenge) != 43):
		return a, &problemMethod
	}
	return a, nil
}

// fields are what the form sends back.
func (a authorization) fields() map[string]string {
	f := map[string]string{
		"response_type": "code", "client_id": a.app.clientID, "redirect_uri": a.redirect, "scope": a.scopes.String(), "state": a.state,
	}
	if a.challenge != "" {
		f["code_challenge"], f["code_challenge_method"] = a.challenge, "S256"
	}
	return f
}

// askConsent is GET /oauth/authorize: the page on which somebody signs in, and allows or denies.
func (s *Server) askConsent(w http.ResponseWriter, r *http.Request) {
	a, problem := s.lockedAuthorization(r.URL.Query())
	if problem != nil {
		s.refuseConsent(w, r, a, *problem)
		return
	}
	s.showConsent(w, http.StatusOK, a, "")
}

// takeConsent is the form of that page.
func (s *Server) takeConsent(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := r.ParseForm(); err != nil {
		showPage(w, http.StatusBadRequest, consentPage{Title: "Not possible", Problem: "The form cannot be read."})
		return
	}
	a, problem := s.lockedAuthorization(r.PostForm)
	switch {
	case problem != nil:
		s.refuseConsent(w, r, a, *problem)
	case r.PostForm.Get("decision") != "allow":
		s.refuseConsent(w, r, a, problemConsent)
	case s.tooManySignIns():
		s.showConsent(w, http.StatusTooManyRequests, a, "Too many attempts. Wait five minutes.")
	default:
		s.signIn(w, r, a)
	}
}

func (s *Server) lockedAuthorization(p url.Values) (authorization, *oauthProblem) {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	return s.world.readAuthorization(p)
}

// tooManySignIns counts one attempt (rack_attack.rb: 25 in 5 minutes for each address).
func (s *Server) tooManySignIns() bool {
	most := 25
	if n := s.cfg.Limits.SignIns; n > 0 {
		most = n
	}
	return !s.cfg.Limits.Off && s.limiter.take(throttle{"sign-ins", most, 5 * time.Minute}, 1, s.cfg.Now()).left < 0
}

// signIn checks the password and gives the app its code.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request, a authorization) {
	value, ok := s.codeFor(a, r.PostForm.Get("username"), r.PostForm.Get("password"))
	if !ok {
		s.showConsent(w, http.StatusUnauthorized, a, "Invalid user name or password.")
		return
	}
	if a.redirect == outOfBand {
		http.Redirect(w, r, "/oauth/authorize/native?"+url.Values{"code": {value}}.Encode(), http.StatusFound)
		return
	}
	a.sendBack(w, r, url.Values{"code": {value}})
}

func (s *Server) codeFor(a authorization, username, password string) (value string, ok bool) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	who := w.find(username)
	if who == nil || who.Domain != "" || who.password == "" || !same(who.password, password) || who.Suspended {
		return "", false
	}
	return w.newCode(a, who).value, true
}

// refuseConsent tells the app what was wrong, or the person where the app cannot be told.
func (s *Server) refuseConsent(w http.ResponseWriter, r *http.Request, a authorization, problem oauthProblem) {
	if problem.name == "" || a.redirect == outOfBand {
		showPage(w, http.StatusBadRequest, consentPage{Title: "Not allowed", Problem: problem.description})
		return
	}
	a.sendBack(w, r, url.Values{"error": {problem.name}, "error_description": {problem.description}})
}

// sendBack redirects to the app, whose redirect URI may have a query of its own.
func (a authorization) sendBack(w http.ResponseWriter, r *http.Request, answer url.Values) {
	if a.state != "" {
		answer.Set("state", a.state)
	}
	before := "?"
	if strings.Contains(a.redirect, "?") {
		before = "&"
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	http.Redirect(w, r, a.redirect+before+answer.Encode(), http.StatusFound)
}
