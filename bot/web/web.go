// Package web is the operator's listener: a page that says how the bot is, two
// addresses for supervisors, and metrics for Prometheus. It serves nothing to
// the public, so that a proxy before a public site can never expose it.
//
//	GET /status   the page, for people
//	GET /healthz  200 while the process lives
//	GET /readyz   200 while the bot can do its work; 503 with the reason otherwise
//	GET /metrics  Prometheus
//
// It knows nothing of the bot and is handed functions for what it shows (Config).
// What happens is told to Metrics as it happens, and warnings and errors are kept
// by Troubles on their way to the log. The example shows how they are wired.
package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"

	"golang.org/x/net/netutil"
)

// A Config is what a listener works with. All functions may be called at once
// from several goroutines and must give up when their context ends.
type Config struct {
	Address  string // host:port; with port 0 a free one is taken
	Password string // of all but /healthz and /readyz; may be "" on loopback only
	Log      *slog.Logger
	Metrics  *Metrics

	// Ready is why the bot cannot do its work, nil while it can. Whoever reaches
	// the address can read it.
	Ready  func(context.Context) error
	Queue  func(context.Context) ([]Queued, error)
	Limits func() []Limit
	Status func(context.Context) (Status, error)
}

// How long a client may take, and a function of Config. Clients past maxClients
// wait their turn.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 10 * time.Second
	lookTimeout   = 10 * time.Second
	writeTimeout  = 30 * time.Second
	idleTimeout   = time.Minute
	stopTimeout   = 5 * time.Second
	maxHeader     = 16 << 10
	maxClients    = 64
)

// A Server listens, and serves once Serve is called.
type Server struct {
	config   Config
	listener net.Listener
	http     *http.Server
}

// Listen takes the address, so that one that is in use is an error now and not
// later. Its errors say what to do.
func Listen(c Config) (*Server, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", c.Address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("listen on %s: port in use: choose another with QUOTEBOT_ADMIN_LISTEN, or stop what uses it", c.Address)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: choose another address with QUOTEBOT_ADMIN_LISTEN", err)
	}
	if c.Password == "" && !l.Addr().(*net.TCPAddr).IP.IsLoopback() { // a name may stand for any address
		return nil, errors.Join(exposed(l.Addr().String()), l.Close())
	}
	c.Metrics.watch(c)
	s := &Server{config: c, listener: netutil.LimitListener(l, maxClients)}
	s.http = &http.Server{
		Handler:           s.guard(s.routes()),
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(c.Log.Handler(), slog.LevelWarn),
	}
	return s, nil
}

func (c Config) check() error {
	if c.Password != "" {
		if err := CheckPassword(c.Password); err != nil {
			return err
		}
	}
	return CheckAddress(c.Address, c.Password != "")
}

// URL is where the pages are.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Close gives the address back. A Server that serves is better stopped by the
// end of its context.
func (s *Server) Close() error { return errors.Join(s.http.Close(), ignoreClosed(s.listener.Close())) }

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// Serve answers until ctx ends, then lets requests under way finish for a short
// time. It returns nil when it ended in order. It is called once.
func (s *Server) Serve(ctx context.Context) error {
	ended := make(chan error, 1)
	go func() { ended <- s.http.Serve(s.listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve the operator's pages: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	err := s.http.Shutdown(grace)
	if errors.Is(err, context.DeadlineExceeded) { // who still reads is cut off
		err = s.http.Close()
	}
	<-ended
	return err
}
