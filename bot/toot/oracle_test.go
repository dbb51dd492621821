package toot_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"quotebot/bot/sandbox"
	"quotebot/bot/toot"
)

// The sandbox counts with the server's regular expressions, written down
// independently of this package.

var asciiPieces = []string{
	"http://", "https://", "HTTP://", "dat://", "gemini://", "ssb://", "ftp://", "xmpp:", "://", ":", "/", "//",
	"a", "b", "z", "7", "com", "co", "org", "museum", "example", "example.com", "http://example.org", "https://a.co/b",
	"t.co", "https://t.co/", "localhost", "127.0.0.1", "xn--", "xn--p1ai", ".de", ".uk", ".comx", ".co-m", ".", "..", "-", "_",
	"foo_bar", "-.", "._", "@", "#", "$", "+", "alice", "@alice", "@alice@host.example", "@a@b", "@a-b.c@d-e.f", "=@",
	"(", ")", "((", "))", "()", "(a)", "((a))", "(a(b)c)", "(a)(b)", "?", "?q=", "?q", "&", "=", "!", "'", `"`, "<", ">",
	"[", "]", "~", "|", "*", ";", ",", "%20", "%", "^", "{", "`", `\`, " ", "\n", "\r\n", "\t", "\x00", "\x01", "\x7f",
	strings.Repeat("a", 40), strings.Repeat("b", 63), strings.Repeat("c", 64), strings.Repeat("d", 253),
}

var otherPieces = []string{
	"httpſ://", "ſ", "\u212a", "u\u212a", "＠", "＃", "é", "ß", "ﬁ", "ﬆ", "ŉ", "ʼn", "İ", "ı", "ς", "ü", "Ø", "×",
	"中文", "中国", ".中国", "例え。", "。", "，", "．", "「", "」", "（", "）", "…", "рф", ".РФ", "при", ".भारत", ".भारतम्", "क्ष", "कि",
	".vermögensberatung", ".VERMÖGENSBERATER", ".嘉里大酒店", ".嘉里", ".한국", ".ελ", "صر", ".مصر",
	"\u00a0", "\u0085", "\u180e", "\u1680", "\u2003", "\u2028", "\u202f", "\u3000", "\u200b", "\u200c", "\u200d", "\u200e", "\u061c",
	"\u2066", "\ufeff", "\ufffd", "\uffff", "\ufdd0", "\u0301", "\ufe0f", "\u20e3", "\u0600", "\u0903", "\U0001f3fd", "👍", "👍🏽", "👨‍👩‍👧", "🇩🇪", "🇩",
	"Ⓐ", "🅰", "٣", "²", "Ⅷ", "‿", "\ue000", "\U000e0100", "\U000e0001", "\U0010fffd", "𝒜", "각", "ᄀ", "ᅡ", "ᆨ",
}

func sample(t *rapid.T, label string, pieces []string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 14).Draw(t, label), "")
}

func TestLengthIsTheServersForASCII(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text, cw := sample(t, "text", asciiPieces), sample(t, "cw", asciiPieces)
		for server, flavour := range map[sandbox.Flavour]toot.Flavour{
			sandbox.Mastodon: toot.Mastodon, sandbox.GoToSocial: toot.GoToSocial, sandbox.Pleroma: toot.Pleroma,
		} {
			got := toot.Length(text, cw, toot.Limits{Flavour: flavour})
			if want := sandbox.Count(text, cw, server); got != want {
				t.Fatalf("Length(%q, %q) on %s = %d, the server counts %d", text, cw, flavour, got, want)
			}
		}
	})
}

// Links of about the greatest length, and slugs, where it matters to a character
// whether they still count as links.
func TestLengthOfLinksThatAreNearlyTooLong(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := "https://" + rapid.SampledFrom([]string{"example.org/", "bücher.example.org/", "例え.jp/", "ü.é.ö.de/"}).Draw(t, "host")
		text += strings.Repeat("a", 4096-utf8.RuneCountInString(text)+rapid.IntRange(-30, 3).Draw(t, "beyond"))
		slug := "http://t.co/" + strings.Repeat("a", rapid.IntRange(38, 42).Draw(t, "slug")) + "/b"
		for _, text := range []string{text, slug, text + " " + slug} {
			got := toot.Length(text, "", toot.Limits{Flavour: toot.Mastodon})
			if server := sandbox.Count(text, "", sandbox.Mastodon); got < server || isASCII(text) && got > server {
				t.Fatalf("Length of %d characters beginning with %.20q = %d, the server counts %d", utf8.RuneCountInString(text), text, got, server)
			}
		}
	})
}

func isASCII(s string) bool { return utf8.RuneCountInString(s) == len(s) }

// With hosts in ASCII there is no doubt either, whatever stands around them.
func TestLengthIsTheServersForHostsInASCII(t *testing.T) {
	t.Parallel()
	const numberSign = "\u0600" // joins letters, see conjuncts
	pieces := slices.DeleteFunc(slices.Concat(otherPieces, []string{
		" https://example.org/", "\nHTTP://t.co/a", "@alice@host.example", "@a@b", "(", ")", "?", "#", ".", "/", "=", "a", " ",
	}), func(piece string) bool { return piece == numberSign || strings.Contains(piece, "ſ:") })
	rapid.Check(t, func(t *rapid.T) {
		text := "a" + sample(t, "text", pieces) // a blank text costs a server nothing
		got := toot.Length(text, "", toot.Limits{Flavour: toot.Mastodon})
		if want := sandbox.Count(text, "", sandbox.Mastodon); got != want {
			t.Fatalf("Length(%q) = %d, the server counts %d", text, got, want)
		}
	})
}

func TestLengthIsNeverBelowTheServers(t *testing.T) {
	t.Parallel()
	pieces := slices.Concat(asciiPieces, otherPieces)
	rapid.Check(t, func(t *rapid.T) {
		text, cw := sample(t, "text", pieces), sample(t, "cw", pieces)
		for _, f := range []struct {
			toot   toot.Flavour
			server sandbox.Flavour
		}{
			{toot.Mastodon, sandbox.Mastodon},
			{toot.Pleroma, sandbox.Pleroma},
			{toot.GoToSocial, sandbox.GoToSocial},
			{toot.Unknown, sandbox.Mastodon},
			{toot.Unknown, sandbox.Pleroma},
			{toot.Unknown, sandbox.GoToSocial},
		} {
			got := toot.Length(text, cw, toot.Limits{Flavour: f.toot})
			if server := sandbox.Count(text, cw, f.server); got < server {
				t.Fatalf("Length(%q, %q) on %s = %d, %s counts %d", text, cw, f.toot, got, f.server, server)
			}
		}
	})
}

func FuzzLength(f *testing.F) {
	f.Add("", "")
	f.Add("@al@r.example https://example.com/a(b)?q=c#d", "a\xffb")
	f.Add("见http://例え.嘉里大酒店，e\u0301 👨‍👩‍👧 क्ष\r\n", "\u0600")
	f.Add("ς.嘉里大酒店?a=https://example.org/(b(c)d)，x ßb://a.oﬃce http://t.co/", "")
	f.Fuzz(func(t *testing.T, text, cw string) {
		length := func(f toot.Flavour) int { return toot.Length(text, cw, toot.Limits{Flavour: f}) }
		units, points, graphemes := length(toot.Unknown), length(toot.GoToSocial), length(toot.Pleroma)
		if units < points || points < graphemes || graphemes < 0 {
			t.Errorf("%q, %q: UTF-16 %d, code points %d, graphemes %d", text, cw, units, points, graphemes)
		}
		mastodon := length(toot.Mastodon)
		if mastodon < 0 || mastodon > units {
			t.Errorf("%q, %q: Mastodon %d, bound %d", text, cw, mastodon, units)
		}
		if server := sandbox.Count(text, cw, sandbox.Mastodon); mastodon < server && utf8.ValidString(text) && utf8.ValidString(cw) {
			t.Errorf("%q, %q: Mastodon %d, the server counts %d", text, cw, mastodon, server)
		}
	})
}

// More text is never shorter, where nothing is discounted: on servers that give
// no discounts, and for text without links and mentions on all.
func TestLengthGrowsWithTheText(t *testing.T) {
	t.Parallel()
	pieces := slices.Concat(asciiPieces, otherPieces)
	rapid.Check(t, func(t *rapid.T) {
		text, more := sample(t, "text", pieces), sample(t, "more", pieces)
		flavours := []toot.Flavour{toot.GoToSocial, toot.Pleroma}
		if !strings.ContainsAny(text+more, "@:") {
			flavours = append(flavours, toot.Mastodon, toot.Unknown)
		}
		for _, f := range flavours {
			l := toot.Limits{Flavour: f}
			if short, long := toot.Length(text, "", l), toot.Length(text+more, "", l); long < short {
				t.Fatalf("on %s %q has %d characters and %q %d", f, text, short, text+more, long)
			}
		}
	})
}
