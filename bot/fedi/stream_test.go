package fedi_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"quotebot/bot/fedi"
)

// broken is the error of the first connection of a stream.
func broken(t *testing.T, c *fedi.Client, streaming *url.URL) error {
	t.Helper()
	errs, done := make(chan error, 8), make(chan struct{})
	go func() {
		defer close(done)
		c.Listen(t.Context(), streaming, fedi.Listener{
			Connected: func() {},
			Mention:   func(fedi.Mention) {},
			Broken:    func(err error, _ time.Duration) { errs <- err },
		})
	}()
	t.Cleanup(func() { <-done })
	return wait(t, errs, "broken stream")
}

func TestRefusedStreamSaysNoControlCharacter(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]fedi.Kind{
		"not \u009ballowed": fedi.Unauthorized,
		"not \x1b[31mlegal": fedi.Unreachable, // as a header: the handshake fails with a quotation of it
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Error-Message", words)
			w.WriteHeader(http.StatusUnauthorized)
		}))
		t.Cleanup(s.Close)
		err := broken(t, client(t, s.URL, "token"), &url.URL{Scheme: "ws", Host: strings.TrimPrefix(s.URL, "http://")})
		wantKind(t, "stream", err, want, "not ")
		if strings.ContainsAny(err.Error(), "\x1b\u009b") {
			t.Errorf("stream refused with %q", err)
		}
	}
}

// A server that takes the connection and then says nothing must not hold up
// whoever stops the bot.
func TestHandshakeEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	accepted := make(chan struct{}, 8)
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { conn.Close() })
			accepted <- struct{}{}
		}
	}()
	for _, scheme := range []string{"ws", "wss"} {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		c := client(t, "http://"+ln.Addr().String(), "token")
		go func() {
			defer close(done)
			c.Listen(ctx, &url.URL{Scheme: scheme, Host: ln.Addr().String()}, fedi.Listener{
				Connected: func() {},
				Mention:   func(fedi.Mention) {},
				Broken:    func(error, time.Duration) {},
			})
		}()
		wait(t, accepted, "connection")
		cancel()
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			t.Errorf("Listen over %s goes on 5 s after its context ended", scheme)
		}
	}
}
