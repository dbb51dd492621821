package fedi_test

import (
	"net/http"
	"testing"

	"quotebot/bot/fedi"
)

func TestInstanceLimits(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]int{
		`777`: 777, `"777"`: 777, `777.0`: 777, `7.77e2`: 777, `10000000`: 10_000_000,
		`0`: 500, `-5`: 500, `10000001`: 500, `1e400`: 500, `123456789012345678901234567890`: 500,
		`"many"`: 500, `"NaN"`: 500, `null`: 500, `true`: 500, `{}`: 500, `[777]`: 500, `0.5`: 500,
	} {
		c := serve(t, saysJSON(`{"version":"4.6.5","configuration":{"statuses":{"max_characters":`+given+`}}}`))
		in, err := c.Instance(t.Context())
		if err != nil || in.Limits.MaxChars != want {
			t.Errorf("max_characters %s: limit %d, %v; want %d", given, in.Limits.MaxChars, err, want)
		}
	}
}

func TestInstanceSaysWhyNot(t *testing.T) {
	t.Parallel()
	page := says(http.StatusNotFound, "text/html", "<h1>not here</h1>")
	for name, c := range map[string]struct {
		v2, v1 http.HandlerFunc
		words  string
	}{
		"neither":            {page, page, "not a Mastodon-compatible server"},
		"neither, in JSON":   {says(404, "application/json", `{"error":"no"}`), page, "not a Mastodon-compatible server"},
		"v2 without version": {saysJSON(`{"title":"x"}`), page, "answer has no version"},
		"version null":       {saysJSON(`{"version":null}`), saysJSON(`{"version":null}`), "answer has no version"},
		"v2 a web page":      {says(200, "text/html", "hello"), page, "not JSON"},
		"v1 without version": {page, saysJSON(`{}`), "answer has no version"},
	} {
		cl := serve(t, func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/api/v2/instance":
				c.v2(w, r)
			case "/api/v1/instance":
				c.v1(w, r)
			default:
				http.NotFound(w, r)
			}
		})
		_, err := cl.Instance(t.Context())
		wantKind(t, name, err, fedi.Incompatible, c.words)
	}
}

func TestFirstInstanceDocumentStandsAlone(t *testing.T) {
	t.Parallel()
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/api/v2/instance":
			saysJSON(`{"title":"second","configuration":{"statuses":{"max_characters":9}}}`)(w, r)
		case "/api/v1/instance":
			saysJSON(`{"version":"3.4.0"}`)(w, r)
		default:
			http.NotFound(w, r)
		}
	})
	in, err := c.Instance(t.Context())
	if err != nil || in.Title != "" || in.Limits.MaxChars != 500 {
		t.Errorf("Instance = %+v, %v; want nothing of the document that was refused", in, err)
	}
}
