package bot_test

import (
	"slices"
	"strings"
	"testing"

	"quotebot/bot"
	"quotebot/bot/sandbox"
)

// Each scope that a token lacks is found, and only that.
func TestExamineFindsTheScopeThatLacks(t *testing.T) {
	t.Parallel()
	var all []string
	for _, s := range bot.Scopes() {
		all = append(all, s.Name)
	}
	for _, flavour := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial, sandbox.Pleroma} {
		s := owned(t, flavour)
		for _, lacks := range append([]string{"nothing"}, all...) {
			if flavour != sandbox.Mastodon && lacks == "write:notifications" {
				continue // these servers have nothing that needs it
			}
			t.Run(flavour.String()+" without "+lacks, func(t *testing.T) {
				t.Parallel()
				granted := slices.DeleteFunc(slices.Clone(all), func(name string) bool { return name == lacks })
				settings := bot.DefaultSettings()
				// With profile, a token tells whose it is also without read:accounts.
				settings.Server, settings.AccessToken = s.URL(), tokenFor(t, s, append(granted, "profile"))
				settings.DatabaseURL = t.TempDir() + "/quotebot.db"
				seen := 0
				for f := range bot.Examine(t.Context(), settings, nil, false) {
					name, isScope := strings.CutPrefix(f.Check, "scope ")
					if !isScope {
						continue
					}
					seen++
					want := bot.Good
					if name == lacks {
						want = bot.Bad
					}
					if f.Verdict != want {
						t.Errorf("%s is %s (%s), want %s", f.Check, f.Verdict, f.Detail, want)
					}
				}
				if seen != len(all) {
					t.Errorf("%d scopes were looked at, want %d", seen, len(all))
				}
			})
		}
	}
}

// A doctor changes nothing on the server that is well or sick, unless it is told
// to.
func TestExamineChangesNothing(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		w.publish("alice", sandbox.NewStatus{Text: "@quotebot judicial"})
		before := w.server.Counts()
		for f := range bot.Examine(t.Context(), w.settings, nil, false) {
			if f.Verdict == bot.Unchecked || f.Detail == "" {
				t.Errorf("%s is %s (%q)", f.Check, f.Verdict, f.Detail)
			}
		}
		if n := len(w.server.Statuses("quotebot")) + len(w.posted); n != 0 {
			t.Errorf("%d statuses were posted", n)
		}
		for place, tally := range w.server.Counts() {
			if place == sandbox.Posts && tally != before[place] {
				t.Errorf("%s was asked: %+v", place, tally)
			}
		}
	})
}
