package toot_test

import (
	"slices"
	"testing"

	"quotebot/bot/toot"
)

func TestParseFlavour(t *testing.T) {
	t.Parallel()
	for _, want := range []toot.Flavour{toot.Mastodon, toot.GoToSocial, toot.Pleroma, toot.Unknown} {
		if got, err := toot.ParseFlavour(string(want)); got != want || err != nil {
			t.Errorf("ParseFlavour(%q) = %q, %v", want, got, err)
		}
	}
	for _, name := range []string{"", "Mastodon", "friendica"} {
		if got, err := toot.ParseFlavour(name); err == nil {
			t.Errorf("ParseFlavour(%q) = %q, want an error", name, got)
		}
	}
}

func TestParseVisibility(t *testing.T) {
	t.Parallel()
	for _, want := range []toot.Visibility{toot.Public, toot.Unlisted, toot.Private, toot.Direct} {
		if got, err := toot.ParseVisibility(string(want)); got != want || err != nil {
			t.Errorf("ParseVisibility(%q) = %q, %v", want, got, err)
		}
	}
	for _, name := range []string{"", "Public", "followers"} {
		if got, err := toot.ParseVisibility(name); err == nil {
			t.Errorf("ParseVisibility(%q) = %q, want an error", name, got)
		}
	}
}

func TestNarrower(t *testing.T) {
	t.Parallel()
	order := []toot.Visibility{toot.Public, toot.Unlisted, toot.Private, toot.Direct, "of a newer server"}
	for i, v := range order {
		for j, w := range order {
			if got, want := v.Narrower(w), order[max(i, j)]; got != want {
				t.Errorf("%q.Narrower(%q) = %q, want %q", v, w, got, want)
			}
		}
	}
}

func TestMax(t *testing.T) {
	t.Parallel()
	for chars, want := range map[int]int{-1: 500, 0: 500, 1: 1, 5000: 5000} {
		if got := (toot.Limits{MaxChars: chars}).Max(); got != want {
			t.Errorf("Limits{MaxChars: %d}.Max() = %d, want %d", chars, got, want)
		}
	}
}

// What a server does not tell, or tells wrongly, is what every server takes.
func TestLimitsOfAServerThatTellsNothing(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, -1} {
		l := toot.Limits{MaxChars: n, Media: n, Description: n, PollOptions: n, PollOptionSize: n}
		options, size := l.MaxPoll()
		got := []int{l.Max(), l.MaxMedia(), l.MaxDescription(), options, size}
		if want := []int{500, 4, 1500, 4, 50}; !slices.Equal(got, want) {
			t.Errorf("limits told as %d are %v, want %v", n, got, want)
		}
	}
	l := toot.Limits{MaxChars: 5000, Media: 6, Description: 10000, PollOptions: 6, PollOptionSize: 100}
	options, size := l.MaxPoll()
	if got, want := []int{l.Max(), l.MaxMedia(), l.MaxDescription(), options, size}, []int{5000, 6, 10000, 6, 100}; !slices.Equal(got, want) {
		t.Errorf("limits that are told are %v, want %v", got, want)
	}
}
