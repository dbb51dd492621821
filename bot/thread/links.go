package thread

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quotebot/bot/toot"
)

// withLinks is the script with the links behind it that the text has not yet.
func (t *Talk) withLinks() script {
	s := t.script
	s.blocks, s.marks = slices.Clone(s.blocks), slices.Clone(s.marks)
	t.addLinks(&s, nil)
	return s
}

// addLinks adds the links that have come, but for those in the text and those
// that are published with their names: in a part of their own, or several if
// they do not fit into one. No link is torn from its name.
func (t *Talk) addLinks(s *script, published map[string]bool) {
	var lines passage
	for _, l := range t.Links {
		if l.URL == "" || published[l.label()] || strings.Contains(t.script.text, l.URL) {
			continue
		}
		line := passage{l.line(), []mark{{line: l.Line, url: l.line()}}}
		if longer := lines.text + "\n" + line.text; toot.Length(longer, t.CW, t.Limits)+costOf(t.longestNumber(), t.Limits) > t.Limits.Max() {
			s.add(lines, block{cut: true})
			lines = passage{}
		}
		lines.add("\n", line)
	}
	s.add(lines, block{cut: true})
}

// line is a link as a part has it.
func (l Link) line() string { return l.label() + ": " + l.URL }

// label is the name of a link with which its line begins.
func (l Link) label() string {
	first, size := utf8.DecodeRuneInString(l.Name)
	return string(unicode.ToUpper(first)) + l.Name[size:]
}

// longestNumber is what stands behind the words of most parts.
func (t *Talk) longestNumber() string {
	if t.Numbering == toot.None {
		return ""
	}
	return " " + numberOf(t.Numbering, 10, 99)
}
