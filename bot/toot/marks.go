package toot

import (
	"strings"

	"quotebot/quotes"
)

// marks are the quotation marks of a language: around a quotation, and around
// one inside another.
type marks struct{ opening, closing, innerOpening, innerClosing string }

// thinSpace stands inside French marks (a narrow no-break space).
const thinSpace = "\u202f"

// marksOf returns the marks of a language, an ISO 639-1 code (Unicode CLDR,
// delimiters; where it has none inside, those that are usual).
func marksOf(language string) marks {
	switch language {
	case "de", "cs", "sk", "sl", "is", "et", "lt", "bg", "mk":
		return marks{"„", "“", "‚", "‘"}
	case "pl", "ro":
		return marks{"„", "”", "«", "»"}
	case "hu":
		return marks{"„", "”", "»", "«"}
	case "hr", "sr", "bs":
		return marks{"„", "”", "‚", "’"}
	case "fr":
		return marks{"«" + thinSpace, thinSpace + "»", "“", "”"}
	case "es", "it", "ca", "gl", "el", "sq", "hy":
		return marks{"«", "»", "“", "”"}
	case "ru", "uk", "be":
		return marks{"«", "»", "„", "“"}
	case "no", "nb", "nn":
		return marks{"«", "»", "‘", "’"}
	case "fa":
		return marks{"«", "»", "‹", "›"}
	case "sv", "fi", "he":
		return marks{"”", "”", "’", "’"}
	case "ja":
		return marks{"「", "」", "『", "』"}
	}
	return marks{"“", "”", "‘", "’"}
}

// around returns the marks to set around a text, which stays as it is: where it
// has the outer marks itself and not the inner ones, marks alternate the other
// way round.
func (m marks) around(text string) (opening, closing string) {
	own := `"` + strings.ReplaceAll(m.opening+m.closing, thinSpace, "")
	if strings.ContainsAny(text, own) && !strings.Contains(text, m.innerOpening) {
		return m.innerOpening, m.innerClosing
	}
	return m.opening, m.closing
}

// quotation returns the words of a quote, and the marks around them if they are
// a quotation.
func quotation(q quotes.Quote) (opening, words, closing string) {
	words = Harmless(clean(q.Text))
	if q.Verbatim {
		opening, closing = marksOf(q.Language).around(words)
	}
	return opening, words, closing
}
