package toot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// hostEnd returns the end of the host that begins at start: labels, and a
// top-level domain as far right as possible. If there is none it returns -1,
// and the place before which no other host begins either.
func hostEnd(text string, start int) (end, next int) {
	end, next = -1, -1
	for {
		dot, underscore := labelEnd(text, start)
		if dot < 0 {
			break
		}
		tld := tldEnd(text, dot+1)
		if tld >= 0 && underscore < 0 {
			end = tld
		}
		if tld >= 0 && underscore >= 0 && next < 0 {
			next = underscore + 1 // the rest of the label would do
		}
		start = dot + 1
	}
	if next >= 0 {
		return end, next
	}
	if first, _ := runeAt(text, start); inHost(first) {
		return end, skip(text, start, inLabel)
	}
	return end, start
}

// labelEnd returns the dot that ends the label that begins at start and the
// last underscore in it. There is no dot (-1) if it is not a label, or the last
// one; there need not be an underscore (-1).
func labelEnd(text string, start int) (dot, underscore int) {
	underscore = -1
	var last rune
	i := start
	for {
		for i < len(text) && isAlnumByte(text[i]) {
			last = rune(text[i])
			i++
		}
		r, size := runeAt(text, i)
		switch {
		case r == '_':
			underscore = i
		case r == '.' && i > start && inHost(last):
			return i, underscore
		case size == 0 || !inLabel(r):
			return -1, -1
		}
		if i == start && !inHost(r) {
			return -1, -1
		}
		last = r
		i += size
	}
}

func inLabel(r rune) bool { return inHost(r) || r == '-' || r == '_' }

// A verdict says whether a host can be encoded in ASCII, without which the
// server takes nothing for a link.
type verdict int

const (
	accepted verdict = iota
	doubtful         // not decided here
	refused
)

// maxLabel is the longest label of the DNS. An encoded one is at most its
// prefix and hyphen, its ASCII and, for labels this short, seven digits for each
// other character.
const (
	maxLabel      = 63
	encodedPrefix = len("xn---")
	encodedChar   = 7
)

// encodes says what libidn's idna_to_ascii, as the idn-ruby gem calls it, makes
// of a host, and how much longer at most. It implements IDNA2003 on Unicode 3.2
// and refuses newer characters: outside ASCII only well-known letters and short
// labels are certain.
func encodes(host string) (result verdict, growth int) {
	if len(host) <= maxLabel && countASCII(host) == len(host) {
		return accepted, 0
	}
	for label := range strings.SplitSeq(host, ".") {
		chars := utf8.RuneCountInString(label)
		others := chars - countASCII(label)
		if others == 0 {
			if chars > maxLabel {
				return refused, 0
			}
			continue
		}
		more := encodedPrefix + (encodedChar-1)*others
		growth += more
		if chars+more > maxLabel || strings.Contains(label, "--") || !allPlain(label) { // "--" is maybe an encoding of its own
			result = doubtful
		}
	}
	return result, growth
}

func countASCII(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] < utf8.RuneSelf {
			n++
		}
	}
	return n
}

func allPlain(s string) bool {
	for _, r := range s {
		if r >= utf8.RuneSelf && !unicode.Is(plainLetters, r) {
			return false
		}
	}
	return true
}

// plainLetters are letters that every IDNA2003 implementation encodes: in
// Unicode 3.2, written left to right, and kept by nameprep but for their case.
var plainLetters = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0xC0, Hi: 0xD6, Stride: 1}, {Lo: 0xD8, Hi: 0xF6, Stride: 1}, {Lo: 0xF8, Hi: 0x131, Stride: 1},
		{Lo: 0x134, Hi: 0x13E, Stride: 1}, {Lo: 0x141, Hi: 0x148, Stride: 1}, {Lo: 0x14A, Hi: 0x17E, Stride: 1},
		{Lo: 0x391, Hi: 0x3A1, Stride: 1}, {Lo: 0x3A3, Hi: 0x3CE, Stride: 1}, {Lo: 0x400, Hi: 0x481, Stride: 1},
		{Lo: 0x3041, Hi: 0x3096, Stride: 1}, {Lo: 0x30A1, Hi: 0x30FA, Stride: 1}, {Lo: 0x30FC, Hi: 0x30FE, Stride: 1},
		{Lo: 0x4E00, Hi: 0x9FA5, Stride: 1}, {Lo: 0xAC00, Hi: 0xD7A3, Stride: 1},
	},
	LatinOffset: 2,
}
