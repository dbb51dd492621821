package quotes_test

import (
	"testing"

	"quotebot/quotes"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                     "",
		"plain 1":              "plain 1",
		"Müller Straße":        "muller strasse",
		"E\u0301lan Œuvre Æon": "elan oeuvre aeon",
		"ＡＢＣ１２３":               "abc123",
		"③ Ⅳ":                  "3 iv",
		"ju\u200bdi\u2066cial": "judicial",
		"法院與銀行，醫療遊覽":           "法院与银行,医疗游览",
		"what’s":               "what's",
		"non‑stop":             "non-stop",
		"\x00\xff":             "\ufffd",
	} {
		if got := quotes.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// Forms of one word have one stem.
func TestStem(t *testing.T) {
	t.Parallel()
	for language, families := range map[string][][]string{
		"en": {{"court", "courts", "Courts'", "court’s"}, {"pricing", "priced", "prices"}},
		"de": {{"Gericht", "Gerichte", "Gerichten", "Gerichts"}, {"Gefängnis", "Gefängnisse"}},
		"fr": {{"hôpital", "hôpital"}, {"policier", "policière"}},
		"es": {{"cárcel", "cárceles"}, {"abogado", "abogada"}},
		"zh": {{"醫院", "医院"}},
	} {
		for _, words := range families {
			for _, w := range words {
				if got, want := quotes.Stem(w, language), quotes.Stem(words[0], language); got != want {
					t.Errorf("Stem(%q, %q) = %q, but %q of %q", w, language, got, want, words[0])
				}
			}
		}
	}
	long := make([]byte, 1<<16)
	for i := range long {
		long[i] = "es"[i%2]
	}
	if got := quotes.Stem(string(long), "en"); got != string(long) {
		t.Errorf("Stem of a word of %d bytes has %d", len(long), len(got))
	}
}
