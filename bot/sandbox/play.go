package sandbox

import (
	"cmp"
	"fmt"
	"math"
	"net/http"
	"slices"
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
	err := s.refuseInPlace(c)
	if err != nil {
		s.faults.count(c.fault)
	}
	return err
}

func (s *Server) refuseInPlace(c *call) error {
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

func proxyRefusal(code int) *refusal {
	return &refusal{code: code, text: fmt.Sprint(code, " ", http.StatusText(code)), proxy: true}
}

// playRefusal plays what the server's program answers by itself, which a key of Pleroma remembers.
func (s *Server) playRefusal(c *call) error {
	if c.fault == TooMany {
		s.faults.count(c.fault)
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

// finish answers, or fails to.
func (s *Server) finish(c *call, err error) {
	code, body := s.outcome(c, err)
	if c.made != nil && c.fault == NoFault && s.faults.get().CutAfterCommit {
		c.fault = LostAnswer
	}
	if c.made != nil && s.cfg.AfterCommit != nil {
		s.cfg.AfterCommit(c.r.Context(), *c.made)
	}
	if slices.Contains(done, c.fault) {
		s.faults.count(c.fault)
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
