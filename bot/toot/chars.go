package toot

import (
	"unicode"
	"unicode/utf8"
)

// The character classes of the server's expressions: Mastodon's
// config/initializers/twitter_regex.rb and app/models/account.rb, and
// twitter-text's regex.rb for all that Mastodon leaves as it is. Ruby matches
// them without regard to case, which lets two letters outside ASCII in.
const (
	longS      = 'ſ'      // folds to s
	kelvinSign = '\u212A' // folds to k
)

// badByte stands for a byte that is not UTF-8. It is in no class but that of
// characters before a link.
const badByte rune = -1

// runeAt returns the character of s at i and its width, 0 at the end.
func runeAt(s string, i int) (rune, int) {
	if i < len(s) && s[i] < utf8.RuneSelf {
		return rune(s[i]), 1
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	if r == utf8.RuneError && size <= 1 {
		return badByte, size
	}
	return r, size
}

func isLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == longS || r == kelvinSign
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// isAlnumByte is isAlnum for a byte, without the two letters outside ASCII.
func isAlnumByte(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z'
}

func isAlnum(r rune) bool { return isLetter(r) || isDigit(r) }

// mayPrecedeURL says whether a link can begin right after r.
func mayPrecedeURL(r rune) bool {
	switch r {
	case '@', '＠', '$', '#', '＃', 0xFEFF, 0xFFFE, 0xFFFF:
		return false
	}
	return !isAlnum(r)
}

// inHost says whether a label of a host may begin and end with r: anything but
// ASCII punctuation, controls, spaces and directional marks. The backslash is
// missing among twitter-text's punctuation, so it may.
func inHost(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return isAlnum(r) || r == '\\'
	case 0x2000 <= r && r <= 0x200A, 0x200E <= r && r <= 0x200F,
		0x2028 <= r && r <= 0x202F, 0x2066 <= r && r <= 0x2069:
		return false
	}
	switch r {
	case 0x85, 0xA0, 0x61C, 0x1680, 0x180E, 0x205F, 0x3000, 0xFEFF, 0xFFFE, 0xFFFF:
		return false
	}
	return true
}

// endsTLD says whether a top-level domain may stand right before r.
func endsTLD(r rune) bool {
	return !isAlnum(r) && r != '@' && r != '+' && r != '-'
}

func inPath(r rune) bool {
	switch r {
	case '<', '>', '(', ')', '?', badByte:
		return false
	}
	if r < utf8.RuneSelf {
		return r != ' ' && (r < '\t' || r > '\r')
	}
	return !unicode.IsSpace(r)
}

// isUsualInPath is true for the bytes that most paths consist of, each of which
// is inPath and endsPath.
func isUsualInPath(c byte) bool {
	return isAlnumByte(c) || c == '/' || c == '-' || c == '_'
}

// endsPath says whether a path may end with r, a character that is inPath.
func endsPath(r rune) bool {
	switch r {
	case '!', '*', '"', '\'', '「', '」', ';', ':', '=', ',', '.', '$', '%', '[', ']', '~', '&', '|', '@':
		return false
	}
	return true
}

// inGroup says whether r may stand in the parentheses that end a path. Mastodon
// widened what may stand in a path, but its rule for the end was built before
// that from twitter-text's narrower class, so (消歧义) is not part of a link that
// it ends.
func inGroup(r rune) bool {
	switch r {
	case '!', '*', '\'', ';', ':', '=', '+', ',', '.', '$', '/', '%', '#', '[', ']', '_', '~', '&', '|', '@':
		return true
	}
	return isAlnum(r) || unicode.In(r, unicode.Pd, unicode.Cyrillic) || foldsTo(r, isLatinAccent)
}

func inGroupOrPair(r rune) bool { return r == '(' || r == ')' || inGroup(r) }

func isLatinAccent(r rune) bool {
	switch {
	case 0xC0 <= r && r <= 0x24F:
		return r != '×' && r != '÷'
	case 0x300 <= r && r <= 0x36F, 0x1E00 <= r && r <= 0x1EFF:
		return true
	}
	switch r {
	case 0x253, 0x254, 0x256, 0x257, 0x259, 0x25B, 0x263, 0x268, 0x26F, 0x272, 0x289, 0x28B, 0x2BB:
		return true
	}
	return false
}

// foldsTo says whether r, or a character that differs from it in case only, is in class.
func foldsTo(r rune, class func(rune) bool) bool {
	if class(r) {
		return true
	}
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		if class(f) {
			return true
		}
	}
	return false
}

func inQuery(r rune) bool {
	switch r {
	case '!', '?', '*', '\'', '(', ')', ';', ':', '+', '$', '%', '[', ']', '.', ',', '~', '|', '@', '^':
		return true
	}
	return endsQuery(r)
}

// endsQuery says whether a query may end with r. Beyond ASCII it is the class of
// characters that an IRI allows, private ones included.
func endsQuery(r rune) bool {
	switch r {
	case '_', '&', '=', '#', '/', '-':
		return true
	}
	if r < utf8.RuneSelf {
		return isAlnum(r)
	}
	switch {
	case r < 0xA0, 0xFDD0 <= r && r <= 0xFDEF, 0xFFF0 <= r && r <= 0xFFFF, 0xE0000 <= r && r < 0xE1000:
		return false
	}
	return r&0xFFFE != 0xFFFE // the last two of each plane are not characters
}

// isWord is Ruby's [[:word:]].
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return isAlnum(r) || r == '_'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc, unicode.Other_Alphabetic)
}

// isNotWord is true where isWord is false and will stay so: a code point that
// this Unicode version does not know may be a letter for the server.
func isNotWord(r rune) bool {
	return !isWord(r) && (r < utf8.RuneSelf || unicode.In(r, unicode.P, unicode.S, unicode.Z, unicode.C, unicode.No))
}
