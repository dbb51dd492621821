package quotes

import (
	"slices"
	"strings"
	"sync"
)

// An index finds what a corpus holds by name.
type index struct {
	area     map[string]int // into Corpus.Areas
	quote    map[string]int // into Corpus.Quotes
	topic    map[string]Topic
	inArea   map[string][]Quote
	sections map[string][]Quote
}

// lookup is one value built on first use and shared afterwards, so that a
// Corpus written as a literal works like a loaded one.
type lookup[T any] struct {
	once  sync.Once
	value T
}

func (l *lookup[T]) get(build func() T) T {
	l.once.Do(func() { l.value = build() })
	return l.value
}

func (c *Corpus) index() *index { return c.names.get(c.buildIndex) }

func (c *Corpus) buildIndex() *index {
	ix := &index{
		area:     make(map[string]int),
		quote:    make(map[string]int),
		topic:    make(map[string]Topic),
		inArea:   make(map[string][]Quote),
		sections: make(map[string][]Quote),
	}
	for i, a := range c.Areas {
		ix.area[a.ID] = i
		for _, t := range a.Topics {
			ix.topic[strings.ToLower(t.Key)] = t
		}
	}
	for i, q := range c.Quotes {
		ix.quote[q.ID] = i
		ix.inArea[q.Area] = append(ix.inArea[q.Area], q)
		ix.sections[q.Section] = append(ix.sections[q.Section], q)
	}
	return ix
}

// Area returns the area with this id.
func (c *Corpus) Area(id string) (Area, bool) {
	i, ok := c.index().area[id]
	if !ok {
		return Area{}, false
	}
	return c.Areas[i], true
}

// Quote returns the quote with this id.
func (c *Corpus) Quote(id string) (Quote, bool) {
	i, ok := c.index().quote[id]
	if !ok {
		return Quote{}, false
	}
	return c.Quotes[i], true
}

// InArea returns the quotes of an area in the order of the document.
func (c *Corpus) InArea(id string) []Quote { return slices.Clone(c.index().inArea[id]) }

// InSection returns the quotes of a section in the order of the document, area
// by area where several areas have a section of this name.
func (c *Corpus) InSection(section string) []Quote { return slices.Clone(c.index().sections[section]) }

// Topic returns the topic with this key, in upper or lower case.
func (c *Corpus) Topic(key string) (Topic, bool) {
	t, ok := c.index().topic[strings.ToLower(key)]
	return t, ok
}

// In returns the text in the language lang, otherwise in fallback, otherwise in
// the language whose code comes first; "" if there is none at all.
func (l Localized) In(lang, fallback string) string {
	for _, code := range []string{lang, fallback} {
		if text, ok := l[code]; ok {
			return text
		}
	}
	first := ""
	for code := range l {
		if first == "" || code < first {
			first = code
		}
	}
	return l[first]
}

// InTopic returns the quotes of a topic, for the key in upper or lower case:
// first those whose words name it, then the others of its sections, the
// sections in the order of the topic.
func (c *Corpus) InTopic(key string) []Quote {
	topic, ok := c.Topic(key)
	if !ok {
		return nil
	}
	var naming, others []Quote
	for _, section := range topic.Sections {
		for _, q := range c.index().sections[section] {
			switch {
			case q.Area != topic.Area:
			case c.namedIn(topic, q):
				naming = append(naming, q)
			default:
				others = append(others, q)
			}
		}
	}
	return append(naming, others...)
}

// namedIn is whether a quote has the key or an alias in it, word by word, in any
// of the words' forms. Names in other languages that have endings do not count.
func (c *Corpus) namedIn(t Topic, q Quote) bool {
	language := c.languageOf(q)
	text := phrase(q.Text, language)
	has := func(name string) bool { return strings.Contains(text, phrase(name, language)) }
	for lang, names := range t.Aliases {
		if (lang == language || !Stemmed(lang)) && slices.ContainsFunc(names, has) {
			return true
		}
	}
	return language == c.sourceLanguage() && has(t.Key)
}
