package toot

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

// Two characters that are alone never form one cluster, by both packages that
// know the rules. Each is tried beside a letter, itself, and the one before it.
func TestAlone(t *testing.T) {
	t.Parallel()
	last, tried := 'a', 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) || !alone(r) {
			continue
		}
		tried++
		for _, pair := range []string{"a" + string(r), string(r) + "a", string(r) + string(r), string(last) + string(r), string(r) + "가", "ア" + string(r)} {
			if n := clusters(pair); n != 2 {
				t.Errorf("%q (%U) is %d clusters, want 2", pair, r, n)
			}
			if n := uniseg.GraphemeClusterCount(pair); n != 2 {
				t.Errorf("%q (%U) is %d clusters for uniseg, want 2", pair, r, n)
			}
		}
		last = r
	}
	if tried < 100_000 {
		t.Errorf("only %d characters are alone", tried)
	}
}

// A mark that joins does so by both packages, and a letter behind it is apart.
func TestJoins(t *testing.T) {
	t.Parallel()
	tried := 0
	for r := rune(0); r <= 0xffff; r++ {
		if !utf8.ValidRune(r) || !joins(r) {
			continue
		}
		tried++
		for text, want := range map[string]int{"a" + string(r): 1, "中" + string(r) + "a": 2, "क" + string(r) + string(r): 1, "\n" + string(r): 2} {
			if n := clusters(text); n != want {
				t.Errorf("%q (%U) is %d clusters, want %d", text, r, n, want)
			}
			if n := uniseg.GraphemeClusterCount(text); n != want {
				t.Errorf("%q (%U) is %d clusters for uniseg, want %d", text, r, n, want)
			}
		}
	}
	if tried < 150 {
		t.Errorf("only %d characters join", tried)
	}
}

func TestGraphemeCountTakesNoShortCut(t *testing.T) {
	t.Parallel()
	nasty := rapid.SampledFrom([]rune("aé \r\n\t\x7f\u0085中กัำ1\ufe0f\u20e3\u200c。가각\u0301\u200d\ufe0f👩🚀🇩🇪नक्षि़കാക്ക\u0600\u06ddب\u08e2©\u00ad\u200b@\u1160ßщא\ufffd"))
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(nasty).Draw(t, "s"))
		if cut := rapid.IntRange(0, len(s)).Draw(t, "cut"); rapid.Bool().Draw(t, "broken") {
			s = s[cut:]
		}
		want := 0
		for g := graphemes.FromString(s); g.Next(); {
			want += 1 + conjuncts(g.Value())
		}
		if got := graphemeCount(s); got != want {
			t.Fatalf("graphemeCount(%q) = %d, by the rules alone %d", s, got, want)
		}
	})
}
