package thread

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tag writes what one tag in a paragraph shows: a line break, or the address of
// a link. Other tags and comments show nothing.
func (l *liner) tag(n *ast.RawHTML) {
	var b strings.Builder
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		b.Write(segment.Value(l.source))
	}
	z := html.NewTokenizer(strings.NewReader(b.String()))
	z.Next()
	l.token(z.Token(), l.at(n))
}

func (l *liner) token(t html.Token, at place) {
	switch {
	case t.Type == html.CommentToken:
		l.gap = true
	case t.DataAtom == atom.Br && t.Type != html.EndTagToken:
		l.newline()
	case t.DataAtom == atom.Img:
		l.report(at, "an image in HTML; write it as ![what it shows](file.png)")
	case t.DataAtom == atom.A && t.Type == html.StartTagToken:
		l.anchors = append(l.anchors, anchor{attribute(t, "href"), len(l.text)})
	case t.DataAtom == atom.A && t.Type == html.EndTagToken:
		l.closeAnchor(at)
	}
}

func attribute(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return cleanText(strings.TrimSpace(a.Val))
		}
	}
	return ""
}

// closeAnchor sets the address of a link behind its words.
func (l *liner) closeAnchor(at place) {
	if len(l.anchors) == 0 {
		return
	}
	a := l.anchors[len(l.anchors)-1]
	l.anchors = l.anchors[:len(l.anchors)-1]
	if !isAddress(a.href) || strings.ContainsAny(a.href, " \t\n<>") {
		return
	}
	start := min(a.start, len(l.text))
	if label := strings.TrimSpace(l.text[start:]); same(label, a.href) {
		l.text = l.text[:start+strings.Index(l.text[start:], label)]
		l.clamp()
		l.address(a.href, at.line)
		return
	}
	l.write(" (")
	l.address(a.href, at.line)
	l.write(")")
}

// html is what a block of HTML shows.
func (r *renderer) html(n *ast.HTMLBlock) passage {
	source := r.raw(n)
	if n.HasClosure() {
		source += string(n.ClosureLine.Value(r.source))
	}
	l := liner{renderer: r}
	z := html.NewTokenizer(strings.NewReader(source))
	hidden := false
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		t := z.Token()
		switch {
		case t.DataAtom == atom.Script || t.DataAtom == atom.Style:
			hidden = kind == html.StartTagToken
		case kind == html.TextToken && !hidden:
			l.flow(cleanText(t.Data))
		case isItem(t.DataAtom):
			if kind == html.StartTagToken {
				l.line(1)
			}
		case isBlock(t.DataAtom):
			l.line(2)
		case kind != html.TextToken:
			l.token(t, r.at(n))
		}
	}
	l.trim()
	return l.passage
}

// flow writes text whose white space means nothing.
func (l *liner) flow(text string) {
	if strings.TrimLeft(text, " \t\n") != text && l.text != "" && !strings.HasSuffix(l.text, "\n") {
		l.soft = true
	}
	l.words(strings.Join(strings.Fields(text), " "))
	if strings.TrimRight(text, " \t\n") != text && l.text != "" {
		l.soft = true
	}
}

// line begins a line, behind n line ends.
func (l *liner) line(n int) {
	for l.text != "" && !strings.HasSuffix(l.text, blankLine[:n]) {
		l.newline()
	}
}

// isItem says whether an element begins a line.
func isItem(a atom.Atom) bool {
	switch a {
	case atom.Li, atom.Tr, atom.Dt, atom.Dd, atom.Summary, atom.Figcaption:
		return true
	}
	return false
}

// isBlock says whether an element is a paragraph of its own.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Hr,
		atom.Blockquote, atom.Pre, atom.Section, atom.Article, atom.Details, atom.Figure, atom.Header, atom.Footer:
		return true
	}
	return false
}
