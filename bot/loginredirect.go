package bot

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// loginPatience is how long a login waits for its answer: somebody may have to
// look for a password first.
const loginPatience = 30 * time.Minute

// ErrNoAnswer says that nobody has allowed or denied a login in time.
var ErrNoAnswer = errors.New("nobody has answered the login page: log in again, or with --paste where the browser is on another machine")

// A Redirect is a page on this machine to which the browser is sent back with
// the answer of the account's owner (RFC 8252, section 7.3).
type Redirect struct {
	listener net.Listener
}

// ListenRedirect takes a free port. The page is there from then on until Close;
// it is answered while Wait runs.
func ListenRedirect() (*Redirect, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the browser: %w: log in with --paste instead", err)
	}
	return &Redirect{l}, nil
}

// URL is the page's address.
func (r *Redirect) URL() string { return "http://" + r.listener.Addr().String() + "/" }

// Close gives the port back.
func (r *Redirect) Close() error {
	if err := r.listener.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

// An answer is what the browser brought.
type answer struct {
	code string
	err  error
}

// Wait returns the code that the browser brings, once it has shown its page. An
// answer to another login is shown as such and otherwise passed over, so that a
// page on the Internet cannot end this one.
func (r *Redirect) Wait(ctx context.Context, l *Login) (code string, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, loginPatience, ErrNoAnswer)
	defer cancel()
	answers := make(chan answer, 1)
	s := &http.Server{
		Handler: r.page(l, answers), ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelWarn), // of odd requests, which are nobody's business
	}
	served := make(chan error, 1)
	go func() { served <- s.Serve(r.listener) }()
	var got answer
	select {
	case got = <-answers:
	case <-ctx.Done():
		got.err = context.Cause(ctx)
	case got.err = <-served:
		return "", fmt.Errorf("wait for the browser: %w", got.err)
	}
	last, cancelLast := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancelLast()
	if err := s.Shutdown(last); err != nil {
		s.Close() // a browser that does not take its page keeps nobody waiting
	}
	<-served
	return got.code, got.err
}

//go:embed loginpage.html
var loginPage string

var loginTemplate = template.Must(template.New("login").Parse(loginPage))

type loginWords struct{ Title, Text string }

// page answers the browser.
func (r *Redirect) page(l *Login, answers chan<- answer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Host != r.listener.Addr().String() || req.Method != http.MethodGet || req.URL.Path != "/" || req.URL.RawQuery == "" {
			http.NotFound(w, req)
			return
		}
		code, words := http.StatusOK, loginWords{"quotebot has its answer", "You can close this window and go back to where you started the login."}
		got, ours, err := l.code(req.URL.Query())
		switch {
		case !ours:
			code, words = http.StatusBadRequest, loginWords{"This answers another login", "Open the address that quotebot printed last."}
		case err != nil:
			words.Title = "quotebot may not use this account"
		}
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
		h.Set("Referrer-Policy", "no-referrer") // the address has the code in it
		h.Set("Cache-Control", "no-store")
		w.WriteHeader(code)
		_ = loginTemplate.Execute(w, words) // it fails only where the browser has gone
		if ours {
			select {
			case answers <- answer{got, err}:
			default: // the browser comes a second time
			}
		}
	})
}
