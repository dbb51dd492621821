package mention

import "testing"

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
