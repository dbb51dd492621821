package mention

import (
	"strings"
	"unicode"
)

// latin are the letters U+00C0 to U+017F without their marks; the few that
// stand for two letters are treated in foldRune.
const latin = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"

// fold writes text the way words are compared: lower case, without accents and
// hidden characters, full-width and circled characters as plain ones, simplified
// Chinese. It is what of NFKC matters to requests.
func fold(text string, simplified map[rune]rune) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		if s, ok := simplified[r]; ok {
			r = s
		}
		foldRune(&b, r)
	}
	return b.String()
}

func foldRune(b *strings.Builder, r rune) {
	switch {
	case r < 0x80:
		b.WriteRune(unicode.ToLower(r))
	case isHidden(r), isCombining(r):
	case r == 'ß':
		b.WriteString("ss")
	case r == 'æ', r == 'Æ':
		b.WriteString("ae")
	case r == 'œ', r == 'Œ':
		b.WriteString("oe")
	case r >= 0xc0 && r <= 0x17f:
		b.WriteRune(unicode.ToLower(rune(latin[r-0xc0])))
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

var romans = [...]string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}

// singular takes the plural ending off an English word, and cuts words of other
// languages the same way on both sides of a comparison.
func singular(word string) string {
	n := len(word)
	switch {
	case n < 4 || word[n-1] != 's':
		return word
	case strings.HasSuffix(word, "ies") && n > 4:
		return word[:n-3] + "y"
	case strings.HasSuffix(word, "sses"), strings.HasSuffix(word, "xes"), strings.HasSuffix(word, "ches"), strings.HasSuffix(word, "shes"):
		return word[:n-2]
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"), strings.HasSuffix(word, "is"):
		return word
	}
	return word[:n-1]
}

// endings of English, German and French words, longer ones first.
var endings = []string{"ements", "ement", "ations", "ation", "ments", "ment", "ings", "ing", "ers", "ed", "er", "es", "en", "em", "al", "s", "e", "n"}

// root takes an ending off a word where four letters remain. It is coarse: for
// comparing where nothing fitted exactly.
func root(word string) string {
	for _, e := range endings {
		if strings.HasSuffix(word, e) && len(word)-len(e) >= 4 {
			return word[:len(word)-len(e)]
		}
	}
	return word
}
