package toot

import (
	"strings"
	"unicode"
)

// lineEnds are the characters that end a line (Unicode, section 5.8), apart
// from U+2028 and U+2029, which are white space like any other.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n")

// clean returns a text as Split cuts it and Set sets it; the comment of Split says
// what is changed.
func clean(text string) string {
	text = lineEnds.Replace(strings.ToValidUTF8(text, "\ufffd"))
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}
