package quotes

import "github.com/goccy/go-yaml/ast"

// The files of a corpus as they were written: everything has its place, and
// nothing has been compared with anything else yet.
type (
	sourceEntry struct {
		title                  localized
		issuer, number, date   word
		language, original     word
		urlOriginal            word
		urlTranslation         word
		translatorOfHighlights word
		at                     place
	}
	areaEntry struct {
		id       word
		number   int
		numberAt place
		name     localized
		aliases  map[string][]word
		topics   []topicEntry
	}
	topicEntry struct {
		key      word
		sections []word
		aliases  map[string][]word
	}
	provisionEntry struct {
		area, section word
		heading       localized
		units         []quoteEntry
	}
	highlightEntry struct {
		area, section word
		quoteEntry
	}
	quoteEntry struct {
		id, text, language word
	}
)

// An entries collects what the files hold.
type entries struct {
	sources    []sourceEntry
	areas      []areaEntry
	highlights []highlightEntry
	provisions []provisionEntry
}

// decode reads the top of one file into e.
func (r *reader) decode(top ast.Node, e *entries) {
	o, ok := r.object(top, "file", "source", "areas", "highlights", "provisions")
	if !ok {
		return
	}
	if n, ok := o.fields["source"]; ok {
		r.source(n, e)
	}
	for _, n := range r.list(o.fields["areas"], "areas") {
		r.area(n, e)
	}
	for _, n := range r.list(o.fields["highlights"], "highlights") {
		r.highlight(n, e)
	}
	for _, n := range r.list(o.fields["provisions"], "provisions") {
		r.provision(n, e)
	}
}

func (r *reader) source(n ast.Node, e *entries) {
	o, ok := r.object(n, "source", "title_*", "issuer", "number", "date", "url_original",
		"url_translation", "translator_of_highlights", "language", "original_language")
	if !ok {
		return
	}
	e.sources = append(e.sources, sourceEntry{
		title:                  o.localized("title"),
		issuer:                 o.words("issuer"),
		number:                 o.words("number"),
		date:                   o.date("date"),
		language:               o.language("language"),
		original:               o.language("original_language"),
		urlOriginal:            o.url("url_original"),
		urlTranslation:         o.url("url_translation"),
		translatorOfHighlights: o.words("translator_of_highlights"),
		at:                     o.at,
	})
}

func (r *reader) area(n ast.Node, e *entries) {
	o, ok := r.object(n, "area", "id", "number", "name_*", "aliases", "topics")
	if !ok {
		return
	}
	a := areaEntry{id: o.id(), name: o.localized("name"), aliases: o.wordLists("aliases")}
	a.number, a.numberAt = o.number("number")
	if len(a.name) == 0 {
		r.report(o.at, "area has no name; add one")
	}
	for _, n := range r.list(o.fields["topics"], "topics") {
		if t, ok := r.topic(n); ok {
			a.topics = append(a.topics, t)
		}
	}
	e.areas = append(e.areas, a)
}

func (r *reader) topic(n ast.Node) (topicEntry, bool) {
	o, ok := r.object(n, "topic", "key", "sections", "aliases")
	if !ok {
		return topicEntry{}, false
	}
	t := topicEntry{key: o.required("key"), aliases: o.wordLists("aliases")}
	if o.has("sections") {
		t.sections = r.wordList(o.fields["sections"], "sections")
	}
	return t, true
}

func (r *reader) highlight(n ast.Node, e *entries) {
	o, ok := r.object(n, "highlight", "id", "area", "section", "text", "language")
	if !ok {
		return
	}
	e.highlights = append(e.highlights, highlightEntry{o.required("area"), o.words("section"), o.quote()})
}

func (r *reader) provision(n ast.Node, e *entries) {
	o, ok := r.object(n, "provision", "section", "area", "heading_*", "translation")
	if !ok {
		return
	}
	p := provisionEntry{area: o.required("area"), section: o.words("section"), heading: o.localized("heading")}
	for _, n := range r.list(o.fields["translation"], "translation") {
		if o, ok := r.object(n, "unit", "id", "text", "language"); ok {
			p.units = append(p.units, o.quote())
		}
	}
	e.provisions = append(e.provisions, p)
}

func (o object) quote() quoteEntry {
	return quoteEntry{o.id(), o.required("text"), o.language("language")}
}
