package toot_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

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
		"@alice “Perfect the mechanisms by which government decides. Make its decisions more transparent, and extend public notice. […]” 1/2",
		"@alice “[…] Hold hearings on what is important.” 2/2\n\nThe Outline, II.1.1, Government\n" +
			"Translation: Jane Doe, Example Press\nhttps://example.com/translation\n#bot",
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

// A thread has as few parts as can be, as a search through all ways to cut it
// between words shows.
func TestSetThreadInTheFewestParts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := quoted()
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "promise", "kept", "transparency", "of", "civil"}), 20, 90).Draw(t, "words")
		q.Text, q.Verbatim = strings.Join(words, " "), rapid.Bool().Draw(t, "verbatim")
		s := toot.Setting{Prefix: "@al@r.example ", CW: "law", Limits: toot.Limits{
			Flavour: rapid.SampledFrom(flavours).Draw(t, "flavour"), MaxChars: rapid.IntRange(130, 300).Draw(t, "limit"),
		}}
		parts, err := toot.SetThread(outline(), q, s)
		if err != nil {
			t.Fatal(err)
		}
		last := parts[len(parts)-1]
		citation := last[strings.Index(last, "\n\n"):]
		if short := strings.Index(citation, "\nhttp"); short > 0 {
			citation = strings.Replace(citation[:short], "Translation: Jane Doe, Example Press", "tr. Jane Doe", 1)
			citation = strings.Replace(citation, "Own translation, abridged", "own, abridged", 1)
		}
		fits := func(from, to, part, parts int) bool {
			text := setPart(q, words, from, to, part, parts)
			if part == parts {
				text += citation
			}
			return toot.Length(s.Prefix+text, s.CW, s.Limits) <= s.Limits.MaxChars
		}
		for n := 2; n < len(parts); n++ {
			if cuttable(len(words), n, fits) {
				t.Fatalf("SetThread(%q) in %d characters has %d parts, but %d will do: %q", q.Text, s.Limits.MaxChars, len(parts), n, parts)
			}
		}
	})
}

// setPart is one part of a thread, without prefix and citation.
func setPart(q quotes.Quote, words []string, from, to, part, parts int) string {
	opening, closing, elision := "", "", "…"
	if q.Verbatim {
		opening, closing, elision = "“", "”", "[…]"
	}
	text := strings.Join(words[from:to], " ")
	if part > 1 {
		text = elision + " " + text
	}
	if part < parts {
		text += " " + elision
	}
	return fmt.Sprintf("%s%s%s %d/%d", opening, text, closing, part, parts)
}

// cuttable says whether n words can be cut into that many parts that fit.
func cuttable(words, parts int, fits func(from, to, part, parts int) bool) bool {
	reached := map[int]bool{0: true}
	for part := 1; part <= parts; part++ {
		next := map[int]bool{}
		for from := range reached {
			for to := from + 1; to <= words; to++ {
				if fits(from, to, part, parts) {
					next[to] = true
				}
			}
		}
		reached = next
	}
	return reached[words]
}

func TestSetThreadFits(t *testing.T) {
	t.Parallel()
	pieces := slices.Concat(asciiPieces, otherPieces, proseWords, widePieces)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "text"), " ")
		setThread(t, text, rapid.SampledFrom([]string{"", "law"}).Draw(t, "cw"),
			rapid.IntRange(1, 300).Draw(t, "limit"), rapid.SampledFrom(flavours).Draw(t, "flavour"))
	})
}

// setThread sets a quote, and checks what holds for all quotes: each part fits
// and says which it is, and the words are there, in order, but for the marks of
// the cuts.
func setThread(t failer, text, cw string, limit int, f toot.Flavour) {
	q := quoted()
	q.Text = text
	s := toot.Setting{Prefix: "@al@r.example ", CW: cw, Limits: toot.Limits{Flavour: f, MaxChars: limit}}
	parts, err := toot.SetThread(outline(), q, s)
	if err != nil {
		if tooLong := (*toot.TooLongError)(nil); !errors.As(err, &tooLong) || tooLong.Length <= tooLong.Max {
			t.Fatalf("SetThread(%q) in %d characters on %s: %v", text, limit, f, err)
		}
		return
	}
	words := ""
	for i, part := range parts {
		if n := toot.Length(part, cw, s.Limits); n > s.Limits.Max() {
			t.Fatalf("SetThread(%q): part %q has %d characters, more than %d", text, part, n, s.Limits.Max())
		}
		body := strings.TrimPrefix(part, s.Prefix)
		if i == len(parts)-1 {
			body = body[:strings.LastIndex(body, "\n\nThe Outline, II.1.1")]
		}
		if len(parts) > 1 {
			number := fmt.Sprintf(" %d/%d", i+1, len(parts))
			if !strings.HasSuffix(body, number) {
				t.Fatalf("SetThread(%q): part %q does not end with %q", text, body, number)
			}
			body = strings.TrimSuffix(body, number)
		}
		_, first := utf8.DecodeRuneInString(body) // the quotation marks
		_, last := utf8.DecodeLastRuneInString(body)
		body = body[first : len(body)-last]
		if i > 0 {
			body = strings.TrimPrefix(body, "[…] ")
		}
		if i < len(parts)-1 {
			body = strings.TrimSuffix(body, " […]")
		}
		words += body
	}
	plain := func(s string) string { return strings.ReplaceAll(solid(s), "\u200b", "") }
	if got, want := plain(words), plain(cleaned(text)); got != want {
		t.Fatalf("SetThread(%q) in %d characters on %s has the words %q, want %q", text, limit, f, got, want)
	}
}

func TestSetThreadOddInput(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("All of these words are too many. ", 30)
	for _, text := range []string{"", " ", "\x00\x1b", "a\xff\xed\xa0\x80b", "\u202e" + long, long + "\x00", strings.Repeat("\u0301", 900), strings.Repeat("a", 900)} {
		for _, limit := range []int{-1, 0, 1, 2, 60, 150, 500} {
			for _, cw := range []string{"", "law", long} {
				for _, f := range flavours {
					setThread(t, text, cw, limit, f)
				}
			}
		}
	}
}

func FuzzSetThread(f *testing.F) {
	f.Add("Perfect the mechanisms (so it is said). Make them #open, @all of them: https://example.com/a.", "law", 190, uint8(0))
	f.Add("加快推进政务诚信建设。\u202e“的”\xff\x00 e\u0301#tag", "", 150, uint8(2))
	f.Fuzz(func(t *testing.T, text, cw string, limit int, flavour uint8) {
		setThread(t, text, cw, limit, flavours[int(flavour)%len(flavours)])
	})
}
