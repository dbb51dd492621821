package sandbox

import (
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"
)

//go:embed consent
var consentFiles embed.FS

var consentTemplate = template.Must(template.ParseFS(consentFiles, "consent/page.html"))

// consentPage is what the page of an authorization shows.
type consentPage struct {
	Title   string
	Problem string
	Code    string
	Asked   *consentAsked

	origin string // where its form may lead, besides this server
}

type consentAsked struct {
	App    string
	Scopes []string
	Fields map[string]string
}

func (s *Server) showConsent(w http.ResponseWriter, code int, a authorization, problem string) {
	showPage(w, code, consentPage{
		Title: "Sign in", Problem: problem, origin: originOf(a.redirect),
		Asked: &consentAsked{App: a.app.name, Scopes: a.scopes, Fields: a.fields()},
	})
}

// showCode is the page of the out-of-band flow.
func (s *Server) showCode(w http.ResponseWriter, r *http.Request) {
	showPage(w, http.StatusOK, consentPage{Title: "Allowed", Code: r.URL.Query().Get("code")})
}

// originOf is the part of a redirect URI that a form-action policy names; browsers apply that to redirections, too.
func originOf(redirect string) string {
	u, err := url.Parse(redirect)
	if err != nil || redirect == outOfBand || strings.ContainsAny(u.Host, ";, ") {
		return ""
	}
	if u.Host == "" {
		return u.Scheme + ":"
	}
	return u.Scheme + "://" + u.Host
}

func showPage(w http.ResponseWriter, code int, p consentPage) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "+p.origin)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	consentTemplate.Execute(w, p) // it fails only when the client has gone: the page is tried by the tests
}

// routeOAuth serves what is needed to allow an app. Metadata are Mastodon's (4.3 and later).
func (s *Server) routeOAuth(mux *http.ServeMux) {
	mux.HandleFunc("GET /oauth/authorize", s.askConsent)
	mux.HandleFunc("POST /oauth/authorize", s.takeConsent)
	mux.HandleFunc("GET /oauth/authorize/native", s.showCode)
	mux.HandleFunc("GET /oauth/style.css", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, consentFiles, "consent/style.css")
	})
	mux.Handle("POST /oauth/token", cors(s.oauth(s.giveToken)))
	mux.Handle("POST /oauth/revoke", cors(s.oauth(s.revokeToken)))
	if s.cfg.Flavour == Mastodon {
		mux.Handle("GET /.well-known/oauth-authorization-server", cors(http.HandlerFunc(s.discovery)))
	}
}
