package quotes

import "slices"

// Names is whether a quote of the topic, or the heading above one, has the topic's
// key or one of its aliases in it. Where none does, the topic has no unit of its
// own, and its quotes are only the nearest.
func (c *Corpus) Names(t Topic) bool {
	return slices.ContainsFunc(c.InTopic(t.Key), func(q Quote) bool {
		return c.namedIn(t, q) || c.headingNames(t, q)
	})
}

func (c *Corpus) headingNames(t Topic, q Quote) bool {
	for language, heading := range q.Heading {
		if c.namedIn(t, Quote{Text: heading, Language: language}) {
			return true
		}
	}
	return false
}
