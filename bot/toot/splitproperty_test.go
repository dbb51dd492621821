package toot_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"

	"quotebot/bot/toot"
)

var flavours = []toot.Flavour{toot.Mastodon, toot.GoToSocial, toot.Pleroma, toot.Unknown}

// What texts are made of. Everything in proseWords is shorter than 60.
var (
	proseWords = []string{
		"the", "record", "of", "promises", "is", "kept,", "by the court;", "and", "read.", "Trust", "grows!", "Why?", "I.",
		"Art. 5", "No. 3", "e.g. this", "Dr. Smith", "J. Smith", "z. B. das", "p. ej. esto", "5 km", "10 %", "§ 5", "€ 20", "30 September",
		"(in short)", "(a (b c) d)", "[so it was]", "https://example.com/a/page?q=1", "@alice@social.example", "#trust", "“so it is”",
		"\n", "\n\n", "\n- ", "\n1. ", "list:", "—", "–", "\u00a0", "\t", "  ", "👨‍👩‍👧‍👦", "e\u0301", "हिन्दी", "שלום", "كتاب",
	}
	widePieces = []string{
		"信用", "记录", "公开", "的", "。", "，", "、", "：", "“", "”", "（", "）", "《", "》", "——", "……", "2014年", "第五条", "5公里",
		"ひらがな", "カタカナ", "ー", "っ", "漢字", "Mastodon", " https://example.com/页 ", " ", "\n", "#标签 ", "각국",
	}
	oddPieces = []string{
		"http://", "https://", "example.com", ".com", "t.co/", "://", "/", "@", "@a", "@a@b.example", "#", "＃", "a", "7", ".", "。", "(", ")", "[", "]",
		"\u0301", "\u200d", "\ufe0f", "\u0600", "\u202e", "\u202c", "\u2067", "\u2069", "👍🏽", "🇩🇪", "🇫", "\x00", "\xff", "\xed\xa0\x80", "\r", "\n", " ",
		"\u00a0", "\u3000", "\u2028", "中", "国", ".中国", "क्ष", "각", "ﷺ", "𝒜", "x.co", "http://x.co/", "http://例え.jp/", "-", "_", "?", "=", "1.", ":\n- ",
	}
)

// A trial is a text and what Split is told about it.
type trial struct {
	text    string
	limits  toot.Limits
	options toot.SplitOptions
}

func draw(t *rapid.T, least, most int) trial {
	separator, pieces := "", oddPieces
	switch rapid.SampledFrom([]string{"prose", "wide", "odd"}).Draw(t, "kind") {
	case "prose":
		separator, pieces = " ", proseWords
	case "wide":
		pieces = widePieces
	}
	return trial{
		text: strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 80).Draw(t, "text"), separator),
		limits: toot.Limits{
			Flavour:  rapid.SampledFrom(flavours).Draw(t, "flavour"),
			MaxChars: rapid.IntRange(least, most).Draw(t, "max"),
		},
		options: toot.SplitOptions{
			CW:        rapid.SampledFrom([]string{"", "", "law", " politics "}).Draw(t, "cw"),
			Language:  rapid.SampledFrom([]string{"", "en", "de", "fr", "es", "zh", "ja", "xx"}).Draw(t, "language"),
			Numbering: rapid.SampledFrom([]toot.Numbering{"", toot.None, toot.Count, toot.Thread}).Draw(t, "numbering"),
			AtStart:   rapid.Bool().Draw(t, "at start"),
		},
	}
}

// split splits, and checks what holds for all texts.
func (k trial) split(t failer) []toot.Part {
	parts, err := toot.Split(k.text, k.limits, k.options)
	var limit *toot.LimitError
	if errors.As(err, &limit) {
		if limit.Need <= limit.Max || limit.Max != k.limits.Max() {
			t.Fatalf("%+v: %v", k, err)
		}
		return nil
	}
	if err != nil {
		t.Fatalf("%+v: %v", k, err)
	}
	bodies := ""
	for i, p := range parts {
		if n := toot.Length(p.Text, k.options.CW, k.limits); n > k.limits.Max() {
			t.Fatalf("%+v: part %d: Length(%q) = %d", k, i+1, p.Text, n)
		}
		if want := k.numbered(p.Body, i+1, len(parts)); p.Text != want {
			t.Fatalf("%+v: part %d is %q, want %q", k, i+1, p.Text, want)
		}
		if strings.TrimSpace(p.Body) == "" {
			t.Fatalf("%+v: part %d is blank", k, i+1)
		}
		bodies += p.Body
	}
	if got, want := solid(bodies), solid(cleaned(k.text)); got != want {
		t.Fatalf("%+v: the bodies are %q, want %q", k, got, want)
	}
	return parts
}

type failer interface {
	Fatalf(format string, args ...any)
}

func (k trial) numbered(body string, part, parts int) string {
	number := fmt.Sprintf("%d/%d", part, parts)
	if k.options.Numbering == toot.Thread {
		number = "🧵 " + number
	}
	switch {
	case parts == 1 || k.options.Numbering == toot.None || k.options.Numbering == "":
		return body
	case k.options.AtStart:
		return number + " " + body
	}
	return body + " " + number
}

// cleaned is what Split's comment says, but for white space.
func cleaned(text string) string {
	text = strings.ToValidUTF8(text, "\ufffd")
	return regexp.MustCompile(`[\x00-\x08\x0e-\x1f\x7f-\x{84}\x{86}-\x{9f}]`).ReplaceAllString(text, "")
}

// solid returns a text without white space.
func solid(text string) string { return strings.Join(strings.Fields(text), "") }

func TestSplitFitsAndLosesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { draw(t, 1, 120).split(t) })
}

func TestSplitLeavesAloneWhatFits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		k := draw(t, 20, 120)
		for _, p := range k.split(t) {
			again, err := toot.Split(p.Text, k.limits, k.options)
			if err != nil || len(again) != 1 || strings.TrimSpace(p.Text) != again[0].Text {
				t.Fatalf("%+v: Split(%q) = %q, %v", k, p.Text, again, err)
			}
		}
	})
}

// No fewer parts will do, as an own search with the exact length of each shows.
// Left out are links and mentions that a cut makes or unmakes, where they do not
// count for their length.
func TestSplitIntoTheFewestParts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		k := draw(t, 4, 60)
		if k.limits.Flavour == toot.Mastodon || k.limits.Flavour == toot.Unknown {
			k.text = strings.NewReplacer("@", "", "://", "").Replace(k.text)
		}
		parts := k.split(t)
		if len(parts) < 2 {
			return
		}
		text, ends, starts, err := toot.AllowedCuts(k.text, k.limits, k.options)
		if err != nil {
			t.Fatalf("%+v: %v", k, err)
		}
		for n := 2; n < len(parts); n++ {
			if k.fits(text, ends, starts, n) {
				t.Fatalf("%+v: %d parts: %q, but %d will do", k, len(parts), parts, n)
			}
		}
		if !k.fits(text, ends, starts, len(parts)) {
			t.Fatalf("%+v: %q has other cuts than those allowed", k, parts)
		}
	})
}

// fits says whether n parts between those cuts can have the text.
func (k trial) fits(text string, ends, starts []int, n int) bool {
	reached := map[int]bool{0: true}
	for part := 1; part <= n; part++ {
		next := map[int]bool{}
		for i := range reached {
			for j := i + 1; j < len(ends); j++ {
				body := k.numbered(text[starts[i]:ends[j]], part, n)
				if toot.Length(body, k.options.CW, k.limits) <= k.limits.Max() {
					next[j] = true
				}
			}
		}
		reached = next
	}
	return reached[len(ends)-1]
}

// unbreakable is what a part of 60 characters can always hold, so that nothing
// in it has to be opened.
var unbreakable = regexp.MustCompile(strings.Join([]string{
	`https?://[!-~]+`, `@\w+@[\w.]+`, `#\pL+`, `\d (km|%)`, `[§€] \d+`, `\d+ September`, `(Art|No)\. \d`, `\b(e\.g|Dr|J|z|B|p|ej)\. ?\pL`,
	`\([^()]*(\([^()]*\))?[^()]*\)`, `\[[^\[\]]*\]`, `:\n(- |1\. )`, `\n(-|1\.) \S`, `\d{4}年`, `第五条`, `\d公里`, `——`, `……`,
	`.[。，、：”）》]`, `\S[ーっ]`, `[“（《].`,
}, "|"))

func TestSplitNeverCutsInside(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		k := draw(t, 60, 120)
		k.options.CW, k.options.Numbering, k.options.Language = "", toot.None, ""
		pieces, separator := proseWords, " "
		if rapid.Bool().Draw(t, "wide") {
			pieces, separator = widePieces, ""
		}
		k.text = strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 90).Draw(t, "words"), separator)
		from, text := 0, strings.TrimSpace(k.text)
		parts := k.split(t)
		for _, p := range parts[:max(0, len(parts)-1)] {
			from += strings.Index(text[from:], p.Body) + len(p.Body)
			checkCut(t, text, from, k.limits)
		}
	})
}

func checkCut(t failer, text string, at int, l toot.Limits) {
	next := at + len(text[at:]) - len(strings.TrimLeftFunc(text[at:], unicode.IsSpace))
	for from := 0; from < len(text); {
		m := unbreakable.FindStringIndex(text[from:])
		if m == nil {
			break
		}
		start, end := from+m[0], from+m[1]
		inside := start < at && next < end || start == at && next > at && next < end
		if inside && !strings.Contains(text[start:end], "\n\n") && toot.Length(text[start:end], "", l) <= 40 {
			t.Fatalf("%q is cut inside %q, before %q", text, text[start:end], text[next:])
		}
		_, size := utf8.DecodeRuneInString(text[start:])
		from = start + size
	}
	for g := graphemes.FromString(text); g.Next(); {
		if g.Start() < at && at < g.End() {
			t.Fatalf("%q is cut inside the character %q", text, g.Value())
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("Art. 5 (see https://example.com/a) of 30 September: @al@r.example #tag.\n\n- 5 km", "law", 40, uint8(0), uint8(1))
	f.Add("信用记录（公开）。“的”——见https://例え.jp/页 ，2014年", "", 12, uint8(3), uint8(6))
	f.Add("e\u0301 👨‍👩‍👧 क्ष\r\n\xff\u202e", " ", 3, uint8(2), uint8(3))
	f.Fuzz(func(t *testing.T, text, cw string, limit int, flavour, numbering uint8) {
		k := trial{
			text:   text,
			limits: toot.Limits{Flavour: flavours[int(flavour)%len(flavours)], MaxChars: limit},
			options: toot.SplitOptions{
				CW: cw, AtStart: numbering&4 != 0,
				Numbering: []toot.Numbering{toot.None, toot.Count, toot.Thread}[numbering%4%3],
			},
		}
		k.split(t)
	})
}
