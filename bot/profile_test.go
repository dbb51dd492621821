package bot_test

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"quotebot/bot"
	"quotebot/bot/sandbox"
	"quotebot/bot/store"
	"quotebot/bot/toot"
	"quotebot/quotes"
)

// stamp is some moment.
var stamp = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

func (w *world) profiles() bot.Profiles {
	w.t.Helper()
	p, err := bot.ReadProfiles(w.t.Context(), w.config(), "", stamp)
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// A profile says how often there is a post, in the unit of which there is a whole
// number.
func TestProfileSaysHowOften(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	for schedule, want := range map[string]string{
		"0 9 * * *":                   "1 a day",
		"0 9,18 * * *":                "2 a day",
		"@hourly":                     "24 a day",
		"@every 1m":                   "1440 a day",
		"0 9 * * 1-5":                 "5 a week",
		"@every 7h":                   "24 a week",
		"0 9 1,15 * *":                "2 a month",
		"0 9 1 1 *":                   "1 a year",
		"judicial@0 9 * * 1; @weekly": "2 a week",
	} {
		w.settings.Schedule = schedule
		if got := w.profiles().Wanted.Fields[0].Value; got != want+", and answers" {
			t.Errorf("%q: %q, want %q", schedule, got, want)
		}
	}
}

// quoted are the words that people are told to write.
var quoted = regexp.MustCompile(`[“„«]\s*[^“”„«»]+\s*[”“»]`)

// In each language that the bot speaks, a profile fits every server, and so do the
// parts of the introduction. Both name the same words to write.
func TestProfileInEveryLanguage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	w.settings.Owner = "@owner@far.example"
	first := make(map[string]string)
	for _, language := range []string{"en", "de", "fr", "es", "zh"} {
		w.settings.Language = language
		p := w.profiles().Wanted
		if n := utf8.RuneCountInString(p.Note); n > 500 {
			t.Errorf("%s: the text has %d characters: %s", language, n, p.Note)
		}
		if len(p.Fields) != 4 || p.Fields[2].Value != "@owner@far.example" || !p.Bot || utf8.RuneCountInString(p.DisplayName) > 30 {
			t.Errorf("%s: profile %+v", language, p)
		}
		if other, taken := first[p.Fields[0].Name]; taken {
			t.Errorf("%s has the words of %s", language, other)
		}
		first[p.Fields[0].Name] = language
		said := w.introduction(toot.Limits{Flavour: toot.Mastodon, MaxChars: 500}, language)
		for _, limits := range []toot.Limits{{Flavour: toot.GoToSocial, MaxChars: 5000}, {Flavour: toot.Unknown, MaxChars: 300}} {
			w.introduction(limits, language)
		}
		words := quoted.FindAllString(plain(p.Fields[1].Value), -1)
		if len(words) != 3 {
			t.Errorf("%s: people are told to write %q, want more, source and stop", language, words)
		}
		for _, word := range append(words, quoted.FindAllString(plain(p.Note), -1)...) {
			if !strings.Contains(plain(said), word) {
				t.Errorf("%s: the profile tells people to write %s, and the introduction does not: %s", language, word, said)
			}
		}
	}
}

// plain is a text with blanks that may be broken.
func plain(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

// introduction is the text of its parts, each of which must fit.
func (w *world) introduction(limits toot.Limits, language string) string {
	w.t.Helper()
	thread, err := bot.Introduction(w.config(), limits, stamp)
	if err != nil {
		w.t.Fatalf("%s: Introduction: %v", language, err)
	}
	all := ""
	for _, d := range thread {
		if n := toot.Length(d.Text, "", limits); n > limits.Max() || d.Visibility != toot.Unlisted || d.Language != language {
			w.t.Errorf("%s: a part has %d of %d characters, is %s and %s", language, n, limits.Max(), d.Visibility, d.Language)
		}
		all += d.Text + "\n"
	}
	return all
}

// A title, short or long, becomes a display name that every server takes.
func TestProfileName(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	for title, want := range map[string]string{
		"Poems":                                "Poems",
		"The Sea, the Sky and the Birds":       "The Sea, the Sky and the Birds",
		"A Plan for the Use of All that Grows": "A Plan…",
		strings.Repeat("x", 40):                strings.Repeat("x", 29) + "…",
	} {
		c := w.config()
		c.Corpus = &quotes.Corpus{Source: quotes.Source{Title: quotes.Localized{"en": title}, Language: "en"}}
		p, err := bot.ReadProfiles(t.Context(), c, "", stamp)
		if err != nil || p.Wanted.DisplayName != want {
			t.Errorf("%q: display name %q, %v; want %q", title, p.Wanted.DisplayName, err, want)
		}
	}
}

// Nobody is mentioned and no hashtag is joined by what a corpus is called.
func TestIntroductionReachesNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	c := w.config()
	c.Corpus = &quotes.Corpus{Source: quotes.Source{Title: quotes.Localized{"en": "A #book by @alice"}, Language: "en"}}
	thread, err := bot.Introduction(c, toot.Limits{Flavour: toot.Mastodon, MaxChars: 500}, stamp)
	if err != nil || len(thread) != 1 || strings.Contains(thread[0].Text, "@alice") || strings.Contains(thread[0].Text, "#book") {
		t.Errorf("Introduction = %v, %v", thread, err)
	}
}

// Two who introduce the bot at once post one introduction, beside a running bot
// and without one.
func TestIntroduceOnce(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		first, second := w.open(), w.open()
		defer first.Close()
		defer second.Close()
		type result struct {
			deed store.Deed
			err  error
		}
		got := make(chan result, 2)
		for _, b := range []*bot.Bot{first, second} {
			go func() {
				deed, err := b.Introduce(t.Context())
				got <- result{deed, err}
			}()
		}
		a, b := <-got, <-got
		if a.err != nil && b.err != nil || a.deed.StatusID != b.deed.StatusID && a.err == nil && b.err == nil {
			t.Errorf("Introduce, twice at once: %+v", []result{a, b})
		}
		stop := w.run()
		deed, err := second.Introduce(t.Context())
		if err != nil || deed.Key != "intro/1" || deed.StatusID == "" {
			t.Errorf("Introduce beside a running bot = %+v, %v", deed, err)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
		starts := 0
		for _, s := range w.server.Statuses("quotebot") {
			if s.InReplyToID == "" {
				starts++
			}
		}
		if starts != 1 {
			t.Errorf("%d introductions, want 1", starts)
		}
	})
}
