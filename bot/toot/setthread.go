package toot

import (
	"fmt"

	"quotebot/quotes"
)

// SetThread sets a quote as Set does, or, where it does not fit one toot, as a
// short thread: each part says which it is, each place where the words are cut
// is marked on both sides, and the citation closes the last. The error is a
// *TooLongError if not even that fits.
func SetThread(c *quotes.Corpus, q quotes.Quote, s Setting) ([]string, error) {
	whole, tooLong := Set(c, q, s)
	if tooLong == nil {
		return []string{whole}, nil
	}
	forms := sheets(c, q, s.Hashtags)
	// The last part needs room for the citation: the shorter the parts, the more.
	for limit := s.Limits.Max() - 1; limit > shortestPart; limit -= 1 + limit/20 {
		pieces, err := Split(Harmless(q.Text), Limits{Flavour: s.Limits.Flavour, MaxChars: limit}, SplitOptions{Language: q.Language})
		if err != nil {
			return nil, err
		}
		if parts := s.thread(q, pieces, forms); len(parts) > 1 {
			return parts, nil
		}
	}
	return nil, tooLong
}

// shortestPart is the least room for words in a part of a thread. A quote in
// shorter pieces cannot be read.
const shortestPart = 40

// thread lays out the pieces of a quote, the last of them in the fullest of the
// forms that fits; none if a part does not fit.
func (s Setting) thread(q quotes.Quote, pieces []Part, forms []Sheet) (parts []string) {
	for i := range pieces {
		words := numbered(q, pieces, i)
		if i < len(pieces)-1 {
			parts = append(parts, s.Prefix+words)
			if !s.takes(parts[i]) {
				return nil
			}
			continue
		}
		for _, sheet := range forms {
			sheet.Words = words
			if text, err := s.layOut(sheet); err == nil && s.takes(text) {
				return append(parts, text)
			}
		}
	}
	return nil
}

func (s Setting) takes(text string) bool { return Length(text, s.CW, s.Limits) <= s.Limits.Max() }

// numbered is a piece of a quote in its marks, with its number, and the cuts
// beside it marked.
func numbered(q quotes.Quote, pieces []Part, i int) string {
	opening, closing, elision := frame(q)
	words := pieces[i].Body
	if i > 0 {
		words = elision + " " + words
	}
	if i < len(pieces)-1 {
		words += " " + elision
	}
	return fmt.Sprintf("%s%s%s %d/%d", opening, words, closing, i+1, len(pieces))
}

// frame is what stands around each piece of a quote, and the mark of a cut:
// brackets show that it is not the quotation's own.
func frame(q quotes.Quote) (opening, closing, elision string) {
	if !q.Verbatim {
		return "", "", "…"
	}
	opening, closing = marksOf(q.Language).around(q.Text)
	return opening, closing, "[…]"
}
