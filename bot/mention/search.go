package mention

import (
	"slices"
	"strings"

	"quotebot/quotes"
)

// A search has to be sure: it counts only where a quote has all the words that
// were not understood, and these are few.
const (
	mostSought = 4   // words
	mostFound  = 20  // quotes
	allOfThem  = .99 // of the query, with room for rounding
)

// search looks in the quotes for the words that were not understood, if they are
// what is asked for. It reads a topic if all quotes found belong to one, an area
// if they belong to that.
func (d *decision) search() (Request, bool) {
	query, first := d.sought()
	if query == "" || d.strange > mostSought || d.has(halt, never, unwished, opinion) || !d.wants(first) {
		return Request{}, false
	}
	hits := slices.DeleteFunc(d.reader.corpus.Search(query, mostFound), func(h quotes.Hit) bool { return h.Covers < allOfThem })
	if len(hits) == 0 {
		return Request{}, false
	}
	d.because(query, "found in quotes")
	got := Request{Intent: Quote}
	for _, h := range hits {
		got.Found = append(got.Found, h.ID)
	}
	if slices.ContainsFunc(hits, func(h quotes.Hit) bool { return h.Area != hits[0].Area }) {
		return got, true
	}
	got.Area = hits[0].Area
	if topic, ok := d.topicOf(hits); ok {
		got.Intent, got.Topic = Topic, topic
	}
	return got, true
}

// sought is the words that were not understood, and where the first of them is.
// Chinese ones that stand side by side are one.
func (d *decision) sought() (query string, first int) {
	var b strings.Builder
	end := 0
	for i, f := range d.finds {
		if f.sense != unknown || len(f.subjects) > 0 || f.ignored || f.cited || f.kind != term {
			continue
		}
		if b.Len() == 0 {
			first = i
		}
		if b.Len() > 0 && (f.at != end || isASCII(f.text)) {
			b.WriteByte(' ')
		}
		b.WriteString(f.raw)
		end = f.at + f.n
	}
	return b.String(), first
}

// wants tells that the i-th find is what a request is for, or the first thing
// said, but for an article.
func (d *decision) wants(i int) bool {
	fillers := 0
	for j := i - 1; j >= 0 && d.finds[j].sentence == d.finds[i].sentence; j-- {
		switch d.finds[j].sense {
		case filler:
			fillers++
		case please, greeting:
		case about, ask, exists, quoteNoun, manyNoun, several, random, more:
			return true
		default:
			return false
		}
	}
	return fillers <= 1
}

// topicOf is the one topic whose sections all the hits are from.
func (d *decision) topicOf(hits []quotes.Hit) (string, bool) {
	area, _ := d.reader.corpus.Area(hits[0].Area)
	var fit []string
	for _, t := range area.Topics {
		if !slices.ContainsFunc(hits, func(h quotes.Hit) bool { return !slices.Contains(t.Sections, h.Section) }) {
			fit = append(fit, t.Key)
		}
	}
	if len(fit) != 1 {
		return "", false
	}
	return fit[0], true
}
