package toot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Length returns what text and content warning together cost on a server of
// that flavour, in the unit that l.MaxChars is in. It is never below what the
// server counts:
//
//   - Mastodon (4.3 to 4.6) counts grapheme clusters of the trimmed content
//     warning and the trimmed text. In the text a link is 23 whatever its
//     length, and @user@host is @user (app/validators/status_length_validator.rb).
//   - GoToSocial counts code points of both as they are, and gives no discount.
//   - Pleroma counts grapheme clusters of both, trimmed as one. Old versions
//     refuse a text that just fits: leave one character to spare in MaxChars.
//   - For Unknown, and any other value, it is a bound above all of these: UTF-16
//     units of both, a link no less than 23.
//
// A grapheme cluster joined only by rules newer than Unicode 15.0 (Indic
// conjuncts), or across the border of content warning and text, counts as two,
// and a link whose host the server may be unable to encode counts as the more
// expensive of its length and 23. A byte that is not UTF-8 counts as one.
//
// More text never costs less, but for links and mentions: http://a.co is 23 on
// Mastodon and for Unknown, http://a.cox, where the server sees no link, is 12.
func Length(text, cw string, l Limits) int {
	switch l.Flavour {
	case Mastodon:
		return graphemeCount(trim(cw)) + mastodonText(trim(text))
	case GoToSocial:
		return utf8.RuneCountInString(text) + utf8.RuneCountInString(cw)
	case Pleroma:
		text, cw = trimJoined(text, cw)
		return graphemeCount(text) + graphemeCount(cw)
	}
	return utf16Text(text) + utf16Count(cw)
}

// mastodonText counts a text after the server's rewriting, without writing it.
func mastodonText(text string) int {
	if !hasEntities(text) {
		return graphemeCount(text)
	}
	n, from := 0, 0
	for e := range entities(text) {
		if !e.link {
			n += graphemeCount(text[from:e.cut]) - joint(placeholder, text[e.end:])
			from = e.end
			continue
		}
		n += graphemeCount(text[from:e.start])
		from = e.end
		if e.doubtful {
			n += max(urlChars, graphemeCount(text[e.start:e.end]))
			continue
		}
		n += urlChars - joint(text[:e.start], placeholder) - joint(placeholder, text[e.end:])
	}
	return n + graphemeCount(text[from:])
}

// placeholder is what the server writes for each character of a link.
const placeholder = "x"

// joint returns 1 if the last character of a and the first of b are one
// grapheme cluster, where either is the placeholder or a letter like it.
func joint(a, b string) int {
	last, n := utf8.DecodeLastRuneInString(a)
	first, m := utf8.DecodeRuneInString(b)
	if n == 0 || m == 0 || alone(last) && alone(first) {
		return 0
	}
	return 2 - graphemeCount(string([]rune{last, first}))
}

// utf16Text counts a text for servers of which nothing is known.
func utf16Text(text string) int {
	n := utf16Count(text)
	if !strings.Contains(text, "://") {
		return n
	}
	links := linkScanner{text: text}
	for e, ok := links.next(); ok; e, ok = links.next() {
		n += max(0, urlChars-utf16Count(text[e.start:e.end]))
	}
	return n
}

func utf16Count(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// trim removes what Ruby's String#strip does: ASCII white space and NUL.
func trim(s string) string {
	for s != "" && isStripped(s[0]) {
		s = s[1:]
	}
	for s != "" && isStripped(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

func isStripped(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' || c == 0 }

// trimJoined trims the ends of the two as if they stood in a row.
func trimJoined(first, second string) (string, string) {
	first = strings.TrimLeftFunc(first, unicode.IsSpace)
	second = strings.TrimRightFunc(second, unicode.IsSpace)
	if first == "" {
		second = strings.TrimLeftFunc(second, unicode.IsSpace)
	}
	if second == "" {
		first = strings.TrimRightFunc(first, unicode.IsSpace)
	}
	return first, second
}
