package toot_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quotebot/bot/toot"
	"quotebot/quotes"
)

func TestSetThread(t *testing.T) {
	t.Parallel()
	q := quoted()
	q.Text = "Perfect the mechanisms by which government decides. Make its decisions more transparent, and extend public notice. Hold hearings on what is important."
	s := toot.Setting{Prefix: "@alice ", Limits: toot.Limits{Flavour: toot.Mastodon, MaxChars: 190}, Hashtags: []string{"bot"}}
	got, err := toot.SetThread(outline(), q, s)
	want := []string{
		"@alice “Perfect the mechanisms by which government decides. […]” 1/2",
		"@alice “[…] Make its decisions more transparent, and extend public notice. Hold hearings on what is important.” 2/2\n\nThe Outline, II.1.1, Government\ntr. Jane Doe\nhttps://example.com/translation",
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("SetThread (-want +got):\n%s", diff)
	}
	short, err := toot.SetThread(outline(), quoted(), s)
	if one, _ := toot.Set(outline(), quoted(), s); err != nil || len(short) != 1 || short[0] != one {
		t.Errorf("SetThread of what fits = %q, %v; want the one toot", short, err)
	}
	s.Limits.MaxChars = 60
	var tooLong *toot.TooLongError
	if got, err := toot.SetThread(outline(), q, s); !errors.As(err, &tooLong) {
		t.Errorf("SetThread in 60 characters = %q, %v; want a *TooLongError", got, err)
	}
}

// Every quote of the corpus that comes with the program is one toot or a short
// thread on every kind of server with the usual limit, and loses no word.
func TestSetThreadOfTheOutline(t *testing.T) {
	t.Parallel()
	c, err := quotes.Open("")
	if err != nil {
		t.Fatal(err)
	}
	threads := 0
	for _, q := range c.Quotes {
		for _, f := range []toot.Flavour{toot.Mastodon, toot.GoToSocial, toot.Pleroma, toot.Unknown} {
			limits := toot.Limits{Flavour: f, MaxChars: 500}
			parts, err := toot.SetThread(c, q, toot.Setting{Limits: limits})
			if err != nil {
				t.Errorf("%s on %s: %v", q.ID, f, err)
				continue
			}
			for _, part := range parts {
				if n := toot.Length(part, "", limits); n > 500 {
					t.Errorf("%s on %s has a part of %d characters: %q", q.ID, f, n, part)
				}
			}
			if len(parts) == 1 {
				continue
			}
			threads++
			words := strings.NewReplacer("“", "", "”", "", " […]", "", "[…] ", "").Replace(strings.Join(parts, " "))
			for _, word := range strings.Fields(q.Text) {
				if !strings.Contains(words, word) {
					t.Errorf("%s on %s lost %q: %q", q.ID, f, word, parts)
				}
			}
			if last := parts[len(parts)-1]; len(parts) > 2 || !strings.Contains(last, c.Source.Title["en"]) {
				t.Errorf("%s on %s has %d parts and ends with %q", q.ID, f, len(parts), last)
			}
		}
	}
	if threads == 0 {
		t.Error("no quote is a thread: the test sees nothing")
	}
}

func TestSetThreadFits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := quoted()
		q.Text = sample(t, "text", otherPieces)
		s := toot.Setting{Limits: toot.Limits{Flavour: toot.Unknown, MaxChars: rapid.IntRange(1, 300).Draw(t, "limit")}}
		parts, err := toot.SetThread(outline(), q, s)
		if err != nil {
			return
		}
		for _, part := range parts {
			if n := toot.Length(part, "", s.Limits); n > s.Limits.MaxChars {
				t.Fatalf("a part has %d characters, more than %d: %q", n, s.Limits.MaxChars, part)
			}
		}
	})
}
