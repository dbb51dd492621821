package mention

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// A meaning is a sense of a phrase in one language.
type meaning struct {
	sense    sense
	value    int // of a number
	language int // index into languages
}

// theLast is the value of the ordinal last.
const theLast = -1

// phrases are what is said in any language, with the meanings it has.
type phrases struct {
	lexicon *lexicon[[]meaning]
	slips   slips[[]meaning] // of those that are worth a guess
}

func newPhrases() phrases { return phrases{newLexicon[[]meaning](), newSlips[[]meaning]()} }

// add gives phrase a meaning; the first in each language stays.
func (p phrases) add(phrase string, m meaning) {
	words := wordsOf(phrase)
	known := p.lexicon.entries[key(words, word.literal)]
	if slices.ContainsFunc(known, func(k meaning) bool { return k.language == m.language }) {
		return
	}
	p.lexicon.add(words, word.literal, append(known, m))
}

// forgive makes slips of the entries of one meaning that decides a reading by
// itself.
func (p phrases) forgive() {
	for _, k := range slices.Sorted(maps.Keys(p.lexicon.entries)) {
		if meanings := p.lexicon.entries[k]; len(meanings) == 1 && meanings[0].sense.decides() {
			p.slips.set(k, meanings)
		}
	}
}

// A phrasebook holds the small words of all languages.
type phrasebook struct {
	phrases
	codes     []string // of the languages
	particles *lexicon[bool]
	states    *lexicon[bool]
	third     *lexicon[bool]
	persons   *lexicon[bool]
	times     *lexicon[bool]
	these     *lexicon[bool]
	objects   *lexicon[bool]
	verbs     []string           // endings
	links     *lexicon[[]string] // kinds of links by what they are called, article being two
}

// theBook is the same for all readers.
var theBook = sync.OnceValue(func() *phrasebook { return compile(languages()) })

func compile(all []language) *phrasebook {
	book := &phrasebook{
		phrases:   newPhrases(),
		particles: newLexicon[bool](), states: newLexicon[bool](), third: newLexicon[bool](),
		objects: newLexicon[bool](), persons: newLexicon[bool](), times: newLexicon[bool](), these: newLexicon[bool](), links: newLexicon[[]string](),
	}
	for i, l := range all {
		book.codes = append(book.codes, l.code)
		book.addPhrases(l, i)
		enterAll(book.particles, l.particles)
		enterAll(book.states, l.states)
		enterAll(book.third, l.third)
		enterAll(book.objects, l.objects)
		enterAll(book.persons, l.persons)
		enterAll(book.times, l.times)
		enterAll(book.these, l.these)
		book.verbs = append(book.verbs, list(l.verbs)...)
		for _, kind := range slices.Sorted(maps.Keys(l.links)) {
			book.addLinks(kind, l.links[kind])
		}
	}
	book.forgive()
	return book
}

// addPhrases adds those of the i-th language.
func (b *phrasebook) addPhrases(l language, i int) {
	for s := unknown + 1; s <= turn; s++ {
		for _, p := range list(l.phrases[s]) {
			b.add(p, meaning{s, 0, i})
		}
	}
	b.count(l.cardinals, cardinal, i)
	b.count(l.ordinals, ordinal, i)
	for _, p := range list(l.last) {
		b.add(p, meaning{ordinal, theLast, i})
	}
}

// count adds numbers, one for each pattern.
func (b *phrasebook) count(patterns string, s sense, language int) {
	for n, pattern := range strings.Split(patterns, ",") {
		for _, p := range expand(strings.TrimSpace(pattern)) {
			b.add(p, meaning{s, n + 1, language})
		}
	}
}

func (b *phrasebook) addLinks(kind, patterns string) {
	for _, p := range list(patterns) {
		words := wordsOf(p)
		kinds := b.links.entries[key(words, word.one)]
		if !slices.Contains(kinds, kind) {
			b.links.add(words, word.one, append(kinds, kind))
		}
	}
}

// isVerb tells a word that may be a verb in the third person.
func (b *phrasebook) isVerb(word string) bool {
	return slices.ContainsFunc(b.verbs, func(end string) bool { return len(word) > len(end)+2 && strings.HasSuffix(word, end) })
}

func enterAll(l *lexicon[bool], patterns string) {
	for _, p := range list(patterns) {
		l.add(wordsOf(p), word.literal, true)
	}
}

// originals are the phrases that ask for a text in the language with this code,
// in which the corpus's document was first written.
func originals(all []language, code string) phrases {
	p := newPhrases()
	for i, l := range all {
		for _, name := range list(l.tongues[code]) {
			p.add(name, meaning{tongue, 0, i})
			for _, ask := range list(l.originals) {
				p.add(strings.ReplaceAll(ask, "%", name), meaning{wanted, 0, i})
			}
		}
	}
	p.forgive()
	return p
}
