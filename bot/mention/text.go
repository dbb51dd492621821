package mention

import (
	"strings"

	"quotebot/quotes"
)

// Text is the plain text of a status, for people and logs: accounts as
// @user@host, links in full, paragraphs apart, quoted lines after "> ". It
// looks at the first 64 KiB of html only.
func Text(html string) string {
	var b strings.Builder
	begins := true // a line
	for _, p := range extract(html) {
		ends := p.kind == line || p.kind == paragraph
		if begins && p.quoted && !ends {
			b.WriteString("> ")
		}
		b.WriteString(p.plain())
		begins = ends
	}
	return tidy(b.String())
}

func (p piece) plain() string {
	switch p.kind {
	case hashtag:
		return "#" + p.text
	case account:
		return "@" + p.text
	case link:
		return p.href
	case line:
		return "\n"
	case paragraph:
		return "\n\n"
	}
	return p.text
}

// tidy takes away what cannot be seen and the spaces at the ends of lines.
func tidy(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case quotes.Hidden(r):
			return -1
		case r == '\u00a0':
			return ' '
		}
		return r
	}, text)
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSpace(l)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
