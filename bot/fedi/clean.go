package fedi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean drops control characters (C0, C1, escape sequences with them) from a
// server's words, which end up on terminals and in logs. Line ends and tabs
// become blanks.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case !unicode.IsControl(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return -1
	}, s)
}

// shorten cleans a server's message and keeps it to one line of at most 200
// bytes, without the full stop, since more may follow it.
func shorten(s string) string {
	s = strings.TrimSuffix(strings.Join(strings.Fields(clean(s)), " "), ".")
	if len(s) <= 200 {
		return s
	}
	cut := 200
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
