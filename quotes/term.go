package quotes

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// terms are what a text in a language is found by: the stems of its words as
// UAX #29 divides them. Scripts without spaces are divided into characters and
// pairs of neighbours, so that a word of two characters is found as one.
func terms(text, language string) []string {
	var out []string
	for _, run := range runs(text) {
		out = append(out, run.stems(language)...)
		out = append(out, pairs(run.parts)...)
	}
	return out
}

// phrase is a text as stems and characters with spaces around each.
func phrase(text, language string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, run := range runs(text) {
		for _, s := range run.stems(language) {
			b.WriteString(s)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// A run is one word, or characters that no space divides.
type run struct {
	parts  []string
	spaced bool
}

func (r run) stems(language string) []string {
	if r.spaced {
		return []string{Stem(r.parts[0], language)}
	}
	return r.parts
}

// runs divides a text.
func runs(text string) []run {
	var out []run
	open := false // a run of characters is
	for it := words.FromString(text); it.Next(); {
		word := it.Value()
		c, _ := utf8.DecodeRuneInString(word)
		switch {
		case unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana):
			if !open {
				out = append(out, run{})
			}
			last := &out[len(out)-1]
			last.parts = append(last.parts, strings.Split(Fold(word), "")...)
			open = true
			continue
		case unicode.IsLetter(c) || unicode.IsNumber(c):
			out = append(out, run{[]string{word}, true})
		}
		open = false
	}
	return out
}

func pairs(parts []string) []string {
	var out []string
	for i := 1; i < len(parts); i++ {
		out = append(out, parts[i-1]+parts[i])
	}
	return out
}

// alternatives are the terms that the words of a query may be found by, for each
// word those of several languages: nobody says in which they ask. Of characters
// only pairs count where there are any: who asks for a word does not mean its parts.
func alternatives(query string, languages []string) [][]string {
	var out [][]string
	for _, run := range runs(query) {
		switch {
		case run.spaced:
			out = append(out, stems(run.parts[0], languages))
		case len(run.parts) == 1:
			out = append(out, run.parts)
		default:
			for _, pair := range pairs(run.parts) {
				out = append(out, []string{pair})
			}
		}
	}
	slices.SortFunc(out, slices.Compare)
	return slices.CompactFunc(out, slices.Equal)
}

func stems(word string, languages []string) []string {
	out := make([]string, len(languages))
	for i, language := range languages {
		out[i] = Stem(word, language)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func unique(terms []string) []string {
	terms = slices.Clone(terms)
	slices.Sort(terms)
	return slices.Compact(terms)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
