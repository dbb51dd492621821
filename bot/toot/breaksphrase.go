package toot

import "strings"

// phrasePrice returns what is added to the price of a cut between two words that
// nothing else separates.
func (v *vocabulary) phrasePrice(n neighbourhood) float64 {
	_, leans := v.leaning[n.word]
	switch {
	case leans:
		return leaningPrice
	case v.leaning[n.next]:
		return phrasePrice
	case isDigit(rune(n.word[len(n.word)-1])), isGenitive(n.word):
		return leaningPrice
	}
	return 0
}

// isGenitive says whether a word is like "clerk's" or "citizens’".
func isGenitive(word string) bool {
	for _, end := range [...]string{"'s", "’s", "s'", "s’"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// inEnumeration says whether a comma stands between the members of an
// enumeration: before one or two words, an article aside, and the next comma or
// conjunction.
func (v *vocabulary) inEnumeration(n neighbourhood) bool {
	word, rest := n.next, n.rest
	if opens, leans := v.leaning[word]; leans && !opens {
		word, rest = cutFirstWord(rest)
	}
	for range 2 {
		if strings.HasSuffix(word, ",") {
			return true
		}
		if word, rest = cutFirstWord(rest); conjunctions[word] {
			return true
		}
	}
	return false
}

// beginsTags says whether a line goes on with nothing but hashtags from here on,
// and not from before.
func beginsTags(w neighbourhood) bool {
	if strings.HasPrefix(w.word, "#") {
		return false
	}
	for word, rest := cutFirstWord(w.rest); word != ""; word, rest = cutFirstWord(rest) {
		if !strings.HasPrefix(word, "#") {
			return false
		}
	}
	return true
}
