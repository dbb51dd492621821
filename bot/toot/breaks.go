package toot

import (
	"unicode"
	"unicode/utf8"
)

// A cut is a place where a text may be cut.
type cut struct {
	end, start  int // the part before ends at end, the next begins at start; between them is white space
	right, left int // what the text up to end and up to start costs
	words       int // how many words stand before it, in halves; a character of Chinese is one half
	pair        int // what the innermost brackets around it cost that fit into one part, or 0
	level       level
	bound       bool    // what it separates belongs together
	orphan      bool    // it leaves a few words of a sentence alone
	price       float64 // what is added to the price of its level, see layout.optimise
}

// A level is what ends at a cut.
type level int8

const (
	paragraphEnd level = iota
	lineEnd
	sentenceEnd
	clauseEnd
	wordEnd
	characterEnd // in Chinese or Japanese; anywhere if all else failed
)

// A finder collects the cuts of a text from its pieces.
type finder struct {
	ruler
	cuts      []cut
	cost      int // of what has been seen
	words     int
	end       int    // of the last piece that is not white space
	right     int    // the cost up to there
	last      rune   // the first of that piece
	first     string // the word before the one in hand, empty at the beginning of a line
	word      int    // where the one in hand begins
	line      lineState
	sentences sentenceScanner
	brackets  bracketStack
	language  *vocabulary
}

// findCuts returns the places where a text may be cut, those that are bound or
// in brackets marked as such. The first is its beginning, the last its end.
func findCuts(r ruler, language string) []cut {
	f := finder{
		ruler: r, language: vocabularyOf(language),
		sentences: newSentenceScanner(r.text),
		brackets:  bracketStack{room: r.room},
	}
	f.cuts = append(make([]cut, 0, placesToCut(r.text)+2), cut{})
	f.line.begin(r.text, 0, true)
	for p := range r.pieces(0, len(r.text)) {
		if !isSpace(r.text[p.start:p.end]) {
			f.meet(p)
		}
		f.cost += p.cost
	}
	f.cuts = append(f.cuts, cut{end: f.end, start: len(r.text), right: f.right, left: f.cost, words: f.words})
	addOrphans(f.cuts)
	return f.cuts
}

// placesToCut returns about how many cuts a text has: one at each character of
// white space or, as their first bytes tell, of Chinese or Japanese.
func placesToCut(text string) int {
	const firstOfWide = 0xe3
	n := 0
	for i := range len(text) {
		if c := text[i]; c <= ' ' || c >= firstOfWide {
			n++
		}
	}
	return n
}

// meet looks at the place between the piece before and p, and goes on to p.
func (f *finder) meet(p piece) {
	r, size := utf8.DecodeRuneInString(f.text[p.start:])
	switch {
	case f.end < p.start:
		f.meetSpace(p, r)
		f.words += 2
	case f.end > 0:
		f.meetJoint(p, r)
	default:
		f.words = 2
	}
	if isIdeograph(r) {
		f.words++
	}
	f.end, f.right, f.last = p.end, f.cost+p.cost, r
	if size == p.end-p.start {
		f.brackets.meet(r, f.cost, f.right, f.cuts)
	}
}

// add adds the cut before p.
func (f *finder) add(p piece, c cut) {
	c.end, c.start, c.right, c.left, c.words = f.end, p.start, f.right, f.cost, f.words
	f.line.mark(&c)
	f.cuts = append(f.cuts, c)
}

// meetSpace adds a cut at white space, where that may break.
func (f *finder) meetSpace(p piece, next rune) {
	w := neighbourhood{first: f.first, word: f.text[f.word:f.end]}
	f.first, f.word = w.word, p.start
	lines, breaks := countBreaks(f.text[f.end:p.start])
	switch {
	case lines > 0:
		f.first = ""
		f.meetLines(p, lines > 1)
	case breaks:
		w.next, w.rest = cutFirstWord(f.text[p.start:])
		f.add(p, f.cutBetween(w, p.start, next))
	}
}

// meetLines adds the cut between a line, or a paragraph, and the next.
func (f *finder) meetLines(p piece, blank bool) {
	f.add(p, f.line.next(f.text, f.end, p.start, blank))
	f.line.begin(f.text, p.start, blank)
	if blank {
		f.brackets.reset()
	}
}

// cutBetween returns the cut between two words, of which the next begins at start.
func (f *finder) cutBetween(w neighbourhood, start int, next rune) cut {
	c := cut{bound: f.language.holds(w) || wideHolds(f.last, next)}
	marked := !isAlnumByte(w.word[len(w.word)-1]) // a mark may stand at its end
	switch {
	case marked && f.sentences.endIn(f.end, start) && !f.language.abbreviates(w):
		c.level = sentenceEnd
	case marked && endsClause(w.word):
		c.level, c.price = clauseEnd, clausePrice(w.word)
		if c.price == commaPrice && f.language.inEnumeration(w) {
			c.price = enumerationPrice
		}
	case next == '#' && beginsTags(w):
		c.level = clauseEnd
	default:
		c.level, c.price = wordEnd, f.language.phrasePrice(w)
	}
	return c
}

// meetJoint adds a cut where no white space is, as Chinese and Japanese have it.
func (f *finder) meetJoint(p piece, next rune) {
	if isHan(f.last) && isHan(next) {
		f.add(p, cut{level: characterEnd, bound: hanHolds(f.last, next), price: hanPrice(f.last)})
		return
	}
	ok, bound := breaksBetween(f.last, next)
	if !ok {
		return
	}
	c := cut{level: characterEnd, bound: bound, price: characterPrice(f.last, next)}
	switch {
	case f.sentences.endIn(f.end, f.end):
		c.level = sentenceEnd
	case isWideClauseEnd(f.last):
		c.level, c.price = clauseEnd, clausePrice(f.text[:f.end])
	}
	f.add(p, c)
}

// isSpace says whether a piece is white space. A space with a combining mark is
// not.
func isSpace(piece string) bool {
	r, size := utf8.DecodeRuneInString(piece)
	return size == len(piece) && unicode.IsSpace(r)
}

// countBreaks counts the line feeds in white space, and says whether it may be
// broken: whether there is any but no-break spaces (UAX #14, class GL).
func countBreaks(gap string) (lines int, breaks bool) {
	for _, r := range gap {
		switch r {
		case '\n':
			lines++
			breaks = true
		case '\u00a0', '\u202f', '\u2007':
		default:
			breaks = true
		}
	}
	return lines, breaks
}
