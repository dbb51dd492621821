package quotes

import (
	"bytes"

	"github.com/goccy/go-yaml/token"
)

// The parser calls itself for each level of a file and for each key that stands
// below another, and takes time and memory that grow with the square of both: a
// few megabytes of colons would exhaust the stack. A corpus stays far below.
const (
	maxDepth = 100  // steps of indentation and brackets; a corpus has about fifteen
	maxKeys  = 1000 // in one mapping; a list of aliases in every language has 184
)

// maxBlank is how many blank lines may follow each other. The lexer copies a
// block of text once for each blank line at its end.
const maxBlank = 50

// blankRun returns the line, counted from 1, with which more than maxBlank are
// blank; 0 if there is none. It is asked before the lexer runs.
func blankRun(data []byte) int {
	line, ends := 1, 0 // ends are the line ends since the last word
	for i, c := range data {
		switch {
		case c == '\n', c == '\r' && !bytes.HasPrefix(data[i+1:], []byte("\n")):
			if ends++; ends > maxBlank+1 {
				return line
			}
			line++
		case c != ' ' && c != '\t' && c != '\r':
			ends = 0
		}
	}
	return 0
}

// unbounded returns the first token beyond these bounds; nil if there is none.
func unbounded(tokens token.Tokens) *token.Token {
	var b bounds
	for _, t := range tokens {
		b.step(t)
		if len(b.columns)+b.brackets > maxDepth || b.loose > maxKeys ||
			len(b.columns) > 0 && b.columns[len(b.columns)-1].tokens > maxKeys {
			return t
		}
	}
	return nil
}

// A bounds follows the indentation of a file token by token.
type bounds struct {
	columns  []column // that are open, from left to right
	brackets int      // that are open
	loose    int      // dashes, and keys without a comma before them, within brackets
}

// A column is a place to which lines are indented.
type column struct {
	number int
	tokens int // that began there, other than the dashes of a list
}

func (b *bounds) step(t *token.Token) {
	switch t.Type {
	case token.CommentType:
		return
	case token.MappingStartType, token.SequenceStartType:
		b.brackets++
	case token.MappingEndType, token.SequenceEndType:
		b.brackets = max(b.brackets-1, 0)
	}
	if b.brackets > 0 {
		if isKey(t) && !opensEntry(t.Prev) || t.Type == token.SequenceEntryType {
			b.loose++
		}
		return
	}
	for n := len(b.columns); n > 0 && b.columns[n-1].number > t.Position.Column; n-- {
		b.columns = b.columns[:n-1]
	}
	n := len(b.columns)
	if n == 0 || b.columns[n-1].number < t.Position.Column {
		b.columns = append(b.columns, column{number: t.Position.Column})
		return
	}
	if t.Type != token.SequenceEntryType {
		b.columns[n-1].tokens++
	}
}

func isKey(t *token.Token) bool {
	return t.Type == token.MappingKeyType || t.Next != nil && t.Next.Type == token.MappingValueType
}

func opensEntry(t *token.Token) bool {
	return t != nil && (t.Type == token.CollectEntryType || t.Type == token.MappingStartType || t.Type == token.SequenceStartType)
}
