package sandbox_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"quotebot/bot/sandbox"
)

func TestPlayedStatus(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	for _, code := range []int{401, 403, 422, 429, 500, 502, 503, 504} {
		w.SetFaults(sandbox.Faults{PostStatus: code})
		w.bot.postAs("/api/v1/statuses", "k", "status", "a").want(code)
	}
	if got := w.Statuses("quotebot"); len(got) != 0 {
		t.Errorf("stored %v", got)
	}
	w.SetFaults(sandbox.Faults{})
	w.bot.postAs("/api/v1/statuses", "k", "status", "a").want(200)
}

// A connection that was used before is cut after the commit: net/http then repeats a POST that carries an Idempotency-Key,
// which a server that ignores the key stores twice.
func TestCutAfterCommit(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		flavour sandbox.Flavour
		key     string
		want    int // statuses
	}{
		{sandbox.Mastodon, "", 1},
		{sandbox.Mastodon, "k", 1},
		{sandbox.GoToSocial, "", 1},
		{sandbox.GoToSocial, "k", 2},
	} {
		w := startWorld(t, sandbox.Config{Flavour: tt.flavour})
		transport := &http.Transport{MaxConnsPerHost: 1}
		defer transport.CloseIdleConnections()
		send := func() error {
			req, err := http.NewRequestWithContext(t.Context(), "POST", w.URL()+"/api/v1/statuses", strings.NewReader("status=a"))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Authorization", "Bearer "+w.bot.token)
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if tt.key != "" {
				req.Header.Set("Idempotency-Key", tt.key)
			}
			resp, err := transport.RoundTrip(req)
			if err != nil {
				return err
			}
			defer resp.Body.Close()
			_, err = io.Copy(io.Discard, resp.Body) // only a connection that was read to the end is used again
			return err
		}
		w.SetFaults(sandbox.Faults{PostStatus: 500})
		if err := send(); err != nil { // sets the connection up
			t.Fatal(err)
		}
		w.SetFaults(sandbox.Faults{CutAfterCommit: true})
		err := send()
		if got := len(w.Statuses("quotebot")); got != tt.want {
			t.Errorf("%v with key %q: %d statuses, want %d", tt.flavour, tt.key, got, tt.want)
		}
		if replayed := tt.flavour == sandbox.Mastodon && tt.key != ""; (err == nil) != replayed {
			t.Errorf("%v with key %q: %v", tt.flavour, tt.key, err)
		}
	}
}

func TestAfterCommitHoldsTheAnswer(t *testing.T) {
	t.Parallel()
	held, gone := make(chan sandbox.Status, 1), make(chan error, 1)
	w := startWorld(t, sandbox.Config{AfterCommit: func(ctx context.Context, s sandbox.Status) {
		held <- s
		<-ctx.Done()
		gone <- ctx.Err()
	}})
	u, err := url.Parse(w.URL())
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	req, err := http.NewRequest("POST", w.URL()+"/api/v1/statuses", strings.NewReader("status=held"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.bot.token)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if err := req.Write(conn); err != nil {
		t.Fatal(err)
	}
	st := <-held
	if stored := w.Statuses("quotebot"); len(stored) != 1 || stored[0].ID != st.ID || st.Text != "held" {
		t.Errorf("held %+v, stored %+v", st, stored)
	}
	conn.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
	if _, err := bufio.NewReader(conn).ReadByte(); !isTimeout(err) {
		t.Errorf("an answer came while it was held: %v", err)
	}
	conn.Close()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("the hook's context ended with %v", err)
	}
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

func TestCloseEndsHeldAnswers(t *testing.T) {
	t.Parallel()
	held := make(chan struct{})
	s, err := sandbox.Start(sandbox.Config{AfterCommit: func(ctx context.Context, _ sandbox.Status) {
		close(held)
		<-ctx.Done()
	}})
	if err != nil {
		t.Fatal(err)
	}
	_, token, err := s.CreateAccount(sandbox.NewAccount{Username: "quotebot"})
	if err != nil {
		t.Fatal(err)
	}
	c := client{t: t, base: s.URL(), token: token}
	ended := make(chan error, 1)
	go func() {
		_, err := c.try("POST", "/api/v1/statuses", "application/x-www-form-urlencoded", "status=a")
		ended <- err
	}()
	<-held
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := <-ended; err == nil {
		t.Error("the held request was answered by Close")
	}
}
