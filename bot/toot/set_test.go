package toot_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quotebot/bot/toot"
	"quotebot/quotes"
)

func outline() *quotes.Corpus {
	return &quotes.Corpus{
		Source: quotes.Source{
			Title:            quotes.Localized{"en": "The Outline", "zh": "纲要"},
			Language:         "en",
			OriginalLanguage: "zh",
			URLOriginal:      "https://example.org/original",
			URLTranslation:   "https://example.com/translation",
			Translator:       "Jane Doe, Example Press",
		},
		Areas: []quotes.Area{{ID: "gov", Number: 1, Name: quotes.Localized{"en": "Government"}}},
	}
}

func quoted() quotes.Quote {
	return quotes.Quote{ID: "gov-1-h1", Area: "gov", Section: "II.1.1", Text: "Perfect mechanisms...", Verbatim: true, Language: "en"}
}

func TestSet(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(*quotes.Corpus, *quotes.Quote, *toot.Setting)
		want   string
	}{
		{"quotation", func(*quotes.Corpus, *quotes.Quote, *toot.Setting) {},
			"“Perfect mechanisms...”\n\nThe Outline, II.1.1, Government\nTranslation: Jane Doe, Example Press\nhttps://example.com/translation"},
		{"answer with hashtags", func(_ *quotes.Corpus, _ *quotes.Quote, s *toot.Setting) {
			s.Prefix, s.Hashtags = "@alice ", []string{"bot", " #Quotes ", "", "#", "＃引用"}
		}, "@alice “Perfect mechanisms...”\n\nThe Outline, II.1.1, Government\nTranslation: Jane Doe, Example Press\nhttps://example.com/translation\n#bot #Quotes #引用"},
		{"own translation", func(_ *quotes.Corpus, q *quotes.Quote, _ *toot.Setting) { q.Verbatim = false },
			"Perfect mechanisms...\n\nThe Outline, II.1.1, Government\nOwn translation, abridged\nhttps://example.org/original"},
		{"no translator", func(c *quotes.Corpus, _ *quotes.Quote, _ *toot.Setting) { c.Source.Translator = "" },
			"“Perfect mechanisms...”\n\nThe Outline, II.1.1, Government\nhttps://example.com/translation"},
		{"original language", func(_ *quotes.Corpus, q *quotes.Quote, _ *toot.Setting) { q.Language, q.Text = "zh", "完善机制" },
			"“完善机制”\n\n纲要, II.1.1, Government\nhttps://example.org/original"},
		{"abridged in the original language", func(_ *quotes.Corpus, q *quotes.Quote, _ *toot.Setting) { q.Language, q.Verbatim = "zh", false },
			"Perfect mechanisms...\n\n纲要, II.1.1, Government\nAbridged\nhttps://example.org/original"},
		{"only the other link", func(c *quotes.Corpus, _ *quotes.Quote, _ *toot.Setting) { c.Source.URLTranslation = "" },
			"“Perfect mechanisms...”\n\nThe Outline, II.1.1, Government\nTranslation: Jane Doe, Example Press\nhttps://example.org/original"},
		{"own translation, only the other link", func(c *quotes.Corpus, q *quotes.Quote, _ *toot.Setting) {
			q.Verbatim, c.Source.URLOriginal = false, ""
		}, "Perfect mechanisms...\n\nThe Outline, II.1.1, Government\nOwn translation, abridged\nhttps://example.com/translation"},
		{"neither section nor link", func(c *quotes.Corpus, q *quotes.Quote, _ *toot.Setting) {
			q.Section, c.Source.URLOriginal, c.Source.URLTranslation = "", "", ""
		}, "“Perfect mechanisms...”\n\nThe Outline, Government\nTranslation: Jane Doe, Example Press"},
		{"nothing known", func(c *quotes.Corpus, q *quotes.Quote, _ *toot.Setting) {
			*c, q.Section, q.Area = quotes.Corpus{}, "", ""
		}, "“Perfect mechanisms...”"},
		{"signs in the words", func(_ *quotes.Corpus, q *quotes.Quote, s *toot.Setting) {
			s.Prefix, q.Text = "@alice ", "@bob wrote to @al@r.example about #tags, #1 and ＃引用"
		}, "@alice “@\u200bbob wrote to @\u200bal@\u200br.example about #\u200btags, #\u200b1 and ＃\u200b引用”\n\n" +
			"The Outline, II.1.1, Government\nTranslation: Jane Doe, Example Press\nhttps://example.com/translation"},
		{"signs that begin a name on some servers only", func(_ *quotes.Corpus, q *quotes.Quote, _ *toot.Setting) {
			q.Text = "al@r.example, q=@al, and/@al, _#tag, e\u0301#tag, )#tag, #🎉"
		}, "“al@\u200br.example, q=@\u200bal, and/@\u200bal, _#\u200btag, e\u0301#\u200btag, )#\u200btag, #\u200b🎉”\n\n" +
			"The Outline, II.1.1, Government\nTranslation: Jane Doe, Example Press\nhttps://example.com/translation"},
		{"signs that begin no name", func(_ *quotes.Corpus, q *quotes.Quote, _ *toot.Setting) {
			q.Text = "3 @ 5, # 1, C#, https://example.org/@al#top @"
		}, "“3 @ 5, # 1, C#, https://example.org/@al#top @”\n\n" +
			"The Outline, II.1.1, Government\nTranslation: Jane Doe, Example Press\nhttps://example.com/translation"},
		{"what is cleaned", func(_ *quotes.Corpus, q *quotes.Quote, _ *toot.Setting) {
			q.Text = " one\r\ntwo\x00 \xff\ttwo\n"
		}, "“one\ntwo \ufffd\ttwo”\n\nThe Outline, II.1.1, Government\nTranslation: Jane Doe, Example Press\nhttps://example.com/translation"},
		{"signs in the translator", func(c *quotes.Corpus, _ *quotes.Quote, _ *toot.Setting) { c.Source.Translator = "@jane, #Press" },
			"“Perfect mechanisms...”\n\nThe Outline, II.1.1, Government\nTranslation: @\u200bjane, #\u200bPress\nhttps://example.com/translation"},
		{"signs in the title", func(c *quotes.Corpus, _ *quotes.Quote, _ *toot.Setting) { c.Source.Title["en"] = "#Outline" },
			"“Perfect mechanisms...”\n\n#\u200bOutline, II.1.1, Government\nTranslation: Jane Doe, Example Press\nhttps://example.com/translation"},
	}
	for _, tt := range tests {
		c, q, s := outline(), quoted(), toot.Setting{Limits: toot.Limits{Flavour: toot.Mastodon}}
		tt.change(c, &q, &s)
		got, err := toot.Set(c, q, s)
		if err != nil {
			t.Errorf("%s: Set: %v", tt.name, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: Set (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestSetQuotationMarks(t *testing.T) {
	t.Parallel()
	for language, want := range map[string]string{
		"en": "“Mind the ‘gap’”", "zh": "“Mind the ‘gap’”", "": "“Mind the ‘gap’”", "de": "„Mind the ‘gap’“", "es": "«Mind the ‘gap’»",
		"fr": "«\u202fMind the ‘gap’\u202f»", "ja": "「Mind the ‘gap’」", "pl": "„Mind the ‘gap’”", "ru": "«Mind the ‘gap’»",
		"sv": "”Mind the ‘gap’”", "hu": "„Mind the ‘gap’”", "nb": "«Mind the ‘gap’»", "cs": "„Mind the ‘gap’“",
	} {
		q := quotes.Quote{Text: "Mind the ‘gap’", Verbatim: true, Language: language}
		if got, err := toot.Set(&quotes.Corpus{}, q, toot.Setting{}); got != want || err != nil {
			t.Errorf("Set in %q = %q, %v, want %q", language, got, err, want)
		}
	}
}

// Marks alternate without a change to the words.
func TestSetNestedQuotationMarks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ language, text, want string }{
		{"en", "He said “no” [twice]...", "‘He said “no” [twice]...’"},
		{"en", "He said ‘no’", "“He said ‘no’”"},
		{"en", "the civil servants’ files", "“the civil servants’ files”"},
		{"en", "both “one” and ‘two’", "“both “one” and ‘two’”"},
		{"de", "Er sagte „nein“", "‚Er sagte „nein“‘"},
		{"fr", "Il dit « non »", "“Il dit « non »”"},
		{"ja", "「はい」と言った", "『「はい」と言った』"},
		{"fr", "Il dit “non”", "«\u202fIl dit “non”\u202f»"},
		{"es", "Dijo «no»", "“Dijo «no»”"},
		{"pl", "Powiedział „nie”", "«Powiedział „nie”»"},
		{"ru", "Он сказал «нет»", "„Он сказал «нет»“"},
		{"en", `He said "no"`, `‘He said "no"’`},
		{"zh", "他说“不”……", "‘他说“不”……’"},
	} {
		q := quotes.Quote{Text: c.text, Verbatim: true, Language: c.language}
		if got, err := toot.Set(&quotes.Corpus{}, q, toot.Setting{}); got != c.want || err != nil {
			t.Errorf("Set(%q) = %q, %v, want %q", c.text, got, err, c.want)
		}
	}
}

func TestTemplate(t *testing.T) {
	t.Parallel()
	own, err := toot.ParseTemplate("{{.Citation}}:\n\n{{.Words}}{{with .Link}} ({{.}}){{end}}\n")
	if err != nil {
		t.Fatal(err)
	}
	s := toot.Setting{Template: own, Prefix: "@alice "}
	want := "@alice The Outline, II.1.1, Government:\n\n“Perfect mechanisms...” (https://example.com/translation)"
	if got, err := toot.Set(outline(), quoted(), s); got != want || err != nil {
		t.Errorf("Set with a template = %q, %v, want %q", got, err, want)
	}
	for text, want := range map[string]string{
		"":                                    "must set",
		"{{.Words}}":                          "must set",
		"{{.Citation}} {{.Words | len}}":      "must set",
		"{{.Words}} {{.Words}} {{.Citation}}": "must set",
		"{{.Words}} {{if .Link}}{{.Citation}}{{end}}": "must set",
		"{{.Wrods}} {{.Citation}}":                    "Wrods",
		"{{.Words":                                    "unclosed action",
	} {
		if _, err := toot.ParseTemplate(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseTemplate(%q) = %v, want an error with %q", text, err, want)
		}
	}
}

// forms are the forms of one quote from the longest to the tightest.
func forms() []string {
	const words = "“Perfect mechanisms...”\n\nThe Outline, II.1.1, Government"
	return []string{
		words + "\nTranslation: Jane Doe, Example Press\nhttps://example.com/translation\n#bot",
		words + "\nTranslation: Jane Doe, Example Press\nhttps://example.com/translation",
		words + "\ntr. Jane Doe\nhttps://example.com/translation",
		words + "\ntr. Jane Doe",
	}
}

func TestSetTight(t *testing.T) {
	t.Parallel()
	forms := forms()
	const cw = "politics"
	length := func(text string) int { return toot.Length(text, cw, toot.Limits{Flavour: toot.GoToSocial}) }
	for limit := length(forms[0]) + 1; limit > 0; limit-- {
		s := toot.Setting{CW: cw, Hashtags: []string{"bot"}, Limits: toot.Limits{Flavour: toot.GoToSocial, MaxChars: limit}}
		got, err := toot.Set(outline(), quoted(), s)
		fits := slices.IndexFunc(forms, func(form string) bool { return length(form) <= limit })
		if fits >= 0 {
			if got != forms[fits] || err != nil {
				t.Errorf("Set in %d characters = %q, %v, want %q", limit, got, err, forms[fits])
			}
			continue
		}
		var tooLong *toot.TooLongError
		if want := (&toot.TooLongError{ID: "gov-1-h1", Length: length(forms[3]), Max: limit}); got != "" || !errors.As(err, &tooLong) || *tooLong != *want {
			t.Errorf("Set in %d characters = %q, %v, want %v", limit, got, err, want)
		}
	}
}

func TestSetOwnTranslationTight(t *testing.T) {
	t.Parallel()
	q := quoted()
	q.Verbatim = false
	got, err := toot.Set(outline(), q, toot.Setting{Limits: toot.Limits{Flavour: toot.GoToSocial, MaxChars: 70}})
	if want := "Perfect mechanisms...\n\nThe Outline, II.1.1, Government\nown, abridged"; got != want || err != nil {
		t.Errorf("Set = %q, %v, want %q", got, err, want)
	}
}

func TestTooLongErrorNamesTheQuote(t *testing.T) {
	t.Parallel()
	_, err := toot.Set(outline(), quoted(), toot.Setting{Limits: toot.Limits{Flavour: toot.Mastodon, MaxChars: 10}})
	if want := `quote "gov-1-h1" has 69 characters at the tightest, the server takes 10`; err == nil || err.Error() != want {
		t.Errorf("Set in 10 characters: %v, want %s", err, want)
	}
}

// name is what a server may take for a mention or a hashtag, apart from links.
var name = regexp.MustCompile(`[@#＃][\pL\pM\pN_]`)

func TestSetCallsNobody(t *testing.T) {
	t.Parallel()
	pieces := slices.Concat(asciiPieces, otherPieces, []string{"@alice", "#tag", "＃标签", "e\u0301@", "_#", ")@"})
	pieces = slices.DeleteFunc(pieces, func(piece string) bool { return strings.ContainsAny(piece, ":") })
	rapid.Check(t, func(t *rapid.T) {
		q := quoted()
		q.Text = sample(t, "text", pieces)
		got, err := toot.Set(outline(), q, toot.Setting{Limits: toot.Limits{MaxChars: 10_000}})
		if called := name.FindString(got); called != "" || err != nil {
			t.Fatalf("Set(%q) = %q, %v: it may call %q", q.Text, got, err, called)
		}
	})
}

// Whatever is set fits, and its words are the quote's but for zero-width spaces.
func TestSetKeepsTheWords(t *testing.T) {
	t.Parallel()
	pieces := slices.Concat(asciiPieces, otherPieces)
	rapid.Check(t, func(t *rapid.T) {
		q := quoted()
		q.Text, q.Verbatim = sample(t, "text", pieces), rapid.Bool().Draw(t, "verbatim")
		s := toot.Setting{Limits: toot.Limits{Flavour: toot.Mastodon, MaxChars: rapid.IntRange(1, 600).Draw(t, "limit")}}
		got, err := toot.Set(outline(), q, s)
		if err != nil {
			return
		}
		if n := toot.Length(got, "", s.Limits); n > s.Limits.MaxChars {
			t.Fatalf("Set(%q) in %d characters is %d long: %q", q.Text, s.Limits.MaxChars, n, got)
		}
		plain := func(s string) string { return strings.ReplaceAll(solid(s), "\u200b", "") }
		if !strings.Contains(plain(got), plain(cleaned(q.Text))) {
			t.Fatalf("Set(%q) = %q, which has other words", q.Text, got)
		}
	})
}
