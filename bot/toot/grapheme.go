package toot

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// graphemeCount returns the number of extended grapheme clusters of s by the
// rules of Unicode 15.0, which is what Ruby up to 3.4 knows.
//
// Most text is characters that never join one another, and marks that join the
// one before them. They are counted as they come; only what stands between them
// goes through the rules of UAX #29.
func graphemeCount(s string) int {
	n := 0
	for len(s) > 0 {
		size, count := simple(s)
		n += count
		s = s[size:]
		size = complicated(s)
		n += clusters(s[:size])
		s = s[size:]
	}
	return n
}

// simple returns the size in bytes and the number of the clusters at the
// beginning of s that are a character that is alone, with marks or without, and
// are followed by another such, or by the end of s.
func simple(s string) (size, count int) {
	last, control := 0, true // where the last cluster begins, which the next character may join
	for size < len(s) {
		if n := plainASCII(s[size:]); n > 0 {
			size, count = size+n, count+n
			last, control = size-1, s[size-1] < ' ' || s[size-1] == '\x7f' // nothing joins a control (GB4)
		}
		from := size
		size = len(s)
		for i, r := range s[from:] {
			if r < utf8.RuneSelf && r != '\r' {
				size = from + i
				break
			}
			switch {
			case alone(r):
				last, control = from+i, false
				count++
			case !joins(r) || control:
				return last, max(count-1, 0)
			}
		}
	}
	return size, count
}

// plainASCII returns the length of the beginning of s that is ASCII without a
// carriage return, the one such character that another joins.
func plainASCII(s string) int {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c == '\r' {
			return i
		}
	}
	return len(s)
}

// complicated returns the size of the beginning of s up to a place where two
// characters that are alone meet.
func complicated(s string) (size int) {
	before := false
	for i, r := range s {
		now := alone(r)
		if before && now {
			return i
		}
		before = now
	}
	return len(s)
}

// joins reports whether a character is one with the character before it unless
// that is a control: Extend, ZWJ or SpacingMark in Unicode's
// GraphemeBreakProperty. It leaves out scripts that are rare.
func joins(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r < 0x370:
		return true
	case r < 0x900:
		return r >= 0x5b0 && r < 0x5be || r >= 0x610 && r < 0x61b || r >= 0x64b && r < 0x660
	case r < 0xe00:
		return r < 0x904 || r == 0x93c || r >= 0x93e && r < 0x950
	case r < 0x1000:
		return r == 0xe31 || r >= 0xe33 && r < 0xe3b || r >= 0xe47 && r < 0xe4f
	case r < 0x3000:
		return r == 0x200c || r == 0x200d || r >= 0x20d0 && r < 0x20f1
	}
	return r == 0x3099 || r == 0x309a || r >= 0xfe00 && r < 0xfe10
}

// alone reports whether a character forms a cluster with no other that is alone
// too: in Unicode's GraphemeBreakProperty it is Other, LF, Control or a whole
// Hangul syllable, and it is not Extended_Pictographic. It leaves out scripts
// that are rare or complicated.
func alone(r rune) bool {
	switch {
	case 0x3400 <= r && r < 0xa000, 0xac00 <= r && r < 0xd7a4: // the commonest first
		return true
	case r < 0x80:
		return r != '\r'
	case r < 0x300:
		return r >= 0xa0 && r != 0xa9 && r != 0xad && r != 0xae
	case r < 0x590:
		return r >= 0x370 && r < 0x483 || r >= 0x48a && r < 0x530
	case r < 0xe00:
		return r >= 0x904 && r < 0x93a || r >= 0x958 && r < 0x962 || r >= 0x964 && r < 0x980 ||
			r >= 0x5d0 && r < 0x5eb || r == 0x60c || r >= 0x61d && r < 0x64b
	case r < 0x1e00:
		return r >= 0xe01 && r < 0xe31 || r >= 0xe40 && r < 0xe46
	case r < 0x2000:
		return true
	case r < 0x3000:
		return r >= 0x2010 && r < 0x2028 || r >= 0x2030 && r < 0x205f && r != 0x203c && r != 0x2049
	case r < 0x3400:
		return r < 0x302a || r >= 0x3041 && r < 0x3097 || r >= 0x309b && r < 0x3100
	}
	return r >= 0xf900 && r < 0xfb00 || r >= 0xff01 && r < 0xff9e || r >= 0x20000 && r < 0x30000
}

// clusters counts by the rules alone.
func clusters(s string) int {
	n := 0
	for g := graphemes.FromString(s); g.Next(); {
		n++
		if c := g.Value(); mayHaveConjunct(c) {
			n += conjuncts(c)
		}
	}
	return n
}

// mayHaveConjunct is false, at the cost of a glance at the first bytes, for
// clusters that certainly have no joint: Latin and the like, emoji, and a single
// letter with a mark in the scripts whose letters take three bytes.
func mayHaveConjunct(c string) bool {
	const arabic, fourBytes = 0xd8, 0xf0 // first bytes
	switch {
	case len(c) < 4 || c[0] < arabic:
		return false
	case c[0] == fourBytes:
		return c[1] != 0x9f // U+1F000 to U+1FFFF, emoji
	case c[0] > 0xe0 || c[0] == 0xe0 && c[1] >= 0xa4: // from U+0900
		return len(c) >= 9
	}
	return true
}

// Two vowel signs that are letters in Unicode's general category and join what is
// before them all the same.
const (
	saraAm = 'ำ'
	laoAm  = 'ຳ'
)

// conjuncts returns the joints in a cluster that rule GB9c made, new in Unicode
// 15.1: a letter behind a mark of another. (Arabic number signs join letters
// too, by an older rule, and are counted with them.) Only scripts from Arabic to
// those of Southeast Asia, and rarer ones, have such letters.
func conjuncts(cluster string) int {
	n, letter := 0, true
	for _, r := range cluster {
		before := letter
		letter = r >= 0x600 && r != saraAm && r != laoAm && (r < 0x2000 || r >= 0xa000 && r < 0x1f000) && unicode.Is(unicode.Lo, r)
		if letter && !before {
			n++
		}
	}
	return n
}
