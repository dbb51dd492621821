package fedi_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/toot"
)

// serve is a client of a server that answers as h does.
func serve(t *testing.T, h http.HandlerFunc) *fedi.Client {
	t.Helper()
	return serveWith(t, "token", h)
}

func serveWith(t *testing.T, token string, h http.HandlerFunc) *fedi.Client {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return client(t, s.URL, token)
}

func says(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

func saysJSON(body string) http.HandlerFunc { return says(http.StatusOK, "application/json", body) }

func post(t *testing.T, c *fedi.Client) error {
	t.Helper()
	_, err := c.Post(t.Context(), toot.Draft{Text: "words"}, "key")
	return err
}

func wantKind(t *testing.T, call string, err error, want fedi.Kind, words ...string) {
	t.Helper()
	if err == nil || fedi.KindOf(err) != want {
		t.Errorf("%s: %v is %s, want %s", call, err, fedi.KindOf(err), want)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%s: %v; want %q in it", call, err, w)
		}
	}
}

// What does not speak as the server does comes from a proxy before it.
func TestRefusalOfAProxyIsNoRefusal(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", "<h1>Not Found</h1>", "{}", "null", `{"error":5}`, `{"error":""}`} {
		for status, want := range map[int]fedi.Kind{
			400: fedi.Uncertain, 403: fedi.Uncertain, 404: fedi.Uncertain, 410: fedi.Uncertain, 418: fedi.Uncertain, 422: fedi.Uncertain,
			401: fedi.Unauthorized, 429: fedi.Later,
		} {
			c := serve(t, says(status, "text/html", body))
			call := fmt.Sprintf("%d %q", status, body)
			wantKind(t, "Post answered with "+call, post(t, c), want)
			_, err := c.Status(t.Context(), "1")
			wantKind(t, "Status answered with "+call, err, want)
		}
	}
	_, err := serve(t, says(404, "application/json", `{"error":"Record not found"}`)).Status(t.Context(), "1")
	wantKind(t, "Status answered by the server", err, fedi.Gone, "Record not found")
}

func TestOverloadedServerSaysWhen(t *testing.T) {
	t.Parallel()
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "30")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	err := post(t, c)
	wantKind(t, "Post", err, fedi.Uncertain)
	if wait := time.Until(fedi.RetryAt(err)); wait < 20*time.Second || wait > 30*time.Second {
		t.Errorf("asks to wait %v, want 30 s", wait)
	}
}

func TestAnswersWithoutID(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`null`, `{}`, `{"id":null}`, `{"id":""}`, `{"id":"1 2"}`, `{"id":"1\u001b"}`, `{"id":"` + strings.Repeat("9", 65) + `"}`} {
		c := serve(t, saysJSON(body))
		wantKind(t, "Post answered with "+body, post(t, c), fedi.Uncertain, "answer has no id")
		_, err := c.Self(t.Context())
		wantKind(t, "Self answered with "+body, err, fedi.Incompatible, "answer has no id")
		_, err = c.Status(t.Context(), "1")
		wantKind(t, "Status answered with "+body, err, fedi.Incompatible, "answer has no id")
		_, _, err = c.Source(t.Context(), "1")
		wantKind(t, "Source answered with "+body, err, fedi.Incompatible, "answer has no id")
	}
	_, err := serve(t, saysJSON(`{"id":"1"}`)).Self(t.Context())
	wantKind(t, "Self without an url", err, fedi.Incompatible, "answer has no url")
}

// hostile changes a terminal's title and colours, in 7-bit and 8-bit signs.
const hostile = `\u001b]0;owned\u0007\u001b[31m\u009b2Jred\u0000\u007f`

func TestNoControlCharacterOfAServerGetsOut(t *testing.T) {
	t.Parallel()
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost:
			says(422, "application/json", `{"error":"`+hostile+`"}`)(w, r)
		case strings.HasSuffix(r.URL.Path, "/instance"):
			saysJSON(`{"version":"1`+hostile+`","title":"T`+hostile+`","domain":"d`+hostile+`"}`)(w, r)
		case strings.HasSuffix(r.URL.Path, "/verify_credentials"):
			http.Redirect(w, r, "/%1b%5B31m%C2%9B", http.StatusFound)
		case strings.HasPrefix(r.URL.Path, "/api/v1/statuses/"):
			saysJSON(`{"id":"1","url":"https://social.example/`+hostile+`","account":{"id":"2","acct":"a`+hostile+`","url":"u`+hostile+`"}}`)(w, r)
		default:
			says(404, "application/json", `{"error":"`+hostile+`"}`)(w, r)
		}
	})
	in, err := c.Instance(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	st, err := c.Status(t.Context(), "1")
	if err != nil {
		t.Fatal(err)
	}
	_, redirected := c.Self(t.Context())
	for what, s := range map[string]string{
		"title": in.Title, "version": in.Version, "domain": in.Domain, "refusal": post(t, c).Error(), "redirect": redirected.Error(),
		"url": st.URL, "account's url": st.Account.URL, "acct": st.Account.Acct,
	} {
		if i := strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }); i >= 0 || s == "" {
			t.Errorf("%s is %q: a control character at %d", what, s, i)
		}
	}
}
