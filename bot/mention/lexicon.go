package mention

import "strings"

// A lexicon finds the longest entry at a place in a row of words. Entries are
// compared with the words run together, so that health care, health-care,
// healthcare and #HealthCare are the same.
type lexicon[T any] struct {
	entries map[string]T
	longest int // entry, in words
}

func newLexicon[T any]() *lexicon[T] { return &lexicon[T]{entries: make(map[string]T)} }

// add enters value under the given form of words.
func (l *lexicon[T]) add(words []word, form func(word) string, value T) {
	k := key(words, form)
	if k == "" {
		return
	}
	l.entries[k] = value
	// Text may have spaces where the entry has none, as in e commerce.
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
		if value, ok := l.entries[r.slice(i, n)]; ok {
			return value, n
		}
	}
	return value, 0
}
