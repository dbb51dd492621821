package toot

import (
	"fmt"
	"slices"
)

// A Numbering says how the parts of a thread are numbered. The zero value is
// None.
type Numbering string

// The numberings, named by what they look like.
const (
	None   Numbering = "none"
	Count  Numbering = "1/n"
	Thread Numbering = "🧵 1/n"
)

// ParseNumbering returns the numbering of that name.
func ParseNumbering(name string) (Numbering, error) {
	switch n := Numbering(name); n {
	case None, Count, Thread:
		return n, nil
	}
	return "", fmt.Errorf("numbering %q: want %q, %q or %q", name, None, Count, Thread)
}

// SplitOptions is what Split needs to know besides text and limits.
type SplitOptions struct {
	CW        string // content warning of every part, which takes its share of the limit
	Language  string // of the text, as in Draft; where it is not known, the rules of all languages hold
	Numbering Numbering
	AtStart   bool // the number stands before the text instead of behind it
}

// A Part is one toot of a thread.
type Part struct {
	Text string // as posted, with its number
	Body string // without it
}

// A LimitError says that a server's limit leaves no room for any text.
type LimitError struct {
	Max  int // what the server takes, in the unit of its flavour
	Need int // what content warning, number and the longest character take
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("split text: content warning, number and one character take %d, the server takes %d: "+
		"shorten the content warning or leave out the numbers", e.Need, e.Max)
}

// Split cuts a text into the fewest parts that fit the limits, and among the
// ways to do that takes the one that reads best; optimise says what that is.
// A text that fits is one part without a number, a blank one is no part.
//
// The text is cut only at white space and, in Chinese and Japanese, between
// characters; never in a link, a mention, a hashtag, a number with its unit, an
// abbreviation with what it announces, or a pair of brackets that fits into one
// part, nor behind a heading or the announcement of a list. What is still too
// long for a part is opened, as far as it must be: brackets first, then what
// belongs together, then anything between two grapheme clusters.
//
// White space at a cut is dropped, and stays as it is elsewhere: apart from it,
// the bodies joined are the text. Before all that the text is cleaned: each kind
// of line end becomes LF, each run of bytes that are not UTF-8 becomes U+FFFD,
// other controls except the tab are dropped, and so is white space at both ends.
// Directional embeddings and isolates are pairs of brackets; one that is opened
// is not repeated in the next part, for each part is a paragraph of its own
// (UAX #9, rule X8).
//
// For every part Length(Text, o.CW, l) <= l.Max(). If no text fits at all, the
// error is a *LimitError.
func Split(text string, l Limits, o SplitOptions) ([]Part, error) {
	if o.Numbering == "" {
		o.Numbering = None
	}
	if _, err := ParseNumbering(string(o.Numbering)); err != nil {
		return nil, fmt.Errorf("split text: %w", err)
	}
	text = clean(text)
	if text == "" {
		return nil, nil
	}
	if Length(text, o.CW, l) <= l.Max() {
		return []Part{{Text: text, Body: text}}, nil
	}
	s := splitter{text: text, limits: l, options: o, dress: o.number}
	return s.split()
}

// A splitter splits one text that does not fit.
type splitter struct {
	text    string
	limits  Limits
	options SplitOptions
	// dress returns the text of a part, counted from 1. What it adds to a body may
	// depend on the number of the part in as much as that is the first, the last,
	// or has more digits.
	dress func(body string, part, parts int) string
	wary  bool // see ruler
}

// split returns the best parts. Should a cut turn out to make the server see a
// link that it does not see in the whole text, it starts again and is wary.
func (s *splitter) split() ([]Part, error) {
	for {
		l, err := s.fewest()
		if err != nil {
			return nil, err
		}
		parts := s.parts(l.optimise())
		if s.fit(parts) {
			return parts, nil
		}
		if s.wary { // not known to happen
			return nil, fmt.Errorf("split text: no cuts found that fit %d characters", s.limits.Max())
		}
		s.wary = true
	}
}

// fewest returns the layout with the fewest parts, as far as the length of a
// text is the sum of the lengths of its pieces. The number of parts decides how
// much room its own digits leave, and so what has to be opened.
func (s *splitter) fewest() (layout, error) {
	digits := s.leastDigits()
	for {
		l, err := s.layout(digits)
		if err != nil {
			return layout{}, err
		}
		for d := 1; d <= digits; d++ {
			l.rooms = s.rooms(d)
			if s.options.Numbering == None || digitsOf(l.count()) <= d {
				return l, nil
			}
		}
		digits = digitsOf(l.count())
	}
}

// layout returns where the text may be cut if the number of parts has that many
// digits.
func (s *splitter) layout(digits int) (layout, error) {
	room := s.rooms(digits)[digits-1]
	r := newRuler(s.text, s.limits.Flavour, room, s.wary)
	o := opener{ruler: r}
	cuts := findCuts(r, s.options.Language)
	cuts[len(cuts)-1].right += s.lastExtra()
	cuts, err := o.open(cuts)
	if err != nil {
		return layout{}, &LimitError{Max: s.limits.Max(), Need: s.limits.Max() - room + o.longest}
	}
	cuts[0].left -= s.firstExtra()
	s.adjoin(cuts)
	return layout{cuts: cuts}, nil
}

// parts returns what lies between the cuts.
func (s *splitter) parts(cuts []cut) []Part {
	n := len(cuts) - 1
	parts := make([]Part, n)
	for k := range parts {
		body := s.text[cuts[k].start:cuts[k+1].end]
		parts[k] = Part{Text: s.dress(body, k+1, n), Body: body}
	}
	return parts
}

// fit says whether every part fits.
func (s *splitter) fit(parts []Part) bool {
	return !slices.ContainsFunc(parts, func(p Part) bool {
		return Length(p.Text, s.options.CW, s.limits) > s.limits.Max()
	})
}
