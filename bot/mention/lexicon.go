package mention

import "strings"

// A lexicon finds the longest entry at a place in a row of words. Entries are
// compared with the words run together, so that health care, health-care,
// healthcare and #HealthCare are the same.
type lexicon[T any] struct {
	entries map[string]T
	words   map[string]int // of entries
	longest int            // entry, in words
	split   bool           // a word may stand in two in the text, as e commerce
}

func newLexicon[T any]() *lexicon[T] {
	return &lexicon[T]{entries: make(map[string]T), words: make(map[string]int)}
}

// shortestSplit is how many letters an entry has at least that may be split.
// Shorter ones chance would find: on e-mail does not begin with one.
const shortestSplit = 6

// add enters value under the given form of words.
func (l *lexicon[T]) add(words []word, form func(word) string, value T) {
	k := key(words, form)
	if k == "" {
		return
	}
	l.entries[k] = value
	l.words[k] = max(l.words[k], len(words))
	l.longest = max(l.longest, len(words)+1)
}

func key(words []word, form func(word) string) string {
	if len(words) == 1 {
		return form(words[0])
	}
	var b strings.Builder
	for _, w := range words {
		b.WriteString(form(w))
	}
	return b.String()
}

// A row is words in one form, run together.
type row struct {
	words  []word
	text   string
	starts []int // of words in text, and the end of the last
}

func newRow(words []word, form func(word) string) row {
	var b strings.Builder
	r := row{words: words, starts: make([]int, 0, len(words)+1)}
	for _, w := range words {
		r.starts = append(r.starts, b.Len())
		if w.kind == term || w.kind == sign {
			b.WriteString(form(w))
		}
	}
	r.starts = append(r.starts, b.Len())
	r.text = b.String()
	return r
}

// slice is n words from the i-th.
func (r row) slice(i, n int) string { return r.text[r.starts[i]:r.starts[i+n]] }

// span is how many words from the i-th, most at most, belong together: no
// punctuation parts them.
func (r row) span(i, most int) int {
	n := 1
	for n < most && i+n < len(r.words) && !r.words[i+n].apart && r.words[i+n].kind <= sign && r.words[i+n].sentence == r.words[i].sentence {
		n++
	}
	return n
}

// match is the longest entry at the i-th word, and its length in words; 0 if
// there is none.
func (l *lexicon[T]) match(r row, i int) (value T, n int) {
	for n := r.span(i, l.longest); n > 0; n-- {
		text := r.slice(i, n)
		if value, ok := l.entries[text]; ok && (n <= l.words[text] || l.split && len(text) >= shortestSplit) {
			return value, n
		}
	}
	return value, 0
}

// A sieve is a row without the words that may stand anywhere in a phrase, as
// please does in: leave me please alone.
type sieve struct {
	row
	kept []int // places in the whole row of the words left
	at   []int // place among those left of each word of the whole row, -1 if it is not
}

// sift leaves out the words that particles has.
func sift(whole row, particles *lexicon[bool]) sieve {
	s := sieve{at: make([]int, len(whole.words))}
	var left []word
	dropped := false
	for i := 0; i < len(whole.words); {
		if _, n := particles.match(whole, i); n > 0 {
			for ; n > 0; n-- {
				s.at[i] = -1
				i++
			}
			dropped = true
			continue
		}
		w := whole.words[i]
		w.apart = w.apart && !dropped
		dropped = false
		s.at[i] = len(left)
		s.kept = append(s.kept, i)
		left = append(left, w)
		i++
	}
	s.row = newRow(left, word.literal)
	return s
}

// match is like that of a lexicon for the i-th word of the whole row, and the
// length is that in the whole row.
func (s sieve) match(l *lexicon[[]meaning], i int) ([]meaning, int) {
	j := s.at[i]
	if j < 0 {
		return nil, 0
	}
	value, n := l.match(s.row, j)
	if n == 0 {
		return nil, 0
	}
	return value, s.kept[j+n-1] - i + 1
}
