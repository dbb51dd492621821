package quotes_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quotebot/quotes"
)

// A corpus written as a literal works like a loaded one.
func literal() *quotes.Corpus {
	return &quotes.Corpus{
		Source: quotes.Source{Language: "en"},
		Areas: []quotes.Area{
			{ID: "birds", Number: 1, Name: quotes.Localized{"en": "Birds"}},
			{ID: "beasts", Number: 2, Name: quotes.Localized{"en": "Beasts"}, Topics: []quotes.Topic{{
				Key: "Races", Area: "beasts", Sections: []string{"2", "1"},
				Aliases: quotes.Aliases{"en": {"finish line"}, "zh": {"赛跑"}},
			}}},
		},
		Quotes: []quotes.Quote{
			{ID: "a", Area: "birds", Section: "1", Text: "Fine feathers win no races."},
			{ID: "b", Area: "beasts", Section: "1", Text: "Look before you leap."},
			{ID: "c", Area: "beasts", Section: "1", Text: "The finish lines are drawn."},
			{ID: "d", Area: "beasts", Section: "2", Text: "龟兔赛跑。"},
		},
	}
}

func ids[Q quotes.Quote | quotes.Hit](found []Q) string {
	var out []string
	for _, q := range found {
		switch q := any(q).(type) {
		case quotes.Quote:
			out = append(out, q.ID)
		case quotes.Hit:
			out = append(out, q.ID)
		}
	}
	return strings.Join(out, " ")
}

func TestCorpus(t *testing.T) {
	t.Parallel()
	c := literal()
	if a, ok := c.Area("beasts"); !ok || a.Number != 2 {
		t.Errorf("Area(beasts) = %v, %t", a, ok)
	}
	if q, ok := c.Quote("d"); !ok || q.Section != "2" {
		t.Errorf("Quote(d) = %v, %t", q, ok)
	}
	if topic, ok := c.Topic("races"); !ok || topic.Key != "Races" {
		t.Errorf("Topic(races) = %v, %t", topic, ok)
	}
	for call, got := range map[string]string{
		"InArea(beasts): b c d":    ids(c.InArea("beasts")),
		"InSection(1): a b c":      ids(c.InSection("1")),
		"InTopic(RACES): d c b":    ids(c.InTopic("RACES")),
		"InArea(unknown): ":        ids(c.InArea("unknown")),
		"InTopic(unknown): ":       ids(c.InTopic("unknown")),
		"InSection of the empty: ": ids(c.InSection("")),
	} {
		if _, want, _ := strings.Cut(call, ": "); got != want {
			t.Errorf("%s; got %q", call, got)
		}
	}
	_, area := c.Area("")
	_, quote := c.Quote("")
	_, topic := c.Topic("")
	if area || quote || topic {
		t.Errorf("Area, Quote, Topic of %q = %t, %t, %t, want none", "", area, quote, topic)
	}
}

// What a caller does with a list is not seen by the next one.
func TestCorpusListsAreCopies(t *testing.T) {
	t.Parallel()
	c := literal()
	slices.Reverse(c.InArea("beasts"))
	slices.Reverse(c.InSection("1"))
	if area, section := ids(c.InArea("beasts")), ids(c.InSection("1")); area != "b c d" || section != "a b c" {
		t.Errorf("after reversing: InArea %q, InSection %q", area, section)
	}
}

func TestLocalizedIn(t *testing.T) {
	t.Parallel()
	title := quotes.Localized{"fr": "Fables", "en": "Fables of Aesop"}
	for _, test := range []struct {
		text           quotes.Localized
		lang, fallback string
		want           string
	}{
		{title, "fr", "en", "Fables"},
		{title, "zh", "fr", "Fables"},
		{title, "zh", "", "Fables of Aesop"},
		{nil, "en", "en", ""},
	} {
		if got := test.text.In(test.lang, test.fallback); got != test.want {
			t.Errorf("%v.In(%q, %q) = %q, want %q", test.text, test.lang, test.fallback, got, test.want)
		}
	}
}

// Sections come in the order of their numbers, words in that of the document;
// within a section highlights come first.
func TestOrder(t *testing.T) {
	t.Parallel()
	for _, sections := range []string{
		"II.1.1 II.1.2 II.1.9 II.1.10 II.2 II.10 III IV.1 IX X",
		"1 1a 1b 2 10 10.1 10.1.1 11",
		"Annex-A Annex-B Annex-C Annex-D Annex-L",
		"Preface Chapter-1 Chapter-2 Chapter-10 Epilogue",
		"第一章 第二章 第十章",
		"1 99999999999999999999999 Epilogue",
		"XIV XL XLIX CM MCMXCIX",
	} {
		want := strings.Fields(sections)
		// The words are met in their order, the numbers backwards.
		written := slices.Clone(want)
		slices.SortStableFunc(written, func(a, b string) int {
			if word(a) != word(b) {
				return 0
			}
			return slices.Index(want, b) - slices.Index(want, a)
		})
		var yaml strings.Builder
		yaml.WriteString("source: {title: T}\nareas: [{id: a, number: 1, name: A}]\nhighlights:\n")
		for i, s := range written {
			yaml.WriteString("- {id: q" + string(rune('a'+i)) + ", area: a, text: x, section: \"" + s + "\"}\n")
		}
		var got []string
		for _, q := range load(t, files("a.yaml", yaml.String())).Quotes {
			got = append(got, q.Section)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("written as %v (-want +got):\n%s", written, diff)
		}
	}
}

// word is the part of a section's name before its number.
func word(section string) string {
	word, _, _ := strings.Cut(section, "-")
	return strings.TrimRight(word, "0123456789.IVXLCDMab")
}

func TestOrderHighlightsFirst(t *testing.T) {
	t.Parallel()
	c := outline(t)
	if got, want := ids(c.InSection("II.1.1")), "gov-1-h1 gov-1-h2 gov-1-1 gov-1-2 gov-1-3 gov-1-4"; got != want {
		t.Errorf("InSection(II.1.1) = %s, want %s", got, want)
	}
	sections := slices.Compact(strings.Fields(sectionsOf(c.InArea("societal"))))
	if got, want := strings.Join(sections[len(sections)-2:], " "), "II.3.9 II.3.10"; got != want {
		t.Errorf("last sections of societal = %s, want %s", got, want)
	}
}

func sectionsOf(found []quotes.Quote) string {
	var out []string
	for _, q := range found {
		out = append(out, q.Section)
	}
	return strings.Join(out, " ")
}

func TestLint(t *testing.T) {
	t.Parallel()
	c := load(t, files("a.yaml", `source: {title: T, title_zh: 甲, original_language: zh}
areas:
  - {id: a, number: 1, name_zh: 甲, aliases: {en: [Trials, apple]}}
  - {id: b, number: 2, name: B}
  - id: c
    number: 3
    name: C
    aliases: {en: [pear]}
    topics:
      - {key: Pears, sections: ["1"], aliases: {en: [PEAR, apple], fr: [poire, poire]}}
highlights:
  - {id: h, area: a, text: x}
  - {id: h2, area: a, text: x}
provisions:
  - {area: c, section: 1, heading_zh: 甲, translation: [{id: u, text: x}, {id: u2, text: x}]}
`))
	want := `a.yaml:3:10: area a has no name in the language of the source, en
a.yaml:4:10: area b has no quotes
a.yaml:4:10: area b has no aliases; people can ask for it only by its name and number
a.yaml:10:15: "PEAR" stands for area c and for topic pears; keep it in one of them
a.yaml:10:15: "apple" stands for area a and for topic pears; keep it in one of them
a.yaml:12:10: quote h is from a translation, but the source has no url_translation to say which
a.yaml:12:10: quote h is from a translation, but the source has no translator_of_highlights to say which
a.yaml:15:61: quote u is from a translation, but the source has no url_original to say which
a.yaml:15:61: section 1 has no heading in the language of the source, en`
	if diff := cmp.Diff(want, quotes.Problems(c.Lint()).Error()); diff != "" {
		t.Errorf("Lint (-want +got):\n%s", diff)
	}
}
