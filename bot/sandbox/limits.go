package sandbox

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// RateLimits are the requests that are let through in each window; 0 is the real server's number.
// The windows are fixed and begin at multiples of their length since 1970.
//
// Mastodon: config/initializers/rack_attack.rb, app/lib/rate_limiter.rb. GoToSocial: internal/middleware/ratelimit.go,
// which knows only API, for each address. Pleroma: config/config.exs, which knows only Posts, and no headers.
type RateLimits struct {
	Off     bool // no limits and no headers
	API     int  // 300 in 5 minutes, for each token, or for each address without one
	User    int  // 1500 in 5 minutes, for each account
	Paging  int  // 300 in 15 minutes, requests with min_id, max_id, since_id or page, for each account
	Posts   int  // 300 in 3 hours, statuses made or edited, for each account; Pleroma: 15 in 10 seconds, also deleted or favoured
	Media   int  // 30 in 30 minutes, uploads, for each account
	Deletes int  // 30 in 30 minutes, statuses deleted, for each account
	Apps    int  // 5 in 10 minutes, registered
	SignIns int  // 25 in 5 minutes, tried

	Periods RatePeriods
}

// RatePeriods are the lengths of the windows; 0 is the real server's.
type RatePeriods struct {
	API, User, Paging, Posts, Media, Deletes time.Duration
}

// throttle is one limit as it applies to one request.
type throttle struct {
	name   string // unique to what is counted
	most   int
	period time.Duration
}

// ends is when the window of now gives way to the next.
func (t throttle) ends(now time.Time) time.Time {
	period := t.period.Nanoseconds()
	return time.Unix(0, (now.UnixNano()/period+1)*period).UTC()
}

// reading is where a throttle stands.
type reading struct {
	most, left int
	reset      time.Time
}

// limiter counts the requests of the current windows.
type limiter struct {
	mu   sync.Mutex
	used map[string]window
}

type window struct {
	ends time.Time
	used int
}

// maxWindows bounds the memory of the limiter; beyond it the windows that have ended are dropped.
const maxWindows = 1000

// take counts n against t and tells what is left, below zero if it was too much.
func (l *limiter) take(t throttle, n int, now time.Time) reading {
	l.mu.Lock()
	defer l.mu.Unlock()
	ends := t.ends(now)
	if l.used == nil {
		l.used = map[string]window{}
	}
	w := l.used[t.name]
	if !w.ends.Equal(ends) {
		w = window{ends: ends}
	}
	w.used += n
	if len(l.used) > maxWindows {
		l.sweep(now)
	}
	l.used[t.name] = w
	return reading{most: t.most, left: t.most - w.used, reset: ends}
}

func (l *limiter) sweep(now time.Time) {
	for name, w := range l.used {
		if !w.ends.After(now) {
			delete(l.used, name)
		}
	}
}

// throttles lists the limits that a request counts against.
func (s *Server) throttles(r *http.Request, who *account) []throttle {
	lim, per := s.cfg.Limits, s.cfg.Limits.Periods
	if s.cfg.Flavour == GoToSocial || who == nil { // there is one address, since all clients come over loopback
		all := []throttle{{"address", cmp.Or(lim.API, 300), cmp.Or(per.API, 5*time.Minute)}}
		if s.cfg.Flavour == Mastodon && r.Method == http.MethodPost && r.URL.Path == "/api/v1/apps" {
			all = append(all, throttle{"apps", cmp.Or(lim.Apps, 5), 10 * time.Minute})
		}
		return all
	}
	all := []throttle{
		{"token " + who.token, cmp.Or(lim.API, 300), cmp.Or(per.API, 5*time.Minute)},
		{"user " + who.ID, cmp.Or(lim.User, 1500), cmp.Or(per.User, 5*time.Minute)},
	}
	if q := r.URL.Query(); q.Has("min_id") || q.Has("max_id") || q.Has("since_id") || q.Has("page") {
		all = append(all, throttle{"paging " + who.ID, cmp.Or(lim.Paging, 300), cmp.Or(per.Paging, 15*time.Minute)})
	}
	if isUpload(r) {
		all = append(all, throttle{"media " + who.ID, cmp.Or(lim.Media, 30), cmp.Or(per.Media, 30*time.Minute)})
	}
	if r.Pattern == "DELETE /api/v1/statuses/{id}" {
		all = append(all, throttle{"deletes " + who.ID, cmp.Or(lim.Deletes, 30), cmp.Or(per.Deletes, 30*time.Minute)})
	}
	return all
}

// postThrottle is the limit on statuses made, which counts successes only; GoToSocial has none.
func (s *Server) postThrottle(who *account) (throttle, bool) {
	lim, per := s.cfg.Limits, s.cfg.Limits.Periods
	t := throttle{"posts " + who.ID, cmp.Or(lim.Posts, 300), cmp.Or(per.Posts, 3*time.Hour)}
	return t, s.cfg.Flavour == Mastodon && !s.cfg.Limits.Off
}

// limit counts a request against all that applies to it, sets the headers, and refuses it if one is used up.
func (s *Server) limit(h http.Header, r *http.Request, who *account) error {
	if s.cfg.Limits.Off || s.cfg.Flavour == Pleroma {
		return nil
	}
	tooMany := false
	for _, t := range s.throttles(r, who) {
		now := s.limiter.take(t, 1, s.cfg.Now())
		tooMany = tooMany || now.left < 0
		s.describe(h, now)
	}
	if tooMany {
		s.journal.limited(r)
		return s.tooMany()
	}
	return nil
}

// limitActions is Pleroma's limit on what is done with statuses (lib/pleroma/web/mastodon_api/controllers/status_controller.ex).
// Its refusal is an answer that a key remembers.
func (s *Server) limitActions(c *call) error {
	limited := []string{string(Posts), "DELETE /api/v1/statuses/{id}", "POST /api/v1/statuses/{id}/favourite", "POST /api/v1/statuses/{id}/unfavourite"}
	lim := s.cfg.Limits
	if lim.Off || s.cfg.Flavour != Pleroma || c.who == nil || !slices.Contains(limited, c.r.Pattern) {
		return nil
	}
	t := throttle{"actions " + c.who.ID, cmp.Or(lim.Posts, 15), cmp.Or(lim.Periods.Posts, 10*time.Second)}
	if s.limiter.take(t, 1, s.cfg.Now()).left >= 0 {
		return nil
	}
	s.journal.limited(c.r)
	return s.tooMany()
}

func (s *Server) tooMany() error {
	switch s.cfg.Flavour {
	case GoToSocial:
		return refuse(http.StatusTooManyRequests, "rate limit reached")
	case Pleroma:
		return refuse(http.StatusTooManyRequests, "Throttled")
	}
	return refuse(http.StatusTooManyRequests, "Too many requests")
}

// describe sets the headers if this reading leaves less than the one that they describe
// (Mastodon: app/controllers/concerns/api/rate_limit_headers.rb).
func (s *Server) describe(h http.Header, r reading) {
	if left, err := strconv.Atoi(h.Get("X-RateLimit-Remaining")); err == nil && left <= r.left {
		return
	}
	h.Set("X-RateLimit-Limit", strconv.Itoa(r.most))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(max(r.left, 0)))
	h.Set("X-RateLimit-Reset", s.resetFormat(r.reset))
}

// resetFormat writes the time of a reset as the flavour does.
func (s *Server) resetFormat(at time.Time) string {
	if s.cfg.Flavour == GoToSocial {
		return at.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	return at.UTC().Format("2006-01-02T15:04:05.000000Z")
}
