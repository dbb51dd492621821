package mention

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"quotebot/quotes"
)

// A subject is what a quote can be asked for: an area, or a topic in it.
type subject struct {
	area  string
	topic string // "" for the area itself
}

// An index finds the subjects of a corpus by what they are called.
type index struct {
	exact         *lexicon[[]subject]
	language      string                      // of the corpus
	inflected     map[string]forms            // by language and stems
	languages     []string                    // of inflected, in order
	parts         map[string]form             // of German compounds
	slips         map[string]slips[[]subject] // by language
	slipLanguages []string                    // in order
	plain         map[string]bool             // words of titles and names that say nothing by themselves
	areas         map[int]string              // ids by number
	quotes        *lexicon[string]            // ids
}

func newIndex(c *quotes.Corpus) *index {
	ix := &index{
		exact:     newLexicon[[]subject](),
		inflected: make(map[string]forms),
		parts:     make(map[string]form),
		plain:     make(map[string]bool),
		areas:     make(map[int]string),
		quotes:    newLexicon[string](),
		slips:     make(map[string]slips[[]subject]),
	}
	ix.exact.split = true
	ix.language = cmp.Or(c.Source.Language, "en")
	// Areas come first: a name that stands for an area and for a topic restates
	// the area.
	for _, a := range c.Areas {
		ix.areas[a.Number] = a.ID
		s := subject{area: a.ID}
		ix.add(a.ID, ix.language, s)
		for lang, name := range a.Name {
			ix.add(name, lang, s)
		}
		ix.addAliases(a.Aliases, s)
		ix.addPlain(a.Name)
	}
	for _, a := range c.Areas {
		for _, t := range a.Topics {
			s := subject{a.ID, t.Key}
			ix.add(t.Key, ix.language, s)
			ix.addAliases(t.Aliases, s)
		}
	}
	for _, q := range c.Quotes {
		ix.quotes.add(wordsOf(q.ID), word.literal, q.ID)
	}
	ix.addPlain(c.Source.Title)
	ix.addPlain(quotes.Localized{"": c.Source.Issuer})
	ix.languages = slices.Sorted(maps.Keys(ix.inflected))
	ix.slipLanguages = slices.Sorted(maps.Keys(ix.slips))
	return ix
}

func (ix *index) addAliases(aliases quotes.Aliases, s subject) {
	for lang, names := range aliases {
		for _, n := range names {
			ix.add(n, lang, s)
		}
	}
}

func (ix *index) add(name, language string, s subject) {
	words := wordsOf(name)
	enter(ix.exact, words, word.one, s)
	ix.addSlip(key(words, word.one), language, s)
	if language == compounding {
		enter(ix.exact, wordsOf(withoutUmlauts(name)), word.one, s)
		ix.addPart(name, s)
	}
	if quotes.Stemmed(language) {
		ix.addForm(words, language, s)
	}
}

func (ix *index) addSlip(name, language string, s subject) {
	names, ok := ix.slips[language]
	if !ok {
		names = newSlips[[]subject]()
		ix.slips[language] = names
	}
	if known := names.entries[name]; !slices.Contains(known, s) {
		names.set(name, append(known, s))
	}
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

func (ix *index) addPlain(texts quotes.Localized) {
	for _, text := range texts {
		for _, w := range wordsOf(text) {
			ix.plain[w.text] = true
		}
	}
}

// compounding is the language whose compounds are one word, and whose umlauts people
// spell with an e where a keyboard has none.
const compounding = "de"

func withoutUmlauts(name string) string {
	return strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue").Replace(name)
}
