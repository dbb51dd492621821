package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"unicode"
)

// minPassword is the length of the shortest password, in bytes: guesses are
// counted by nobody.
const minPassword = 12

// CheckAddress says what is wrong with an address for a listener with or without
// a password, and what to do; nil if a listener may have it.
func CheckAddress(address string, locked bool) error {
	host, port, err := net.SplitHostPort(address)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("%q is not an address: write it like 127.0.0.1:8081, or off", address)
	}
	if !locked && !isLoopback(host) {
		return exposed(address)
	}
	return nil
}

// CheckPassword says what is wrong with a password and what to do; nil if a
// listener may have it.
func CheckPassword(password string) error {
	switch {
	case len(password) < minPassword:
		return fmt.Errorf("the password is too short: write at least %d characters", minPassword)
	case strings.ContainsFunc(password, unicode.IsControl):
		return errors.New("the password has more than one line, or characters that nobody can type")
	}
	return nil
}

func exposed(address string) error {
	return fmt.Errorf("%s can be reached from other machines: name a file with a password in QUOTEBOT_ADMIN_PASSWORD_FILE, or listen on 127.0.0.1", address)
}

// isLoopback is whether a host in an address is this machine (RFC 6761 for the
// names).
func isLoopback(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// guard lets in who may see the pages. With a password, whoever knows it, from
// wherever. Without one, only who calls this machine by its own name: a page in
// the operator's browser can point a name of its own at 127.0.0.1 and read what
// is there (DNS rebinding), and a proxy would show it to everybody.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case s.config.Password == "" && !isDirect(r):
			http.Error(w, "only for this machine: to use another name or a proxy, set QUOTEBOT_ADMIN_PASSWORD_FILE", http.StatusForbidden)
		case s.config.Password != "" && !isOpen(r) && !s.knows(r):
			w.Header().Set("WWW-Authenticate", `Basic realm="quotebot", charset="UTF-8"`)
			http.Error(w, "the password of QUOTEBOT_ADMIN_PASSWORD_FILE is needed; any user name will do", http.StatusUnauthorized)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// isDirect is whether a request names a loopback host and came through no proxy
// that says so.
func isDirect(r *http.Request) bool {
	for _, header := range []string{"Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip"} {
		if r.Header.Get(header) != "" {
			return false
		}
	}
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil { // without a port
		host = strings.Trim(r.Host, "[]")
	}
	return isLoopback(host)
}

// isOpen is whether a request needs no password: supervisors have none.
func isOpen(r *http.Request) bool {
	return r.URL.Path == "/healthz" || r.URL.Path == "/readyz"
}

// knows compares in a time that tells nothing of the password, nor its length.
func (s *Server) knows(r *http.Request) bool {
	_, given, _ := r.BasicAuth()
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(s.config.Password))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}
