package sandbox

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// meet draws the fault of a request.
func (s *Server) meet(c *call) {
	places := []Place{Place(c.r.Pattern)}
	if c.r.Method == http.MethodGet {
		places = append(places, Reads)
	}
	c.fault = s.faults.draw(places...)
}

// playInPlace plays what happens before the request reaches the server's program, or in its stead.
func (s *Server) playInPlace(c *call) error {
	switch c.fault {
	case ErrorBefore:
		return refuse(http.StatusInternalServerError, "Internal server error")
	case BadGateway:
		return proxyRefusal(http.StatusBadGateway)
	case Unavailable:
		c.w.Header().Set("Retry-After", fmt.Sprint(math.Ceil(s.cfg.Delays.Retry.Seconds())))
		return refuse(http.StatusServiceUnavailable, "Service unavailable")
	case Redirect:
		c.w.Header().Set("Location", "https://"+c.r.Host+c.r.URL.RequestURI())
		return proxyRefusal(http.StatusMovedPermanently)
	case Revoked:
		return s.world.badToken("was revoked")
	case Suspended:
		return refuse(http.StatusForbidden, "Your login is currently disabled")
	case LateCommit, GatewayTimeout:
		return s.abandon(c)
	}
	return nil
}

func proxyRefusal(code int) error {
	return &refusal{code: code, text: fmt.Sprint(code, " ", http.StatusText(code)), proxy: true}
}

// playRefusal plays what the server's program answers by itself, which a key of Pleroma remembers.
func (s *Server) playRefusal(c *call) error {
	if c.fault == TooMany {
		s.describeFull(c.w.Header())
		return s.tooMany()
	}
	code := s.faults.get().PostStatus
	if code == 0 || Place(c.r.Pattern) != Posts {
		return nil
	}
	if code == http.StatusTooManyRequests {
		c.w.Header().Set("X-RateLimit-Remaining", "0")
	}
	return refuse(code, "%s", cmp.Or(http.StatusText(code), "fault"))
}

// describeFull sets the headers of a limit that is used up; Pleroma has none.
func (s *Server) describeFull(h http.Header) {
	if s.cfg.Flavour == Pleroma {
		return
	}
	h.Set("X-RateLimit-Limit", "300")
	h.Set("X-RateLimit-Remaining", "0")
	h.Set("X-RateLimit-Reset", s.resetFormat(s.cfg.Now().Add(s.cfg.Delays.Retry)))
}

// abandon answers before the deed is done, or cuts the connection, and lets the request go on without its client.
func (s *Server) abandon(c *call) error {
	if c.r.Method == http.MethodGet {
		return proxyRefusal(http.StatusGatewayTimeout)
	}
	if err := c.readBody(); err != nil {
		return err
	}
	if c.fault == LateCommit {
		cutConnection(c.w)
	} else {
		c.w.Header().Set("Connection", "close") // this handler is still at work, and would keep the next request waiting
		write(c.w, http.StatusGatewayTimeout, proxyRefusal(http.StatusGatewayTimeout).(*refusal).body())
		http.NewResponseController(c.w).Flush() // an error means that the client has gone
	}
	gone, cancel := context.WithCancel(c.r.Context())
	cancel()
	c.r, c.w = c.r.WithContext(gone), deaf{}
	return nil
}

// readBody takes the whole request in, so that it can go on without its client.
func (c *call) readBody() error {
	body, err := io.ReadAll(c.r.Body)
	if err != nil {
		return unreadable(err)
	}
	c.r.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// deaf is the ResponseWriter of a client that has gone.
type deaf http.Header

func (d deaf) Header() http.Header            { return http.Header(d) }
func (d deaf) Write(data []byte) (int, error) { return len(data), nil }
func (d deaf) WriteHeader(int)                {}

// slow keeps the deed waiting, whether or not the client does.
func (s *Server) slow(c *call) error {
	if !slices.Contains(doneLate, c.fault) {
		return nil
	}
	if err := c.readBody(); err != nil {
		return err
	}
	if !s.wait(s.cfg.Delays.Commit) {
		return refuse(http.StatusServiceUnavailable, "the server has been stopped")
	}
	return nil
}

// finish answers, or fails to.
func (s *Server) finish(c *call, err error) {
	code, body := s.outcome(c, err)
	if c.made != nil {
		c.fault = s.faults.drawCut(c.fault)
		if s.cfg.AfterCommit != nil {
			s.cfg.AfterCommit(c.r.Context(), *c.made)
		}
	}
	switch c.fault {
	case LostAnswer:
		cutConnection(c.w)
		return
	case ErrorAfter:
		code, body = http.StatusInternalServerError, object{"error": "Internal server error"}
	case Delay:
		s.wait(s.cfg.Delays.Answer)
	case CutAnswer, TruncatedJSON:
		s.writeHalf(c, code, body)
		return
	}
	write(c.w, code, body)
}

// writeHalf writes the first half of the answer. If the length of the whole was announced, net/http cuts the connection.
func (s *Server) writeHalf(c *call, code int, body any) {
	data, err := json.Marshal(body)
	if err != nil {
		s.cfg.Log.Error("sandbox answer", "err", err) // only our own types come here, and they marshal
		return
	}
	if c.fault == CutAnswer {
		c.w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	}
	c.w.Header().Set("Content-Type", "application/json; charset=utf-8")
	c.w.WriteHeader(code)
	c.w.Write(data[:len(data)/2])
}

// proxyPage is the title of a page in HTML, as nginx shows it.
type proxyPage string

// write sends an answer, in JSON unless it is a proxy's.
func write(w http.ResponseWriter, code int, body any) {
	title, ok := body.(proxyPage)
	if !ok {
		writeJSON(w, code, body)
		return
	}
	text := fmt.Sprintf("<html>\r\n<head><title>%[1]s</title></head>\r\n<body>\r\n<center><h1>%[1]s</h1></center>\r\n</body>\r\n</html>\r\n", title)
	w.Header().Set("Content-Type", "text/html")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(code)
	io.WriteString(w, text)
}

// cutConnection closes the connection, which the client may have used before and may keep for further requests.
func cutConnection(w http.ResponseWriter) {
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		return // the client has gone: every other answer goes through a recorder, which is one
	}
	if conn, _, err := hijacker.Hijack(); err == nil {
		conn.Close()
	}
}

// resetFormat writes the time of a reset as the flavour does.
func (s *Server) resetFormat(at time.Time) string {
	if s.cfg.Flavour == GoToSocial {
		return at.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	return at.UTC().Format("2006-01-02T15:04:05.000000Z")
}
