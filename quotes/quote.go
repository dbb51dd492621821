// Package quotes is the curated store: it loads corpora from YAML, checks them,
// finds quotes in them and chooses the next one to post.
//
// It promises that words leave it exactly as the corpus file has them and that
// every choice can be repeated from a seed and a history. What a toot looks
// like, and whether it fits a server, is for package toot.
package quotes

// Localized is one text in several languages, by two-letter ISO 639-1 code.
type Localized map[string]string

// Aliases are other names of a thing, by two-letter ISO 639-1 code.
type Aliases map[string][]string

// A Corpus is one document as a store of quotes.
type Corpus struct {
	Source Source
	Areas  []Area  // in the order of their numbers
	Quotes []Quote // in the order of the document

	places map[string]place // by kind and name, "area/birds"; for Lint
	names  lookup[*index]
	words  lookup[*wordIndex]
}

// A Source says where the words come from.
type Source struct {
	Title            Localized
	Issuer           string
	Number           string // the issuer's own number of the document
	Date             string // ISO 8601
	Language         string // of the quotes' words
	OriginalLanguage string
	URLOriginal      string
	URLTranslation   string // the published translation that highlights are quoted from
	Translator       string // who made that translation
}

// An Area is one focus area of the corpus, a part that people ask for.
type Area struct {
	ID      string
	Number  int
	Name    Localized
	Aliases Aliases
	Topics  []Topic
}

// A Topic is a subject within an area.
type Topic struct {
	Key      string // as people write it, in the corpus's language: "health care"
	Area     string
	Sections []string // where the document speaks of it, best first
	Aliases  Aliases
}

// A Quote is the smallest thing that is posted: one passage with its place in
// the document.
type Quote struct {
	ID       string
	Area     string
	Section  string
	Heading  Localized // of the section; empty where the corpus has none
	Text     string
	Verbatim bool   // a quotation of the published text; otherwise our own abridged translation
	Language string // of Text
}
