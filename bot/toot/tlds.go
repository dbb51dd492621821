package toot

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:generate go run ./tldgen $TWITTER_TEXT

//go:embed tlds.txt
var tldText string

// maxTLDBytes is more than the longest top-level domain of the list has, and
// more than what its capitals may have.
const maxTLDBytes = 64

// tldRanks maps each top-level domain, folded, to its place in the list. Where
// one is the beginning of another, the server takes the earlier.
var tldRanks = sync.OnceValue(func() map[string]int {
	ranks := make(map[string]int, 1600)
	for line := range strings.Lines(tldText) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		var folded []byte
		for _, r := range line {
			folded = appendFold(folded, r)
		}
		ranks[string(folded)] = len(ranks)
	}
	return ranks
})

// tldEnd returns where the top-level domain ends that begins at start, or -1.
func tldEnd(text string, start int) int {
	var buf [maxTLDBytes]byte
	folded, end, best := buf[:0], -1, 0
	for i := start; len(folded) < maxTLDBytes-utf8.UTFMax; {
		// What is followed by a letter of ASCII is not the end.
		for i+1 < len(text) && isLetterByte(text[i]) && isLetterByte(text[i+1]) && len(folded) < maxTLDBytes-utf8.UTFMax {
			folded = append(folded, text[i]&^0x20)
			i++
		}
		r, size := runeAt(text, i)
		if size == 0 || r < utf8.RuneSelf && !isLetter(r) {
			break
		}
		folded = appendFold(folded, r)
		i += size
		if next, size := runeAt(text, i); size > 0 && !endsTLD(next) {
			continue
		}
		if rank, ok := tldRanks()[string(folded)]; ok && (end < 0 || rank < best) {
			end, best = i, rank
		}
	}
	if end < 0 {
		return punycodeEnd(text, start)
	}
	return end
}

func isLetterByte(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// punycodeEnd returns where the encoded label ends that begins at start, or -1.
// Unlike a listed domain it may be followed by anything.
func punycodeEnd(text string, start int) int {
	const prefix = "xn--"
	rest := text[start:]
	if len(rest) < len(prefix) || !strings.EqualFold(rest[:len(prefix)], prefix) {
		return -1
	}
	end := skip(text, start+len(prefix), isAlnum)
	if end == start+len(prefix) {
		return -1
	}
	return end
}

// skip returns the end of the run of characters of class that begins at i.
func skip(text string, i int, class func(rune) bool) int {
	for {
		r, size := runeAt(text, i)
		if size == 0 || !class(r) {
			return i
		}
		i += size
	}
}

// ligatures are the characters that Ruby takes for two or three letters of ASCII
// where case does not matter, so that http://a.ﬁ is in Finland.
var ligatures = map[rune]string{
	'ß': "SS", 'ẞ': "SS", 'ﬀ': "FF", 'ﬁ': "FI", 'ﬂ': "FL", 'ﬃ': "FFI", 'ﬄ': "FFL", 'ﬅ': "ST", 'ﬆ': "ST",
}

// appendFold appends what r has in common with the letters that differ from it
// in case only.
func appendFold(b []byte, r rune) []byte {
	if 'a' <= r && r <= 'z' {
		return append(b, byte(r-'a'+'A'))
	}
	if letters, ok := ligatures[r]; ok {
		return append(b, letters...)
	}
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		least = min(least, f)
	}
	return utf8.AppendRune(b, least)
}
