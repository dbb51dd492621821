package quotes

import (
	"cmp"
	"math"
	"slices"
)

// A Hit is a quote that a search found.
type Hit struct {
	Quote
	Score float64 // above 0; the better the hit the higher, within one corpus
}

// How much a word counts by where it stands. Counts saturate, so that a quote
// with a word twice is better than one with it once, but not twice as good.
const (
	textWeight    = 8.0
	headingWeight = 2.0
	nameWeight    = 0.5 // of the area, and of topics and their aliases
	saturation    = 4.0
	lengthShare   = 0.25 // how much of textWeight depends on the length of the text
)

// A postings is an inverted index: for each term the quotes that have it.
type postings map[string][]posting

type posting struct {
	quote  int // into Corpus.Quotes
	weight float64
}

// Search returns the quotes that have words of the query, at most limit, the
// best first: in the text, in the headings (in any language), in the name of the
// area or in the topics of the section. Upper and lower case and English plurals
// make no difference; Chinese and Japanese need no spaces. Scores are those of
// BM25 with the fields weighted; equal ones keep the order of the document.
func (c *Corpus) Search(query string, limit int) []Hit {
	index := c.words.get(c.buildPostings)
	scores := make(map[int]float64)
	for _, term := range unique(queryTerms(query)) {
		found := index[term]
		rarity := math.Log(1 + (float64(len(c.Quotes)-len(found))+0.5)/(float64(len(found))+0.5))
		for _, p := range found {
			scores[p.quote] += rarity * p.weight / (p.weight + saturation)
		}
	}
	return c.best(scores, limit)
}

func (c *Corpus) best(scores map[int]float64, limit int) []Hit {
	order := make([]int, 0, len(scores))
	for i := range scores {
		order = append(order, i)
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b))
	})
	order = order[:min(len(order), max(limit, 0))]
	hits := make([]Hit, len(order))
	for i, q := range order {
		hits[i] = Hit{c.Quotes[q], scores[q]}
	}
	return hits
}

func (c *Corpus) buildPostings() postings {
	texts := make([][]string, len(c.Quotes))
	total := 0
	for i, q := range c.Quotes {
		texts[i] = terms(q.Text)
		total += len(texts[i])
	}
	mean := float64(max(total, 1)) / float64(max(len(texts), 1))
	names := c.sectionNames()
	index := make(postings)
	for i, q := range c.Quotes {
		weights := make(map[string]float64)
		length := 1 - lengthShare + lengthShare*float64(len(texts[i]))/mean
		for _, term := range texts[i] {
			weights[term] += textWeight / length
		}
		for _, term := range unique(termsOf(values(q.Heading))) {
			weights[term] += headingWeight
		}
		for _, term := range names[[2]string{q.Area, q.Section}] {
			weights[term] += nameWeight
		}
		for term, weight := range weights {
			index[term] = append(index[term], posting{i, weight})
		}
	}
	return index
}

// sectionNames are the terms by which people ask for what is in a section of an
// area, besides its headings.
func (c *Corpus) sectionNames() map[[2]string][]string {
	names := make(map[[2]string][]string)
	for _, q := range c.Quotes {
		area, _ := c.Area(q.Area)
		place := [2]string{q.Area, q.Section}
		if names[place] == nil {
			names[place] = termsOf(values(area.Name))
		}
	}
	for _, area := range c.Areas {
		for _, topic := range area.Topics {
			for _, section := range topic.Sections {
				place := [2]string{area.ID, section}
				names[place] = append(names[place], termsOf(topic.names())...)
			}
		}
	}
	for place := range names {
		names[place] = unique(names[place])
	}
	return names
}

// names are the key and the aliases of a topic.
func (t Topic) names() []string { return append(t.Aliases.all(), t.Key) }

// all are the aliases in every language, in the order of the codes.
func (a Aliases) all() []string {
	var all []string
	for _, lang := range sortedKeys(a) {
		all = append(all, a[lang]...)
	}
	return all
}

func values(l Localized) []string {
	var all []string
	for _, lang := range sortedKeys(l) {
		all = append(all, l[lang])
	}
	return all
}
