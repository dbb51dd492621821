package bot

import (
	"fmt"
	"slices"
	"strings"

	"quotebot/quotes"
)

func (v Voice) helpText(w words, language string) []string {
	src := v.Corpus.Source
	title := src.Title.In(language, src.Language)
	texts := make([]string, len(w.help))
	for i, pattern := range w.help {
		texts[i] = fill(pattern, title, v.examples(w, language), v.areaList(language, "; "))
	}
	return texts
}

func (v Voice) areasText(w words, language string) []string {
	texts := make([]string, len(w.areas))
	for i, pattern := range w.areas {
		texts[i] = fill(pattern, v.areaList(language, "\n"), v.areaList(language, "; "))
	}
	return texts
}

// fill is fmt.Sprintf without its complaint about values that a shorter version
// leaves out.
func fill(pattern string, values ...string) string {
	for i, value := range values {
		pattern = strings.ReplaceAll(pattern, fmt.Sprintf("%%[%d]s", i+1), value)
	}
	return pattern
}

// areaList is "1 Integrity in government affairs (政务诚信)" and so on.
func (v Voice) areaList(language, separator string) string {
	src := v.Corpus.Source
	var items []string
	for _, a := range v.Corpus.Areas {
		item := fmt.Sprintf("%d %s", a.Number, a.Name.In(language, src.Language))
		if original := a.Name[src.OriginalLanguage]; original != "" && !strings.Contains(item, original) {
			item += " (" + original + ")"
		}
		items = append(items, item)
	}
	return strings.Join(items, separator)
}

// examples are words that work with this corpus: an area, a number, and two
// topics.
func (v Voice) examples(w words, language string) string {
	var examples []string
	for i, a := range v.Corpus.Areas {
		if i == 0 {
			examples = append(examples, nameOfArea(a, language), fmt.Sprint(a.Number))
		}
		if len(a.Topics) > 0 && len(examples) < 4 {
			examples = append(examples, nameOfTopic(a.Topics[0], language))
		}
	}
	for i, e := range examples {
		examples[i] = w.quote[0] + e + w.quote[1]
	}
	return strings.Join(examples, w.comma)
}

// nameOfArea is the shortest way to ask for an area.
func nameOfArea(a quotes.Area, language string) string {
	if names := a.Aliases[language]; len(names) > 0 && language != usualLanguage {
		return names[0]
	}
	return a.ID
}

// nameOfTopic is a topic as people call it.
func nameOfTopic(t quotes.Topic, language string) string {
	if names := t.Aliases[language]; len(names) > 0 && language != usualLanguage {
		return names[0]
	}
	return t.Key
}

// sourceText says where the quote stands that was replied to, or the corpus's
// source where that is not known.
func (v Voice) sourceText(w words, language string, last *Last) []string {
	src := v.Corpus.Source
	title := src.Title.In(language, src.Language)
	lines := []string{title}
	if last != nil {
		q := last.Quote
		lines[0] = join(w.comma, title, join(" ", q.Section, q.Heading.In(language, src.Language)))
	}
	if original := src.Title[src.OriginalLanguage]; original != "" && original != title {
		lines = append(lines, original)
	}
	if about := join(w.comma, src.Issuer, src.Number, src.Date); about != "" {
		lines = append(lines, about)
	}
	links := nonEmpty(w.original, src.URLOriginal, w.english, src.URLTranslation)
	return []string{
		strings.Join(slices.Concat(lines, links), "\n"),
		strings.Join(slices.Concat(lines[:1], links), "\n"),
		lines[0],
	}
}

// originalText is what the corpus has of the quote in the document's language.
func (v Voice) originalText(last *Last) []string {
	src := v.Corpus.Source
	lines := []string{src.Title.In(src.OriginalLanguage, src.Language)}
	if last != nil {
		lines[0] = join(", ", lines[0], last.Quote.Section)
		if heading := last.Quote.Heading[src.OriginalLanguage]; heading != "" {
			lines = append(lines, heading)
		}
	}
	links := nonEmpty("", src.URLOriginal)
	return []string{strings.Join(slices.Concat(lines, links), "\n"), strings.Join(slices.Concat(lines[:1], links), "\n")}
}

// join joins the parts that are there.
func join(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), separator)
}

// nonEmpty pairs labels with values and keeps the pairs that have a value.
func nonEmpty(pairs ...string) []string {
	var lines []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			lines = append(lines, pairs[i]+pairs[i+1])
		}
	}
	return lines
}
