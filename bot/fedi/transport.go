package fedi

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"
)

// maxAnswer bounds the body of one answer, in bytes. A page of notifications
// that is larger is asked for again in smaller pages.
const maxAnswer = 16 << 20

// errTooLarge says that an answer went over maxAnswer.
var errTooLarge = fmt.Errorf("answer larger than %d MiB", maxAnswer>>20)

// What one call adds to the requests that go-mastodon makes for it, and what it
// wants to know of the answer; go-mastodon has no other way in.
type call struct {
	idempotencyKey string
	query          map[string]string
	header         http.Header // of the answer, set by the transport, as is
	status         int
	secrets        []string // that no error may tell
}

type callKey struct{}

func withCall(ctx context.Context, c *call) context.Context {
	return context.WithValue(ctx, callKey{}, c)
}

// transport stands between go-mastodon and the network. It adds what the
// library cannot send, and turns every answer that is not a plain success into
// an *Error before the library sees it: go-mastodon would meet 429 with a blind
// back-off of up to three hours, and keeps no headers. It makes no request that
// the server would refuse for want of allowance. It never repeats a request;
// only the outbox decides about that.
type transport struct {
	base      http.RoundTripper
	userAgent string
	now       func() time.Time
	pacer     *pacer
}

// RoundTrip does not change req, as http.RoundTripper demands.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	c, _ := req.Context().Value(callKey{}).(*call)
	if c == nil {
		c = &call{}
	}
	op := req.Method + " " + req.URL.Path
	out, sent := t.prepare(req, c)
	asks := familyOf(out)
	if at, ok := t.pacer.take(asks, t.now()); !ok {
		return nil, &Error{Kind: Later, Op: op, Message: "waiting for the server's next allowance of requests", At: at}
	}
	resp, err := t.base.RoundTrip(out)
	if err != nil {
		kind := Unreachable
		if sent.Load() {
			kind = Uncertain
		}
		return nil, &Error{Kind: kind, Op: op, Err: err}
	}
	c.header, c.status = resp.Header, resp.StatusCode
	t.pacer.learn(asks, resp.Header, t.now())
	if err := t.check(op, req, resp, c.secrets); err != nil {
		return nil, err
	}
	resp.Body = &cappedBody{ReadCloser: resp.Body, left: maxAnswer}
	return resp, nil
}

// prepare clones the request with our headers. sent becomes true once a byte of
// it may have reached the server.
func (t *transport) prepare(req *http.Request, c *call) (out *http.Request, sent *atomic.Bool) {
	sent = new(atomic.Bool)
	ctx := httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
		WroteHeaders: func() { sent.Store(true) },
	})
	out = req.Clone(ctx)
	// net/http takes an Idempotency-Key as leave to send a POST again by itself
	// when a kept-alive connection breaks; on a server that ignores the key that
	// doubles the post unseen. Without GetBody it cannot.
	out.GetBody = nil
	if c.idempotencyKey != "" {
		out.Header.Set("Idempotency-Key", c.idempotencyKey)
	}
	out.Header.Set("User-Agent", t.userAgent)
	if len(c.query) > 0 {
		q := out.URL.Query()
		for k, v := range c.query {
			q.Set(k, v)
		}
		out.URL.RawQuery = q.Encode()
	}
	return out, sent
}

// check lets successes in JSON pass, and redirects that may be followed.
func (t *transport) check(op string, req *http.Request, resp *http.Response, secrets []string) error {
	switch {
	case resp.StatusCode >= 400:
		return t.refusal(op, resp, secrets)
	case resp.StatusCode >= 300:
		return redirection(op, req, resp)
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if strings.HasSuffix(kind, "json") {
		return nil
	}
	resp.Body.Close()
	e := &Error{Kind: Incompatible, Op: op, Status: resp.StatusCode,
		Message: fmt.Sprintf("answer is %q, not JSON: this is not the API of a Mastodon-compatible server", kind)}
	if req.Method != http.MethodGet {
		e.Kind = Uncertain
	}
	return e
}

// refusal reads what the server says of an error: {"error": "…"} from Rails and
// GoToSocial, HTML or nothing from a proxy. A proxy answers 404 and the like
// while the server restarts, so that its 4xx decide nothing; only 401 and 429
// mean the same from both.
func (t *transport) refusal(op string, resp *http.Response, secrets []string) error {
	defer resp.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(resp.Body, 64<<10)) // a body that breaks off says less, not something else
	var said complaint
	_ = json.Unmarshal(bytes.TrimSpace(body), &said) // HTML stays out of the message
	now := t.now()
	e := &Error{
		Kind: kindOfStatus(resp.StatusCode), Op: op, Status: resp.StatusCode, Message: shorten(hide(said.text(), secrets)),
		Replayed: resp.Header.Get("Idempotent-Replayed") == "true",
	}
	if said.Error == "" && e.Kind != Unauthorized && e.Kind != Later {
		e.Kind = Uncertain
	}
	switch {
	case e.Kind == Later:
		e.At = retryAt(resp.Header, now)
	case resp.StatusCode == http.StatusServiceUnavailable: // its rate limit does not say when it is well again
		e.At = retryAt(http.Header{"Retry-After": resp.Header["Retry-After"]}, now)
	}
	if e.Kind == Later && e.At.IsZero() {
		e.At = now.Add(defaultWait)
	}
	return e
}

// A complaint is the body of an error.
type complaint struct {
	Error       string `json:"error"`
	Description string `json:"error_description"` // of OAuth
}

func (c complaint) text() string {
	if c.Description == "" {
		return c.Error
	}
	return c.Error + ": " + c.Description
}

// A cappedBody fails with errTooLarge after left bytes.
type cappedBody struct {
	io.ReadCloser
	left int64
}

func (b *cappedBody) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLarge
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}
