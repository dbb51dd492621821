package quotes

import (
	"cmp"
	"slices"
	"strings"
)

// A builder makes one corpus of the entries of several files, and checks what
// only shows when they lie side by side.
type builder struct {
	shown    string // the folder or its only file, for problems of the corpus as a whole
	entries  entries
	problems Problems
	partial  bool // a file could not be read, so what seems to be missing may be there
	places   map[string]place
}

func (b *builder) report(p Problem) { b.problems = append(b.problems, p) }

// add reads one file.
func (b *builder) add(name string, data []byte) {
	r := &reader{file: name}
	top, ok := r.parse(data)
	if top != nil {
		r.decode(top, &b.entries)
	}
	b.partial = b.partial || !ok
	b.problems = append(b.problems, r.problems...)
}

// corpus is the whole of what was added, or all its problems.
func (b *builder) corpus() (*Corpus, error) {
	b.places = make(map[string]place)
	c := &Corpus{places: b.places}
	c.Source = b.source()
	c.Areas = b.areas(c.Source.Language)
	c.Quotes = b.quotes(c)
	b.checkSections(c)
	if len(b.problems) > 0 {
		b.problems.sort()
		return nil, b.problems
	}
	return c, nil
}

func (b *builder) source() Source {
	if len(b.entries.sources) == 0 {
		if !b.partial {
			b.report(Problem{File: b.shown, Message: "no source; add one with at least a title"})
		}
		return Source{Language: defaultLanguage}
	}
	for _, again := range b.entries.sources[1:] {
		b.report(again.at.problem("source is given twice, first at %s; keep one", b.entries.sources[0].at))
	}
	s := b.entries.sources[0]
	if len(s.title) == 0 {
		b.report(s.at.problem("source has no title; add one"))
	}
	language := cmp.Or(s.language.text, defaultLanguage)
	return Source{
		Title:            b.localized(s.title, "title", language),
		Issuer:           s.issuer.text,
		Number:           s.number.text,
		Date:             s.date.text,
		Language:         language,
		OriginalLanguage: cmp.Or(s.original.text, language),
		URLOriginal:      s.urlOriginal.text,
		URLTranslation:   s.urlTranslation.text,
		Translator:       s.translatorOfHighlights.text,
	}
}

// localized gives the form without a language the language of the source.
func (b *builder) localized(l localized, key, language string) Localized {
	out := make(Localized)
	for code, w := range l {
		if _, clash := l[""]; clash && code == language {
			b.report(w.at.problem("%s_%s repeats %s, since the language of the source is %s; remove one", key, code, key, language))
			continue
		}
		if w.text != "" {
			out[cmp.Or(code, language)] = w.text
		}
	}
	return out
}

// unique notes where a name stands, and reports it where it stands again.
func (b *builder) unique(kind string, w word) {
	if w.text == "" {
		return
	}
	name := kind + "/" + w.text
	first, again := b.places[name]
	if !again {
		b.places[name] = w.at
		return
	}
	second := w.at
	if second.compare(first) < 0 {
		first, second = second, first
		b.places[name] = first
	}
	b.report(second.problem("%s %q is given twice, first at %s; rename one", kind, w.text, first))
}

func (b *builder) areas(language string) []Area {
	var areas []Area
	numbers := make(map[int]place)
	for _, e := range b.entries.areas {
		b.unique("area", e.id)
		if first, ok := numbers[e.number]; ok && e.number > 0 {
			b.report(e.numberAt.problem("area number %d is given twice, first at %s; change one", e.number, first))
		} else {
			numbers[e.number] = e.numberAt
		}
		areas = append(areas, Area{
			ID:      e.id.text,
			Number:  e.number,
			Name:    b.localized(e.name, "name", language),
			Aliases: aliases(e.aliases),
			Topics:  b.topics(e),
		})
	}
	slices.SortStableFunc(areas, func(a, b Area) int { return cmp.Compare(a.Number, b.Number) })
	return areas
}

func (b *builder) topics(area areaEntry) []Topic {
	var topics []Topic
	for _, e := range area.topics {
		b.unique("topic", word{strings.ToLower(e.key.text), e.key.at})
		topics = append(topics, Topic{
			Key:      e.key.text,
			Area:     area.id.text,
			Sections: texts(e.sections),
			Aliases:  aliases(e.aliases),
		})
	}
	return topics
}

func aliases(lists map[string][]word) Aliases {
	out := make(Aliases, len(lists))
	for lang, words := range lists {
		out[lang] = texts(words)
	}
	return out
}

func texts(words []word) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		if w.text != "" {
			out = append(out, w.text)
		}
	}
	return out
}

// quotes are all quotes in the order of the document.
func (b *builder) quotes(c *Corpus) []Quote {
	units, headings := b.units(c)
	quotes := append(b.highlights(c), units...)
	if len(quotes) == 0 && !b.partial {
		b.report(Problem{File: b.shown, Message: "no quote; add some under highlights, or under provisions as translation"})
	}
	for i, q := range quotes {
		if len(q.Heading) == 0 {
			quotes[i].Heading = headings[[2]string{q.Area, q.Section}]
		}
	}
	sortQuotes(quotes, c.Areas)
	return quotes
}

func (b *builder) highlights(c *Corpus) []Quote {
	var quotes []Quote
	for _, h := range b.entries.highlights {
		b.checkArea(c, h.area)
		in := Quote{Area: h.area.text, Section: h.section.text, Verbatim: true}
		quotes = append(quotes, b.quote(h.quoteEntry, in, c.Source.Language))
	}
	return quotes
}

// units are the quotes of the provisions, with the headings that provisions give
// to their sections, by area and name.
func (b *builder) units(c *Corpus) ([]Quote, map[[2]string]Localized) {
	var quotes []Quote
	headings := make(map[[2]string]Localized)
	for _, p := range b.entries.provisions {
		b.checkArea(c, p.area)
		in := Quote{Area: p.area.text, Section: p.section.text, Heading: b.localized(p.heading, "heading", c.Source.Language)}
		place := [2]string{in.Area, in.Section}
		if in.Section != "" && len(in.Heading) > 0 && headings[place] == nil {
			headings[place] = in.Heading
		}
		for _, e := range p.units {
			quotes = append(quotes, b.quote(e, in, c.Source.Language))
		}
	}
	return quotes, headings
}

func (b *builder) quote(e quoteEntry, in Quote, language string) Quote {
	b.unique("quote", e.id)
	in.ID, in.Text, in.Language = e.id.text, e.text.text, cmp.Or(e.language.text, language)
	return in
}

func (b *builder) checkArea(c *Corpus, area word) {
	known := make([]string, len(c.Areas))
	for i, a := range c.Areas {
		known[i] = a.ID
	}
	if area.text != "" && !b.partial && !slices.Contains(known, area.text) {
		b.report(area.at.problem("unknown area %q; %s", area.text, suggest(area.text, known)))
	}
}

// checkSections reports topics that point to a section without quotes.
func (b *builder) checkSections(c *Corpus) {
	if b.partial {
		return
	}
	quoted := make(map[[2]string]bool)
	for _, q := range c.Quotes {
		quoted[[2]string{q.Area, q.Section}] = true
	}
	for _, a := range b.entries.areas {
		for _, t := range a.topics {
			for _, s := range t.sections {
				if s.text != "" && a.id.text != "" && !quoted[[2]string{a.id.text, s.text}] {
					b.report(s.at.problem("topic %q: area %s has no quote in section %q; name one that has", t.key.text, a.id.text, s.text))
				}
			}
		}
	}
}
