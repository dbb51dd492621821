package sandbox

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// What labelReader leaves out must not change what is found.
func TestLabelReaderLeavesNothingOut(t *testing.T) {
	t.Parallel()
	pieces := []string{"a", "é", "政", ".", "..", "-", "_", ":", "/", " ", "\n", "@", "#", "h", "http://", "https://", ".com", ".中国", "e.org", "\\", "(", ")", "?q=1", "xn--a"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 20).Draw(t, "pieces"), "")
		type match struct{ pos, start, scheme, end int }
		var quick, slow []match
		labels := labelReader{text: text}
		for pos := range text {
			if start, scheme, end, ok := matchURL(text, pos, &labels); ok {
				quick = append(quick, match{pos, start, scheme, end})
			}
			if start, scheme, end, ok := matchURL(text, pos, &labelReader{text: text}); ok {
				slow = append(slow, match{pos, start, scheme, end})
			}
		}
		if diff := cmp.Diff(slow, quick, cmp.AllowUnexported(match{})); diff != "" {
			t.Fatalf("in %q: %s", text, diff)
		}
	})
}

// The samples are from RFC 3492, section 7.1.
func TestPunycode(t *testing.T) {
	t.Parallel()
	for label, want := range map[string]string{
		"他们为什么不说中文":                    "ihqwcrb4cv8a8dqg056pqjye",
		"他們爲什麽不說中文":                    "ihqwctvzc91f659drss3x8bo0yb",
		"Pročprostěnemluvíčesky":       "Proprostnemluvesky-uyb24dma41a",
		"почемужеонинеговорятпорусски": "b1abfaaepdrnnbgefbadotcwatmq2g4l",
		"3年B組金八先生":                     "3B-ww4c5e180e575a65lsy2b",
		"müller":                       "mller-kva",
	} {
		if got := punycode([]rune(label)); got != want {
			t.Errorf("punycode(%q) = %q, want %q", label, got, want)
		}
	}
}
