package fedi_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quotebot/bot/fedi"
	"quotebot/bot/sandbox"
	"quotebot/bot/toot"
)

var flavours = map[string]sandbox.Flavour{"mastodon": sandbox.Mastodon, "gotosocial": sandbox.GoToSocial}

// eachFlavour runs a test against a server of each flavour.
func eachFlavour(t *testing.T, f func(t *testing.T, flavour sandbox.Flavour)) {
	t.Parallel()
	for name, flavour := range flavours {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f(t, flavour)
		})
	}
}

func start(t *testing.T, c sandbox.Config) (*sandbox.Server, *fedi.Client) {
	t.Helper()
	s, err := sandbox.Start(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	_, token, err := s.CreateAccount(sandbox.NewAccount{Username: "quotebot", Bot: true})
	if err != nil {
		t.Fatal(err)
	}
	return s, client(t, s.URL(), token)
}

func client(t *testing.T, server, token string) *fedi.Client {
	t.Helper()
	c, err := fedi.New(server, token, "quotebot-test/1")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func person(t *testing.T, s *sandbox.Server, a sandbox.NewAccount) sandbox.Account {
	t.Helper()
	made, _, err := s.CreateAccount(a)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func publish(t *testing.T, s *sandbox.Server, from string, p sandbox.NewStatus) sandbox.Status {
	t.Helper()
	made, err := s.Publish(from, p)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestInstance(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		_, c := start(t, sandbox.Config{Flavour: flavour, MaxChars: 777})
		in, err := c.Instance(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want := toot.Limits{Flavour: toot.Mastodon, MaxChars: 777, Media: 4, Description: 1500, PollOptions: 4, PollOptionSize: 50}
		if flavour == sandbox.GoToSocial {
			want.Flavour, want.Media, want.PollOptions = toot.GoToSocial, 6, 6
		}
		if diff := cmp.Diff(want, in.Limits); diff != "" {
			t.Errorf("limits (-want +got):\n%s", diff)
		}
		if in.Domain != sandbox.Domain || in.Streaming == nil || in.Streaming.Scheme != "ws" {
			t.Errorf("domain %q, streaming %v; want %q and a ws address", in.Domain, in.Streaming, sandbox.Domain)
		}
	})
}

func TestPostAndReadBack(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c := start(t, sandbox.Config{Flavour: flavour})
		person(t, s, sandbox.NewAccount{Username: "alice"})
		asked := publish(t, s, "alice", sandbox.NewStatus{Text: "@quotebot hi"})
		draft := toot.Draft{Text: "@alice words", CW: "re: news", Language: "en", Visibility: toot.Unlisted, InReplyTo: asked.ID}
		posted, err := c.Post(t.Context(), draft, "key-1")
		if err != nil {
			t.Fatal(err)
		}
		if posted.CW != draft.CW || posted.Visibility != draft.Visibility || posted.Language != "en" || posted.InReplyToID != asked.ID {
			t.Errorf("Post(%+v) = %+v", draft, posted)
		}
		text, cw, err := c.Source(t.Context(), posted.ID)
		if err != nil || text != draft.Text || cw != draft.CW {
			t.Errorf("Source = %q, %q, %v; want the draft's", text, cw, err)
		}
		self, err := c.Self(t.Context())
		if err != nil || !self.Bot || self.Acct != "quotebot" {
			t.Fatalf("Self = %+v, %v", self, err)
		}
		page, err := c.Statuses(t.Context(), self.ID, "")
		if err != nil || len(page) != 1 || page[0].ID != posted.ID {
			t.Errorf("Statuses = %+v, %v; want the one posted", page, err)
		}
		if rest, err := c.Statuses(t.Context(), self.ID, posted.ID); err != nil || len(rest) != 0 {
			t.Errorf("Statuses older than the first = %+v, %v; want none", rest, err)
		}
		last := s.Requests()
		for _, r := range last {
			if r.UserAgent != "quotebot-test/1" {
				t.Errorf("%s %s sent User-Agent %q", r.Method, r.Path, r.UserAgent)
			}
			if (r.IdempotencyKey != "") != (r.Method == http.MethodPost) {
				t.Errorf("%s %s sent Idempotency-Key %q", r.Method, r.Path, r.IdempotencyKey)
			}
		}
	})
}

func TestKindsOfFailure(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]fedi.Kind{
		401: fedi.Unauthorized, 403: fedi.Forbidden, 404: fedi.Gone, 410: fedi.Gone, 422: fedi.Rejected, 400: fedi.Rejected,
		429: fedi.Later, 408: fedi.Uncertain, 409: fedi.Uncertain, 499: fedi.Uncertain,
		500: fedi.Uncertain, 502: fedi.Uncertain, 503: fedi.Uncertain, 504: fedi.Uncertain,
	} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			s, c := start(t, sandbox.Config{})
			s.SetFaults(sandbox.Faults{PostStatus: status})
			_, err := c.Post(t.Context(), toot.Draft{Text: "words"}, "k")
			if got := fedi.KindOf(err); err == nil || got != want {
				t.Errorf("kind of %v = %s, want %s", err, got, want)
			}
			posts := 0
			for _, r := range s.Requests() {
				if r.Method == http.MethodPost {
					posts++
				}
			}
			if posts != 1 {
				t.Errorf("%d requests for one call", posts)
			}
		})
	}
}

func TestWrongTokenIsUnauthorizedAndUnnamed(t *testing.T) {
	t.Parallel()
	s, _ := start(t, sandbox.Config{})
	_, err := client(t, s.URL(), "very-secret-token").Self(t.Context())
	if fedi.KindOf(err) != fedi.Unauthorized || strings.Contains(err.Error(), "very-secret-token") {
		t.Errorf("Self with a wrong token: %v; want unauthorized, without the token", err)
	}
}

// A connection that is cut after the server stored the status must not lead
// net/http to send it again by itself.
func TestCutConnectionIsUncertainAndNotRepeated(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c := start(t, sandbox.Config{Flavour: flavour})
		if _, err := c.Self(t.Context()); err != nil { // opens the connection that is reused
			t.Fatal(err)
		}
		s.SetFaults(sandbox.Faults{CutAfterCommit: true})
		_, err := c.Post(t.Context(), toot.Draft{Text: "words"}, "k")
		if err == nil || fedi.KindOf(err) != fedi.Uncertain {
			t.Errorf("kind of %v = %s, want uncertain", err, fedi.KindOf(err))
		}
		if n := len(s.Statuses("quotebot")); n != 1 {
			t.Errorf("%d statuses after one cut POST, want 1", n)
		}
	})
}

func TestRateLimitSaysWhen(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		_, c := start(t, sandbox.Config{Flavour: flavour, Limits: sandbox.RateLimits{API: 1, User: 1}})
		_, first := c.Self(t.Context())
		_, err := c.Self(t.Context())
		if first != nil || fedi.KindOf(err) != fedi.Later {
			t.Fatalf("Self twice with an allowance of one: %v, then %v", first, err)
		}
		if wait := time.Until(fedi.RetryAt(err)); wait <= 0 || wait > 5*time.Minute+time.Second {
			t.Errorf("asks to wait %v, want at most a window of 5 minutes", wait)
		}
	})
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	s, c := start(t, sandbox.Config{})
	s.Close()
	_, err := c.Post(t.Context(), toot.Draft{Text: "words"}, "k")
	if fedi.KindOf(err) != fedi.Unreachable {
		t.Errorf("kind of %v = %s, want unreachable: nothing was sent", err, fedi.KindOf(err))
	}
}

// Servers that are not what we need, over real HTTP.
func TestStrangeServers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		look    fedi.Kind
		post    fedi.Kind
	}{
		"web page": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<p>hello")
		}, fedi.Incompatible, fedi.Uncertain},
		"nothing there": {http.NotFound, fedi.Incompatible, fedi.Uncertain},
		"other JSON": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, `["a"]`)
		}, fedi.Incompatible, fedi.Uncertain},
		"broken off": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, `{"id":"1","conte`)
		}, fedi.Uncertain, fedi.Uncertain},
		"redirect": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/elsewhere" {
				http.NotFound(w, r)
				return
			}
			http.Redirect(w, r, "/elsewhere", http.StatusMovedPermanently)
		}, fedi.Incompatible, fedi.Unreachable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := httptest.NewServer(c.handler)
			t.Cleanup(s.Close)
			cl := client(t, s.URL, "token")
			if _, err := cl.Instance(t.Context()); err == nil || fedi.KindOf(err) != c.look {
				t.Errorf("Instance: %v is %s, want %s", err, fedi.KindOf(err), c.look)
			}
			if _, err := cl.Post(t.Context(), toot.Draft{Text: "x"}, "k"); err == nil || fedi.KindOf(err) != c.post {
				t.Errorf("Post: %v is %s, want %s", err, fedi.KindOf(err), c.post)
			}
		})
	}
}

func TestMentionsPageUpward(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c := start(t, sandbox.Config{Flavour: flavour})
		person(t, s, sandbox.NewAccount{Username: "alice", Domain: "far.example"})
		if id, err := c.NewestMention(t.Context()); id != "" || err != nil {
			t.Fatalf("NewestMention of an untouched account = %q, %v", id, err)
		}
		const total = 95
		var want, got []string
		for i := range total {
			visibility := "public"
			if i%10 == 0 {
				visibility = "direct" // hidden by the default policy
			}
			st := publish(t, s, "alice@far.example", sandbox.NewStatus{Text: fmt.Sprintf("@quotebot %d", i), Visibility: visibility})
			want = append(want, st.ID)
		}
		for next := "0"; ; {
			page, err := c.MentionsAbove(t.Context(), next)
			if err != nil {
				t.Fatal(err)
			}
			if len(page.Mentions) == 0 && page.Next == "" {
				break
			}
			for _, m := range page.Mentions {
				got = append(got, m.Status.ID)
				next = m.ID
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("mentions read upward (-want +got):\n%s", diff)
		}
	})
}

func TestStreamComesBack(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c := start(t, sandbox.Config{Flavour: flavour})
		person(t, s, sandbox.NewAccount{Username: "alice"})
		in, err := c.Instance(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		connected, heard := make(chan struct{}, 8), make(chan fedi.Mention, 8)
		done := make(chan struct{})
		go func() {
			defer close(done)
			c.Listen(t.Context(), in.Streaming, fedi.Listener{
				Connected: func() { connected <- struct{}{} },
				Mention:   func(m fedi.Mention) { heard <- m },
				Broken:    func(error, time.Duration) {},
			})
		}()
		t.Cleanup(func() { <-done })
		for round := range 2 {
			wait(t, connected, "stream to connect")
			asked := publish(t, s, "alice", sandbox.NewStatus{Text: "@quotebot hello"})
			if m := wait(t, heard, "mention"); m.Status == nil || m.Status.ID != asked.ID {
				t.Errorf("round %d: heard %+v, want the status %s", round, m, asked.ID)
			}
			s.DropStream()
		}
		for _, r := range s.Requests() {
			if strings.Contains(r.Query, "access_token") {
				t.Errorf("the token stands in the address: %s?…", r.Path)
			}
		}
	})
}

func wait[T any](t *testing.T, c <-chan T, what string) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(20 * time.Second):
		t.Fatalf("no %s within 20 s", what)
		panic("unreachable")
	}
}

func TestParseServer(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"mastodon.example":          "https://mastodon.example",
		"https://mastodon.example/": "https://mastodon.example",
		"http://127.0.0.1:3000":     "http://127.0.0.1:3000",
		"http://gotosocial:8080":    "http://gotosocial:8080",
	} {
		u, err := fedi.ParseServer(in)
		if err != nil || u.String() != want {
			t.Errorf("ParseServer(%q) = %v, %v; want %s", in, u, err, want)
		}
	}
	for _, in := range []string{"", "ftp://x.example", "https://", "https://user:hush@x.example", "https://x.example/path", "http://x.example", "a b"} {
		_, err := fedi.ParseServer(in)
		if err == nil || strings.Contains(err.Error(), "hush") {
			t.Errorf("ParseServer(%q) = %v; want an error that tells no password", in, err)
		}
	}
}

func TestErrorText(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("wrapped: %w", &fedi.Error{Kind: fedi.Rejected, Op: "POST /x", Status: 422, Message: "Validation failed"})
	if got, want := err.Error(), "wrapped: POST /x: 422 Unprocessable Entity: Validation failed"; got != want {
		t.Errorf("error text %q, want %q", got, want)
	}
	if fedi.KindOf(errors.New("anything")) != fedi.Uncertain {
		t.Error("an unforeseen error is not uncertain")
	}
}
