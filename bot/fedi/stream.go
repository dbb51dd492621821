package fedi

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/gorilla/websocket"
	"github.com/mattn/go-mastodon"
)

// How a stream is kept alive. Servers ping every 30 s; nothing at all for 90 s
// is a dead connection that TCP has not noticed.
const (
	silence      = 90 * time.Second
	firstRetry   = time.Second
	longestRetry = 5 * time.Minute
	maxFrame     = maxAnswer
)

// A Listener is told what a stream brings.
type Listener struct {
	// Connected runs after every connect: what came in between is not replayed,
	// so that a look over REST must follow.
	Connected func()
	// Mention runs for each mention, in the order of arrival.
	Mention func(Mention)
	// Broken runs when the connection ended, with the time of the next try.
	Broken func(err error, retryIn time.Duration)
}

// Listen reads the stream of our notifications until ctx ends, connecting again
// after every break with a jittered back-off of 1 s to 5 min. It returns at once
// where the server announces no streaming address.
func (c *Client) Listen(ctx context.Context, streaming *url.URL, l Listener) {
	if streaming == nil {
		return
	}
	for retry := firstRetry; ctx.Err() == nil; retry = min(2*retry, longestRetry) {
		began := time.Now()
		err := c.listenOnce(ctx, streaming, l)
		if ctx.Err() != nil {
			return
		}
		if time.Since(began) > silence {
			retry = firstRetry
		}
		wait := retry/2 + rand.N(retry)
		l.Broken(err, wait)
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

func (c *Client) listenOnce(ctx context.Context, streaming *url.URL, l Listener) error {
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()
	conn, err := c.dial(ctx, streaming)
	if err != nil {
		return err
	}
	defer conn.Close()
	conn.SetReadLimit(maxFrame)
	ping := conn.PingHandler()
	conn.SetPingHandler(func(data string) error {
		return errors.Join(conn.SetReadDeadline(time.Now().Add(silence)), ping(data))
	})
	l.Connected()
	for {
		if err := conn.SetReadDeadline(time.Now().Add(silence)); err != nil {
			return err
		}
		_, frame, err := conn.ReadMessage()
		if err != nil {
			return &Error{Kind: Uncertain, Op: "read stream", Err: err}
		}
		if m, ok := parseFrame(frame); ok {
			l.Mention(m)
		}
	}
}

// dial connects with the token in a header: in the address it would end up in
// logs (GET /api/v1/streaming). The connection lives as long as ctx.
func (c *Client) dial(ctx context.Context, streaming *url.URL) (*websocket.Conn, error) {
	u := streaming.JoinPath("/api/v1/streaming")
	u.RawQuery = url.Values{"stream": {"user:notification"}}.Encode()
	d := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: lookTimeout, NetDialContext: dialUntil(ctx)}
	conn, resp, err := d.DialContext(ctx, u.String(), http.Header{
		"Authorization": {"Bearer " + c.token},
		"User-Agent":    {c.userAgent},
	})
	if err == nil {
		return conn, nil
	}
	if resp == nil {
		return nil, &Error{Kind: Unreachable, Op: "stream", Err: err}
	}
	defer resp.Body.Close()
	return nil, &Error{Kind: kindOfStatus(resp.StatusCode), Op: "stream", Status: resp.StatusCode, Message: shorten(resp.Header.Get("X-Error-Message"))}
}

// dialUntil dials connections that close when ctx ends: neither the reads of a
// WebSocket nor those of its handshake know a context.
func dialUntil(ctx context.Context) func(context.Context, string, string) (net.Conn, error) {
	return func(handshake context.Context, network, addr string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(handshake, network, addr)
		if err == nil {
			context.AfterFunc(ctx, func() { conn.Close() })
		}
		return conn, err
	}
}

// parseFrame reads one event; the payload is JSON inside a JSON string. Events
// other than mentions, and frames that are none, are left alone.
func parseFrame(frame []byte) (Mention, bool) {
	var event struct {
		Event   string `json:"event"`
		Payload string `json:"payload"`
	}
	if json.Unmarshal(frame, &event) != nil || event.Event != "notification" {
		return Mention{}, false
	}
	var n mastodon.Notification
	if json.Unmarshal([]byte(event.Payload), &n) != nil {
		return Mention{}, false
	}
	m := mention(n)
	return m, n.Type == "mention" && m.ID != ""
}
