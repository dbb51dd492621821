package thread

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// link writes the words of a link, and its address once.
func (l *liner) link(n *ast.Link) {
	sub := liner{renderer: l.renderer, quote: l.quote}
	sub.children(n)
	sub.trim()
	line := l.at(n).line
	href := strings.NewReplacer(" ", "%20", "<", "%3C", ">", "%3E", "\n", "").Replace(decode(n.Destination))
	if !isAddress(href) {
		w := l.problem(l.at(n), "the link to %q is left out; in a toot a link needs its whole web address", href)
		sub.marks = append(sub.marks, mark{at: len(sub.text), line: line, warning: &w})
		l.insert(sub.passage)
		return
	}
	label := strings.TrimSpace(sub.text)
	last, _ := utf8.DecodeLastRuneInString(label)
	switch {
	case same(label, href):
		sub.text = ""
		sub.clamp()
		l.insert(sub.passage)
		l.address(strings.TrimPrefix(href, "mailto:"), line)
	case strings.Contains(label, href):
		l.insert(sub.passage)
	case !followed(n) && strings.ContainsRune(".!?,;。！？，；", last), last == ':', last == '：':
		l.insert(sub.passage)
		l.write(" ")
		l.address(href, line)
	case !followed(n):
		l.insert(sub.passage)
		l.write(": ")
		l.address(href, line)
	default:
		l.insert(sub.passage)
		l.write(" (")
		l.address(href, line)
		l.write(")")
	}
}

// insert appends a passage that was written apart.
func (l *liner) insert(p passage) {
	l.write(p.text)
	for _, m := range p.marks {
		m.at = max(0, len(l.text)-len(p.text)+m.at)
		l.marks = append(l.marks, m)
	}
}

// address appends the address of a link.
func (l *liner) address(href string, line int) {
	l.write(href)
	l.marks = append(l.marks, mark{at: len(l.text) - len(href), line: line, url: href})
}

// markAddress marks the address with which the text ends.
func (l *liner) markAddress(line int) {
	start := max(strings.LastIndex(strings.ToLower(l.text), "https://"), strings.LastIndex(strings.ToLower(l.text), "http://"))
	if start >= 0 {
		l.marks = append(l.marks, mark{at: start, line: line, url: l.text[start:]})
	}
}

// isAddress says whether a toot can name the target of a link.
func isAddress(href string) bool {
	u, err := url.Parse(href)
	return err == nil && (u.Host != "" && u.Scheme != "" || u.Scheme == "mailto")
}

// same says whether the words of a link are its address, or as much of it as
// people write.
func same(label, href string) bool {
	bare := func(s string) string {
		s = strings.ToLower(s)
		for _, prefix := range [...]string{"mailto:", "https://", "http://", "www."} {
			s = strings.TrimPrefix(s, prefix)
		}
		return strings.TrimSuffix(s, "/")
	}
	return label == "" || bare(label) == bare(href)
}

// followed says whether anything stands behind n, which is inline, on its line.
func followed(n ast.Node) bool {
	for ; n.Type() == ast.TypeInline; n = n.Parent() {
		next := n.NextSibling()
		if t, ok := next.(*ast.Text); ok && t.HardLineBreak() && t.Segment.IsEmpty() {
			return false
		}
		if next != nil {
			return true
		}
	}
	return n.Kind() == extast.KindTableCell // the next cell follows in its line
}
