package thread

import (
	"errors"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"quotebot/bot/toot"
)

// maxFront is the longest front matter that is read, in bytes: the YAML parser
// takes time that grows with the square of what it reads.
const maxFront = 16 << 10

// keys are what front matter may set, in the order in which people would.
var keys = []string{"name", "title", "language", "visibility", "reply_visibility", "cw", "hashtags",
	"numbering", "limit", "in_reply_to", "at", "links"}

// A front is front matter while it is read: the values by their keys, and where
// the keys stand.
type front struct {
	*reader
	values map[string]ast.Node
	places map[string]place
}

// front reads the first lines of the file as front matter. What is wrong with it
// is reported, and left as if it were not there.
func (r *reader) front(lines int) *Talk {
	f := front{r, make(map[string]ast.Node), make(map[string]place)}
	if lines > 0 {
		f.parse(lines)
	}
	t := &Talk{
		Name: f.name(), Title: f.text("title"), Language: f.language(), CW: f.text("cw"), Hashtags: f.hashtags(),
		Numbering: f.numbering(), InReplyTo: f.parent(), At: f.time(), Links: f.links(), Limits: f.limits(),
	}
	t.limitAt = f.places["limit"]
	t.Visibility = f.visibility("visibility", toot.Public)
	t.ReplyVisibility = f.visibility("reply_visibility", t.Visibility.Narrower(toot.Unlisted))
	if t.ReplyVisibility.Narrower(t.Visibility) != t.ReplyVisibility {
		r.report(f.places["reply_visibility"], "reply_visibility %s is wider than visibility %s; the replies of a thread are seen by no more people than its first part",
			t.ReplyVisibility, t.Visibility)
	}
	return t
}

func (f *front) parse(lines int) {
	end := f.lines[lines-1]
	if end > maxFront {
		f.report(place{1, 1}, "the front matter has %d bytes, and may have %d; is the line --- at its end missing?", end, maxFront)
		return
	}
	yamlText := strings.Replace(f.reader.text[:end], bar, "", 1) // the first line stays, so that lines count from it
	// Keys given twice are reported by set, all of them.
	file, err := parser.ParseBytes([]byte(yamlText), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		f.syntax(err)
		return
	}
	for _, d := range file.Docs {
		switch top := d.Body.(type) {
		case nil, *ast.NullNode, *ast.CommentGroupNode:
		case *ast.MappingNode:
			for _, v := range top.Values {
				f.set(v)
			}
		default:
			f.report(f.of(top), "the front matter is not made of lines like “title: My talk”")
		}
	}
}

// syntax reports what the parser says, without the excerpt that it draws.
func (f *front) syntax(err error) {
	at, message := place{1, 1}, err.Error()
	var e yaml.Error
	if errors.As(err, &e) {
		message = e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			at = place{t.Position.Line, t.Position.Column}
		}
	}
	hint := "words with : or # in them, or with a sign at their start, need quotation marks"
	if strings.Contains(message, "'\t'") {
		hint = "indent with blanks"
	}
	message = strings.Join(strings.Fields(strings.ReplaceAll(message, "'\t'", "tab")), " ")
	f.report(at, "not YAML: %s; %s", message, hint)
}

// of is where a node begins. A mapping in lines has its first colon as its
// token; it begins with the key before it.
func (f *front) of(n ast.Node) place {
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		return f.of(m.Values[0].Key)
	}
	p := n.GetToken().Position
	return place{p.Line, p.Column}
}

func (f *front) set(v *ast.MappingValueNode) {
	key, at := v.Key.GetToken().Value, f.of(v.Key)
	switch first, twice := f.places[key]; {
	case !slices.Contains(keys, key):
		f.report(at, "unknown key %q; %s", key, suggest(key, keys, "known are "+strings.Join(keys, ", ")))
	case twice:
		f.report(at, "%s is given twice, first in line %d; remove one", key, first.line)
	default:
		f.values[key], f.places[key] = v.Value, at
	}
}

// word reads a scalar as it was written, on one line; empty if there is none.
func (f *front) word(n ast.Node, what string) string {
	var text string
	switch n := n.(type) {
	case nil, *ast.NullNode:
	case *ast.StringNode:
		text = n.Value
	case *ast.LiteralNode:
		text = n.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		text = n.GetToken().Value
	default:
		f.report(f.of(n), "%s must be words on one line", what)
	}
	if text = strings.TrimSpace(cleanText(text)); strings.Contains(text, "\n") {
		f.report(f.of(n), "%s has a line break; write it on one line", what)
		return ""
	}
	return text
}

// text is the value of a key that takes any words.
func (f *front) text(key string) string { return f.word(f.values[key], key) }

// list reads a list of words, or one string of words with blanks between them.
func (f *front) list(key string) []item {
	n := f.values[key]
	l, ok := n.(*ast.SequenceNode)
	if !ok {
		var items []item
		for _, word := range strings.Fields(f.text(key)) {
			items = append(items, item{word, f.of(n)})
		}
		return items
	}
	var items []item
	for _, v := range l.Values {
		items = append(items, item{f.word(v, "an entry of "+key), f.of(v)})
	}
	return items
}

// An item is an entry of a list, with its place.
type item struct {
	text string
	at   place
}
