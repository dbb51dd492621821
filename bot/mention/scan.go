package mention

import (
	"slices"
	"strconv"
	"strings"
)

// A find is one thing understood, or not, in a row of words: a subject, a
// phrase, a number, a quote's id.
type find struct {
	word
	at, n    int // place in the row
	raw      string
	subjects []subject
	quote    string
	sense    sense
	value    int  // of a number
	ignored  bool // does not count: negated, or part of thanks
	explicit bool // the number of an area
	meanings []meaning
}

// scan understands words from left to right, always as many at once as
// possible; what names a subject comes before what is a phrase. It is given the
// words as they are and in the singular, and tells the languages they may be in.
func (r *Reader) scan(literal, one row) (finds []find, spoken []string) {
	words := literal.words
	lean := sift(literal, r.book.particles)
	finds = make([]find, 0, len(words))
	for i := 0; i < len(words); {
		f := find{word: words[i], at: i, n: 1}
		if f.kind == self || f.kind == other {
			i++
			continue
		}
		subjects, n := r.index.exact.match(one, i)
		meanings, m := r.phrase(literal, lean, i)
		quote, q := r.index.quotes.match(literal, i)
		switch {
		case n <= 1 && m <= 1 && r.roman(f, finds) > 0:
			f.sense, f.value = cardinal, r.roman(f, finds)
		case q > max(n, m, 1):
			f.quote, f.n = quote, q
		case n > 0 && n >= m:
			f.subjects, f.n = subjects, n
		case m > 0:
			f.meanings, f.n = meanings, m
		case f.kind == sign:
			i++
			continue
		default:
			r.lone(&f, words)
		}
		f.raw = raw(words[i : i+f.n])
		finds = append(finds, f)
		i += f.n
	}
	return finds, r.settle(finds)
}

// phrase is the longest phrase at the i-th word, as it stands or with particles
// in it.
func (r *Reader) phrase(literal row, lean sieve, i int) ([]meaning, int) {
	meanings, n := r.originals.lexicon.match(literal, i)
	longer := func(others []meaning, m int) {
		if m > n {
			meanings, n = others, m
		}
	}
	longer(r.book.lexicon.match(literal, i))
	longer(lean.match(r.originals.lexicon, i))
	longer(lean.match(r.book.lexicon, i))
	return meanings, n
}

// lone understands a word that is neither a name nor a phrase as it stands.
func (r *Reader) lone(f *find, words []word) {
	if v, s := digits(f.text); s != unknown {
		f.sense, f.value = s, v
		return
	}
	if r.index.plain[f.text] {
		f.sense = filler
		return
	}
	if s, n := r.index.formed(words, f.at); n > 0 {
		f.subjects, f.n = s, n
		return
	}
	f.subjects = r.index.compound(f.word)
}

// roman is the number of an area that f is in Roman numerals, 0 if it is none.
// They must be in capitals, or follow "area"; a lone I is a person.
func (r *Reader) roman(f find, before []find) int {
	v := slices.Index(romans[:], f.text) + 1
	if _, known := r.index.areas[v]; !known {
		return 0
	}
	if len(before) > 0 && before[len(before)-1].marksArea() && !f.apart || v > 1 && f.word.raw != f.text {
		return v
	}
	return 0
}

// marksArea tells that a number behind f is the number of an area.
func (f find) marksArea() bool {
	return f.is(areaNoun) || f.is(areaNouns) || f.is(number) || f.is(no)
}

// is tells a sense before it is settled, too.
func (f find) is(s sense) bool {
	return f.sense == s || slices.ContainsFunc(f.meanings, func(m meaning) bool { return m.sense == s })
}

// digits reads 3 and 3rd. Numbers of four digits and more are years and the
// like, which say nothing to us.
func digits(text string) (value int, s sense) {
	end := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(text)
	}
	if end == 0 {
		return 0, unknown
	}
	value, err := strconv.Atoi(text[:end])
	switch {
	case err != nil || value >= 1000:
		return 0, filler
	case end == len(text):
		return value, cardinal
	}
	switch text[end:] {
	case "x":
		return value, cardinal
	case "st", "nd", "rd", "th", "e", "er", "eme", "a", "o":
		return value, ordinal
	}
	return 0, unknown
}

// settle decides for phrases that mean different things in several languages:
// the language most other words are in wins, then the first. It returns the
// codes of the languages that any words are in, and the corpus's before them.
func (r *Reader) settle(finds []find) (spoken []string) {
	votes := make([]int, len(r.book.codes))
	for _, f := range finds {
		if len(f.meanings) == 1 {
			votes[f.meanings[0].language] += f.n
		}
	}
	for i := range finds {
		f := &finds[i]
		if len(f.meanings) == 0 {
			continue
		}
		best := f.meanings[0]
		for _, m := range f.meanings[1:] {
			if votes[m.language] > votes[best.language] {
				best = m
			}
		}
		f.sense, f.value = best.sense, best.value
		if f.hash && f.sense == manyNoun { // a label, not a number of them
			f.sense = quoteNoun
		}
	}
	spoken = append(spoken, r.index.language)
	for i, code := range r.book.codes {
		if votes[i] > 0 && code != r.index.language {
			spoken = append(spoken, code)
		}
	}
	return spoken
}

// raw is words as they were written.
func raw(words []word) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && (isASCII(w.text) || isASCII(words[i-1].text)) {
			b.WriteByte(' ')
		}
		if w.hash {
			b.WriteByte('#')
		}
		b.WriteString(w.raw)
	}
	return b.String()
}
