package toot

import "strings"

// zeroWidthSpace separates a sign from the name behind it, unseen.
const zeroWidthSpace = "\u200b"

// Harmless returns words that neither mention anybody nor carry a hashtag: a
// zero-width space follows each @ and # that a server might take for the
// beginning of a name. Addresses such as mail@example.org and
// https://example.org/@alice begin none, and stay as they are.
func Harmless(words string) string {
	if !strings.ContainsAny(words, "@#＃") {
		return words
	}
	var b strings.Builder
	before := ' '
	for i, r := range words {
		b.WriteRune(r)
		if next, size := runeAt(words, i+len(string(r))); size > 0 && isSign(r) && mayBeName(next) && !joinsName(before) {
			b.WriteString(zeroWidthSpace)
		}
		before = r
	}
	return b.String()
}

func isSign(r rune) bool { return r == '@' || r == '#' || r == '＃' }

func mayBeName(r rune) bool { return !isNotWord(r) }

// joinsName says whether a sign behind r begins no name, as Account::MENTION_RE
// and Tag::HASHTAG_RE of Mastodon have it.
func joinsName(r rune) bool { return r == '=' || r == '/' || isWord(r) }
