package quotes

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
)

// A Hit is a quote that a search found.
type Hit struct {
	Quote
	Score  float64 // above 0; the better the hit the higher, within one corpus
	Covers float64 // the share of the query that its text and headings have, 0 to 1; rare words count more
}

// Search returns the quotes that have words of the query, at most limit, the
// best first: in the text, in the headings (in any language), in the name of the
// area or in the topics of the section. Upper and lower case, accents and the
// endings of English, German, French and Spanish words make no difference;
// Chinese and Japanese need no spaces, and traditional characters find
// simplified ones. Scores are those of BM25 with the fields weighted; equal ones
// keep the order of the document.
func (c *Corpus) Search(query string, limit int) []Hit {
	if limit < 1 {
		return nil
	}
	index := c.words.get(c.buildWordIndex)
	words := index.lookup(query)
	scores := index.buffer()
	defer index.scores.Put(scores)
	for _, w := range words {
		for _, p := range w.postings {
			(*scores)[p.quote] += float32(w.rarity) * p.weight / (p.weight + saturation)
		}
	}
	hits := make([]Hit, 0, min(limit, len(c.Quotes)))
	for _, f := range best(*scores, limit) {
		hits = append(hits, Hit{c.Quotes[f.quote], float64(f.score), covers(words, f.quote)})
	}
	return hits
}

// A sought is one word of a query.
type sought struct {
	postings []posting
	rarity   float64
}

// lookup finds the words of a query. A word that no quote has is the rarest.
func (ix *wordIndex) lookup(query string) []sought {
	var words []sought
	for _, alternatives := range alternatives(query, ix.languages) {
		var found []posting
		for _, term := range alternatives {
			found = union(found, ix.postings[term])
		}
		rarity := math.Log(1 + (float64(ix.quotes-len(found))+0.5)/(float64(len(found))+0.5))
		words = append(words, sought{found, rarity})
	}
	return words
}

// union merges two lists in the order of the quotes, with the greater weight
// where both have one.
func union(a, b []posting) []posting {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	merged := make([]posting, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch cmp.Compare(a[0].quote, b[0].quote) {
		case -1:
			merged, a = append(merged, a[0]), a[1:]
		case 1:
			merged, b = append(merged, b[0]), b[1:]
		default:
			merged = append(merged, posting{a[0].quote, max(a[0].weight, b[0].weight)})
			a, b = a[1:], b[1:]
		}
	}
	return append(append(merged, a...), b...)
}

func covers(words []sought, quote int32) float64 {
	has, all := 0.0, 0.0
	for _, w := range words {
		all += w.rarity
		i, ok := slices.BinarySearchFunc(w.postings, quote, func(p posting, q int32) int { return cmp.Compare(p.quote, q) })
		if ok && w.postings[i].weight >= headingWeight {
			has += w.rarity
		}
	}
	return has / all
}

// best are the places with the highest scores above 0, at most limit.
func best(scores []float32, limit int) []scored {
	var top ranking
	for i, score := range scores {
		switch {
		case score == 0:
		case len(top) < limit:
			heap.Push(&top, scored{int32(i), score})
		case score > top[0].score:
			top[0] = scored{int32(i), score}
			heap.Fix(&top, 0)
		}
	}
	slices.SortFunc(top, func(a, b scored) int { return -compareScored(a, b) })
	return top
}

type scored struct {
	quote int32
	score float32
}

func compareScored(a, b scored) int {
	return cmp.Or(cmp.Compare(a.score, b.score), cmp.Compare(b.quote, a.quote))
}

// A ranking is a heap with the worst of the best on top.
type ranking []scored

func (r ranking) Len() int           { return len(r) }
func (r ranking) Less(i, j int) bool { return compareScored(r[i], r[j]) < 0 }
func (r ranking) Swap(i, j int)      { r[i], r[j] = r[j], r[i] }
func (r *ranking) Push(x any)        { *r = append(*r, x.(scored)) }
func (r *ranking) Pop() any {
	last := (*r)[len(*r)-1]
	*r = (*r)[:len(*r)-1]
	return last
}
