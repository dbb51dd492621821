package sandbox_test

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"quotebot/bot/sandbox"
)

const family = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466"

func TestCountOfEachFlavour(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text, cw                string
		mastodon, gotosocial, pleroma int
	}{
		{"letters", strings.Repeat("a", 500), "", 500, 500, 500},
		{"a link", "http://a.co", "", 23, 11, 11},
		{"a remote mention", "@al@r.example hi", "", 6, 16, 16},
		{"a family", family, "", 1, 7, 1},
		{"a combining accent", "e\u0301", "", 1, 2, 1},
		{"a flag", "\U0001F1E8\U0001F1F3", "", 1, 2, 1},
		{"Hangul from jamo", "\u1112\u1161\u11ab", "", 1, 3, 1},
		{"CR LF", "a\r\nb", "", 3, 4, 3},
		{"a link in parentheses", "(https://en.wikipedia.org/wiki/Foo_(bar))", "", 25, 41, 41},
		{"a scheme within a word", "xhttps://example.com/abc", "", 24, 24, 24},
		{"a link in the warning", "", "https://example.com/abc", 23, 23, 23},
		{"a long link in the warning", "a", "https://example.com/abcdef", 27, 27, 27},
		{"text and warning", "four", "two", 7, 7, 7},
		{"outer spaces", "  a b \n", " w\t", 4, 10, 7},
		{"Chinese", "政务诚信", "", 4, 4, 4},
		{"nothing but spaces", "\u3000 ", "", 0, 2, 0},
		{"empty", "", "", 0, 0, 0},
		{"across the border", "\u0301", "e", 1, 2, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for f, want := range map[sandbox.Flavour]int{
				sandbox.Mastodon: tt.mastodon, sandbox.GoToSocial: tt.gotosocial, sandbox.Pleroma: tt.pleroma,
			} {
				if got := sandbox.Count(tt.text, tt.cw, f); got != want {
					t.Errorf("Count(%q, %q, %v) = %d, want %d", tt.text, tt.cw, f, got, want)
				}
			}
		})
	}
}

// The URL between < and > counts 23 for Mastodon, all else by grapheme; without < and > there is no URL.
func TestCountOfLinks(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text string }{
		{"https", "see <https://example.com/> now"},
		{"upper case", "<HTTPS://EXAMPLE.COM/A>"},
		{"gemini", "<gemini://example.org/x>"},
		{"ipfs", "<ipfs://example.org/x>"},
		{"ftp is no scheme", "ftp://example.org/x"},
		{"xmpp is not shortened", "xmpp:romeo@example.net"},
		{"magnet is not shortened", "magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a"},
		{"without a scheme", "example.com/a/very/long/path"},
		{"full stop", "<https://e.org>."},
		{"comma, path", "<https://e.org/a>, and"},
		{"colon", "<https://e.org>:"},
		{"port", "<https://e.org:8080/a>"},
		{"question mark", "<https://e.org>?"},
		{"query", "<https://e.org/?a=b&c=d>"},
		{"query with punctuation at its end", "<https://e.org/?a=b>."},
		{"query of Chinese", "<https://e.org/?q=政务>"},
		{"fragment", "<https://e.org/a#b-c>"},
		{"quotation marks", `"<https://e.org/a>"`},
		{"Chinese quotation marks", "「<https://e.org/a>」"},
		{"Chinese before", "看<https://e.org/a>"},
		{"Chinese in the path", "<https://zh.wikipedia.org/wiki/政务诚信>"},
		{"Chinese after the host", "<https://e.org>。下一句"},
		{"an accent before", "é<https://e.org/a>"},
		{"a digit before", "1https://e.org/a"},
		{"an at sign before", "@https://e.org/a"},
		{"a hash before", "#https://e.org/a"},
		{"a dollar before", "$https://e.org/a"},
		{"a full-width hash before", "＃https://e.org/a"},
		{"a hyphen before", "-<https://e.org/a>"},
		{"an underscore before", "_<https://e.org/a>"},
		{"balanced parentheses", "<https://e.org/a_(b)>"},
		{"nested parentheses", "<https://e.org/a_(b_(c))>"},
		{"unbalanced parenthesis", "<https://e.org/a>)"},
		{"Chinese in the last parentheses", "<https://e.org/a_>(中)"},
		{"Chinese in inner parentheses", "<https://e.org/a_(中)/b>"},
		{"slash at the end", "<https://e.org/a/>"},
		{"punctuation and slash", "<https://e.org/a./>"},
		{"localhost", "http://localhost/a"},
		{"address", "http://127.0.0.1:8080/a"},
		{"internal", "https://wiki.internal/a"},
		{"a newer top-level domain", "https://foo.kids/a"},
		{"onion", "<http://abcdefghij234567.onion/a>"},
		{"punycode", "<https://foo.xn--p1ai/a>"},
		{"Cyrillic", "<https://пример.рф/a>"},
		{"Chinese top-level domain", "<https://例子.中国/a>"},
		{"German umlaut", "<https://müller.de/a>"},
		{"emoji host", "https://\U0001F4A9.la/a"},
		{"underscore in a subdomain", "<https://a_b.example.com/c>"},
		{"underscore in the domain name", "https://a_b.com/c"},
		{"hyphen at the end of a label", "https://a-.com/c"},
		{"label of 63", "<https://" + strings.Repeat("a", 63) + ".com/>"},
		{"label of 64", "https://" + strings.Repeat("a", 64) + ".com/"},
		{"two labels", "<https://a.b.co.uk>"},
		{"the last known label decides", "<https://example.com>.zzzz/path"},
		{"a known label first", "https://com.zzzz/path"},
		{"top-level domain before @", "https://e.org@host/a"},
		{"top-level domain before -", "https://e.org-a/b"},
		{"user in the host", "https://user@e.org/a"},
		{"two links", "<https://e.org/a> <https://e.org/b>"},
		{"two links joined by a comma", "<https://e.org/a,https://e.org/b>"},
		{"an entity of HTML after", "<https://e.org/a&gt>;"},
		{"swallowed by a host without scheme", "e.org/https://example.com/a/b/c"},
		{"t.co", "<https://t.co/abc>/def"},
		{"t.co with a long slug", "https://t.co/" + strings.Repeat("a", 41)},
		{"4096 characters", "<https://e.org/" + strings.Repeat("a", 4096-14) + ">"},
		{"4097 characters", "https://e.org/" + strings.Repeat("a", 4097-14)},
		{"newline before", "a\n<https://e.org/a>\nb"},
		{"no-break space", "<https://e.org/a>\u00a0b"},
		{"zero-width space stays in a path", "<https://e.org/a\u200bb>"},
		{"byte order mark before", "\ufeffhttps://e.org/a"},
		{"left-to-right mark before", "\u200e<https://e.org/a>"},
		{"emoji after", "<https://e.org/a\U0001F600>"},
		{"asterisk", "<https://e.org/a>*"},
		{"tilde", "<https://e.org/~user>"},
		{"percent", "<https://e.org/a%20b>"},
		{"mention in the path", "<https://e.org/@user@r.example/1>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := strings.NewReplacer("<", "", ">", "").Replace(tt.text)
			want := 0
			for i, piece := range strings.Split(strings.ReplaceAll(tt.text, ">", "<"), "<") {
				if i%2 == 1 {
					want += 23
				} else {
					want += sandbox.Count("|"+piece+"|", "", sandbox.Pleroma) - 2 // no discounts, spaces kept
				}
			}
			if got := sandbox.Count(text, "", sandbox.Mastodon); got != want {
				t.Errorf("Count(%.80q) = %d, want %d", text, got, want)
			}
		})
	}
}

// What is discounted of a mention is its host.
func TestCountOfMentions(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, counted string }{
		{"local", "@al hi", "@al hi"},
		{"remote", "@al@r.example hi", "@al hi"},
		{"full stop after", "@al@r.example.", "@al."},
		{"dots and hyphens", "@a.l-x@r-2.example hi", "@a.l-x hi"},
		{"double dots", "@a..l@r..example hi", "@a..l hi"},
		{"host without dot", "@al@host hi", "@al hi"},
		{"Chinese host", "@al@例子.中国 hi", "@al hi"},
		{"Chinese after the host", "@al@r.example政务 hi", "@al hi"},
		{"Chinese user", "@政务@r.example hi", "@政务@r.example hi"},
		{"after a word", "x@al@r.example", "x@al@r.example"},
		{"after a Chinese word", "问@al@r.example", "问@al@r.example"},
		{"after a circled letter", "Ⓐ@al@r.example", "Ⓐ@al@r.example"},
		{"after a slash", "/@al@r.example", "/@al@r.example"},
		{"after an equals sign", "=@al@r.example", "=@al@r.example"},
		{"after a parenthesis", "(@al@r.example)", "(@al)"},
		{"after a dot", ".@al@r.example", ".@al"},
		{"at sign after", "@al@r.example@x", "@al@r.example@x"},
		{"scheme after", "@al@r.example://x", "@al@r.example://x"},
		{"accent after a local name", "@alé", "@alé"},
		{"two", "@a@x.example @b@y.example", "@a @b"},
		{"repeated at sign", "@@al@r.example", "@@al"},
		{"host of 253", "@al@" + strings.Repeat("a", 253) + " hi", "@al hi"},
		{"host of 254", "@al@" + strings.Repeat("a", 254) + " hi", "@al@" + strings.Repeat("a", 254) + " hi"},
		{"port after", "@al@r.example:80", "@al:80"},
		{"mail address", "al@r.example", "al@r.example"},
		{"zero-width space defuses", "@\u200bal@r.example", "@\u200bal@r.example"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want := sandbox.Count(tt.counted, "", sandbox.Pleroma)
			if got := sandbox.Count(tt.text, "", sandbox.Mastodon); got != want {
				t.Errorf("Count(%q) = %d, want %d, the length of %q", tt.text, got, want, tt.counted)
			}
		})
	}
}

// A text without any dot must not be read again for each letter.
func TestCountOfLongProse(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("政务诚信是社会信用体系建设的关键，", 4000) + ":"
	if got, want := sandbox.Count(text, "", sandbox.Mastodon), 17*4000+1; got != want {
		t.Errorf("Count of long prose = %d, want %d", got, want)
	}
}

// Without a colon and an at sign there is nothing to discount, and outer spaces never count.
func TestCountDiscountsNothingElse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.NewReplacer(":", "", "@", "").Replace(rapid.String().Draw(t, "text"))
		trimmed := strings.Trim(text, "\x00\t\n\v\f\r ")
		want := uniseg.GraphemeClusterCount(trimmed)
		if strings.TrimSpace(trimmed) == "" {
			want = 0
		}
		if got := sandbox.Count(" "+text+"\n", "", sandbox.Mastodon); got != want {
			t.Fatalf("Count(%q) = %d, want %d", text, got, want)
		}
	})
}
