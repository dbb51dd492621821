package thread

import (
	"slices"
	"strings"

	"quotebot/quotes"
)

// A passage is text with marks at some of its places.
type passage struct {
	text  string
	marks []mark
}

// A mark is something that stands at a place of a text without being text: an
// image, the address of a link that must not be torn, or a warning.
type mark struct {
	at      int // byte of the text; its end is a place, too
	line    int // of the file
	image   *Image
	url     string
	warning *quotes.Problem
}

func words(text string) passage { return passage{text: text} }

// add appends q behind sep, which is left out where either side has no text.
func (p *passage) add(sep string, q passage) {
	if p.text != "" && q.text != "" {
		p.text += sep
	}
	for _, m := range q.marks {
		m.at += len(p.text)
		p.marks = append(p.marks, m)
	}
	p.text += q.text
}

func join(sep string, passages []passage) passage {
	var all passage
	for _, p := range passages {
		all.add(sep, p)
	}
	return all
}

// split is what stands before a place, and behind it.
func (p passage) split(at int) (before, after passage) {
	before, after = words(p.text[:at]), words(p.text[at:])
	for _, m := range p.marks {
		if m.at < at {
			before.marks = append(before.marks, m)
			continue
		}
		m.at -= at
		after.marks = append(after.marks, m)
	}
	return before, after
}

// indent sets first before the first line and rest before each other that is not
// blank. A passage without text stays so: it may hold an image.
func (p passage) indent(first, rest string) passage {
	if p.text == "" {
		return p
	}
	var b strings.Builder
	shifts := make([]int, 0, 8) // of the lines
	starts := make([]int, 0, 8)
	start := 0
	for line := range strings.Lines(p.text) {
		switch {
		case start == 0:
			b.WriteString(first)
		case line != "\n":
			b.WriteString(rest)
		}
		starts, shifts = append(starts, start), append(shifts, b.Len()-start)
		b.WriteString(line)
		start += len(line)
	}
	marks := slices.Clone(p.marks)
	for i, m := range marks {
		line, found := slices.BinarySearch(starts, m.at)
		if !found {
			line--
		}
		marks[i].at += shifts[line]
	}
	return passage{b.String(), marks}
}

// tidy takes the white space away that ends lines, and blank lines that follow
// another: servers show no more than one, and readers would see none.
func tidy(text string) string {
	var b strings.Builder
	blank := 0
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \t\n")
		if line == "" {
			blank++
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n"[:min(blank+1, 2)])
		}
		blank = 0
		b.WriteString(line)
	}
	return b.String()
}
