package toot

import (
	"errors"
	"fmt"

	"quotebot/quotes"
)

// SetThread sets a quote as Set does, or, where it does not fit one toot, as a
// short thread: each part says which it is, each place where the words are cut
// is marked on both sides, and the citation closes the last. Of the forms that
// Set knows it takes the fullest that makes the fewest parts. The error is a
// *TooLongError if none leaves room for words.
func SetThread(c *quotes.Corpus, q quotes.Quote, s Setting) ([]string, error) {
	whole, err := Set(c, q, s)
	if err == nil {
		return []string{whole}, nil
	}
	if tooLong := (*TooLongError)(nil); !errors.As(err, &tooLong) {
		return nil, err
	}
	var best []string
	for _, form := range sheets(c, q, s.Hashtags) {
		parts, err := newFrame(q, s, form).thread()
		if err != nil {
			return nil, err
		}
		if len(parts) > 0 && (best == nil || len(parts) < len(best)) {
			best = parts
		}
	}
	if best == nil {
		return nil, err
	}
	return best, nil
}

// shortestPart is the least room for words in a part of a thread. A quote in
// shorter pieces cannot be read.
const shortestPart = 40

// A frame is what stands around the pieces of a quote.
type frame struct {
	quote            quotes.Quote
	setting          Setting
	form             Sheet // of the last part
	words            string
	opening, closing string
	elision          string // marks a cut: brackets show that it is not the quotation's own
	err              error  // of the template
}

func newFrame(q quotes.Quote, s Setting, form Sheet) *frame {
	f := &frame{quote: q, setting: s, form: form, elision: "…"}
	if q.Verbatim {
		f.elision = "[…]"
	}
	f.opening, f.words, f.closing = quotation(q)
	return f
}

// thread returns the parts, none where words have no room.
func (f *frame) thread() ([]string, error) {
	s := splitter{
		text: f.words, limits: f.setting.Limits, dress: f.around,
		options: SplitOptions{CW: f.setting.CW, Language: f.quote.Language, Numbering: Count},
	}
	if s.rooms(1)[0]-max(0, s.lastExtra()) < shortestPart {
		return nil, f.err
	}
	parts, err := s.split()
	if err != nil { // a character is longer than a part
		return nil, f.err
	}
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = p.Text
	}
	return texts, f.err
}

// around returns the text of a part.
func (f *frame) around(words string, part, parts int) string {
	if part > 1 {
		words = f.elision + " " + words
	}
	if part < parts {
		words += " " + f.elision
	}
	words = fmt.Sprintf("%s%s%s %s", f.opening, words, f.closing, Count.of(part, parts))
	if part < parts {
		return f.setting.Prefix + words
	}
	form := f.form
	form.Words = words
	text, err := f.setting.layOut(form)
	f.err = errors.Join(f.err, err)
	return text
}
