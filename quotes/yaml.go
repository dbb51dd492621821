package quotes

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// A reader turns the nodes of one YAML file into words with their places, and
// collects what is wrong with them.
type reader struct {
	file     string
	problems Problems
}

// at is where a node begins. A mapping in lines has its first colon as its
// token; it begins with the key before it.
func (r *reader) at(n ast.Node) place {
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		return r.at(m.Values[0].Key)
	}
	return r.atToken(n.GetToken())
}

func (r *reader) atToken(t *token.Token) place {
	return place{r.file, t.Position.Line, t.Position.Column}
}

func (r *reader) report(at place, format string, args ...any) {
	r.problems = append(r.problems, at.problem(format, args...))
}

// parse returns the top of the file, which is nil if the file is empty; ok is
// false if it cannot be read.
func (r *reader) parse(data []byte) (top ast.Node, ok bool) {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // some editors begin files with it
	if !utf8.Valid(data) {
		r.report(r.firstInvalid(data), "not valid UTF-8 from here; save the file as UTF-8")
		return nil, false
	}
	if line := blankRun(data); line > 0 {
		r.report(place{r.file, line, 1}, "more than %d blank lines in a row; remove them", maxBlank)
		return nil, false
	}
	tokens := lexer.Tokenize(string(data))
	if t := unbounded(tokens); t != nil {
		r.report(r.atToken(t), "too many levels or keys; a corpus has about five levels, and a dozen keys on each")
		return nil, false
	}
	// Keys given twice are reported by mapping, all of them.
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntax(err)
		return nil, false
	}
	return r.only(file), true
}

func (r *reader) firstInvalid(data []byte) place {
	at := place{r.file, 1, 1}
	for len(data) > 0 {
		c, size := utf8.DecodeRune(data)
		if c == utf8.RuneError && size == 1 {
			break
		}
		at.column++
		if c == '\n' {
			at.line, at.column = at.line+1, 1
		}
		data = data[size:]
	}
	return at
}

// syntax reports what the parser says, without the excerpt that it draws.
func (r *reader) syntax(err error) {
	at, message := place{file: r.file}, ""
	var e yaml.Error
	if errors.As(err, &e) {
		message = e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			at = r.atToken(t)
		}
	} else {
		message = err.Error() // of a yaml.Error it would draw the excerpt, in quadratic time
	}
	tab := strings.Contains(message, "'\t'")
	message = strings.Join(strings.Fields(strings.ReplaceAll(message, "'\t'", "tab")), " ")
	hint := "words with : or # in them, or with a sign at their start, need quotation marks"
	if tab {
		hint = "indent with blanks"
	}
	r.report(at, "not YAML: %s; %s", message, hint)
}

// only returns the one document of a file.
func (r *reader) only(file *ast.File) ast.Node {
	var top ast.Node
	for _, d := range file.Docs {
		switch {
		case d.Body == nil:
		case top != nil:
			r.report(r.at(d.Body), "a second document; put it into a file of its own")
		default:
			top = d.Body
		}
	}
	return top
}

// A word is a scalar as it was written, with its place. Its text is empty where
// the file has nothing usable; that has been reported then.
type word struct {
	text string
	at   place
}

// scalar reads a value of one word or more. Numbers are taken as they were
// written, since a section may be called 1.10.
func (r *reader) scalar(n ast.Node, what string) word {
	w := word{at: r.at(n)}
	switch n := n.(type) {
	case *ast.StringNode:
		w.text = n.Value
	case *ast.LiteralNode:
		// The last line break ends the block; it is not part of the words.
		w.text = strings.TrimSuffix(n.Value.Value, "\n")
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		w.text = n.GetToken().Value
	default:
		r.wrongType(n, what, "words")
		return w
	}
	if complaint := wordsComplaint(w.text, what == "text"); complaint != "" {
		r.report(w.at, "%s %s", what, complaint)
		w.text = ""
	}
	return w
}

// wordsComplaint says what keeps words from being posted as they are, or
// nothing. Only some may have line breaks within, as a poem has.
func wordsComplaint(s string, lines bool) string {
	if strings.TrimSpace(s) == "" {
		return "is empty; fill it in or leave the key out"
	}
	if s != strings.TrimSpace(s) {
		return "begins or ends with white space; remove it"
	}
	if !utf8.ValidString(s) {
		return "is not valid UTF-8; write the character itself"
	}
	for _, c := range s {
		switch {
		case c == '\n' && lines:
		case c == '\n':
			return "has a line break; write it on one line"
		case unicode.IsControl(c):
			return fmt.Sprintf("has the control character %U; remove it", c)
		}
	}
	return ""
}

func (r *reader) wrongType(n ast.Node, what, want string) {
	var have string
	switch n.(type) {
	case *ast.MappingNode:
		have = "a mapping"
	case *ast.SequenceNode:
		have = "a list"
	case *ast.BoolNode:
		have = "true or false; put it in quotation marks"
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		r.report(r.at(n), "%s has an anchor, an alias or a tag, which the format does not know; write the value out", what)
		return
	default:
		have = "a single value"
	}
	r.report(r.at(n), "%s must be %s and is %s", what, want, have)
}

// list reads a sequence; an empty value counts as none.
func (r *reader) list(n ast.Node, what string) []ast.Node {
	switch n := n.(type) {
	case nil, *ast.NullNode:
	case *ast.SequenceNode:
		return n.Values
	default:
		r.wrongType(n, what, "a list, such as [a, b]")
	}
	return nil
}
