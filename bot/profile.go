package bot

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"quotebot/bot/fedi"
	"quotebot/quotes"
)

// What a profile may hold on every server, in characters (Mastodon:
// app/models/account.rb; others take more).
const (
	maxDisplayName = 30
	maxBio         = 500
	maxFieldText   = 255
)

func (r *reading) owner(s Settings) {
	if utf8.RuneCountInString(s.Owner) > maxFieldText || strings.ContainsFunc(s.Owner, unicode.IsControl) {
		r.report("OWNER", "is more than a line of %d characters: name an account or an address", maxFieldText)
	}
	r.config.Owner = s.Owner
}

// Profiles are what the account's profile says, and what it should say.
type Profiles struct {
	Handle  string // @quotebot@mastodon.example
	Present fedi.Profile
	Wanted  fedi.Profile
}

// ReadProfiles reads the account's profile from the server, and composes the one
// that fits the corpus and the configuration. name is the display name, "" for
// the one that the account has, or the document's title where it has none of its
// own.
func ReadProfiles(ctx context.Context, c Config, name string, now time.Time) (p Profiles, err error) {
	server, err := fedi.New(c.Server, c.Token, UserAgent)
	if err != nil {
		return p, err
	}
	instance, err := server.Instance(ctx)
	if err != nil {
		return p, explain(err)
	}
	self, err := server.Self(ctx)
	if err != nil {
		return p, explain(err)
	}
	if p.Present, err = server.Profile(ctx); err != nil {
		return p, explain(err)
	}
	p.Handle = "@" + self.Acct + "@" + instance.Domain
	p.Wanted = profileOf(c, now)
	switch {
	case name != "":
		p.Wanted.DisplayName = name
	case p.Present.DisplayName != "" && p.Present.DisplayName != self.Acct:
		p.Wanted.DisplayName = p.Present.DisplayName
	}
	return p, nil
}

// SetProfile gives the account a profile, and returns what the server made of it.
func SetProfile(ctx context.Context, c Config, p fedi.Profile) (fedi.Profile, error) {
	server, err := fedi.New(c.Server, c.Token, UserAgent)
	if err != nil {
		return fedi.Profile{}, err
	}
	set, err := server.UpdateProfile(ctx, p)
	if err != nil {
		return fedi.Profile{}, explain(err)
	}
	return set, nil
}

// profileOf is what a profile should say of the bot: what it does, how often, how
// to ask and how to make it stop, whose it is, and where the words come from.
func profileOf(c Config, now time.Time) fedi.Profile {
	language := profileLanguage(c)
	w, own := profileWordsIn(language), ownWords[language]
	p := fedi.Profile{DisplayName: shortTitle(titleOf(c.Corpus, language)), Note: bio(c, own, w, language), Bot: true}
	add := func(name, value string) {
		if value != "" && utf8.RuneCountInString(value) <= maxFieldText {
			p.Fields = append(p.Fields, fedi.Field{Name: name, Value: value})
		}
	}
	add(w.posts, fmt.Sprintf(w.often, w.rate(perDay(c.Schedule, now))))
	add(w.ask, w.how)
	add(w.owner, c.Owner)
	add(w.source, sourceLink(c.Corpus.Source))
	return p
}

// profileLanguage is the language of posts, where the bot has words in it.
func profileLanguage(c Config) string {
	for _, language := range []string{c.Language, c.Corpus.Source.Language} {
		if _, ok := ownWords[language]; ok {
			return language
		}
	}
	return usualLanguage
}

func titleOf(c *quotes.Corpus, language string) string {
	return c.Source.Title.In(language, c.Source.Language)
}

func sourceLink(s quotes.Source) string {
	if s.URLTranslation != "" {
		return s.URLTranslation
	}
	return s.URLOriginal
}

// bio is the longest text about the bot that a profile takes.
func bio(c Config, own words, w profileWords, language string) string {
	help := Voice{Corpus: c.Corpus}.helpText(own, language)
	best := ""
	for _, text := range []string{help[0], help[1] + "\n\n" + w.stop, help[len(help)-1]} {
		if best == "" && utf8.RuneCountInString(text) <= maxBio {
			best = text
		}
	}
	return best
}

// shortTitle is a title as a display name: whole words of it, and at the end no
// short ones, which lean on what follows.
func shortTitle(title string) string {
	if utf8.RuneCountInString(title) <= maxDisplayName {
		return title
	}
	words := strings.Fields(title)
	for len(words) > 1 && (utf8.RuneCountInString(strings.Join(words, " ")) >= maxDisplayName || utf8.RuneCountInString(words[len(words)-1]) < 4) {
		words = words[:len(words)-1]
	}
	short := []rune(strings.Join(words, " "))
	return string(short[:min(len(short), maxDisplayName-1)]) + "…"
}

// Bounds of the look at a schedule: a year, or as many slots as tell enough.
const (
	rateDays  = 365
	rateSlots = 5000
)

// perDay is how many slots a schedule has on the average day of a year.
func perDay(s Schedule, now time.Time) float64 {
	from := time.Date(now.Year(), 1, 1, 0, 0, 0, 0, s.Zone).Add(-time.Nanosecond)
	sum := 0.0
	for _, area := range s.Areas() {
		n, last := 0, from
		for slot := range s.Between(area, from, from.AddDate(0, 0, rateDays)) {
			if n, last = n+1, slot.At; n == rateSlots {
				break
			}
		}
		days := float64(rateDays)
		if n == rateSlots {
			days = last.Sub(from).Hours() / 24
		}
		sum += float64(n) / days
	}
	return sum
}

// rate says how often that is, in the unit of which there is a whole number.
func (w profileWords) rate(perDay float64) string {
	units := []struct {
		days    float64
		pattern string
	}{{1, w.perDay}, {7, w.perWeek}, {30.4, w.perMonth}, {rateDays, w.perYear}}
	for _, u := range units {
		if n := math.Round(perDay * u.days); n >= 1 && math.Abs(perDay*u.days-n) < 0.05*n {
			return fmt.Sprintf(u.pattern, int(n))
		}
	}
	last := units[len(units)-1]
	return fmt.Sprintf(last.pattern, int(max(1, math.Round(perDay*last.days))))
}
