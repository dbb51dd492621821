package fedi

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A family is a group of requests that servers count together, besides the
// count of all requests (Mastodon: config/initializers/rack_attack.rb and
// app/lib/rate_limiter.rb).
type family int

const (
	reads   family = iota // and whatever is in no other family
	pages                 // with a cursor: 300 in 15 minutes
	posts                 // and edits: 300 in 3 hours
	media                 // 30 in 30 minutes
	deletes               // 30 in 30 minutes
	apps                  // registered: 5 in 10 minutes
	oauth                 // no part of the API: not counted
)

// String is the name under which people hear of a family.
func (f family) String() string {
	return [...]string{"reads", "pages", "posts", "media", "deletes", "apps", "oauth"}[f]
}

func familyOf(req *http.Request) family {
	path, query := req.URL.Path, req.URL.Query()
	switch {
	case strings.HasPrefix(path, "/oauth/"):
		return oauth
	case req.Method == http.MethodPost && strings.HasSuffix(path, "/v1/apps"):
		return apps
	case req.Method == http.MethodPost && (strings.HasSuffix(path, "/v1/media") || strings.HasSuffix(path, "/v2/media")):
		return media
	case req.Method == http.MethodDelete:
		return deletes
	case req.Method == http.MethodPut && strings.Contains(path, "/statuses/"), req.Method == http.MethodPost && strings.HasSuffix(path, "/statuses"):
		return posts
	case query.Has("min_id") || query.Has("max_id") || query.Has("since_id") || query.Has("page"):
		return pages
	}
	return reads
}

// A pacer keeps requests within what the server allows, so that it never has to
// refuse one. All it knows is what the last answer in each family said: how many
// requests are left, and when there will be more. The answer speaks of the limit
// that has least left, be it the family's own or that of all requests.
type pacer struct {
	mu      sync.Mutex
	windows map[family]window
}

// A window is what is left of an allowance until it is renewed.
type window struct {
	limit int // requests in all
	left  int
	spare int // of them, not used: for others who use the same account, and for requests in flight
	until time.Time
}

// take counts a request, or says when it may be made instead.
func (p *pacer) take(f family, now time.Time) (at time.Time, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	w, known := p.windows[f]
	if !known || !now.Before(w.until) {
		delete(p.windows, f) // what is left of the new window, its first answer says
		return time.Time{}, true
	}
	if w.left <= w.spare {
		return w.until, false
	}
	w.left--
	p.windows[f] = w
	return time.Time{}, true
}

// learn reads X-RateLimit-Limit, -Remaining and -Reset of an answer. Servers
// without limits send none.
func (p *pacer) learn(f family, h http.Header, now time.Time) {
	limit, noLimit := strconv.Atoi(h.Get("X-RateLimit-Limit"))
	left, noLeft := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	until, ok := parseWait(h.Get("X-RateLimit-Reset"), now)
	if noLimit != nil || noLeft != nil || !ok || limit < 1 {
		return
	}
	until = clampWait(byOurClock(until, h, now), now)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.windows == nil {
		p.windows = make(map[family]window)
	}
	p.windows[f] = window{limit: limit, left: left, spare: spare(limit), until: until}
}

// spare is three in a hundred, and at least one.
func spare(limit int) int { return max(1, limit*3/100) }

// byOurClock translates a server's time to ours: its Date header says what its
// clock shows, to the second.
func byOurClock(at time.Time, h http.Header, now time.Time) time.Time {
	shown, err := http.ParseTime(h.Get("Date"))
	if skew := shown.Sub(now); err == nil && skew.Abs() > tolerable {
		return at.Add(time.Second - skew)
	}
	return at
}

// tolerable is the difference between two clocks that needs no correction; a
// Date header is up to a second old by itself.
const tolerable = 2 * time.Second

// A Limit is what the server allows still in one family of requests, as far as
// its last answer tells.
type Limit struct {
	Family string // reads, pages (of lists), posts, media, deletes, apps
	Left   int
	Total  int       // in a whole window
	Until  time.Time // when the allowance is renewed, by our clock
}

// Limits are the allowances that are known, in the families that requests were
// made of lately. Servers without limits have none.
func (c *Client) Limits() []Limit { return c.pacer.limits(c.Now()) }

func (p *pacer) limits(now time.Time) []Limit {
	p.mu.Lock()
	defer p.mu.Unlock()
	var known []Limit
	for f := reads; f < oauth; f++ {
		if w, ok := p.windows[f]; ok && now.Before(w.until) {
			known = append(known, Limit{Family: f.String(), Left: w.left, Total: w.limit, Until: w.until})
		}
	}
	return known
}
