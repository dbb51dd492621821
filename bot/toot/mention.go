package toot

import (
	"strings"
	"unicode/utf8"
)

// maxMentionHost is the longest host of a mention, in code points (Mastodon's
// app/lib/extractor.rb).
const maxMentionHost = 253

// A mentionScanner finds mentions of other servers' people, @user@host. Those
// without a host count as they stand, so nobody asks for them.
type mentionScanner struct {
	text string
	pos  int
}

// next returns the next mention.
func (s *mentionScanner) next() (entity, bool) {
	for {
		at := strings.IndexByte(s.text[s.pos:], '@')
		if at < 0 {
			return entity{}, false
		}
		at += s.pos
		s.pos = at + 1
		if e, ok := mentionAt(s.text, at); ok {
			return e, true
		}
	}
}

// mentionAt matches Account::MENTION_RE, and what the extractor asks of the
// text behind it.
func mentionAt(text string, at int) (entity, bool) {
	if before, size := utf8.DecodeLastRuneInString(text[:at]); size > 0 && (before == '=' || before == '/' || !isNotWord(before)) {
		return entity{}, false
	}
	name := runsEnd(text, at+1, isNameChar)
	if name == at+1 || !strings.HasPrefix(text[name:], "@") {
		return entity{}, false
	}
	host := name + 1
	end := runsEnd(text, host, isWord)
	if end == host || utf8.RuneCountInString(text[host:end]) > maxMentionHost || spoilsMention(text[end:]) {
		return entity{}, false
	}
	return entity{start: at, cut: name, end: end}, true
}

func isNameChar(r rune) bool { return isAlnum(r) || r == '_' }

// runsEnd returns the end of the runs of characters of class, joined by dots
// and hyphens, that begin at i.
func runsEnd(text string, i int, class func(rune) bool) int {
	end := skip(text, i, class)
	if end == i {
		return i
	}
	for {
		run := skip(text, end, isJoiner)
		next := skip(text, run, class)
		if run == end || next == run {
			return end
		}
		end = next
	}
}

func isJoiner(r rune) bool { return r == '.' || r == '-' }

// spoilsMention says whether what follows a mention makes it none.
func spoilsMention(after string) bool {
	r, _ := runeAt(after, 0)
	return r == '@' || r == '＠' || isLatinAccent(r) || strings.HasPrefix(after, "://")
}
