package mention

import (
	"maps"
	"slices"

	"quotebot/quotes"
)

// A subject is what a quote can be asked for: an area, or a topic in it.
type subject struct {
	area  string
	topic string // "" for the area itself
}

// An index finds the subjects of a corpus by what they are called.
type index struct {
	exact  *lexicon[[]subject]
	rooted *lexicon[[]subject]
	keys   map[slipKey][]string // of exact, for words with a slip
	plain  map[string]bool      // words of titles and names that say nothing by themselves
	areas  map[int]string       // ids by number
	quotes *lexicon[string]     // ids
}

// A slipKey says which names a word with a slip is compared with. People
// seldom miss the first letter.
type slipKey struct {
	first  byte
	length int
}

func newIndex(f folder, c *quotes.Corpus) *index {
	ix := &index{
		exact:  newLexicon[[]subject](),
		rooted: newLexicon[[]subject](),
		keys:   make(map[slipKey][]string),
		plain:  make(map[string]bool),
		areas:  make(map[int]string),
		quotes: newLexicon[string](),
	}
	// Areas come first: a name that stands for an area and for a topic restates
	// the area.
	for _, a := range c.Areas {
		ix.areas[a.Number] = a.ID
		ix.addAll(f, subject{area: a.ID}, a.ID, a.Name, a.Aliases)
		ix.addPlain(f, a.Name)
	}
	for _, a := range c.Areas {
		for _, t := range a.Topics {
			ix.addAll(f, subject{a.ID, t.Key}, t.Key, nil, t.Aliases)
		}
	}
	for _, q := range c.Quotes {
		ix.quotes.add(f.words(q.ID), word.literal, q.ID)
	}
	ix.addPlain(f, c.Source.Title)
	ix.addPlain(f, quotes.Localized{"": c.Source.Issuer})
	for _, k := range slices.Sorted(maps.Keys(ix.exact.entries)) {
		if isASCII(k) {
			at := slipKey{k[0], len(k)}
			ix.keys[at] = append(ix.keys[at], k)
		}
	}
	return ix
}

func (ix *index) addAll(f folder, s subject, id string, names quotes.Localized, aliases quotes.Aliases) {
	ix.add(f, id, s)
	for _, n := range names {
		ix.add(f, n, s)
	}
	for _, list := range aliases {
		for _, n := range list {
			ix.add(f, n, s)
		}
	}
}

func (ix *index) add(f folder, name string, s subject) {
	words := f.words(name)
	enter(ix.exact, words, word.stemmed, s)
	enter(ix.rooted, words, word.rooted, s)
}

// enter adds s to what is called so. An area keeps its name for itself.
func enter(l *lexicon[[]subject], words []word, form func(word) string, s subject) {
	known := l.entries[key(words, form)]
	for _, k := range known {
		if k == s || k.topic == "" && k.area == s.area {
			return
		}
	}
	l.add(words, form, append(known, s))
}

func (ix *index) addPlain(f folder, texts quotes.Localized) {
	for _, text := range texts {
		for _, w := range f.words(text) {
			ix.plain[w.text] = true
		}
	}
}

// withSlip finds the subjects whose name is one slip away from a word of five
// letters or more among the n words from the i-th: one letter wrong, missing,
// too many, or two neighbours swapped.
func (ix *index) withSlip(r row, i, n int) []subject {
	typed := r.slice(i, n)
	if len(typed) < 5 || !isASCII(typed) {
		return nil
	}
	for length := len(typed) - 1; length <= len(typed)+1; length++ {
		for _, k := range ix.keys[slipKey{typed[0], length}] {
			if at := slipAt(typed, k); at >= 0 && r.lengthAt(i, n, at) >= 5 {
				return ix.exact.entries[k]
			}
		}
	}
	return nil
}

// lengthAt is the length of the word that holds the byte at offset at of the n
// words from the i-th.
func (r row) lengthAt(i, n, at int) int {
	for j := i; j < i+n; j++ {
		if end := r.starts[j+1]; r.starts[i]+at < end || j == i+n-1 {
			return end - r.starts[j]
		}
	}
	return 0
}

// slipAt is where two strings begin to differ if one slip makes one into the
// other, otherwise -1. Equal strings differ nowhere.
func slipAt(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	if i == len(a) && i == len(b) {
		return -1
	}
	x, y := a[i:], b[i:]
	switch {
	case len(x) == len(y)+1 && x[1:] == y, len(y) == len(x)+1 && y[1:] == x:
		return i
	case len(x) == len(y) && x[1:] == y[1:]:
		return i
	case len(x) == len(y) && len(x) > 1 && x[0] == y[1] && x[1] == y[0] && x[2:] == y[2:]:
		return i
	}
	return -1
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return s != ""
}
