// Package sandbox is a Mastodon-compatible server in one process, for the demo and the tests. It speaks real HTTP
// and WebSocket on a loopback address, keeps everything in bounded memory, and can behave like Mastodon 4.5, like
// GoToSocial 0.19 or like Akkoma 3.10.
//
// It is at least as strict as those servers: it counts characters with a transcription of Mastodon's own regular
// expressions (Count), refuses what they refuse with their status codes, pages and limits as they do, and breaks on
// request (Faults, Play). Where it cannot do a thing, such as polls or scheduling, it refuses instead of ignoring.
//
// It imports nothing of this module and no Mastodon client: the wire format is written from the API documentation
// (docs.joinmastodon.org), so that a wrong belief of the bot cannot be shared by its test server.
//
// Left out on purpose: server-sent events (a plain 404, as on GoToSocial), polls, boosts, following over the API, the history
// of edits, video and sound, thumbnails and focal points of media, pictures of profiles, notification requests over the API.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Domain is the name of the server in mentions: @user@sandbox.example is the local account user. Real servers too
// may be reached under another host than the one in their addresses.
const Domain = "sandbox.example"

// Flavour is the kind of server that is played.
type Flavour int

const (
	Mastodon   Flavour = iota // Mastodon 4.5
	GoToSocial                // GoToSocial 0.19
	Pleroma                   // Akkoma 3.10, the offspring of Pleroma
)

// String returns the name of the flavour.
func (f Flavour) String() string {
	switch f {
	case Mastodon:
		return "mastodon"
	case GoToSocial:
		return "gotosocial"
	case Pleroma:
		return "pleroma"
	}
	return fmt.Sprintf("flavour %d", int(f))
}

// Config says what kind of server to start. The zero value is a Mastodon server on a free port.
type Config struct {
	Addr     string // default "127.0.0.1:0"; must be a loopback address
	Flavour  Flavour
	MaxChars int              // default: Mastodon 500, the others 5000
	Keys     Keys             // what an Idempotency-Key does; default: as on servers of the flavour
	Limits   RateLimits       // zero value: the limits of the real servers
	Delays   Delays           // how long faults take
	Bounds   Bounds           // how much is kept
	Log      *slog.Logger     // nil: silent
	Now      func() time.Time // nil: time.Now

	// MediaProcessing is how long Mastodon works on an upload after it has answered 202; 0 is not at all. GoToSocial works
	// before it answers.
	MediaProcessing time.Duration

	// AfterCommit, if set, runs when a status posted over HTTP has been stored and before the answer is sent. It may
	// hold the answer; ctx ends when the client has gone or the server closes, and the hook must then return.
	// A key's lock is not held any more.
	AfterCommit func(ctx context.Context, s Status)

	Page        bool     // serve the demo page at "/"
	Viewer      string   // user name of the account whose token the page uses
	Greeting    string   // what stands in the page's box before anything is written
	Suggestions []string // what the page offers to write after the greeting
}

func (c Config) withDefaults() Config {
	if c.Addr == "" {
		c.Addr = "127.0.0.1:0"
	}
	if c.MaxChars == 0 {
		c.MaxChars = 5000
		if c.Flavour == Mastodon {
			c.MaxChars = 500
		}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Keys == "" {
		c.Keys = c.Flavour.keys()
	}
	c.Delays, c.Bounds = c.Delays.withDefaults(), c.Bounds.withDefaults()
	return c
}

// Server is a running sandbox. Its methods may be called from any goroutine.
type Server struct {
	cfg       Config
	base      string // "http://127.0.0.1:PORT"
	world     *world
	limiter   limiter
	journal   journal
	faults    faultBox
	locks     locks
	places    map[Place]bool // where faults can strike
	pingEvery time.Duration

	http    *http.Server
	cancel  context.CancelFunc
	stopped <-chan struct{} // closed by cancel
	served  chan struct{}   // closed when Serve has returned
	conns   sync.WaitGroup  // connections, and handlers that took theirs over
}

// Start listens and serves. The server is reachable when Start returns.
func Start(cfg Config) (*Server, error) {
	return start(cfg, pingEvery)
}

func start(cfg Config, ping time.Duration) (*Server, error) {
	cfg = cfg.withDefaults()
	if cfg.Flavour < Mastodon || cfg.Flavour > Pleroma {
		return nil, fmt.Errorf("start sandbox: %v is not a flavour it can play", cfg.Flavour)
	}
	if !slices.Contains(allKeys, cfg.Keys) {
		return nil, fmt.Errorf("start sandbox: %q is no kind of idempotency keys", cfg.Keys)
	}
	ln, err := listenLoopback(cfg.Addr)
	if err != nil {
		return nil, fmt.Errorf("start sandbox: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	s := &Server{cfg: cfg, base: "http://" + ln.Addr().String(), pingEvery: ping, places: map[Place]bool{Reads: true, Events: true, Mentions: true}, cancel: cancel, stopped: ctx.Done(), served: make(chan struct{})}
	s.world = newWorld(s.base, cfg)
	s.http = &http.Server{
		Handler:           s.handler(),
		ReadHeaderTimeout: 10 * time.Second,
		MaxHeaderBytes:    64 << 10,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ConnState:         s.countConn,
		ErrorLog:          slog.NewLogLogger(cfg.Log.Handler(), slog.LevelWarn),
	}
	go s.serve(ln)
	return s, nil
}

func (s *Server) serve(ln net.Listener) {
	defer close(s.served)
	if err := s.http.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		s.cfg.Log.Error("sandbox stopped", "err", err)
	}
}

// countConn keeps count of the goroutines that net/http runs, one for each connection.
func (s *Server) countConn(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		s.conns.Add(1)
	case http.StateClosed, http.StateHijacked:
		s.conns.Done()
	}
}

// listenLoopback refuses every address that others could reach, also a name that resolves to one.
func listenLoopback(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("address %q: %w", addr, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("address %q: only loopback addresses are served", addr)
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %q: %w", addr, err)
	}
	if tcp, ok := ln.Addr().(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		ln.Close()
		return nil, fmt.Errorf("address %q: %v is not a loopback address", addr, ln.Addr())
	}
	return ln, nil
}

// URL returns the address of the server, such as "http://127.0.0.1:49152".
func (s *Server) URL() string { return s.base }

// Close ends all streams and connections and waits for what serves them. Answers that were still held are never sent.
func (s *Server) Close() error {
	err := s.http.Close()
	s.cancel()
	<-s.served
	s.DropStream()
	s.forgetDelayed()
	s.conns.Wait()
	if err != nil {
		return fmt.Errorf("close sandbox %s: %w", s.base, err)
	}
	return nil
}
