package thread

import (
	"fmt"
	"strconv"
	"strings"

	"quotebot/bot/toot"
)

// numberOf is how the k-th of n parts is numbered.
func numberOf(style toot.Numbering, k, n int) string {
	if style == toot.None {
		return ""
	}
	return strings.Replace(string(style), "1/n", fmt.Sprintf("%d/%d", k, n), 1) // the names of styles look like them
}

// ReadNumbers returns how the parts of a thread are numbered, and the parts with
// their numbers as their texts end with them. A thread of several parts is
// numbered if every part is that was not alone when it was posted: in the same
// style, each with its own place.
func ReadNumbers(parts []Part) (toot.Numbering, []Part) {
	for _, style := range []toot.Numbering{toot.Thread, toot.Count} {
		if numbered, ok := readNumbers(style, parts); ok {
			return style, numbered
		}
	}
	plain := make([]Part, len(parts))
	for i, p := range parts {
		plain[i] = p
		plain[i].Number = ""
	}
	return toot.None, plain
}

func readNumbers(style toot.Numbering, parts []Part) (numbered []Part, ok bool) {
	least := 0 // a later part was posted with no smaller number of parts
	for i, p := range parts {
		n := totalOf(style, p.Text, i+1)
		p.Number = ""
		if n > 0 {
			p.Number = numberOf(style, i+1, n)
		}
		// A first part that was alone has none; then the next was appended to it.
		appended := i == 1 && least == 0
		if n == 0 && i > 0 || n > 0 && n < max(least, i+1) || appended && n != 2 {
			return nil, false
		}
		least = max(least, n)
		numbered = append(numbered, p)
	}
	return numbered, len(parts) > 1
}

// totalOf is how many parts a thread has after the number of its k-th part, 0 if
// the text does not end with one.
func totalOf(style toot.Numbering, text string, k int) int {
	before := numberOf(style, k, 0)
	i := strings.LastIndex(text, strings.TrimSuffix(before, "0"))
	if i < 0 || i > 0 && !strings.HasSuffix(text[:i], " ") {
		return 0
	}
	n, err := strconv.Atoi(text[i+len(before)-1:])
	if err != nil || numberOf(style, k, n) != text[i:] {
		return 0
	}
	return n
}

// Body is what a part says without its number.
func (p Part) Body() string {
	return strings.TrimSpace(strings.TrimSuffix(p.Text, p.Number))
}
