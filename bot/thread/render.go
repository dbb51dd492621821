package thread

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// maxDepth is how deep lists and quotes may be nested.
const maxDepth = 16

// A renderer turns Markdown into the text of a toot, as a careful person would
// write it by hand:
//
//   - a heading is a line of its own;
//   - a list keeps its marks, an item of a task list has ☐ or ☑;
//   - a block quote stands in the quotation marks of the talk's language, unless
//     it has its own; its last line stays outside where a dash begins it;
//   - each row of a table is a line, "Government: 23, 9";
//   - a block of code is its lines;
//   - HTML is what it would show;
//   - footnotes stand at the end of the text between two forced cuts, with their
//     numbers as superscripts.
type renderer struct {
	*reader
	talk   *Talk
	body   int // where the source begins in the file
	source []byte
	script script
	cut    bool               // the next block begins a part
	known  []*extast.Footnote // all footnotes
	notes  []*extast.Footnote // those that are referred to, in the order of their numbers
	told   int                // how many of them have been set
}

// script renders the file's body. What is wrong with it is reported.
func (r *reader) script(t *Talk, body int) script {
	w := renderer{reader: r, talk: t, body: body, source: []byte(r.text[body:])}
	doc := newMarkdown().Parse(text.NewReader(w.source))
	r.quotes.reserve(doc)
	w.known = footnotes(doc)
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		w.top(n)
	}
	w.addNotes()
	w.warnOfLooseNotes()
	if len(w.script.blocks) == 0 && len(r.problems) == 0 {
		r.report(place{}, "there is nothing to post; write the talk as Markdown, below the front matter if there is any")
	}
	return w.script
}

// at is the place of a node, or of the nearest one before it that has a place.
func (r *renderer) at(n ast.Node) place {
	for ; n != nil; n = n.Parent() {
		if n.Pos() >= 0 && n.Kind() != ast.KindDocument {
			return r.reader.at(r.body + n.Pos())
		}
	}
	return place{1, 1}
}

// top renders a block of the file.
func (r *renderer) top(n ast.Node) {
	switch n := n.(type) {
	case *ast.ThematicBreak:
		r.forceCut()
	case *directive:
		r.embed(n)
	default:
		line := r.at(n).line
		bar := r.isBarBelow(n)
		r.add(r.warnOfMentions(r.block(n, 0), line), block{line: line, heading: n.Kind() == ast.KindHeading && !bar})
		if bar {
			r.forceCut()
		}
	}
}

func (r *renderer) add(p passage, b block) {
	b.cut = r.cut && len(r.script.blocks) > 0
	known := len(r.script.blocks)
	r.script.add(p, b)
	if len(r.script.blocks) > known {
		r.cut = false
	}
}

func (r *renderer) forceCut() {
	r.addNotes()
	r.cut = true
}

// isBarBelow says whether a paragraph has a line --- right below it, which
// CommonMark takes for a heading. Who writes talks means a cut.
func (r *renderer) isBarBelow(n ast.Node) bool {
	h, ok := n.(*ast.Heading)
	return ok && h.Level == 2 && !bytes.HasPrefix(bytes.TrimLeft(r.source[n.Pos():], " "), []byte("#"))
}

// blocks renders the blocks within n.
func (r *renderer) blocks(n ast.Node, depth int) []passage {
	var all []passage
	if depth == maxDepth {
		r.report(r.at(n), "lists and quotes are nested more than %d deep here; nobody could read that in a toot", maxDepth)
		return nil
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if p := r.block(c, depth+1); p.text != "" || len(p.marks) > 0 {
			all = append(all, p)
		}
	}
	return all
}

func (r *renderer) block(n ast.Node, depth int) passage {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
		return r.inlines(n, isInQuote(n))
	case *ast.List:
		return r.list(n, depth)
	case *ast.Blockquote:
		return r.blockquote(n, depth)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return words(tidy(cleanText(r.raw(n))))
	case *ast.HTMLBlock:
		return r.html(n)
	case *extast.Table:
		return r.table(n)
	case *directive:
		r.report(r.at(n), "{{%s}} stands in a list or a quote; give it a paragraph of its own", n.words)
	}
	// What is left says nothing: link definitions, and footnotes in their place.
	return passage{}
}

func isInQuote(n ast.Node) bool {
	_, ok := n.Parent().(*ast.Blockquote)
	return ok
}

// raw is the source of a block.
func (r *renderer) raw(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(r.source))
	}
	return b.String()
}

func (r *renderer) list(n *ast.List, depth int) passage {
	sep, number := "\n", n.Start
	if !n.IsTight {
		sep = blankLine
	}
	var items []passage
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		sign := string(n.Marker)
		if n.IsOrdered() {
			sign = strconv.Itoa(number) + sign
			number++
		}
		sign = task(c, sign, n.IsOrdered()) + " "
		items = append(items, join(sep, r.blocks(c, depth)).indent(sign, strings.Repeat(" ", utf8.RuneCountInString(sign))))
	}
	return join(sep, items)
}

// task is the sign of an item with its box, if it has one.
func task(item ast.Node, sign string, ordered bool) string {
	first := item.FirstChild()
	if first == nil {
		return sign
	}
	box, ok := first.FirstChild().(*extast.TaskCheckBox)
	if !ok {
		return sign
	}
	mark := "☐"
	if box.IsChecked {
		mark = "☑"
	}
	if ordered {
		return sign + " " + mark
	}
	return mark
}

func (r *renderer) blockquote(n ast.Node, depth int) passage {
	all := join(blankLine, r.blocks(n, depth))
	quoted, by := all.text, ""
	if i := strings.LastIndex(all.text, "\n"); i >= 0 && beginsWithDash(all.text[i+1:]) {
		quoted, by = strings.TrimRight(all.text[:i], "\n"), all.text[i:]
	}
	opening, closing := marksAround(quoted, r.talk.Language)
	before, after := all.split(len(all.text) - len(by))
	before.text = quoted
	quotation := words(opening)
	quotation.add("", before)
	quotation.add("", words(closing))
	quotation.add("", after)
	return quotation
}

func (r *renderer) table(n *extast.Table) passage {
	var rows [][]passage
	between := ", "
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []passage
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			p := r.inlines(cell, false)
			if p.text = strings.ReplaceAll(p.text, "\n", " "); p.text == "" {
				p.text = "–"
			}
			if strings.Contains(p.text, between) {
				between = "; "
			}
			cells = append(cells, p)
		}
		rows = append(rows, cells)
	}
	var table passage
	for _, cells := range rows {
		line := cells[0]
		line.add(": ", join(between, cells[1:]))
		table.add("\n", line)
	}
	return table
}

// warnOfMentions warns of the people whom a text notifies.
func (r *renderer) warnOfMentions(p passage, line int) passage {
	for _, m := range mention.FindAllStringSubmatchIndex(p.text, -1) {
		w := r.problem(place{line, 1}, "%s will be notified", p.text[m[2]:m[3]])
		p.marks = append(p.marks, mark{at: m[2], line: line, warning: &w})
	}
	return p
}

func beginsWithDash(s string) bool {
	return strings.HasPrefix(s, "—") || strings.HasPrefix(s, "–") || strings.HasPrefix(s, "-- ")
}
