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

func marksOf(language string) marks {
	switch language {
	case "de":
		return marks{"„", "“", "‚", "‘"}
	case "es", "it":
		return marks{"«", "»", "“", "”"}
	case "ru":
		return marks{"«", "»", "„", "“"}
	case "fr":
		return marks{"«" + thinSpace, thinSpace + "»", "“", "”"}
	case "ja":
		return marks{"「", "」", "『", "』"}
	}
	return marks{"“", "”", "‘", "’"}
}

// around returns the marks to set around a text, which stays as it is: where it
// has the outer marks itself and not the inner ones, marks alternate the other
// way round.
func (m marks) around(text string) (opening, closing string) {
	outer := strings.ContainsAny(text, `"“”„«»「」`)
	inner := strings.Contains(text, m.innerOpening)
	if outer && !inner {
		return m.innerOpening, m.innerClosing
	}
	return m.opening, m.closing
}

// quotation returns the words of a quote, in marks if they are a quotation.
func quotation(q quotes.Quote) string {
	text := Harmless(q.Text)
	if !q.Verbatim {
		return text
	}
	opening, closing := marksOf(q.Language).around(text)
	return opening + text + closing
}
