package toot

// maxLookBack is how many brackets left open inside a pair are overlooked.
const maxLookBack = 8

// A bracketStack finds pairs of brackets within a paragraph.
type bracketStack struct {
	room int
	open []openBracket
}

type openBracket struct {
	closer rune
	cost   int // of the text before
	cuts   int // before
	quote  bool
}

// closers are the brackets. Directional controls (UAX #9) are some: what they
// enclose is set as one.
var closers = map[rune]rune{
	'(': ')', '[': ']', '{': '}', '（': '）', '［': '］', '｛': '｝', '【': '】', '〔': '〕', '《': '》', '〈': '〉', '⟨': '⟩',
	'\u202a': '\u202c', '\u202b': '\u202c', '\u202d': '\u202c', '\u202e': '\u202c',
	'\u2066': '\u2069', '\u2067': '\u2069', '\u2068': '\u2069',
}

// quoteClosers are the quotation marks. Some open in one language and close in
// another.
var quoteClosers = map[rune]rune{
	'“': '”', '„': '“', '«': '»', '»': '«', '‹': '›', '›': '‹', '「': '」', '『': '』',
}

// meet takes the next character, which makes the text cost more, and writes a
// pair that it closes into the cuts inside, if the pair fits into one part.
func (b *bracketStack) meet(r rune, before, after int, cuts []cut) {
	if isAlnum(r) || b.closes(r, after, cuts) {
		return
	}
	closer, ok := closers[r]
	quoteCloser, isQuote := quoteClosers[r]
	if ok || isQuote {
		b.open = append(b.open, openBracket{max(closer, quoteCloser), before, len(cuts), isQuote})
	}
}

func (b *bracketStack) closes(r rune, after int, cuts []cut) bool {
	for i := len(b.open) - 1; i >= max(0, len(b.open)-maxLookBack); i-- {
		o := b.open[i]
		if o.closer != r {
			continue
		}
		if cost := after - o.cost; cost <= b.room {
			enclose(cuts[o.cuts:], cost, o.quote)
		}
		b.open = b.open[:i]
		return true
	}
	return false
}

// enclose marks the cuts inside a pair. Brackets keep together what is in them,
// quotation marks only ask for it.
func enclose(cuts []cut, cost int, quote bool) {
	for i := range cuts {
		switch {
		case quote:
			cuts[i].price += quotePrice
		case cuts[i].pair == 0:
			cuts[i].pair = cost
		}
	}
}

// reset forgets what is open at the end of a paragraph.
func (b *bracketStack) reset() { b.open = b.open[:0] }
