package bot

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"quotebot/bot/mention"
	"quotebot/bot/toot"
	"quotebot/quotes"
)

// A tier is groups of quotes that would do, the best group first. A quote of a
// tier that this person has had is better than one of the next tier.
type tier [][]quotes.Quote

// wishes are the quotes that a request asks for, each as tiers, the best first.
func (v Voice) wishes(r mention.Request, s Situation) [][]tier {
	if len(r.Areas) > 0 {
		var each [][]tier
		for _, id := range r.Areas[:min(len(r.Areas), v.most())] {
			each = append(each, []tier{{v.Corpus.InArea(id)}})
		}
		return each
	}
	n := 1
	if r.Intent == mention.Thread || r.Intent == mention.More && r.Count > 1 {
		n = min(cmp.Or(r.Count, usualMost), v.most())
	}
	return slices.Repeat([][]tier{v.candidates(r, s)}, n)
}

func (v Voice) most() int { return cmp.Or(v.Most, usualMost) }

// candidates are the quotes that fit a request.
func (v Voice) candidates(r mention.Request, s Situation) []tier {
	if q, ok := v.Corpus.Quote(r.Quote); ok {
		return []tier{{{q}}}
	}
	if r.Intent == mention.More && s.Last != nil {
		vein := tier{v.Corpus.InSection(s.Last.Quote.Section), v.Corpus.InArea(s.Last.Quote.Area)}
		return []tier{append(v.onTopic(s.Last.Topic), vein...)}
	}
	var tiers []tier
	if found := v.found(r.Found); len(found) > 0 {
		tiers = append(tiers, found)
	}
	if topic := v.onTopic(r.Topic); len(topic) > 0 {
		tiers = append(tiers, topic)
	}
	if r.Area != "" {
		return append(tiers, tier{v.Corpus.InArea(r.Area)})
	}
	return append(tiers, tier{v.Corpus.Quotes})
}

// found are the quotes that have the words asked for, one by one.
func (v Voice) found(ids []string) (t tier) {
	for _, id := range ids {
		if q, ok := v.Corpus.Quote(id); ok {
			t = append(t, []quotes.Quote{q})
		}
	}
	return t
}

// onTopic are the quotes of a topic one by one, the best first.
func (v Voice) onTopic(topic string) tier {
	return slices.Collect(slices.Chunk(v.Corpus.InTopic(topic), 1))
}

// choose sets the first quote that is not taken yet and fits the server. id is ""
// if there is none.
func (v Voice) choose(tiers []tier, topic string, s Situation, taken map[string]bool) (parts Reply, id string) {
	for q := range s.preferred(tiers) {
		if taken[q.ID] {
			continue
		}
		if parts, ok := v.set(q, topic, s); ok {
			return parts, q.ID
		}
	}
	return nil, ""
}

// preferred yields quotes from the best on: tier by tier, in each those first
// that this person has not had, group by group, by chance within a group.
func (s Situation) preferred(tiers []tier) iter.Seq[quotes.Quote] {
	return func(yield func(quotes.Quote) bool) {
		for _, t := range tiers {
			for _, heard := range []bool{false, true} {
				for q := range s.shuffled(t) {
					if s.Heard[q.ID] == heard && !yield(q) {
						return
					}
				}
			}
		}
	}
}

func (s Situation) shuffled(t tier) iter.Seq[quotes.Quote] {
	return func(yield func(quotes.Quote) bool) {
		for _, group := range t {
			for _, at := range s.Random.Perm(len(group)) {
				if !yield(group[at]) {
					return
				}
			}
		}
	}
}

// set sets a quote as an answer; false if it does not fit beside this address
// and warning.
func (v Voice) set(q quotes.Quote, topic string, s Situation) (Reply, bool) {
	prefix := s.Prefix
	if t, ok := v.Corpus.Topic(topic); ok && !v.Corpus.Names(t) {
		w, language := wordsIn(s.Language)
		prefix += fmt.Sprintf(w.nearest, nameOfTopic(t, language)) + "\n\n"
	}
	texts, err := toot.SetThread(v.Corpus, q, toot.Setting{Template: v.Template, Prefix: prefix, CW: s.CW, Limits: v.Limits})
	if err != nil {
		return nil, false
	}
	parts := make(Reply, len(texts))
	for i, text := range texts {
		parts[i] = Part{Text: text, Language: cmp.Or(v.Language, q.Language)}
	}
	parts[0].QuoteID = q.ID
	return parts, true
}
