package mention

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
	unwished // with contact: the same, whoever wishes: I'd rather you didn't
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
