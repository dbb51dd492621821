package mention

import (
	"io"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// maxInput is how many bytes of a status are looked at. Servers allow some
// thousand characters; more is an attempt to keep us busy.
const maxInput = 64 << 10

// A piece is a stretch of a status that is of one kind.
type piece struct {
	kind   kind
	text   string // words, or user@host of an account
	href   string // of a link or an account
	quoted bool   // inside a blockquote: somebody else's words
}

type kind int

const (
	plain kind = iota
	hashtag
	link
	account
	line      // a line ends
	paragraph // a paragraph ends
)

// An extractor turns the tokens of HTML into pieces. It keeps no stack of open
// elements, so that nesting costs nothing.
type extractor struct {
	pieces  []piece
	anchor  *anchor
	pre     int
	quotes  int
	dropped string // name of the element whose content is left out
	depth   int    // of elements of that name
}

// extract reads at most maxInput bytes of source.
func extract(source string) []piece {
	x := &extractor{}
	z := html.NewTokenizer(io.LimitReader(strings.NewReader(source), maxInput))
	for {
		switch z.Next() {
		case html.ErrorToken:
			x.closeAnchor()
			return x.pieces
		case html.TextToken:
			if x.dropped == "" {
				x.words(string(z.Text()))
			}
		case html.StartTagToken:
			name, more := z.TagName()
			x.start(string(name), attributes(z, more))
		case html.SelfClosingTagToken:
			name, more := z.TagName()
			if tag := string(name); tag == "br" || tag == "img" {
				x.start(tag, attributes(z, more))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			x.end(string(name))
		}
	}
}

// attributes reads the attributes that matter to us.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	found := make(map[string]string)
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch k := string(key); k {
		case "href", "class", "rel", "alt":
			if _, twice := found[k]; !twice {
				found[k] = string(value)
			}
		}
	}
	return found
}

func (x *extractor) start(tag string, attrs map[string]string) {
	// A <p> cannot hold blocks: the next one ends it.
	if x.dropped == "p" && isBlock(tag) {
		x.dropped = ""
	}
	if x.dropped != "" {
		if tag == x.dropped {
			x.depth++
		}
		return
	}
	if isForeign(tag) || hasClass(attrs["class"], "quote-inline") {
		x.dropped, x.depth = tag, 1
		return
	}
	switch tag {
	case "a":
		x.closeAnchor()
		x.anchor = &anchor{href: attrs["href"], class: attrs["class"], rel: attrs["rel"]}
	case "br":
		x.ends(line)
	case "img":
		if hasClass(attrs["class"], "emoji") {
			x.words(attrs["alt"])
		}
	case "li":
		x.ends(line)
		x.add(plain, "- ")
	case "pre":
		x.pre++
	}
	if isBlock(tag) {
		x.ends(paragraph)
	}
	if tag == "blockquote" {
		x.quotes++
	}
}

func (x *extractor) end(tag string) {
	if x.dropped != "" {
		if tag == x.dropped {
			if x.depth--; x.depth == 0 {
				x.dropped = ""
			}
		}
		return
	}
	if isBlock(tag) {
		x.ends(paragraph)
	}
	switch tag {
	case "a":
		x.closeAnchor()
	case "pre":
		x.pre = max(0, x.pre-1)
	case "blockquote":
		x.quotes = max(0, x.quotes-1)
	}
}

func (x *extractor) words(text string) {
	text = strings.ToValidUTF8(text, "")
	if x.anchor != nil {
		x.anchor.text.WriteString(text)
		return
	}
	if x.pre > 0 {
		x.add(plain, text)
		return
	}
	x.add(plain, collapse(text))
}

func (x *extractor) add(k kind, text string) {
	if text != "" {
		x.pieces = append(x.pieces, piece{kind: k, text: text, quoted: x.quotes > 0})
	}
}

// ends notes the end of a line or paragraph; several in a row are one.
func (x *extractor) ends(k kind) {
	n := len(x.pieces)
	if n == 0 {
		return
	}
	if last := &x.pieces[n-1]; last.kind == paragraph || last.kind == line && k == paragraph {
		last.kind = paragraph
		return
	}
	x.pieces = append(x.pieces, piece{kind: k, quoted: x.quotes > 0})
}

func isBlock(tag string) bool {
	return slices.Contains([]string{"p", "div", "blockquote", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "hr"}, tag)
}

// isForeign tells elements whose content is not text for readers.
func isForeign(tag string) bool {
	return slices.Contains([]string{"script", "style", "iframe", "svg", "math", "head", "title", "noscript", "template", "object", "audio", "video", "textarea", "select"}, tag)
}

// collapse makes every run of white space one space, as a browser does.
func collapse(text string) string {
	var b strings.Builder
	space := false
	for _, r := range text {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}
