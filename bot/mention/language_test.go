package mention

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// A phrase with two senses in one language would silently keep the first.
func TestPhrasesHaveOneSense(t *testing.T) {
	t.Parallel()
	for i, l := range languages() {
		senses := make(map[string]sense)
		phrases := make(map[string]string)
		for s := unknown + 1; s <= turn; s++ {
			for _, p := range list(l.phrases[s]) {
				k := key(wordsOf(p), word.literal)
				if k == "" {
					t.Errorf("language %d: phrase %q of sense %d has no words", i, p, s)
				}
				if known, ok := senses[k]; ok && known != s {
					t.Errorf("language %d: %q has sense %d, and %q sense %d", i, phrases[k], known, p, s)
				}
				senses[k], phrases[k] = s, p
			}
		}
	}
}

func TestSlipAt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"courts", "courts", -1},
		{"curts", "courts", 1},
		{"couurts", "courts", 3},
		{"coarts", "courts", 2},
		{"cuorts", "courts", 1},
		{"court", "courts", 5},
		{"corts", "kourts", -1},
		{"count", "courts", -1},
		{"", "", -1},
		{"a", "", 0},
	} {
		if got := slipAt(c.a, c.b); got != c.want {
			t.Errorf("slipAt(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestExpand(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string][]string{
		"more":                     {"more"},
		"{show|send} me":           {"show me", "send me"},
		"{a|} {b|c}":               {"a b", " b", "a c", " c"},
		"one, {two|three},\n four": {"one", "two", "three", "four"},
		"":                         nil,
	} {
		got := list(pattern)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("list(%q) = %q, want %q", pattern, got, want)
		}
	}
}

// A brace that is missing would leave its sign in a phrase that nobody writes.
func TestPatternsAreWhole(t *testing.T) {
	t.Parallel()
	for _, l := range languages() {
		all := []string{l.particles, l.states, l.third, l.objects, l.times, l.these, l.cardinals, l.ordinals, l.last, l.originals}
		all = slices.AppendSeq(all, maps.Values(l.phrases))
		all = slices.AppendSeq(all, maps.Values(l.links))
		for _, patterns := range all {
			for _, p := range list(patterns) {
				if strings.ContainsAny(p, "{}|") {
					t.Errorf("%s: phrase %q has a sign of a pattern left", l.code, p)
				}
			}
		}
	}
}
