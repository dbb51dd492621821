package sandbox

import (
	"bufio"
	"maps"
	"net"
	"net/http"
	"slices"
	"sync"
)

// Request is one request that the server has read.
type Request struct {
	Method         string
	Path           string
	Query          string // raw
	Status         int    // 0: not answered, yet or at all; 101: a stream
	IdempotencyKey string
	UserAgent      string
}

// maxRequests is how many requests Requests remembers.
const maxRequests = 2000

// Tally is how often an endpoint was asked.
type Tally struct {
	Requests int
	Limited  int // of them, answered with 429 because a limit was used up, and not because a fault was played
}

// journal is the log of the last requests, and the counts of all.
type journal struct {
	mu      sync.Mutex
	entries []*Request
	counts  map[Place]Tally
}

// Requests returns the last 2,000 requests, in the order in which they came.
func (s *Server) Requests() []Request {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	var all []Request
	for _, r := range s.journal.entries {
		all = append(all, *r)
	}
	return all
}

// Counts returns the tallies of the API's endpoints since the start, such as Posts. What is no endpoint is counted as "/api/".
func (s *Server) Counts() map[Place]Tally {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	return maps.Clone(s.journal.counts)
}

// asked counts a request for its endpoint, limited its refusal.
func (j *journal) asked(r *http.Request)   { j.count(r, Tally{Requests: 1}) }
func (j *journal) limited(r *http.Request) { j.count(r, Tally{Limited: 1}) }

func (j *journal) count(r *http.Request, more Tally) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.counts == nil {
		j.counts = map[Place]Tally{}
	}
	c := j.counts[Place(r.Pattern)]
	j.counts[Place(r.Pattern)] = Tally{c.Requests + more.Requests, c.Limited + more.Limited}
}

func (j *journal) add(r *http.Request) *Request {
	j.mu.Lock()
	defer j.mu.Unlock()
	entry := &Request{
		Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery,
		IdempotencyKey: r.Header.Get("Idempotency-Key"), UserAgent: r.UserAgent(),
	}
	if len(j.entries) >= maxRequests {
		j.entries = slices.Delete(j.entries, 0, 1)
	}
	j.entries = append(j.entries, entry)
	return entry
}

func (j *journal) answered(entry *Request, status int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if entry.Status == 0 {
		entry.Status = status
	}
}

// record is the middleware that keeps the journal.
func (s *Server) record(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := &recorder{ResponseWriter: w, server: s, entry: s.journal.add(r)}
		defer rec.done()
		next.ServeHTTP(rec, r)
		s.cfg.Log.Debug("request", "method", r.Method, "path", r.URL.Path)
	})
}

// recorder notes the status of an answer, and whether the handler took the connection over.
type recorder struct {
	http.ResponseWriter
	server *Server
	entry  *Request
	taken  bool
}

func (rec *recorder) WriteHeader(status int) {
	rec.server.journal.answered(rec.entry, status)
	rec.ResponseWriter.WriteHeader(status)
}

func (rec *recorder) Write(data []byte) (int, error) {
	rec.server.journal.answered(rec.entry, http.StatusOK)
	return rec.ResponseWriter.Write(data)
}

// Unwrap lets http.ResponseController flush.
func (rec *recorder) Unwrap() http.ResponseWriter { return rec.ResponseWriter }

// Hijack counts the connection again, since net/http stops counting one that is taken over.
func (rec *recorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	rec.server.conns.Add(1)
	conn, buf, err := http.NewResponseController(rec.ResponseWriter).Hijack()
	if err != nil {
		rec.server.conns.Done()
		return nil, nil, err
	}
	rec.taken = true
	return conn, buf, nil
}

func (rec *recorder) done() {
	if rec.taken {
		rec.server.conns.Done()
	}
}
