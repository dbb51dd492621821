package sandbox

import (
	"embed"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
)

//go:embed page
var pageFiles embed.FS

// routePage serves the demo page, its files, and its session. The addresses that statuses have lead to the page, too.
func (s *Server) routePage(mux *http.ServeMux) {
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	static := http.FileServerFS(files)
	mux.Handle("GET /{$}", pageHeaders(static))
	mux.Handle("GET /page/", pageHeaders(http.StripPrefix("/page", static)))
	mux.Handle("GET /page/session", pageHeaders(http.HandlerFunc(s.session)))
	mux.HandleFunc("/", showToot)
}

// showToot leads from the address of a status, /@user/id, to the page.
func showToot(w http.ResponseWriter, r *http.Request) {
	user, id, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if !strings.HasPrefix(user, "@") {
		http.NotFound(w, r)
		return
	}
	http.Redirect(w, r, "/#toot-"+url.PathEscape(id), http.StatusFound)
}

// pageHeaders keep the page to its own files and out of frames. The WebSocket is named because older browsers do not count
// it as 'self'.
func pageHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; connect-src 'self' ws://"+r.Host+
			"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// session hands the viewer's token to the page and to nothing else: browsers send Sec-Fetch-Site and let no page change it.
func (s *Server) session(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Sec-Fetch-Site") != "same-origin" {
		writeJSON(w, http.StatusForbidden, object{"error": "only the demo page may ask for its session"})
		return
	}
	s.world.mu.Lock()
	viewer := s.world.find(s.cfg.Viewer)
	s.world.mu.Unlock()
	if viewer == nil || viewer.Domain != "" {
		writeJSON(w, http.StatusServiceUnavailable, object{"error": "the account " + s.cfg.Viewer + " does not exist yet"})
		return
	}
	writeJSON(w, http.StatusOK, object{
		"token": viewer.token, "acct": viewer.Acct, "max_characters": s.cfg.MaxChars,
		"greeting": s.cfg.Greeting, "suggestions": append([]string{}, s.cfg.Suggestions...),
	})
}
