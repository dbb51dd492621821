package quotes

import "strings"

// Traditional is whether a text has Chinese characters in their traditional form.
func Traditional(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return simplify(r) != r })
}
