package sandbox

import (
	"cmp"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strconv"
	"strings"
)

// call is one request to the API, and what becomes of it.
type call struct {
	w     http.ResponseWriter
	r     *http.Request
	token *token   // that it carries, nil without one
	who   *account // whose token that is; nil for one of an app alone
	fault Fault    // what goes wrong with it
	code  int      // of the answer, 0 for 200
	body  any      // the answer
	made  *Status  // what it stored, for AfterCommit
}

// json makes v the answer. It is written when the endpoint has returned and holds no lock any more, so that a client
// that does not read keeps nobody waiting.
func (c *call) json(v any) error {
	c.body = v
	return nil
}

// writeJSON writes v, which is of our own types and marshals. A client that has gone is no error of ours.
func writeJSON(w http.ResponseWriter, code int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(code)
	json.NewEncoder(w).Encode(v)
}

// api makes a handler of an endpoint: it checks the token, counts the request, reads the parameters, turns refusals into
// answers, and plays the faults.
func (s *Server) api(needsUser bool, endpoint func(*call) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &call{w: w, r: r}
		r.Body = http.MaxBytesReader(w, r.Body, longestBody(r))
		s.journal.asked(r)
		s.meet(c)
		err := s.run(c, needsUser, endpoint)
		s.finish(c, err)
	})
}

func (s *Server) run(c *call, needsUser bool, endpoint func(*call) error) error {
	if err := s.playInPlace(c); err != nil {
		return err
	}
	value, _ := bearer(c.r)
	t, err := s.authenticate(value)
	if t != nil {
		c.token, c.who = t, t.who
	}
	if limited := s.limit(c.w.Header(), c.r, c.who); limited != nil {
		return limited
	}
	if err != nil {
		return err
	}
	if err := s.authorize(c, needsUser); err != nil {
		return err
	}
	return s.once(c, func(c *call) error {
		if err := s.playRefusal(c); err != nil {
			return err
		}
		if err := s.limitActions(c); err != nil {
			return err
		}
		if Place(c.r.Pattern) != Posts { // which waits after it has looked its key up
			if err := s.slow(c); err != nil {
				return err
			}
		}
		return endpoint(c)
	})
}

// outcome is the answer to a request that ended with err: its code and its body. What is not a refusal is a request that
// could not be read, or a bug.
func (s *Server) outcome(c *call, err error) (code int, body any) {
	var no *refusal
	var tooBig *http.MaxBytesError
	switch {
	case err == nil:
		return cmp.Or(c.code, http.StatusOK), c.body
	case errors.As(err, &no):
	case errors.As(err, &tooBig):
		no = &refusal{code: http.StatusRequestEntityTooLarge, text: "Request entity too large"}
	default:
		s.cfg.Log.Error("sandbox request", "err", err)
		no = &refusal{code: http.StatusInternalServerError, text: "Internal server error"}
	}
	return no.code, no.body()
}

// guard refuses requests whose Host is not a loopback name, so that no page on the Internet can reach the server through a
// name that it points here (DNS rebinding).
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isLoopback(r.Host) {
			writeJSON(w, http.StatusForbidden, map[string]string{"error": "Blocked hosts: " + r.Host})
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isLoopback tells whether a Host header names this machine, with or without a port.
func isLoopback(host string) bool {
	if h, port, err := net.SplitHostPort(host); err == nil {
		if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return false
		}
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// cors lets pages of any origin use the API, as Mastodon does (config/initializers/cors.rb).
func cors(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Allow-Methods", "POST, PUT, DELETE, GET, PATCH, OPTIONS")
		h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key")
		h.Set("Access-Control-Expose-Headers", "Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id")
		h.Set("Access-Control-Max-Age", "7200")
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// software sets the headers that tell what server this is, and what its clock shows.
func (s *Server) software(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Server", map[Flavour]string{Mastodon: "Mastodon", GoToSocial: "gotosocial", Pleroma: "Cowboy"}[s.cfg.Flavour])
		w.Header().Set("Date", s.cfg.Now().UTC().Format(http.TimeFormat))
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}
