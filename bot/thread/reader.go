package thread

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quotebot/quotes"
)

// maxFile is the largest file that is read, in bytes: a talk of two hours,
// written out, or some 250 toots.
const maxFile = 128 << 10

// A reader reads one file and collects what is wrong with it.
type reader struct {
	Options
	text     string // of the file, with LF for every line end
	lines    []int  // where its lines begin
	problems quotes.Problems
	quotes   picker
	images   map[string]Image // that have been looked at, by path
	unseen   bool             // images are not looked at
}

// A place is where something stands in the file: line and column, from 1.
type place struct{ line, column int }

func (r *reader) problem(at place, format string, args ...any) quotes.Problem {
	return quotes.Problem{File: r.File, Line: at.line, Column: at.column, Message: fmt.Sprintf(format, args...)}
}

func (r *reader) report(at place, format string, args ...any) {
	r.problems = append(r.problems, r.problem(at, format, args...))
}

func (r *reader) sort() {
	slices.SortStableFunc(r.problems, func(a, b quotes.Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// at is the place of a byte of the text.
func (r *reader) at(offset int) place {
	line, found := slices.BinarySearch(r.lines, offset)
	if !found {
		line--
	}
	return place{line + 1, utf8.RuneCountInString(r.text[r.lines[line]:offset]) + 1}
}

// line is the n-th line, from 0, without its end.
func (r *reader) line(n int) string {
	end := len(r.text)
	if n+1 < len(r.lines) {
		end = r.lines[n+1]
	}
	return strings.TrimRight(r.text[r.lines[n]:end], " \t\n")
}

// open checks that the file is a text, and returns how many lines of it are
// front matter, the lines --- included, and where the body begins.
func (r *reader) open(source []byte) (front, body int) {
	source = bytes.TrimPrefix(source, []byte("\ufeff")) // some editors begin files with it
	switch {
	case len(source) > maxFile:
		r.report(place{}, "%d bytes; a talk has no more than %d", len(source), maxFile)
		return 0, 0
	case bytes.IndexByte(source, 0) >= 0:
		r.setText(string(source))
		r.report(r.at(bytes.IndexByte(source, 0)), "not a text file: it has a NUL here; write the talk as Markdown")
		return 0, 0
	case !utf8.Valid(source):
		r.setText(string(source))
		r.report(r.at(len(source)-len(invalidTail(source))), "not UTF-8 from here; save the file as UTF-8")
		return 0, 0
	case len(bytes.TrimSpace(source)) == 0:
		r.report(place{}, "the file is empty; write the talk as Markdown")
		return 0, 0
	}
	r.setText(cleanText(string(source)))
	return r.findFront()
}

// invalidTail is what begins with the first byte that is not UTF-8.
func invalidTail(s []byte) []byte {
	for len(s) > 0 {
		c, size := utf8.DecodeRune(s)
		if c == utf8.RuneError && size == 1 {
			break
		}
		s = s[size:]
	}
	return s
}

func (r *reader) setText(text string) {
	r.text, r.lines = text, []int{0}
	for i := range len(text) {
		if text[i] == '\n' && i+1 < len(text) {
			r.lines = append(r.lines, i+1)
		}
	}
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n")

// cleanText drops what toot.Split would drop, so that places in a text stay what
// they are.
func cleanText(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) && c != '\n' && c != '\t' {
			return -1
		}
		return c
	}, lineEnds.Replace(text))
}

const bar = "---"

// findFront looks for front matter: lines between a first line --- and the next.
func (r *reader) findFront() (front, body int) {
	if r.line(0) != bar {
		return 0, 0
	}
	for n := 1; n < len(r.lines); n++ {
		if r.line(n) != bar {
			continue
		}
		if n+1 == len(r.lines) {
			return n + 1, len(r.text)
		}
		return n + 1, r.lines[n+1]
	}
	r.report(place{1, 1}, "the front matter that begins here does not end; put a line --- behind it")
	return 0, 0
}
