package mention

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quotebot/quotes"
)

// humps splits CamelCase.
func humps(s string) []string {
	var parts []string
	start, lower := 0, false
	for i, r := range s {
		if unicode.IsUpper(r) && lower {
			parts = append(parts, s[start:i])
			start = i
		}
		lower = unicode.IsLower(r)
	}
	return append(parts, s[start:])
}

func isWordRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsNumber(r)) && !isHan(r)
}

func isHan(r rune) bool { return r >= 0x2e80 && unicode.Is(unicode.Han, r) }

// isCombining tells characters that only change the one before them: accents,
// the keycap.
func isCombining(r rune) bool { return r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Me) }

// wordLength is the length of the word at the start of s, apostrophes and
// hidden characters within it included.
func wordLength(s string) int {
	end := 0
	for i, r := range s {
		switch {
		case isWordRune(r), isCombining(r):
			end = i + utf8.RuneLen(r)
		case r == '\'', r == '’', quotes.Hidden(r):
		default:
			return end
		}
	}
	return end
}

func urlLength(s string) int {
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		return 0
	}
	if end := strings.IndexFunc(s, unicode.IsSpace); end > 0 {
		return end
	}
	return len(s)
}

// shortcode is the length of the :custom_emoji: at the start of s, 0 if none.
func shortcode(s string) int {
	for i := 1; i < len(s) && i < 64; i++ {
		c := s[i]
		if c == ':' && i > 2 {
			return i + 1
		}
		if c != '_' && c != '-' && c != '+' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return 0
		}
	}
	return 0
}

// accountLength is the length of the account at the start of s, without its
// sign: tom or tom@host.
func accountLength(s string) int {
	end := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= '0' && c <= '9', c|0x20 >= 'a' && c|0x20 <= 'z', c == '_':
			end = i + 1
		case c == '.', c == '-', c == '@' && i > 0 && !strings.Contains(s[:i], "@"):
		default:
			return end
		}
	}
	return end
}
