package quotes

import (
	"strings"
)

// Lint returns what is allowed in a corpus but deserves a look. A loaded corpus
// knows the places in its files; one that was written as a literal does not.
func (c *Corpus) Lint() []Problem {
	l := linter{c: c}
	l.areas()
	l.quotes()
	l.clashes()
	l.found.sort()
	return l.found
}

// Place says where a quote stands in the corpus's files, as file:line:column;
// "" for one that was not loaded.
func (c *Corpus) Place(id string) string {
	at, ok := c.places["quote/"+id]
	if !ok {
		return ""
	}
	return at.String()
}

type linter struct {
	c     *Corpus
	found Problems
}

// warn reports something about a named area, topic or quote.
func (l *linter) warn(kind, name, format string, args ...any) {
	l.found = append(l.found, l.c.places[kind+"/"+name].problem(format, args...))
}

func (l *linter) areas() {
	for _, a := range l.c.Areas {
		if len(l.c.index().inArea[a.ID]) == 0 {
			l.warn("area", a.ID, "area %s has no quotes", a.ID)
		}
		if len(a.Aliases.all()) == 0 {
			l.warn("area", a.ID, "area %s has no aliases; people can ask for it only by its name and number", a.ID)
		}
		if _, ok := a.Name[l.c.Source.Language]; !ok {
			l.warn("area", a.ID, "area %s has no name in the language of the source, %s", a.ID, l.c.Source.Language)
		}
	}
}

// quotes looks at what a toot says besides the words. A source that would be
// missed by all quotes is mentioned once, at the first of them.
func (l *linter) quotes() {
	s := l.c.Source
	translated := s.OriginalLanguage != "" && s.OriginalLanguage != s.Language
	missing := func(value, key string, verbatim bool) {
		for _, q := range l.c.Quotes {
			if value == "" && q.Verbatim == verbatim && translated {
				l.warn("quote", q.ID, "quote %s is from a translation, but the source has no %s to say which", q.ID, key)
				return
			}
		}
	}
	missing(s.URLTranslation, "url_translation", true)
	missing(s.Translator, "translator_of_highlights", true)
	missing(s.URLOriginal, "url_original", false)
	seen := make(map[[2]string]bool)
	for _, q := range l.c.Quotes {
		place := [2]string{q.Area, q.Section}
		if _, ok := q.Heading[s.Language]; !ok && len(q.Heading) > 0 && !seen[place] {
			seen[place] = true
			l.warn("quote", q.ID, "section %s has no heading in the language of the source, %s", q.Section, s.Language)
		}
	}
}

// clashes finds names that stand for two things: nobody can ask for either.
func (l *linter) clashes() {
	owners := make(map[string]string)
	claim := func(kind, name string, words []string) {
		owner := kind + "/" + name
		for _, word := range words {
			key := Fold(word)
			if first, ok := owners[key]; ok && first != owner {
				l.warn(kind, name, "%q stands for %s and for %s; keep it in one of them", word, strings.Replace(first, "/", " ", 1), kind+" "+name)
				continue
			}
			owners[key] = owner
		}
	}
	for _, a := range l.c.Areas {
		claim("area", a.ID, append(append(values(a.Name), a.ID), a.Aliases.all()...))
	}
	for _, a := range l.c.Areas {
		for _, t := range a.Topics {
			claim("topic", strings.ToLower(t.Key), t.names())
		}
	}
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
