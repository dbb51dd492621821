package toot_test

import (
	"strings"
	"testing"

	"quotebot/bot/toot"
)

func TestLength(t *testing.T) {
	t.Parallel()
	const family = "👨‍👩‍👧‍👦"
	tests := []struct {
		name, text, cw string
		// on Mastodon, GoToSocial, Pleroma, and where nothing is known
		mastodon, gotosocial, pleroma, unknown int
	}{
		{"empty", "", "", 0, 0, 0, 0},
		{"plain", strings.Repeat("a", 500), "", 500, 500, 500, 500},
		{"short link", "http://a.co", "", 23, 11, 11, 23},
		{"long link", "https://www.example.com/a/long/path/to/a/page", "", 23, 45, 45, 45},
		{"mention", "@al@r.example hi", "", 6, 16, 16, 16},
		{"local mention", "@al hi", "", 6, 6, 6, 6},
		{"family", family, "", 1, 7, 1, 11},
		{"combining accent", "e\u0301", "", 1, 2, 1, 2},
		{"line break", "a\r\nb", "", 3, 4, 3, 4},
		{"conjunct", "क्षत्रिय", "", 5, 8, 5, 8},
		{"flags", "🇩🇪🇫🇷", "", 2, 4, 2, 8},
		{"no scheme", "example.com/page", "", 16, 16, 16, 16},
		{"letter before", "xhttps://example.com/abc", "", 24, 24, 24, 24},
		{"content warning", "ab", "cd", 4, 4, 4, 4},
		{"link and mention in it", "ab", "http://a.co @al@r.example", 27, 27, 27, 27},
		{"trimmed", "\x00\n a b \t\x00", " c ", 4, 12, 11, 12},
		{"trimmed as one", " a ", " b ", 2, 6, 4, 6},
		{"trimmed of one only", "  ", " b ", 1, 5, 1, 5},
		{"other spaces", "\u3000a\u3000", "", 3, 3, 1, 3},
		{"bad bytes", "a\xff\xfeb", "", 4, 4, 4, 4},
		{"bad bytes in a mention", "@al@r\xff.example", "", 3 + 1 + 8, 14, 14, 14},
	}
	for _, tt := range tests {
		for flavour, want := range map[toot.Flavour]int{
			toot.Mastodon: tt.mastodon, toot.GoToSocial: tt.gotosocial, toot.Pleroma: tt.pleroma,
			toot.Unknown: tt.unknown, "": tt.unknown,
		} {
			if got := toot.Length(tt.text, tt.cw, toot.Limits{Flavour: flavour}); got != want {
				t.Errorf("%s: Length(%q, %q) on %q = %d, want %d", tt.name, tt.text, tt.cw, flavour, got, want)
			}
		}
	}
}

// What a link is on Mastodon: the text, and what is left of it when each link is
// written as «».
func TestLinks(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, rest string }{
		// schemes
		{"http://example.com https://example.com HTTPS://EXAMPLE.COM", "«» «» «»"},
		{"dat://example.com dweb://example.com ipfs://example.com ipns://example.com ssb://example.com gopher://example.com gemini://example.com", "«» «» «» «» «» «» «»"},
		{"ftp://example.com/long/path/name", "ftp://example.com/long/path/name"},
		{"httpſ://example.com", "«»"}, // the long s folds to s
		{"xmpp:alice@example.com magnet:?xt=urn", "xmpp:alice@example.com magnet:?xt=urn"},

		// before
		{"(https://example.com) «https://example.com» 「https://example.com」", "(«») ««»» 「«»」"},
		{"见https://example.com éhttps://example.com _https://example.com", "见«» é«» _«»"},
		{"ahttps://example.com 1https://example.com", "ahttps://example.com 1https://example.com"},
		{"@https://example.com ＠https://example.com #https://example.com ＃https://example.com $https://example.com",
			"@https://example.com ＠https://example.com #https://example.com ＃https://example.com $https://example.com"},
		{"\ufeffhttps://example.com/page \u200ehttps://example.com", "\ufeffhttps://example.com/page \u200e«»"},
		{"one\nhttps://example.com\r\nhttps://example.com", "one\n«»\r\n«»"},

		// hosts
		{"http://localhost/a/page http://127.0.0.1/a/page http://host.internal/a", "http://localhost/a/page http://127.0.0.1/a/page http://host.internal/a"},
		{"http://example.com.foo http://example.comx http://example.com.zzz", "«» http://example.comx «».zzz"},
		{"http://example.com-x http://example.com_x http://example.com+x http://example.com@x", "http://example.com-x «»_x http://example.com+x http://example.com@x"},
		{"http://my_shop.example.com http://my_shop.com http://my-shop.com", "«» http://my_shop.com «»"},
		{"http://-a.com http://a-.com http://a..com http://.com", "http://-a.com http://a-.com http://a..com http://.com"},
		{"http://alice:secret@example.com/page http://alice.name@example.com/page", "http://alice:secret@example.com/page http://alice.name@example.com/page"},
		{`http://a\b.com`, "«»"},
		{"http://example.com\u202e.org", "«»\u202e.org"},
		{"http://" + strings.Repeat("a", 63) + ".com", "«»"},
		{"http://" + strings.Repeat("a", 64) + ".com", "http://" + strings.Repeat("a", 64) + ".com"},

		// top-level domains
		{"https://example.com中文 https://example.com。 https://example.com，人", "«»中文 «»。 «»，人"},
		{"http://example.UK http://example.u\u212a http://example.museum", "«» «» «»"},
		{"http://example.xn--p1ai http://example.xn--p1ai-x http://example.xn--", "«» «»-x http://example.xn--"},
		{"http://пример.рф http://ПРИМЕР.РФ http://例え.jp http://例子.中国页", "«» «» «» «»页"},
		{"http://a.vermögensberatung http://a.VERMÖGENSBERATUNG", "«» «»"},
		{"http://例子.嘉里大酒店 http://例子.嘉里大", "«» «»大"},

		// ports
		{"http://example.com:8080/page http://example.com: http://example.com:x", "«» «»: «»:x"},

		// paths
		{"https://example.com. https://example.com/, https://example.com/a; https://example.com/a!", "«». «», «»; «»!"},
		{`https://example.com/a"b" https://example.com/a' https://example.com/a」 https://example.com/a=`, `«»" «»' «»」 «»=`},
		{"https://example.com/a]~|*&$% https://example.com/a-b_c+d^e#f", "«»]~|*&$% «»"},
		{"https://example.com/путь/页，https://example.org", "«»"},
		{"https://example.com/a<b https://example.com/a>b https://example.com/a\u00a0b", "«»<b «»>b «»\u00a0b"},
		{"https://example.com/a/b#part https://example.com#part https://example.com/#", "«» «»#part «»"},
		{"(https://en.wikipedia.org/wiki/Foo_(bar))", "(«»)"},
		{"https://example.com/a(b(c)d)e https://example.com/a(b(c(d)))", "«» «»(b(c(d)))"},
		{"https://example.com/a() https://example.com/a(b https://example.com/a(b)(c)", "«»() «»(b «»"},
		{"https://example.com/a(b)! https://example.com/(b)", "«»! «»"},
		// the end of a path is judged by twitter-text's class, which has no Chinese
		{"https://example.com/中(国) https://example.com/中(国)人 https://example.com/a(é)", "«»(国) «» «»"},

		// queries
		{"https://example.com?q=a https://example.com/?q=(a)&b= https://example.com/a?", "«» «» «»?"},
		{"https://example.com/a?q=a, https://example.com/a?q=a。b https://example.com/a?q=a\"b", "«», «» «»\"b"},
		{"https://example.com/a?q=a\u3000b", "«»"},

		// t.co
		{"https://t.co/abc/def?x=y https://t.co/abc#x https://t.co/ https://t.co:80/abc/d", "«»/def?x=y «»#x «» «»"},
		{"https://t.co/" + strings.Repeat("a", 40) + " dat://t.co/a/b", "«» «»"},
		{"https://t.co/" + strings.Repeat("a", 41), "https://t.co/" + strings.Repeat("a", 41)},

		// what a host without a scheme uses up
		{"example.com/https://example.org/page", "example.com/https://example.org/page"},
		{"example.com https://example.org", "example.com «»"},
		{"ς.嘉里大酒店?a=https://example.org/page", "ς.嘉里大酒店?a=https://example.org/page"},
		{"one\n中.com/https://example.org/page", "one\n中.com/https://example.org/page"},
		{"http://_a.com/http://example.org/page", "http://_a.com/http://example.org/page"},

		// too long for a link
		{"http://example.com/" + strings.Repeat("a", 4077), "«»"},
		{"http://example.com/" + strings.Repeat("a", 4078), "http://example.com/" + strings.Repeat("a", 4078)},
	}
	for _, tt := range tests {
		want := toot.Length(strings.ReplaceAll(tt.rest, "«»", strings.Repeat("x", 23)), "", toot.Limits{Flavour: toot.Pleroma})
		if got := toot.Length(tt.text, "", toot.Limits{Flavour: toot.Mastodon}); got != want {
			t.Errorf("Length(%q) = %d, want %d as of %q", tt.text, got, want, tt.rest)
		}
	}
}

// What a mention is on Mastodon: the text, and how it is counted.
func TestMentions(t *testing.T) {
	t.Parallel()
	host := strings.Repeat("a", 253)
	tests := []struct{ text, counted string }{
		{"@al@r.example, @al@r.example. @al@r.example!", "@al, @al. @al!"},
		{"@a.l-x_1@r.example @al.@r.example @-al@r.example", "@a.l-x_1 @al.@r.example @-al@r.example"},
		{"(@al@r.example) “@al@r.example” 你@al@r.example", "(@al) “@al” 你@al@r.example"},
		{"x@al@r.example =@al@r.example /@al@r.example _@al@r.example é@al@r.example", "x@al@r.example =@al@r.example /@al@r.example _@al@r.example é@al@r.example"},
		{"@@al@r.example #@al@r.example ＠al@r.example", "@@al #@al ＠al@r.example"},
		{"@al@r.example@x @al@r.example＠x @al@r.example://x", "@al@r.example@x @al@r.example＠x @al@r.example://x"},
		{"@al@例え.jp @al@r.example中文 @al@é", "@al @al @al"},
		{"@al@r..example @al@r-.example @al@-r", "@al @al @al@-r"},
		{"@uſ\u212a@r.example", "@uſ\u212a"},
		{"Ⓐ@al@r.example 🅰@al@r.example ²@al@r.example", "Ⓐ@al@r.example 🅰@al@r.example ²@al"},
		{"@al@" + host + " @al@" + host + "a", "@al @al@" + host + "a"},
		{"@al@r.example\u200d👍", "@al\u200d👍"},
	}
	for _, tt := range tests {
		want := toot.Length(tt.counted, "", toot.Limits{Flavour: toot.Pleroma})
		if got := toot.Length(tt.text, "", toot.Limits{Flavour: toot.Mastodon}); got != want {
			t.Errorf("Length(%q) = %d, want %d as of %q", tt.text, got, want, tt.counted)
		}
	}
}

func TestEntityEdges(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       int
	}{
		{"mention in a link", "https://example.com/#@al@r.example", 23},
		{"mention behind a link", "https://example.com @al@r.example", 27},
		{"link behind a mention", "@al@r.example:https://example.com", 27},
		{"mention in a link that is none", "http://" + strings.Repeat("a", 64) + ".com/#@al@r.example", 80},
		{"mention behind the slug of t.co", "https://t.co/abc#@al@r.example", 23 + 4},
		{"mark on a link", "https://example.com\u0301", 23},
		{"mark on a link's closing bracket", "(https://example.com)\u0301", 25},
		{"number sign before a link", "\u0600https://example.com", 23},
		{"host that may not be encoded", "https://💩.la", 23},
		{"the same, and longer", "https://💩.la/a/long/path/name", 29},
		{"host with a comma of full width", "https://example.com，x.org", 25},
		{"right-to-left host", "https://مثال.example.com/a/path", 31},
		{"host of many letters", "https://" + strings.Repeat("中", 20) + ".com/", 33},
		{"ligature in a top-level domain", "http://a.ﬁ", 23},
		{"ligatures in others", "http://a.oﬃce http://a.ofﬁce http://a.buſineß http://a.ẞ http://a.beﬆ http://a.ﬂ", 5*24 + 10},
		{"ligature in a scheme", "ßb://a.co ẞB://a.co", 47},
		{"host that looks encoded", "https://xn--é.example.com/path", 30},
	}
	for _, tt := range tests {
		if got := toot.Length(tt.text, "", toot.Limits{Flavour: toot.Mastodon}); got != tt.want {
			t.Errorf("%s: Length(%q) = %d, want %d", tt.name, tt.text, got, tt.want)
		}
	}
}

var plainTexts = []string{
	strings.Repeat("Speed up the construction of integrity in government affairs. ", 8),
	strings.Repeat("加快推进政务诚信建设。", 40),
	strings.Repeat("Café 👍🏽 naïve 🇩🇪. ", 20),
}

func TestLengthAllocatesNothingForPlainText(t *testing.T) {
	for _, flavour := range []toot.Flavour{toot.Mastodon, toot.GoToSocial, toot.Pleroma, toot.Unknown} {
		for _, text := range plainTexts {
			if n := testing.AllocsPerRun(100, func() { toot.Length(text, "warning", toot.Limits{Flavour: flavour}) }); n != 0 {
				t.Errorf("Length(%.20q…) on %s allocates %v times, want 0", text, flavour, n)
			}
		}
	}
}

// Long runs without a space are where a search that starts anew at each
// character takes quadratic time.
func TestLengthIsLinear(t *testing.T) {
	t.Parallel()
	const n = 200_000
	for _, piece := range []string{"中", "a.", "a_b.", "a-.", "a.com.", "a.co/(", "(", "@a", "http://", "a.中"} {
		text := strings.Repeat(piece, n) + " ://"
		if got := toot.Length(text, "", toot.Limits{Flavour: toot.Mastodon}); got < n {
			t.Errorf("Length(%q × %d) = %d, want at least %d", piece, n, got, n)
		}
	}
}

func BenchmarkLength(b *testing.B) {
	mixed := append([]string{
		"@alice@host.example “Perfect credit cooperation models.”\n\nPlanning Outline, II.2.2\nhttps://www.example.org/planning-outline/\n#credit #policy",
		"见https://example.com/路径，和 @al@r.example：" + plainTexts[1],
	}, plainTexts...)
	for name, texts := range map[string][]string{"plain": plainTexts, "mixed": mixed} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, text := range texts {
					toot.Length(text, "", toot.Limits{Flavour: toot.Mastodon})
				}
			}
		})
	}
}
