package mention

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
	objects   string            // how an object behind such a verb begins
	links     map[string]string // what a link of a thread is called, by kind
	cardinals string            // one, two ... in order, as patterns
	ordinals  string            // first, second ... in order, as patterns
	last      string            // the ordinal of whatever comes last
	tongues   map[string]string // names of languages by two-letter code
	originals string            // how to ask for a text in the language %
	persons   string            // before stop and never: they do it, nobody is told to
	times     string            // before a number: it says when
	these     string            // before quote: the one that is there already
}

// languages are those the bot understands. Where one phrase means different
// things, the language of the other words decides, then this order.
func languages() []language {
	return []language{signs(), english(), chinese(), german(), french(), spanish()}
}
