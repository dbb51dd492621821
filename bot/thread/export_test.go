package thread_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quotebot/bot/thread"
	"quotebot/bot/toot"
)

// Each case of an archive is the texts of a published thread with lines of equals
// signs between them (name.md), and the file it is exported to (name.out).
func TestExportArchives(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/export/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for _, file := range files {
		cases += testArchive(t, file, func(in, _ string) string {
			var live []thread.Part
			for text := range strings.SplitSeq(strings.TrimSuffix(in, "\n"), "\n=====\n") {
				live = append(live, thread.Part{Draft: toot.Draft{Text: text, Language: "en", Visibility: toot.Unlisted}})
			}
			return string(thread.Export(live))
		})
	}
	if cases < 5 {
		t.Errorf("only %d cases were found", cases)
	}
}

func TestExportExceptions(t *testing.T) {
	t.Parallel()
	live := []thread.Part{
		{Draft: toot.Draft{Text: "One 1/3", CW: "a: b", Language: "en", Visibility: toot.Public}},
		{Draft: toot.Draft{Text: "Two 2/3", Language: "de", Visibility: toot.Unlisted},
			Media: []thread.Image{{Path: "a (1) 50%.png", Alt: "A [chart]\nof two *lines*"}}},
		{Draft: toot.Draft{Text: "Three 3/3", CW: "a: b", Language: "en", Visibility: toot.Private}},
	}
	const want = `---
language: en
visibility: public
reply_visibility: unlisted
cw: "a: b"
numbering: 1/n
# part 2: content warning ""
# part 2: language "de"
# part 3: visibility "private"
---

One

---

Two

![A \[chart\]&#10;of two \*lines\*](<a (1) 50%25.png>)

---

Three
`
	if diff := cmp.Diff(want, string(thread.Export(live))); diff != "" {
		t.Errorf("Export (-want +got):\n%s", diff)
	}
}

// Whatever was posted from a file is exported to a file that makes the same
// parts.
func TestExportOfTalks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := options(nil)
		o.Limits = toot.Limits{Flavour: rapid.SampledFrom(flavours).Draw(t, "flavour"), MaxChars: rapid.IntRange(60, 400).Draw(t, "max")}
		checkExport(t, parse(t, drawFront(t)+write(drawScript(t)), o))
	})
}

// Whatever was posted by hand: the file that it is exported to says the same, but
// for white space that nobody sees.
func TestExportProperties(t *testing.T) {
	t.Parallel()
	pieces := strings.Split("word|*|_|**|`|```|~~|~|[|]|(|)|<|>|&|&amp;|\\|#|# |- |+ |1. |2) |---|===|***|> |    |\t|!|![|{{quote \"x\"}}|{{|}}|"+
		"|:|^|[^1]|[^1]: |[a]: https://example.org|https://example.org/_a_|<b>|<!--|-->|www.example.org|a@example.org|\u00a0|中文|。|🧵|1/2|2/2| |\n|\n\n|—", "|")
	rapid.Check(t, func(t *rapid.T) {
		var live []thread.Part
		for range rapid.IntRange(1, 3).Draw(t, "parts") {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 12).Draw(t, "pieces"), "")
			live = append(live, thread.Part{Draft: toot.Draft{Text: "x" + text + "x", Visibility: toot.Public}})
		}
		file := thread.Export(live)
		o := options(nil)
		o.Limits.MaxChars = 5000
		again := parse(t, string(file), o).Parts
		if len(again) != len(live) {
			t.Fatalf("Export makes %d parts of %d:\n%s", len(again), len(live), file)
		}
		for i := range live {
			if got, want := strings.Fields(again[i].Text), strings.Fields(live[i].Text); !cmp.Equal(got, want) {
				t.Fatalf("part %d is %q, want %q, of\n%s", i+1, again[i].Text, live[i].Text, file)
			}
		}
	})
}

func TestReadNumbers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		texts string
		style toot.Numbering
		want  string
	}{
		{"a 1/2|b 2/2", toot.Count, "1/2|2/2"},
		{"a 🧵 1/2|b 🧵 2/2", toot.Thread, "🧵 1/2|🧵 2/2"},
		{"a|b", toot.None, "|"},
		{"a", toot.None, ""},
		{"half is 1/2", toot.None, ""},
		{"a 1/2|b 2/2|c 3/3", toot.Count, "1/2|2/2|3/3"}, // appended
		{"a|b 2/2", toot.Count, "|2/2"},                  // the first was alone
		{"a|b 2/2|c 3/3", toot.Count, "|2/2|3/3"},
		{"a|b 2/3", toot.None, "|"},
		{"a 1/2|b", toot.None, "|"},
		{"a 2/2|b 2/2", toot.Count, "|2/2"},
		{"a 1/3|b 2/2", toot.None, "|"},
		{"a1/2|b2/2", toot.None, "|"},
		{"a 1/2|b 2/2 |", toot.None, "||"},
		{"1/2|2/2", toot.Count, "1/2|2/2"}, // images alone
		{"", toot.None, ""},
	}
	for _, test := range tests {
		var parts []thread.Part
		for text := range strings.SplitSeq(test.texts, "|") {
			parts = append(parts, thread.Part{Draft: toot.Draft{Text: text}})
		}
		style, parts := thread.ReadNumbers(parts)
		var got []string
		for _, p := range parts {
			got = append(got, p.Number)
		}
		if numbers := strings.Join(got, "|"); style != test.style || numbers != test.want {
			t.Errorf("ReadNumbers(%s) = %s, %s; want %s, %s", test.texts, style, numbers, test.style, test.want)
		}
	}
}
