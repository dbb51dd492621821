package thread

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// note returns the number of a footnote, and has it set at the end of the
// section.
func (r *renderer) note(n *extast.Footnote) int {
	i := slices.Index(r.notes, n)
	if i < 0 {
		i = len(r.notes)
		r.notes = append(r.notes, n)
	}
	return i + 1
}

// addNotes sets the footnotes that are due.
func (r *renderer) addNotes() {
	line := 0
	var all []passage
	for ; r.told < len(r.notes); r.told++ { // a footnote may refer to another
		n := r.notes[r.told]
		if line == 0 {
			line = r.at(n).line
		}
		all = append(all, join("\n", r.blocks(n, 0)).indent(superscript(r.told+1)+" ", ""))
	}
	r.add(r.warnOfMentions(join("\n", all), line), block{line: line})
}

// warnOfLooseNotes warns of footnotes that nobody will see.
func (r *renderer) warnOfLooseNotes() {
	for _, n := range r.known {
		if !slices.Contains(r.notes, n) {
			w := r.problem(r.at(n), "nothing refers to the footnote [^%s]; it is left out", n.Ref)
			r.script.marks = append(r.script.marks, mark{at: len(r.script.text), warning: &w})
		}
	}
}

func footnotes(doc ast.Node) []*extast.Footnote {
	var all []*extast.Footnote
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the function returns no error
		if f, ok := n.(*extast.Footnote); ok && entering {
			all = append(all, f)
		}
		return ast.WalkContinue, nil
	})
	return all
}

func superscript(n int) string {
	return strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
		"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(fmt.Sprint(n))
}
