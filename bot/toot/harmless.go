package toot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// zeroWidthSpace separates a sign from the name behind it, unseen.
const zeroWidthSpace = "\u200b"

const nameSigns = "@#＃"

// Harmless returns words that neither mention anybody nor carry a hashtag: a
// zero-width space follows each @ and # that may begin a name. What may stand
// before one is not asked, since servers differ (Pleroma finds a mention in
// mail@example.org). Only links are left as they are: every server sees them
// first, and a space would break them.
func Harmless(words string) string {
	if !strings.ContainsAny(words, nameSigns) {
		return words
	}
	var b strings.Builder
	links, from := linkScanner{text: words}, 0
	for link, ok := links.next(); ok; link, ok = links.next() {
		writeHarmless(&b, words[from:link.start])
		b.WriteString(words[link.start:link.end])
		from = link.end
	}
	writeHarmless(&b, words[from:])
	return b.String()
}

func writeHarmless(b *strings.Builder, words string) {
	for {
		i := strings.IndexAny(words, nameSigns)
		if i < 0 {
			break
		}
		_, size := utf8.DecodeRuneInString(words[i:])
		b.WriteString(words[:i+size])
		words = words[i+size:]
		if next, size := utf8.DecodeRuneInString(words); size > 0 && mayBeginName(next) {
			b.WriteString(zeroWidthSpace)
		}
	}
	b.WriteString(words)
}

// isSign says whether a name behind r is a mention or a hashtag.
func isSign(r rune) bool { return strings.ContainsRune(nameSigns, r) }

// mayBeginName says whether a name may begin with r on some server: Misskey has
// hashtags of symbols.
func mayBeginName(r rune) bool {
	return unicode.Is(unicode.Pc, r) || !unicode.In(r, unicode.P, unicode.Z, unicode.C)
}
