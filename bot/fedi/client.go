// Package fedi talks to a server of the fediverse over the Mastodon API. It is
// the only package that sees go-mastodon, and mends what that library lacks:
// idempotency keys, time-outs, rate limits, redirects, streams that notice a
// dead connection, edits that are whole, uploads that are waited for, and a
// login with PKCE.
//
// It promises that a call sends one request for one deed, and that a failed
// call says by its Kind whether the deed may have been done. Whether to repeat
// a call is left to the caller.
package fedi

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/mattn/go-mastodon"
)

// How long a call may take. A server looks up unknown remote mentions inside
// the request that posts them, which takes many seconds.
const (
	lookTimeout   = 30 * time.Second
	changeTimeout = 90 * time.Second
)

// A Client speaks for one account on one server. It may be used from several
// goroutines.
type Client struct {
	// Now is the clock, time.Now unless it is set before the first call.
	Now func() time.Time

	api       *mastodon.Client
	base      *url.URL
	token     string
	userAgent string
	pacer     *pacer
}

// New prepares a client; nothing is sent yet. server is an URL or a host name,
// which stands for https://. userAgent names the program to the server.
func New(server, token, userAgent string) (*Client, error) {
	base, err := ParseServer(server)
	if err != nil {
		return nil, err
	}
	api := mastodon.NewClient(&mastodon.Config{Server: base.String(), AccessToken: token})
	api.UserAgent = userAgent
	c := &Client{Now: time.Now, api: api, base: base, token: token, userAgent: userAgent, pacer: new(pacer)}
	api.Transport = &transport{base: newBase(), userAgent: userAgent, now: func() time.Time { return c.Now() }, pacer: c.pacer}
	api.CheckRedirect = checkRedirect
	return c, nil
}

// newBase is http.DefaultTransport with bounds on silence.
func newBase() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.ResponseHeaderTimeout = changeTimeout
	t.MaxIdleConnsPerHost = 4
	return t
}

// ParseServer reads a server's address: https://host, or host alone, which
// stands for https. http:// is taken only for a host of one's own network, since
// the token would travel in the open.
func ParseServer(s string) (*url.URL, error) {
	s = strings.TrimSuffix(strings.TrimSpace(s), "/")
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || u.User != nil || u.Path != "" || u.RawQuery != "" {
		return nil, fmt.Errorf("%q is not the address of a server: write it like https://mastodon.example", redact(s))
	}
	if u.Scheme == "http" && !isLocal(u.Hostname()) {
		return nil, fmt.Errorf("%q would send the access token in the open: write https://%s", s, u.Host)
	}
	return u, nil
}

// isLocal is whether a host is this machine, a private address, or a name
// without a domain, as containers call each other.
func isLocal(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsLoopback() || ip.IsPrivate()
	}
	return !strings.Contains(host, ".")
}

// isLoopback is whether a host is this machine.
func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// redact drops what might be a password from an address that is shown.
func redact(s string) string {
	if i := strings.LastIndex(s, "@"); i >= 0 {
		return "…" + s[i:]
	}
	return s
}

// look makes one call that changes nothing.
func (c *Client) look(ctx context.Context, op string, add *call, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	add.secrets = append(add.secrets, c.token)
	return keeping(finish(op, false, f(withCall(ctx, add))), add.secrets)
}

// change makes one call that changes something on the server.
func (c *Client) change(ctx context.Context, op string, add *call, f func(context.Context) error) error {
	return c.changeWithin(ctx, changeTimeout, op, add, f)
}

// changeWithin is change for what may take longer.
func (c *Client) changeWithin(ctx context.Context, timeout time.Duration, op string, add *call, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	add.secrets = append(add.secrets, c.token)
	return keeping(finish(op, true, f(withCall(ctx, add))), add.secrets)
}

// get looks at one JSON document that go-mastodon has no fitting call for.
func (c *Client) get(ctx context.Context, path string, add *call, into any) error {
	return c.look(ctx, "GET "+path, add, func(ctx context.Context) error {
		return c.do(ctx, http.MethodGet, path, payload{}, into)
	})
}

// send makes a change that go-mastodon has no fitting call for.
func (c *Client) send(ctx context.Context, method, path string, p payload, into any) error {
	return c.change(ctx, method+" "+path, &call{secrets: p.secrets}, func(ctx context.Context) error {
		return c.do(ctx, method, path, p, into)
	})
}

// A payload is the body of a request. The zero payload is none.
type payload struct {
	kind    string // media type
	data    []byte
	secrets []string // in it, besides the token
}

func asForm(v url.Values, secrets ...string) payload {
	return payload{"application/x-www-form-urlencoded", []byte(v.Encode()), secrets}
}

// asJSON is for lists of objects, whose items cannot be told apart in a form.
// v is of our own types, which marshal.
func asJSON(v any) payload {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return payload{kind: "application/json", data: data}
}

// do makes one request and decodes the answer, unless into is nil.
func (c *Client) do(ctx context.Context, method, path string, p payload, into any) error {
	req, err := http.NewRequestWithContext(ctx, method, c.base.JoinPath(path).String(), bytes.NewReader(p.data))
	if err != nil {
		return err
	}
	if p.kind != "" {
		req.Header.Set("Content-Type", p.kind)
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	resp, err := c.api.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if into == nil {
		return nil
	}
	return json.NewDecoder(resp.Body).Decode(into)
}
