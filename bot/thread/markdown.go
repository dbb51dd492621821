package thread

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// newMarkdown is CommonMark with GitHub's tables, strikethrough and task lists,
// footnotes, web addresses that stand bare in the text, and {{quote …}}. Of the
// footnotes goldmark's transformer is left out: it would drop those that nothing
// refers to without a word.
func newMarkdown() parser.Parser {
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList),
		goldmark.WithParserOptions(
			parser.WithBlockParsers(
				util.Prioritized(directiveParser{}, 50),
				util.Prioritized(extension.NewFootnoteBlockParser(), 999),
			),
			parser.WithInlineParsers(
				util.Prioritized(extension.NewFootnoteParser(), 101),
				util.Prioritized(bareURLParser{}, 999),
			),
		),
	).Parser()
}

// A directive is a line {{…}} of its own.
type directive struct {
	ast.BaseBlock
	words string // between the braces
}

var kindDirective = ast.NewNodeKind("Directive")

func (d *directive) Kind() ast.NodeKind            { return kindDirective }
func (d *directive) IsRaw() bool                   { return true }
func (d *directive) Dump(source []byte, level int) { ast.DumpHelper(d, source, level, nil, nil) }

type directiveParser struct{}

var directiveLine = regexp.MustCompile(`^\{\{([^{}]*)\}\}[ \t]*\n?$`)

func (directiveParser) Trigger() []byte { return []byte{'{'} }

func (directiveParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	indent := pc.BlockOffset()
	m := directiveLine.FindSubmatch(line[max(indent, 0):])
	if m == nil {
		return nil, parser.NoChildren
	}
	d := &directive{words: string(bytes.TrimSpace(m[1]))}
	d.Lines().Append(segment)
	d.SetPos(segment.Start + indent)
	reader.AdvanceToEOL()
	return d, parser.NoChildren
}

func (directiveParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}

func (directiveParser) Close(ast.Node, text.Reader, parser.Context) {}
func (directiveParser) CanInterruptParagraph() bool                 { return true }
func (directiveParser) CanAcceptIndentedLine() bool                 { return false }

// A bareURL is what stands behind the scheme of a web address.
type bareURL struct {
	ast.BaseInline
	segment text.Segment
}

var kindBareURL = ast.NewNodeKind("BareURL")

func (b *bareURL) Kind() ast.NodeKind            { return kindBareURL }
func (b *bareURL) Dump(source []byte, level int) { ast.DumpHelper(b, source, level, nil, nil) }

// bareURLParser keeps what stands in a web address from being read as Markdown:
// the underscores of https://example.org/_a_ are no emphasis. goldmark asks
// inline parsers at signs only, so it steps in at the colon.
type bareURLParser struct{}

var (
	schemeEnd = regexp.MustCompile(`(?i)(?:^|[^a-z0-9])https?$`)
	// afterScheme leaves out what may end a link's label, a table's cell or a
	// quotation, and backslashes, with which people escape.
	afterScheme = regexp.MustCompile("^://[^\\s<>\\[\\]|\"`\\\\]+")
)

func (bareURLParser) Trigger() []byte { return []byte{':'} }

func (bareURLParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	before := block.Source()[max(0, segment.Start-len("_https")):segment.Start]
	if !schemeEnd.Match(before) {
		return nil
	}
	n := urlEnd(afterScheme.Find(line))
	if n <= len("://") {
		return nil
	}
	block.Advance(n)
	return &bareURL{segment: segment.WithStop(segment.Start + n)}
}

// urlEnd is where a web address ends that stands in a sentence: before its full
// stop, or the bracket that was opened before the address.
func urlEnd(url []byte) int {
	for len(url) > 0 {
		switch c := url[len(url)-1]; {
		case bytes.IndexByte([]byte("?!.,:;*_~'"), c) >= 0:
		case c == ')' && bytes.Count(url, []byte("(")) < bytes.Count(url, []byte(")")):
		default:
			return len(url)
		}
		url = url[:len(url)-1]
	}
	return 0
}
