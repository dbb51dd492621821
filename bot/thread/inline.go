package thread

import (
	"bufio"
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	goldhtml "github.com/yuin/goldmark/renderer/html"
)

// A liner writes what stands in a paragraph:
//
//   - emphasis is its words, code keeps its backticks, what is struck out its
//     tildes;
//   - a link is its words with its address behind them in brackets, or behind a
//     colon where nothing follows; an address that says the same as the words
//     stands alone;
//   - a line break of the source is a blank, or nothing in Chinese and Japanese.
type liner struct {
	*renderer
	passage
	quote   bool // the paragraph is of a block quote
	soft    bool // a line of the source has ended
	gap     bool // an image or a comment has just been taken out
	anchors []anchor
}

// An anchor is an open <a>.
type anchor struct {
	href  string
	start int
}

func (r *renderer) inlines(n ast.Node, quote bool) passage {
	l := liner{renderer: r, quote: quote}
	l.children(n)
	l.trim()
	return l.passage
}

// trim takes the white space from the end.
func (l *liner) trim() {
	l.text = strings.TrimRight(l.text, " \t\n")
	l.clamp()
}

func (l *liner) clamp() {
	for i := range l.marks {
		l.marks[i].at = min(l.marks[i].at, len(l.text))
	}
}

func (l *liner) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		l.node(c)
	}
}

func (l *liner) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		l.plain(n)
	case *bareURL:
		l.write(string(n.segment.Value(l.source)))
		l.markAddress(l.at(n).line)
	case *ast.CodeSpan:
		l.write("`" + strings.ReplaceAll(strings.Trim(l.code(n), "\n"), "\n", " ") + "`")
	case *ast.Emphasis:
		l.children(n)
	case *extast.Strikethrough:
		l.write("~~")
		l.children(n)
		l.write("~~")
	case *ast.Link:
		l.link(n)
	case *ast.AutoLink:
		l.address(string(n.Label(l.source)), l.at(n).line)
	case *ast.Image:
		l.addImage(n)
	case *ast.RawHTML:
		l.tag(n)
	case *extast.FootnoteLink:
		if i := slices.IndexFunc(l.known, func(f *extast.Footnote) bool { return f.Index == n.Index }); i >= 0 {
			l.write(superscript(l.note(l.known[i])))
		}
	}
}

func (l *liner) plain(n *ast.Text) {
	value := n.Value(l.source)
	l.checkBraces(n, value)
	l.write(decode(value))
	switch {
	case n.HardLineBreak():
		l.newline()
	case n.SoftLineBreak():
		l.soft = true
	}
}

var directiveWithin = regexp.MustCompile(`(?:^|[^\\])\{\{\s*quote\b`)

// checkBraces reports a {{quote …}} that has something beside it.
func (l *liner) checkBraces(n ast.Node, source []byte) {
	if directiveWithin.Match(source) {
		l.report(l.at(n), "{{quote …}} has to stand on a line of its own")
	}
}

func (l *liner) code(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Value(l.source))
		}
	}
	return cleanText(b.String())
}

// decode resolves entities and backslashes, as goldmark does when it writes
// HTML.
func decode(source []byte) string {
	if bytes.IndexByte(source, '&') < 0 && bytes.IndexByte(source, '\\') < 0 {
		return string(source)
	}
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	goldhtml.DefaultWriter.Write(w, source)
	_ = w.Flush() // to memory
	return cleanText(html.UnescapeString(b.String()))
}

// write appends text, in which line ends are meant.
func (l *liner) write(text string) {
	for line := range strings.Lines(text) {
		l.words(strings.TrimSuffix(line, "\n"))
		if strings.HasSuffix(line, "\n") {
			l.newline()
		}
	}
}

func (l *liner) words(text string) {
	if l.gap {
		text = l.close(text)
	}
	if text == "" {
		return
	}
	if l.soft {
		l.resolveSoft(text)
	}
	l.soft, l.gap = false, false
	l.text += text
}

// close takes the white space away that would be doubled where something was
// taken out, or stand before a full stop.
func (l *liner) close(next string) string {
	if l.text == "" || strings.HasSuffix(l.text, " ") || strings.HasSuffix(l.text, "\n") {
		next = strings.TrimLeft(next, " \t")
	}
	if next != "" && strings.ContainsRune(".,;:!?)", rune(next[0])) {
		l.trim()
	}
	return next
}

// resolveSoft sets what is between two lines of the source.
func (l *liner) resolveSoft(next string) {
	switch {
	case l.quote && beginsWithDash(next): // the author of the words above
		l.newline()
		return
	case l.text == "" || strings.HasSuffix(l.text, "\n") || strings.HasSuffix(l.text, " "):
		return
	}
	last, _ := utf8.DecodeLastRuneInString(l.text)
	first, _ := utf8.DecodeRuneInString(next)
	if !isWide(last) || !isWide(first) {
		l.text += " "
	}
}

// isWide says whether c is of a script without spaces, or of its punctuation.
func isWide(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		'\u3000' <= c && c <= '\u303f' || '\uff00' <= c && c <= '\uff60' || c == '“' || c == '”' || c == '…' || c == '—'
}

// newline ends a line. There is never more than one blank line, and none at the
// beginning.
func (l *liner) newline() {
	l.soft = false
	l.text = strings.TrimRight(l.text, " \t")
	l.clamp()
	if l.text != "" && !strings.HasSuffix(l.text, blankLine) {
		l.text += "\n"
	}
}
