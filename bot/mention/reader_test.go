package mention_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"quotebot/bot/mention"
	"quotebot/quotes"
)

// garden is a corpus that has nothing in common with the built-in one.
func garden() *quotes.Corpus {
	return &quotes.Corpus{
		Source: quotes.Source{Title: quotes.Localized{"en": "The Almanac of Kitchen Gardens"}, OriginalLanguage: "la"},
		Areas: []quotes.Area{
			{ID: "herbs", Number: 1, Name: quotes.Localized{"en": "Herbs and simples"}, Aliases: quotes.Aliases{"en": {"herb"}, "de": {"Kräuter"}},
				Topics: []quotes.Topic{
					{Key: "mint", Area: "herbs", Aliases: quotes.Aliases{"en": {"peppermint", "spear-mint"}, "fr": {"menthe"}}},
					{Key: "sage tea", Area: "herbs"},
				}},
			{ID: "trees", Number: 2, Name: quotes.Localized{"en": "Fruit trees", "zh": "果树"}, Aliases: quotes.Aliases{"en": {"tree", "orchard"}},
				Topics: []quotes.Topic{
					{Key: "grafting", Area: "trees", Aliases: quotes.Aliases{"en": {"graft"}}},
					{Key: "herb trees", Area: "trees"},
				}},
		},
		Quotes: []quotes.Quote{{ID: "herb-2-1", Area: "herbs"}, {ID: "tree-1-h1", Area: "trees"}},
	}
}

// almanac is the garden with words in its quotes, and with German names.
func almanac() *quotes.Corpus {
	c := garden()
	c.Areas[0].Topics[0].Sections = []string{"mint"}
	c.Areas[1].Aliases["de"] = []string{"Obstbaum", "Apfel", "Kirsche"}
	c.Quotes = []quotes.Quote{
		{ID: "mint-1", Area: "herbs", Section: "mint", Text: "Its runners creep; keep it in a bucket."},
		{ID: "mint-2", Area: "herbs", Section: "mint", Text: "Cut it before it blooms."},
		{ID: "dill-1", Area: "herbs", Section: "dill", Text: "It blooms in July, and bees like it."},
		{ID: "pear-1", Area: "trees", Section: "pear", Text: "A pear in the south wall's shade bears late; bees come to it all the same."},
	}
	return c
}

// Words that name nothing are looked for in the quotes, in all their forms.
func TestReadFinds(t *testing.T) {
	t.Parallel()
	r := mention.NewReader(almanac(), mention.Self{URL: "https://host/@bot"})
	for text, want := range map[string]mention.Request{
		"buckets":                         {Intent: mention.Topic, Area: "herbs", Topic: "mint", Found: []string{"mint-1"}},
		"anything about creeping runners": {Intent: mention.Topic, Area: "herbs", Topic: "mint", Found: []string{"mint-1"}},
		"something on blooming, please":   {Intent: mention.Quote, Area: "herbs", Found: []string{"mint-2", "dill-1"}},
		"does it mention a bee?":          {Intent: mention.Quote, Found: []string{"dill-1", "pear-1"}},
		"a quote about creeping dragons":  {Intent: mention.Help}, // one of the words is nowhere
		"bees, but mint please":           {Intent: mention.Topic, Area: "herbs", Topic: "mint"},
		"don't bother with buckets":       {Intent: mention.None}, // not wanted
		"I put mine into a bucket":        {Intent: mention.Help}, // nobody asks
	} {
		got := r.ReadText(text)
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(mention.Request{}, "Why", "Language")); diff != "" {
			t.Errorf("ReadText(%q), why %q (-want +got):\n%s", text, got.Why, diff)
		}
	}
}

// Names are known by the endings of their language, and German ones in
// compounds; what only looks like one is none.
func TestReadForms(t *testing.T) {
	t.Parallel()
	r := mention.NewReader(almanac(), mention.Self{URL: "https://host/@bot"})
	trees := mention.Request{Intent: mention.Quote, Area: "trees"}
	for text, want := range map[string]mention.Request{
		"Obstbäume":        trees,
		"ein Apfel":        trees,
		"Kirschen":         trees,
		"Kirschmarmelade":  trees,
		"Sauerkirschen":    trees,
		"Apfelkuchen":      trees,
		"Kirche":           {Intent: mention.Help}, // a word of its own
		"orcharding":       trees,
		"two orchard's":    {Intent: mention.Thread, Area: "trees", Count: 2},
		"Zitat zu Kirsche": trees,
	} {
		got := r.ReadText(text)
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(mention.Request{}, "Why", "Language")); diff != "" {
			t.Errorf("ReadText(%q), why %q (-want +got):\n%s", text, got.Why, diff)
		}
	}
}

// A thread's links are known by their own words and by what such links are
// called in any language.
func TestReadFollowup(t *testing.T) {
	t.Parallel()
	r := mention.NewReader(garden(), mention.Self{URL: "https://host/@bot"})
	for _, c := range []struct {
		text  string
		links []string
		want  []string
	}{
		{"recording?", []string{"recording", "slides"}, []string{"recording"}},
		{"gibt es eine Aufzeichnung?", []string{"recording"}, []string{"recording"}},
		{"the deck please", []string{"Folien"}, []string{"Folien"}},
		{"slides or a write-up?", []string{"notes", "slides"}, []string{"slides", "notes"}},
		{"is the seed list online?", []string{"seed list", "map"}, []string{"seed list"}},
		{"maps?", []string{"seed list", "map"}, []string{"map"}},
		{"any notes?", []string{"notes", "transcript"}, []string{"notes"}}, // each by its own word
		{"article?", []string{"paper", "blog post"}, []string{"blog post", "paper"}},
		{"slides?", []string{"recording"}, nil},
		{"slides?", nil, nil},
		{"the slides were lovely", []string{"slides"}, nil},
		{"no slides, please", []string{"slides"}, nil},
		{"a quote about mint for my slides", []string{"slides"}, nil},
	} {
		got := r.Read(mention.Status{HTML: "<p>@bot " + c.text + "</p>", ReplyTo: mention.ReplyToBot, Links: c.links})
		if (got.Intent == mention.Followup) != (c.want != nil) || !slices.Equal(got.Links, c.want) {
			t.Errorf("Read(%q) under %q = %s, want links %q; why %q", c.text, c.links, got, c.want, got.Why)
		}
	}
	status := mention.Status{HTML: "<p>@tom @bot recording?</p>", ReplyTo: mention.ReplyToOther, Links: []string{"recording"}}
	if got := r.Read(status); got.Intent != mention.None {
		t.Errorf("Read of a question to somebody else = %s, want none", got)
	}
}

func TestReadTextOfAnyCorpus(t *testing.T) {
	t.Parallel()
	r := mention.NewReader(garden(), mention.Self{URL: "https://host/@bot"})
	for text, want := range map[string]mention.Request{
		"herbs":                       {Intent: mention.Quote, Area: "herbs"},
		"Herb, please":                {Intent: mention.Quote, Area: "herbs"},
		"a quote about orchards":      {Intent: mention.Quote, Area: "trees"},
		"果树":                          {Intent: mention.Quote, Area: "trees"},
		"Kräuter":                     {Intent: mention.Quote, Area: "herbs"},
		"krauter":                     {Intent: mention.Quote, Area: "herbs"},
		"spearmint":                   {Intent: mention.Topic, Area: "herbs", Topic: "mint"},
		"spear mint":                  {Intent: mention.Topic, Area: "herbs", Topic: "mint"},
		"#SpearMint":                  {Intent: mention.Topic, Area: "herbs", Topic: "mint"},
		"herbs, mint":                 {Intent: mention.Topic, Area: "herbs", Topic: "mint"},
		"herb trees":                  {Intent: mention.Topic, Area: "trees", Topic: "herb trees"}, // the longest name wins
		"herbs or trees":              {Intent: mention.Ambiguous, Areas: []string{"herbs", "trees"}},
		"mint and grafting":           {Intent: mention.Ambiguous, Areas: []string{"herbs", "trees"}},
		"not herbs, trees":            {Intent: mention.Quote, Area: "trees"},
		"anything but trees":          {Intent: mention.Quote},
		"pepermint":                   {Intent: mention.Topic, Area: "herbs", Topic: "mint"}, // one slip
		"mimt":                        {Intent: mention.Help},                                // too short for a slip
		"grafted":                     {Intent: mention.Topic, Area: "trees", Topic: "grafting"},
		"herb-2-1":                    {Intent: mention.Quote, Area: "herbs", Quote: "herb-2-1"},
		"show me TREE-1-h1 please":    {Intent: mention.Quote, Area: "trees", Quote: "tree-1-h1"},
		"2":                           {Intent: mention.Quote, Area: "trees"},
		"area II":                     {Intent: mention.Quote, Area: "trees"},
		"area i":                      {Intent: mention.Quote, Area: "herbs"},
		"3":                           {Intent: mention.Areas},
		"two quotes on trees":         {Intent: mention.Thread, Area: "trees", Count: 2},
		"a thread about mint":         {Intent: mention.Thread, Area: "herbs", Topic: "mint"},
		"3 quotes":                    {Intent: mention.Thread, Count: 3},
		"in Latin":                    {Intent: mention.Original},
		"in Chinese":                  {Intent: mention.Help},
		"what does the almanac say?":  {Intent: mention.Quote},
		"courts":                      {Intent: mention.Help},
		"":                            {Intent: mention.Quote},
		"?":                           {Intent: mention.Help},
		"2014":                        {Intent: mention.Quote},
		"99999999999999999999 quotes": {Intent: mention.Thread},
		"-1":                          {Intent: mention.Quote, Area: "herbs"},
		"more":                        {Intent: mention.Quote},
		"stop":                        {Intent: mention.Stop},
	} {
		got := r.ReadText(text)
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(mention.Request{}, "Why", "Language")); diff != "" {
			t.Errorf("ReadText(%q), why %q (-want +got):\n%s", text, got.Why, diff)
		}
		if len(got.Why) == 0 {
			t.Errorf("ReadText(%q) gives no reasons", text)
		}
	}
}

func TestReadKnowsItself(t *testing.T) {
	t.Parallel()
	tom := `<a href="https://mastodon.example/@tom" class="u-url mention">@<span>tom</span></a>`
	link := func(href, text string) string {
		return fmt.Sprintf(`<p><a href="%s" class="u-url mention">@<span>%s</span></a> herbs</p>`, href, text)
	}
	herbs, none := mention.Quote, mention.None
	for _, c := range []struct {
		name   string
		status mention.Status
		want   mention.Intent
	}{
		{"profile", mention.Status{HTML: link("https://host/@bot", "bot")}, herbs},
		{"profile in other case", mention.Status{HTML: link("https://HOST/@Bot/", "BOT")}, herbs},
		{"actor", mention.Status{HTML: link("https://host/users/bot", "bot")}, herbs},
		{"namesake elsewhere", mention.Status{HTML: link("https://elsewhere.example/@bot", "bot")}, none},
		{"somebody else here", mention.Status{HTML: link("https://host/@botany", "bot")}, none},
		{"by the list", mention.Status{HTML: link("https://host/ap/actor/1", "bot"), Mentions: []mention.Account{{URL: "https://host/ap/actor/1", Acct: "bot"}}}, herbs},
		{"by the list with host", mention.Status{HTML: link("https://host/ap/actor/1", "bot"), Mentions: []mention.Account{{URL: "https://host/ap/actor/1", Acct: "Bot@host"}}}, herbs},
		{"by the list somebody else", mention.Status{HTML: link("https://host/ap/actor/2", "bot"), Mentions: []mention.Account{{URL: "https://host/ap/actor/2", Acct: "bot@elsewhere.example"}}}, none},
		{"as text", mention.Status{HTML: "<p>@bot herbs</p>"}, herbs},
		{"as text with host", mention.Status{HTML: "<p>@bot@host herbs</p>"}, herbs},
		{"as text somebody else", mention.Status{HTML: "<p>@bot@elsewhere.example herbs</p>"}, none},
		{"mail address", mention.Status{HTML: "<p>write to a@bot herbs</p>"}, none},
		{"not mentioned", mention.Status{HTML: "<p>herbs</p>"}, none},
		{"reply without mention", mention.Status{HTML: "<p>herbs</p>", ReplyTo: mention.ReplyToBot}, herbs},
		{"reply to others without mention", mention.Status{HTML: "<p>herbs</p>", ReplyTo: mention.ReplyToOther}, none},
		{"reply to the bot for somebody else", mention.Status{HTML: "<p>" + tom + " herbs</p>", ReplyTo: mention.ReplyToBot}, none},
		{"somebody else's words", mention.Status{HTML: `<blockquote><p>trees</p></blockquote>` + link("https://host/@bot", "bot")}, herbs},
		{"request in a quotation", mention.Status{HTML: `<blockquote>` + link("https://host/@bot", "bot") + `</blockquote><p>what is this</p>`}, none},
		{"after two others", mention.Status{HTML: "<p>" + tom + " " + tom + " @bot give me a quote about herbs</p>"}, herbs},
		{"quoted lines", mention.Status{HTML: "<p>&gt; trees<br>&gt; and more trees<br>@bot</p>"}, herbs},
		{"request in a quoted line", mention.Status{HTML: "<p>&gt; @bot herbs<br>what is this</p>"}, none},
		{"citation", mention.Status{HTML: "<p>@bot “all the trees of the forest” and herbs</p>"}, herbs},
		{"nothing but a link", mention.Status{HTML: `<p>@bot <a href="https://a.example/herbs">a.example/herbs</a></p>`}, none},
		{"words in a link", mention.Status{HTML: `<p>@bot <a href="https://a.example/herbs">https://a.example/herbs</a> trees</p>`}, herbs},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, self := range []mention.Self{
				{URL: "https://host/@bot", Acct: "bot"},
				{URL: "https://host/@bot", Acct: "bot@host"},
				{URL: "https://host/@bot"},
			} {
				got := mention.NewReader(garden(), self).Read(c.status)
				if got.Intent != c.want {
					t.Errorf("as %v: Read(%+v) = %s, want %s; why %q", self, c.status, got.Intent, c.want, got.Why)
				}
			}
		})
	}
}

func TestReadSaysWhy(t *testing.T) {
	t.Parallel()
	got := mention.NewReader(garden(), mention.Self{URL: "https://host/@bot"}).Read(mention.Status{HTML: "<p>@bot 3 quotes on orchards</p>"})
	want := []string{"begins with the bot's mention", `"3": so many`, `"orchards": area trees`}
	if diff := cmp.Diff(want, got.Why); diff != "" {
		t.Errorf("Why (-want +got):\n%s", diff)
	}
}

// Two readings of the same words are the same, whatever the order of maps.
func TestReadRepeats(t *testing.T) {
	t.Parallel()
	a, b := reader(t), reader(t)
	for _, c := range cases(t, "testdata/mentions.jsonl") {
		s := mention.Status{HTML: c.HTML, ReplyTo: mention.ReplyTo(c.ReplyTo)}
		if diff := cmp.Diff(a.Read(s), b.Read(s)); diff != "" {
			t.Errorf("%s: two readers differ:\n%s", c.ID, diff)
		}
	}
}

func FuzzRead(f *testing.F) {
	r := reader(f)
	for _, c := range []string{"<p>@bot courts</p>", "@bot 3 quotes on tax, not area II", "@bot 法院", "hey @bot can you help?"} {
		f.Add(c, "", "")
		f.Add(c, "bot", "slides")
	}
	intents := []mention.Intent{mention.Quote, mention.Topic, mention.Thread, mention.More, mention.Source, mention.Original, mention.Help, mention.Areas, mention.Thanks, mention.Stop, mention.Start, mention.Followup, mention.None, mention.Ambiguous}
	f.Fuzz(func(t *testing.T, html, reply, link string) {
		status := mention.Status{HTML: html, ReplyTo: mention.ReplyTo(reply), Links: []string{link, "recording"}}
		for _, got := range []mention.Request{r.Read(status), r.ReadText(html)} {
			if !slices.Contains(intents, got.Intent) {
				t.Errorf("Read(%q) has the intent %q", html, got.Intent)
			}
			if (got.Intent == mention.Ambiguous) != (len(got.Areas) > 1) || got.Count < 0 || got.Intent == mention.Topic && (got.Topic == "" || got.Area == "") {
				t.Errorf("Read(%q) = %+v", html, got)
			}
			if (got.Intent == mention.Followup) != (len(got.Links) > 0) || len(got.Why) == 0 {
				t.Errorf("Read(%q) under %q = %+v", html, status.Links, got)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	r := reader(b)
	s := mention.Status{HTML: `<p><span class="h-card" translate="no"><a href="https://host/@bot" class="u-url mention">@<span>bot</span></a></span> Hi there! Could I get three quotes about commercial integrity, please?</p>`}
	b.ReportAllocs()
	for b.Loop() {
		r.Read(s)
	}
}

func BenchmarkReadSlip(b *testing.B) {
	r := reader(b)
	b.ReportAllocs()
	for b.Loop() {
		r.ReadText("Hi there! Could I get a quote about the goverment, please?")
	}
}

func BenchmarkNewReader(b *testing.B) {
	c, err := quotes.Open("")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		mention.NewReader(c, mention.Self{URL: "https://host/@bot"})
	}
}
