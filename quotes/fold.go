package quotes

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Fold writes text the way words are compared: lower case, without accents and
// hidden characters, full-width and circled characters as plain ones, simplified
// Chinese. It is what of NFKC matters to people's requests.
func Fold(text string) string {
	if isFolded(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		foldRune(&b, r)
	}
	return b.String()
}

func isFolded(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= 0x7f || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}

func foldRune(b *strings.Builder, r rune) {
	switch {
	case Hidden(r), r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Me):
	case r < 0x80:
		b.WriteRune(unicode.ToLower(r))
	case r == 'ß':
		b.WriteString("ss")
	case r == 'æ', r == 'Æ':
		b.WriteString("ae")
	case r == 'œ', r == 'Œ':
		b.WriteString("oe")
	case r >= 0xc0 && r <= 0x17f:
		b.WriteRune(unicode.ToLower(rune(latin[r-0xc0])))
	case r >= 0x4e00 && r <= 0x9fff:
		b.WriteRune(simplify(r))
	case r >= 0xff01 && r <= 0xff5e: // full-width
		b.WriteRune(unicode.ToLower(r - 0xff01 + '!'))
	case r >= '①' && r <= '⑨':
		b.WriteRune(r - '①' + '1')
	case r >= 'Ⅰ' && r <= 'Ⅻ':
		b.WriteString(romans[r-'Ⅰ'])
	case r == '’', r == '‘', r == 'ʼ', r == '´':
		b.WriteByte('\'')
	case r == '‐', r == '‑':
		b.WriteByte('-')
	default:
		b.WriteRune(unicode.ToLower(r))
	}
}

// latin are the letters U+00C0 to U+017F without their marks; the few that
// stand for two letters are treated in foldRune.
const latin = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"

var romans = [...]string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}

// Hidden tells zero-width characters, those that turn the direction of the text,
// and control characters other than white space: invisible, they hide words and
// make logs lie. The joiner of emoji is one of them.
func Hidden(r rune) bool {
	switch {
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	case r == 0xad, r == 0x61c, r == 0xfeff, r >= 0xe0000 && r <= 0xe007f:
		return true
	case r < ' ' && r != '\n' && r != '\t' && r != '\r', r >= 0x7f && r < 0xa0:
		return true
	}
	return false
}

// simplified.txt says where the pairs are from.
//
//go:embed simplified.txt
var simplifiedPairs string

var simplified = sync.OnceValue(func() map[rune]rune {
	table := make(map[rune]rune, 3000)
	for line := range strings.Lines(simplifiedPairs) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			continue
		}
		for line != "" {
			from, n := utf8.DecodeRuneInString(line)
			to, m := utf8.DecodeRuneInString(line[n:])
			table[from] = to
			line = line[n+m:]
		}
	}
	return table
})

func simplify(r rune) rune {
	if s, ok := simplified()[r]; ok {
		return s
	}
	return r
}
