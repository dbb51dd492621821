package sandbox_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"quotebot/bot/sandbox"
)

// deadline is how long a test waits for what must come.
const deadline = 10 * time.Second

// world is a server with a few accounts: the bot, somebody whom it follows, and two strangers, one of them remote.
type world struct {
	*sandbox.Server
	bot, friend, stranger, remote client
}

func startWorld(t *testing.T, cfg sandbox.Config) world {
	t.Helper()
	s, err := sandbox.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	w := world{Server: s}
	w.bot = w.account(t, sandbox.NewAccount{Username: "quotebot", Bot: true, DisplayName: "Quote <bot>", Note: "Quotes & more", Follows: []string{"friend"}})
	w.friend = w.account(t, sandbox.NewAccount{Username: "friend", Follows: []string{"quotebot@sandbox.example"}})
	w.stranger = w.account(t, sandbox.NewAccount{Username: "Stranger"})
	w.remote = w.account(t, sandbox.NewAccount{Username: "al", Domain: "far.example"})
	return w
}

func (w world) account(t *testing.T, a sandbox.NewAccount) client {
	t.Helper()
	made, token, err := w.CreateAccount(a)
	if err != nil {
		t.Fatal(err)
	}
	return client{t: t, base: w.URL(), token: token, Account: made}
}

// publish posts through the Go interface.
func (w world) publish(t *testing.T, from string, p sandbox.NewStatus) sandbox.Status {
	t.Helper()
	st, err := w.Publish(from, p)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// client is an account that calls the API.
type client struct {
	sandbox.Account
	t           *testing.T
	base, token string
}

// answer is what the server said.
type answer struct {
	t      *testing.T
	Code   int
	Header http.Header
	Body   []byte
}

// call sends a request; header lines are "Name: value".
func (c client) call(method, path, contentType, body string, header ...string) answer {
	c.t.Helper()
	a, err := c.try(method, path, contentType, body, header...)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	return a
}

func (c client) try(method, path, contentType, body string, header ...string) (answer, error) {
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.base+path, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	for _, line := range header {
		if line == "" {
			continue
		}
		name, value, _ := strings.Cut(line, ": ")
		req.Header.Set(name, value)
	}
	if host := req.Header.Get("Host"); host != "" {
		req.Host = host
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return answer{t: c.t, Code: resp.StatusCode, Header: resp.Header, Body: data}, err
}

func (c client) get(path string, header ...string) answer {
	c.t.Helper()
	return c.call("GET", path, "", "", header...)
}

// post sends a form of the names and values that take turns in fields.
func (c client) post(path string, fields ...string) answer {
	c.t.Helper()
	return c.postAs(path, "", fields...)
}

// postAs is post with an Idempotency-Key.
func (c client) postAs(path, key string, fields ...string) answer {
	c.t.Helper()
	form := url.Values{}
	for pair := range slices.Chunk(fields, 2) {
		form.Add(pair[0], pair[1])
	}
	return c.call("POST", path, "application/x-www-form-urlencoded", form.Encode(), "Idempotency-Key: "+key)
}

func (a answer) want(code int) answer {
	a.t.Helper()
	if a.Code != code {
		a.t.Fatalf("status %d, want %d: %s", a.Code, code, a.Body)
	}
	return a
}

// object decodes an object.
func (a answer) object() map[string]any {
	a.t.Helper()
	return decode[map[string]any](a)
}

// list decodes a list of objects.
func (a answer) list() []map[string]any {
	a.t.Helper()
	return decode[[]map[string]any](a)
}

func decode[T any](a answer) (v T) {
	a.t.Helper()
	if err := json.NewDecoder(bytes.NewReader(a.Body)).Decode(&v); err != nil {
		a.t.Fatalf("answer %q: %v", a.Body, err)
	}
	return v
}

// message is the text of an error.
func (a answer) message() string {
	a.t.Helper()
	text, _ := a.object()["error"].(string)
	return text
}

func ids(list []map[string]any) []string {
	out := []string{}
	for _, item := range list {
		out = append(out, item["id"].(string))
	}
	return out
}
