package mention

import (
	"maps"
	"slices"
	"strings"
)

// A sense is what a small word or phrase does in a request. What is asked
// about is none of its business: that comes from the corpus.
type sense int

const (
	unknown  sense = iota
	filler         // carries nothing: articles, prepositions, the bot itself
	greeting       // may stand before the bot's mention
	modal          // may stand before the bot's mention in a question: can @bot ...?
	please
	ask       // wants something done: give me
	choice    // takes one of several: I'll take
	exists    // asks whether there is something, or one of several: do you have, any
	about     // what follows is the subject
	quoteNoun // quote
	manyNoun  // quotes
	several   // several, all, thread
	random    // something, surprise me
	more      // another
	source    // where the words are from
	where     // with from: source
	from
	wanted    // the words in the document's own language
	tongue    // name of that language
	help      // how to use the bot
	menu      // what can be asked for
	which     // with areaNouns: menu
	areaNouns // areas, topics
	areaNoun  // area; before or after a number: that area
	number    // before a number: the number of an area
	no        // before a number: the same; before a name: not that
	cardinal  // with its value
	ordinal   // with its value
	thanks
	praise
	stopping // a complete wish not to be answered
	halt     // alone, or with contact: the same
	never    // with contact: the same; before a name: not that
	contact
	doing    // what the bot does, which is not wanted with never or halt: talking
	starting // a complete wish to be answered again
	begin    // alone: the same
	opinion  // what follows is said, not asked
	not      // before a name: not that
	joint    // between names: both, or either
	aside    // for my: what follows is not the subject
	turn     // but, now: what was thanked for is over
)

// requests tells the senses that make words a request.
func (s sense) requests() bool { return s == ask || s == choice || s == please || s == exists }

// decides tells the senses that make a reading by themselves, so that a word of
// that sense with a slip in it is worth understanding.
func (s sense) decides() bool {
	switch s {
	case quoteNoun, manyNoun, random, more, source, wanted, tongue, help, areaNouns, areaNoun, thanks, stopping, ordinal:
		return true
	}
	return false
}

// A language is the small words of one language: for each sense its phrases, as
// patterns between commas (see expand), spelled in any case, with or without
// accents. Apostrophes of contractions are left out. A new language is one more
// file.
type language struct {
	code      string // of two letters, "" for signs
	phrases   map[sense]string
	particles string            // may stand anywhere within a phrase
	states    string            // behind a name: something is said about it, not asked
	third     string            // behind the bot's mention: they talk about it, not to it
	verbs     string            // endings of verbs that would do so, between commas
	links     map[string]string // what a link of a thread is called, by kind
	cardinals string            // one, two ... in order, as patterns
	ordinals  string            // first, second ... in order, as patterns
	last      string            // the ordinal of whatever comes last
	tongues   map[string]string // names of languages by two-letter code
	originals string            // how to ask for a text in the language %
	times     string            // before a number: it says when
	these     string            // before quote: the one that is there already
}

// languages are those the bot understands. Where one phrase means different
// things, the language of the other words decides, then this order.
func languages() []language {
	return []language{signs(), english(), chinese(), german(), french(), spanish()}
}

// A meaning is a sense of a phrase in one language.
type meaning struct {
	sense    sense
	value    int // of a number
	language int // index into languages
}

// theLast is the value of the ordinal last.
const theLast = -1

// A phrasebook holds the phrases of all languages.
type phrasebook struct {
	codes     []string // of the languages
	meanings  *lexicon[[]meaning]
	slips     slips[[]meaning] // of those meanings that are worth a guess
	particles *lexicon[bool]
	states    *lexicon[bool]
	third     *lexicon[bool]
	times     *lexicon[bool]
	these     *lexicon[bool]
	verbs     []string           // endings
	links     *lexicon[[]string] // kinds of links by what they are called, article being two
}

// compile makes the phrasebook for a corpus whose document was first written in
// the language with the code original.
func compile(all []language, original string) phrasebook {
	book := phrasebook{meanings: newLexicon[[]meaning](), particles: newLexicon[bool](), states: newLexicon[bool](), times: newLexicon[bool](), these: newLexicon[bool](), third: newLexicon[bool](), links: newLexicon[[]string]()}
	for i, l := range all {
		book.codes = append(book.codes, l.code)
		for s := unknown + 1; s <= turn; s++ {
			for _, p := range list(l.phrases[s]) {
				book.add(wordsOf(p), meaning{s, 0, i})
			}
		}
		book.count(l.cardinals, cardinal, i)
		book.count(l.ordinals, ordinal, i)
		for _, p := range list(l.last) {
			book.add(wordsOf(p), meaning{ordinal, theLast, i})
		}
		enterAll(book.particles, l.particles)
		enterAll(book.states, l.states)
		enterAll(book.times, l.times)
		enterAll(book.these, l.these)
		enterAll(book.third, l.third)
		for _, kind := range slices.Sorted(maps.Keys(l.links)) {
			book.addLinks(kind, l.links[kind])
		}
		book.verbs = append(book.verbs, list(l.verbs)...)
		for _, name := range list(l.tongues[original]) {
			book.add(wordsOf(name), meaning{tongue, 0, i})
			for _, p := range list(l.originals) {
				book.add(wordsOf(strings.ReplaceAll(p, "%", name)), meaning{wanted, 0, i})
			}
		}
	}
	book.slips = newSlips(book.weighty())
	return book
}

// weighty are the entries of one meaning that decides a reading by itself.
func (b phrasebook) weighty() map[string][]meaning {
	weighty := make(map[string][]meaning)
	for k, meanings := range b.meanings.entries {
		if len(meanings) == 1 && meanings[0].sense.decides() {
			weighty[k] = meanings
		}
	}
	return weighty
}

func (b phrasebook) addLinks(kind, patterns string) {
	for _, p := range list(patterns) {
		words := wordsOf(p)
		kinds := b.links.entries[key(words, word.one)]
		if !slices.Contains(kinds, kind) {
			b.links.add(words, word.one, append(kinds, kind))
		}
	}
}

// isVerb tells a word that may be a verb in the third person.
func (b phrasebook) isVerb(word string) bool {
	return len(word) > 4 && slices.ContainsFunc(b.verbs, func(end string) bool { return strings.HasSuffix(word, end) })
}

func enterAll(l *lexicon[bool], patterns string) {
	for _, p := range list(patterns) {
		l.add(wordsOf(p), word.literal, true)
	}
}

// count adds numbers, one for each pattern.
func (b phrasebook) count(patterns string, s sense, language int) {
	for n, pattern := range strings.Split(patterns, ",") {
		for _, p := range expand(strings.TrimSpace(pattern)) {
			b.add(wordsOf(p), meaning{s, n + 1, language})
		}
	}
}

// add gives phrase a meaning; the first in each language stays.
func (b phrasebook) add(phrase []word, m meaning) {
	known := b.meanings.entries[key(phrase, word.literal)]
	for _, k := range known {
		if k.language == m.language {
			return
		}
	}
	b.meanings.add(phrase, word.literal, append(known, m))
}
