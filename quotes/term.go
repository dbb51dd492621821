package quotes

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// terms are what a text is found by: its words as UAX #29 divides them, in lower
// case and the singular. Scripts without spaces are divided into characters and
// pairs of neighbours, so that a word of two characters is found as one.
func terms(text string) []string {
	var out []string
	for _, run := range runs(text) {
		out = append(append(out, run...), pairs(run)...)
	}
	return out
}

// queryTerms are terms without the characters of a pair: who asks for a word
// does not mean its parts.
func queryTerms(text string) []string {
	var out []string
	for _, run := range runs(text) {
		if len(run) > 1 {
			run = pairs(run)
		}
		out = append(out, run...)
	}
	return out
}

func pairs(run []string) []string {
	var out []string
	for i := 1; i < len(run); i++ {
		out = append(out, run[i-1]+run[i])
	}
	return out
}

// runs divides a text into words, each a run of its own, and into runs of
// characters that no space divides.
func runs(text string) [][]string {
	var out [][]string
	spaced := true
	for it := words.FromString(text); it.Next(); {
		word := it.Value()
		c, _ := utf8.DecodeRuneInString(word)
		switch {
		case unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana):
			if spaced {
				out = append(out, nil)
			}
			out[len(out)-1] = append(out[len(out)-1], strings.Split(word, "")...)
			spaced = false
			continue
		case unicode.IsLetter(c) || unicode.IsNumber(c):
			out = append(out, []string{singular(strings.ToLower(word))})
		}
		spaced = true
	}
	return out
}

func termsOf(texts []string) []string {
	var out []string
	for _, text := range texts {
		out = append(out, terms(text)...)
	}
	return out
}

// singular folds the regular English plural and genitive. It may take an s too
// many (bus, bu), which does no harm as long as both sides of a search do it.
func singular(word string) string {
	word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
	switch {
	case len(word) < 4 || strings.HasSuffix(word, "ss"):
		return word
	case strings.HasSuffix(word, "ies") && len(word) > 4:
		return word[:len(word)-3] + "y"
	case hasAnySuffix(word, "sses", "ches", "shes", "xes"):
		return word[:len(word)-2]
	default:
		return strings.TrimSuffix(word, "s")
	}
}

func hasAnySuffix(word string, suffixes ...string) bool {
	return slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasSuffix(word, s) })
}

func unique(terms []string) []string {
	terms = slices.Clone(terms)
	slices.Sort(terms)
	return slices.Compact(terms)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
