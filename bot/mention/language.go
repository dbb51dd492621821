package mention

import "strings"

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
	not   // before a name: not that
	joint // between names: both, or either
	aside // for my: what follows is not the subject
	turn  // but, now: what was thanked for is over
)

// requests tells the senses that make words a request.
func (s sense) requests() bool { return s == ask || s == choice || s == please || s == exists }

// A language is the small words of one language: for each sense its phrases,
// between commas, spelled in any case, with or without accents. Apostrophes of
// contractions are left out. A new language is one more file.
type language struct {
	phrases   map[sense]string
	third     string            // behind the bot's mention: they talk about it, not to it
	cardinals string            // one, two ... in order, | between two for one number
	ordinals  string            // first, second ... in order
	tongues   map[string]string // names of languages by two-letter code
	originals string            // how to ask for a text in the language %
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

// A phrasebook holds the phrases of all languages.
type phrasebook struct {
	meanings *lexicon[[]meaning]
	third    *lexicon[bool]
}

// compile makes the phrasebook for a corpus whose document was first written in
// the language with the code original.
func compile(f folder, all []language, original string) phrasebook {
	book := phrasebook{newLexicon[[]meaning](), newLexicon[bool]()}
	for i, l := range all {
		for s := unknown + 1; s <= turn; s++ {
			for _, p := range list(l.phrases[s]) {
				book.add(f.words(p), meaning{s, 0, i})
			}
		}
		for n, words := range list(l.cardinals) {
			for _, p := range strings.Split(words, "|") {
				book.add(f.words(p), meaning{cardinal, n + 1, i})
			}
		}
		for n, p := range list(l.ordinals) {
			book.add(f.words(p), meaning{ordinal, n + 1, i})
		}
		for _, p := range list(l.third) {
			book.third.add(f.words(p), word.literal, true)
		}
		for _, name := range list(l.tongues[original]) {
			book.add(f.words(name), meaning{tongue, 0, i})
			for _, p := range list(l.originals) {
				book.add(f.words(strings.ReplaceAll(p, "%", name)), meaning{wanted, 0, i})
			}
		}
	}
	return book
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

func list(phrases string) []string {
	if strings.TrimSpace(phrases) == "" {
		return nil
	}
	parts := strings.Split(phrases, ",")
	for i, p := range parts {
		parts[i] = strings.TrimSpace(p)
	}
	return parts
}
