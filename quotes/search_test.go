package quotes_test

import (
	"testing"

	"quotebot/quotes"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	c := &quotes.Corpus{
		Areas: []quotes.Area{{ID: "a", Name: quotes.Localized{"en": "Morals", "de": "Sitten"}, Topics: []quotes.Topic{
			{Key: "racing", Area: "a", Sections: []string{"2"}, Aliases: quotes.Aliases{"en": {"tortoise"}, "zh": {"乌龟"}}},
		}}, {ID: "b"}},
		Quotes: []quotes.Quote{
			{ID: "alias", Area: "a", Section: "2", Text: "Slow but steady wins the race."},
			{ID: "heading", Area: "b", Section: "3", Heading: quotes.Localized{"en": "The tortoise", "zh": "龟兔赛跑"}, Text: "Look before you leap."},
			{ID: "text", Area: "b", Section: "4", Text: "The Tortoise met the hares' glances with a long and winding speech about patience, virtue and the foxes' wishes."},
			{ID: "same", Area: "b", Section: "2", Text: "Slow and silent."},
			{ID: "zh", Area: "b", Section: "5", Text: "乌鸦与狐狸。", Language: "zh"},
		},
	}
	for _, test := range []struct {
		query string
		limit int
		want  string
	}{
		{"tortoise", 9, "text heading alias"},
		{"TORTOISES!", 2, "text heading"},
		{"slow", 9, "same alias"}, // the shorter text
		{"hare", 9, "text"},
		{"the fox’s wish", 1, "text"},
		{"virtues", 9, "text"},
		{"races", 9, "alias"},
		{"racing", 9, "alias"}, // a topic of area a, though b has a section 2 too
		{"sitten", 9, "alias"},
		{"龟", 9, "heading alias"},
		{"赛跑", 9, "heading"},
		{"乌龟", 9, "alias"},
		{"狐狸", 9, "zh"},
		{"leap slow", 1, "heading"}, // the rarer word
		{"", 9, ""},
		{"?! 🐢", 9, ""},
		{"elephant", 9, ""},
		{"tortoise", 0, ""},
		{"tortoise", -1, ""},
	} {
		if got := ids(c.Search(test.query, test.limit)); got != test.want {
			t.Errorf("Search(%q, %d) = %q, want %q", test.query, test.limit, got, test.want)
		}
	}
}

// Words are found in their other forms, whatever language they are in.
func TestSearchForms(t *testing.T) {
	t.Parallel()
	c := &quotes.Corpus{
		Source: quotes.Source{Language: "en"},
		Areas:  []quotes.Area{{ID: "a"}},
		Quotes: []quotes.Quote{
			{ID: "en", Area: "a", Text: "The judges decided to publish their decisions."},
			{ID: "de", Area: "a", Text: "Die Gerichte veröffentlichen ihre Urteile.", Language: "de"},
			{ID: "fr", Area: "a", Text: "Les hôpitaux publient leurs prix.", Language: "fr"},
			{ID: "es", Area: "a", Text: "Las cárceles y los médicos.", Language: "es"},
			{ID: "zh", Area: "a", Text: "公开医疗价格。", Language: "zh"},
		},
	}
	for query, want := range map[string]string{
		"a decided judge": "en",
		"publishing":      "en",
		"Gerichten":       "de",
		"des Urteils":     "de",
		"hopitaux":        "fr",
		"una cárcel":      "es",
		"medico":          "es",
		"醫療價格":            "zh",
	} {
		if hits := c.Search(query, 1); ids(hits) != want {
			t.Errorf("Search(%q, 1) = %q, want %q", query, ids(hits), want)
		}
	}
}

// Covers tells a quote with all words from one with some; names do not count.
func TestSearchCovers(t *testing.T) {
	t.Parallel()
	c := &quotes.Corpus{
		Areas: []quotes.Area{{ID: "a", Topics: []quotes.Topic{{Key: "racing", Area: "a", Sections: []string{"1"}}}}},
		Quotes: []quotes.Quote{
			{ID: "hare", Area: "a", Section: "1", Text: "The hare slept.", Heading: quotes.Localized{"en": "A contest"}},
			{ID: "crow", Area: "a", Section: "2", Text: "The crow slept."},
		},
	}
	for query, want := range map[string]float64{"hare": 1, "slept": 1, "contest": 1, "racing": 0, "hare slept": 1, "xyzzy hare contests": 0.5} {
		hits := c.Search(query, 1)
		if len(hits) != 1 || ids(hits) == "crow" && query != "slept" || hits[0].Covers > want || want == 1 && hits[0].Covers != 1 {
			t.Errorf("Search(%q, 1) = %+v, want a quote that covers at most %g", query, hits, want)
		}
	}
}

func TestSearchOutline(t *testing.T) {
	t.Parallel()
	c := outline(t)
	for query, want := range map[string]string{
		"annual evaluations": "gov-4-h1",
		"bar codes":          "com-2-2",
		"real-name":          "soc-10-1",
		"税务":                 "com-4-1",
		"prisons":            "jud-4-1",
	} {
		hits := c.Search(query, 100)
		if len(hits) == 0 || hits[0].ID != want {
			t.Errorf("Search(%q) = %s, want %s first", query, ids(hits), want)
		}
		for i := 1; i < len(hits); i++ {
			if hits[i].Score > hits[i-1].Score || hits[i].Score <= 0 {
				t.Errorf("Search(%q): score %g after %g", query, hits[i].Score, hits[i-1].Score)
			}
		}
	}
	if hits := (&quotes.Corpus{}).Search("court", 1); len(hits) != 0 {
		t.Errorf("Search in an empty corpus = %v", hits)
	}
}

func BenchmarkSearch(b *testing.B) {
	c, err := quotes.Open("")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if len(c.Search("what does it say about hospitals and 医院", 3)) == 0 {
			b.Fatal("no hit")
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		c, err := quotes.Open("")
		if err != nil {
			b.Fatal(err)
		}
		c.Search("x", 1) // builds the index
	}
}
