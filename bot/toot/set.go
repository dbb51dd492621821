package toot

import (
	"fmt"
	"strings"

	"quotebot/quotes"
)

// A Setting is what Set needs to know besides the quote.
type Setting struct {
	Template *Template // nil for the default
	Prefix   string    // stands before all: "@alice " in an answer
	CW       string    // takes its share of the server's limit, but is no part of the text
	Hashtags []string  // with or without the sign
	Limits   Limits
}

// A TooLongError says that a quote does not fit even in its tightest form.
type TooLongError struct {
	ID     string // of the quote
	Length int    // of the tightest form, with the content warning
	Max    int
}

func (e *TooLongError) Error() string {
	return fmt.Sprintf("quote %q has %d characters at the tightest, the server takes %d", e.ID, e.Length, e.Max)
}

// Set returns a quote as the text of a toot, laid out by the template: its words,
// where they stand, whose translation they are, a link to the document, and
// hashtags.
//
// The words are cleaned as Split cleans a text, and made Harmless, so that they
// mention nobody; a quotation gets the marks of its language. Nothing else in
// them is changed.
//
// Where the server's limit is tight, parts leave in this order: the hashtags,
// the long form of the translator, the link. The words and where they stand
// always stay. If that is still too long, the error is a *TooLongError.
func Set(c *quotes.Corpus, q quotes.Quote, s Setting) (string, error) {
	return s.fit(sheets(c, q, s.Hashtags), q.ID)
}

// sheets are the forms of a quote, from the longest to the tightest.
func sheets(c *quotes.Corpus, q quotes.Quote, tags []string) []Sheet {
	long, short := credit(c, q)
	place, link := place(c, q), link(c, q)
	opening, words, closing := quotation(q)
	words = opening + words + closing
	return []Sheet{
		{words, place, long, link, hashtags(tags)},
		{words, place, long, link, ""},
		{words, place, short, link, ""},
		{words, place, short, "", ""},
	}
}

// fit lays out the first of the forms that the server takes.
func (s Setting) fit(forms []Sheet, id string) (string, error) {
	length := 0
	for _, form := range forms {
		text, err := s.layOut(form)
		if err != nil {
			return "", err
		}
		if length = Length(text, s.CW, s.Limits); length <= s.Limits.Max() {
			return text, nil
		}
	}
	return "", &TooLongError{ID: id, Length: length, Max: s.Limits.Max()}
}

func (s Setting) layOut(form Sheet) (string, error) {
	t := s.Template
	if t == nil {
		t = defaultTemplate
	}
	text, err := t.layOut(form)
	return s.Prefix + text, err
}

// place says where a quote stands: document, section, area.
func place(c *quotes.Corpus, q quotes.Quote) string {
	area, _ := c.Area(q.Area)
	source := c.Source.Language
	parts := present([]string{c.Source.Title.In(q.Language, source), q.Section, area.Name.In(q.Language, source)})
	return Harmless(strings.Join(parts, ", "))
}

// credit says whose translation a quote is, at length and in short.
func credit(c *quotes.Corpus, q quotes.Quote) (long, short string) {
	translator := c.Source.Translator
	switch original := inOriginal(c, q); {
	case original && q.Verbatim, q.Verbatim && translator == "":
		return "", ""
	case original:
		return "Abridged", "Abridged"
	case !q.Verbatim:
		return "Own translation, abridged", "own, abridged"
	}
	name, _, _ := strings.Cut(translator, ",") // "Jane Doe, Publisher"
	return Harmless("Translation: " + translator), Harmless("tr. " + name)
}

// inOriginal says whether a quote is in the language that the document was
// written in.
func inOriginal(c *quotes.Corpus, q quotes.Quote) bool {
	return q.Language == c.Source.OriginalLanguage
}

// link returns the address of the document that the words were taken from, or
// of its other version.
func link(c *quotes.Corpus, q quotes.Quote) string {
	first, second := c.Source.URLOriginal, c.Source.URLTranslation
	if q.Verbatim && !inOriginal(c, q) {
		first, second = second, first
	}
	if first == "" {
		return second
	}
	return first
}

func hashtags(names []string) string {
	var tags []string
	for _, name := range names {
		if name = strings.TrimLeft(strings.TrimSpace(name), "#＃"); name != "" {
			tags = append(tags, "#"+name)
		}
	}
	return strings.Join(tags, " ")
}

// present returns the strings that are not empty.
func present(all []string) []string {
	var some []string
	for _, s := range all {
		if s != "" {
			some = append(some, s)
		}
	}
	return some
}
