package sandbox

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
)

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
		write(c.w, http.StatusGatewayTimeout, proxyRefusal(http.StatusGatewayTimeout).body())
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
	s.faults.count(c.fault)
	if !s.wait(s.cfg.Delays.Commit) {
		return refuse(http.StatusServiceUnavailable, "the server has been stopped")
	}
	return nil
}
