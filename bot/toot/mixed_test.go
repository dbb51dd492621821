package toot_test

import (
	"os"
	"strings"
	"testing"

	"quotebot/bot/sandbox"
	"quotebot/bot/toot"
)

// mixed are short texts as people write them: many scripts, emoji, links and
// mentions. deploy/bench-length counts the same ones in another way.
func mixed(tb testing.TB) []string {
	tb.Helper()
	data, err := os.ReadFile("testdata/mixed.txt")
	if err != nil {
		tb.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

func TestLengthOfMixedTexts(t *testing.T) {
	t.Parallel()
	for _, text := range mixed(t) {
		got := toot.Length(text, "", toot.Limits{Flavour: toot.Mastodon})
		if want := sandbox.Count(text, "", sandbox.Mastodon); got != want {
			t.Errorf("Length(%q) = %d, the server counts %d", text, got, want)
		}
	}
}

// BenchmarkLengthMixed counts each of the mixed texts once an operation.
func BenchmarkLengthMixed(b *testing.B) {
	texts := mixed(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			toot.Length(text, "", toot.Limits{Flavour: toot.Mastodon})
		}
	}
}
