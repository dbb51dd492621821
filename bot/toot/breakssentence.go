package toot

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// A sentenceScanner finds the ends of sentences by the rules of UAX #29, from
// left to right. Each line is read alone, and so is what follows a long run of
// spaces and punctuation, in which those rules would look ahead again and again.
type sentenceScanner struct {
	text  string
	chunk int // where the text begins that has not been read
	from  int // where the chunk in hand begins
	it    *sentences.Iterator[string]
	end   int // of the last sentence read
}

// maxRun is the longest run of spaces and punctuation within a sentence.
const maxRun = 64

func newSentenceScanner(text string) sentenceScanner {
	return sentenceScanner{text: text, it: sentences.FromString("")}
}

// endIn says whether a sentence ends between two places, which must not
// decrease from call to call.
func (s *sentenceScanner) endIn(from, to int) bool {
	for s.end < from && s.next() {
	}
	return from <= s.end && s.end <= to && endsSentence(s.text[:from])
}

func (s *sentenceScanner) next() bool {
	for !s.it.Next() {
		if s.chunk == len(s.text) {
			return false
		}
		s.from = s.chunk
		s.chunk = chunkEnd(s.text, s.from)
		s.it.SetText(s.text[s.from:s.chunk])
	}
	s.end = s.from + s.it.End()
	return true
}

func chunkEnd(text string, from int) int {
	run := 0
	for i := from; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n':
			return i + 1
		case c < utf8.RuneSelf && !isAlnum(rune(c)):
			run++
		default:
			run = 0
		}
		if run > maxRun {
			return i + 1
		}
	}
	return len(text)
}

// endsSentence says whether s ends like a sentence.
func endsSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(withoutClosers(s))
	return unicode.Is(unicode.STerm, last) || last == '…'
}

// endsClause says whether s ends with what ends a clause where white space
// follows.
func endsClause(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	if unicode.Is(unicode.Pe, last) {
		return true
	}
	last, _ = utf8.DecodeLastRuneInString(withoutClosers(s))
	return strings.ContainsRune(",;:–—…،؛，；：、", last)
}

// clausePrice returns what is added to the price of a clause for what it ends with.
func clausePrice(s string) float64 {
	if last, _ := utf8.DecodeLastRuneInString(s); unicode.Is(unicode.Pe, last) {
		return asidePrice
	}
	switch last, _ := utf8.DecodeLastRuneInString(withoutClosers(s)); last {
	case ',', '،', '，':
		return commaPrice
	case '、':
		return enumerationPrice
	}
	return 0
}

// withoutClosers returns s without the brackets and quotation marks at its end.
func withoutClosers(s string) string {
	return strings.TrimRightFunc(s, func(r rune) bool {
		return r == '"' || r == '\'' || unicode.In(r, unicode.Pe, unicode.Pf, unicode.Pi)
	})
}
