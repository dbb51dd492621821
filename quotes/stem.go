package quotes

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/spanish"
)

// stemmers take the endings off words, by language. A language without one has
// its words compared as they are.
var stemmers = map[string]func(*snowballstem.Env) bool{
	"de": german.Stem, "en": english.Stem, "es": spanish.Stem, "fr": french.Stem,
}

// Stem is what the forms of a word have in common in a language, by its
// two-letter code, folded: court and courts, Gericht and Gerichten. Where the
// language has no stemmer here, it is the word folded.
func Stem(word, language string) string {
	stem, ok := stemmers[language]
	if !ok || len(word) > longestWord {
		return Fold(word)
	}
	env := snowballstem.NewEnv(strings.ReplaceAll(strings.ToLower(word), "’", "'"))
	stem(env)
	return Fold(env.Current())
}

// longestWord is in bytes. What is longer is no word of these languages.
const longestWord = 64

// Stemmed tells whether Stem knows the endings of a language.
func Stemmed(language string) bool { return stemmers[language] != nil }
