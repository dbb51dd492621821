package quotes

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Problem is one thing about a corpus that a person should mend, with the
// place where it stands. Line and Column count from 1, in characters; a Line
// of 0 means the file or folder as a whole.
type Problem struct {
	File         string
	Line, Column int
	Message      string // what is wrong, then what to do
}

// String is the problem on one line, in the form that editors jump to:
// file:line:column: message.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
}

// Problems is the error of a corpus that cannot be used: everything that is
// wrong with it, by file and line.
type Problems []Problem

// Error is one problem per line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

func (ps Problems) sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return place{a.File, a.Line, a.Column}.compare(place{b.File, b.Line, b.Column})
	})
}

// A place is where something stands in a corpus file.
type place struct {
	file         string
	line, column int
}

func (p place) String() string { return fmt.Sprintf("%s:%d:%d", p.file, p.line, p.column) }

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.file, q.file), cmp.Compare(p.line, q.line), cmp.Compare(p.column, q.column))
}

func (p place) problem(format string, args ...any) Problem {
	return Problem{p.file, p.line, p.column, fmt.Sprintf(format, args...)}
}
