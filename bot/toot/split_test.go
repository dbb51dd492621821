package toot_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"quotebot/bot/toot"
)

var update = flag.Bool("update", false, "rewrite the expected parts in testdata/split")

// Each case of an archive is a text (name.in), what Split is told about it
// (name.opts, words like max=100), and the parts, a line of equals signs between
// them (name.out).
func TestSplitArchives(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/split/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for _, file := range files {
		cases += testArchive(t, file)
	}
	if cases < 100 {
		t.Errorf("only %d cases were found", cases)
	}
}

func testArchive(t *testing.T, file string) (cases int) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+2 < len(archive.Files); i += 3 {
		in, opts, out := archive.Files[i], archive.Files[i+1], &archive.Files[i+2]
		name := strings.TrimSuffix(in.Name, ".in")
		if opts.Name != name+".opts" || out.Name != name+".out" {
			t.Fatalf("%s: %s: want .in, .opts and .out", file, in.Name)
		}
		cases++
		limits, options := splitOptions(t, string(opts.Data))
		parts, err := toot.Split(string(in.Data), limits, options)
		if err != nil {
			t.Errorf("%s: %s: %v", file, name, err)
			continue
		}
		got := joinParts(parts)
		if *update {
			out.Data = []byte(got)
		} else if diff := cmp.Diff(string(out.Data), got); diff != "" {
			t.Errorf("%s: %s: Split (-want +got):\n%s", file, name, diff)
		}
		for _, p := range parts {
			if n := toot.Length(p.Text, options.CW, limits); n > limits.Max() {
				t.Errorf("%s: %s: Length(%q) = %d, the limit is %d", file, name, p.Text, n, limits.Max())
			}
		}
	}
	if data := txtar.Format(archive); *update && !bytes.Equal(data, read(t, file)) {
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return cases
}

func joinParts(parts []toot.Part) string {
	var b strings.Builder
	for i, p := range parts {
		if i > 0 {
			b.WriteString("=====\n")
		}
		b.WriteString(p.Text + "\n")
	}
	return b.String()
}

func splitOptions(t *testing.T, words string) (toot.Limits, toot.SplitOptions) {
	t.Helper()
	limits, options := toot.Limits{Flavour: toot.Mastodon}, toot.SplitOptions{}
	for _, word := range strings.Fields(words) {
		key, value, _ := strings.Cut(word, "=")
		var err error
		switch key {
		case "max":
			limits.MaxChars, err = strconv.Atoi(value)
		case "flavour":
			limits.Flavour, err = toot.ParseFlavour(value)
		case "cw":
			options.CW = value
		case "lang":
			options.Language = value
		case "count":
			options.Numbering = toot.Count
		case "thread":
			options.Numbering = toot.Thread
		case "start":
			options.AtStart = true
		default:
			err = fmt.Errorf("unknown option %q", word)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return limits, options
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestParseNumbering(t *testing.T) {
	t.Parallel()
	for _, want := range []toot.Numbering{toot.None, toot.Count, toot.Thread} {
		if got, err := toot.ParseNumbering(string(want)); got != want || err != nil {
			t.Errorf("ParseNumbering(%q) = %q, %v", want, got, err)
		}
	}
	for _, name := range []string{"", "None", "1/5"} {
		if got, err := toot.ParseNumbering(name); err == nil {
			t.Errorf("ParseNumbering(%q) = %q, want an error", name, got)
		}
	}
	if parts, err := toot.Split("text", toot.Limits{}, toot.SplitOptions{Numbering: "roman"}); err == nil {
		t.Errorf("Split with an unheard-of numbering = %q, want an error", parts)
	}
}

func TestSplitOddInput(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		max        int
		want       []string
	}{
		{"empty", "", 5, nil},
		{"blank", " \t\r\n\u3000\u00a0 ", 5, nil},
		{"controls only", "\x00\x01\x7f\u009f", 5, nil},
		{"line ends", "a\r\nb\rc\n\rd\ve\ff\u0085g", 50, []string{"a\nb\nc\n\nd\ne\nf\ng"}},
		{"controls inside", "a\x00b\x1bc\td\u0090e", 50, []string{"abc\tde"}},
		{"bad bytes", "a\xff\xfeb c\xc3", 50, []string{"a\ufffdb c\ufffd"}},
		{"encoded surrogate", "a\xed\xa0\x80b", 50, []string{"a\ufffdb"}},
		{"cut bad bytes", "\xff \xff \xff", 3, []string{"\ufffd", "\ufffd \ufffd"}},
		{"combining marks only", "\u0301 \u0301 \u0301", 2, []string{"\u0301", " \u0301 \u0301"}},
		{"joiners only", strings.Repeat("\u200d", 9), 2, []string{strings.Repeat("\u200d", 9)}},
		{"directional marks stay", "\u202eabc\u202c def", 50, []string{"\u202eabc\u202c def"}},
		{"override opened", "\u202eabc def\u202c", 5, []string{"\u202eabc", "def\u202c"}},
		{"brackets left open", "((((( a b", 6, []string{"(((((", "a b"}},
		{"brackets never opened", ")))) a b", 6, []string{"))))", "a b"}},
		{"no limit given", strings.Repeat("a", 500), 0, []string{strings.Repeat("a", 500)}},
		{"negative limit", strings.Repeat("a ", 250) + "b", -1, []string{
			strings.TrimSpace(strings.Repeat("a ", 125)), strings.TrimSpace(strings.Repeat("a ", 125)) + " b",
		}},
	}
	for _, tt := range tests {
		parts, err := toot.Split(tt.text, toot.Limits{Flavour: toot.Mastodon, MaxChars: tt.max}, toot.SplitOptions{})
		var got []string
		for _, p := range parts {
			got = append(got, p.Body)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
			t.Errorf("%s: Split(%q): %v (-want +got):\n%s", tt.name, tt.text, err, diff)
		}
	}
}

func TestSplitNoRoom(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		limits     toot.Limits
		options    toot.SplitOptions
		need       int
	}{
		{"content warning", "a b", toot.Limits{Flavour: toot.Mastodon, MaxChars: 5}, toot.SplitOptions{CW: "politics"}, 9},
		{"number", "a b", toot.Limits{Flavour: toot.Mastodon, MaxChars: 2}, toot.SplitOptions{Numbering: toot.Count}, 5},
		{"number of a hundred parts", strings.Repeat("a ", 120), toot.Limits{Flavour: toot.Mastodon, MaxChars: 7},
			toot.SplitOptions{Numbering: toot.Count}, 9},
		{"long cluster", "a" + strings.Repeat("\u0301", 600), toot.Limits{Flavour: toot.GoToSocial}, toot.SplitOptions{}, 601},
		{"family", "👨‍👩‍👧‍👦 b", toot.Limits{Flavour: toot.Unknown, MaxChars: 10}, toot.SplitOptions{}, 11},
	}
	for _, tt := range tests {
		parts, err := toot.Split(tt.text, tt.limits, tt.options)
		var limit *toot.LimitError
		if !errors.As(err, &limit) {
			t.Errorf("%s: Split = %q, %v, want a LimitError", tt.name, parts, err)
			continue
		}
		if want := (toot.LimitError{Max: tt.limits.Max(), Need: tt.need}); *limit != want {
			t.Errorf("%s: Split: %v, want %v", tt.name, limit, &want)
		}
	}
}

// Runs of one thing are where a search that looks ahead, or back, again and
// again takes quadratic time.
func TestSplitIsLinear(t *testing.T) {
	t.Parallel()
	const n = 20_000
	for _, piece := range []string{"(", "( ", "#a ", "x #a ", "://", "a.", "Art. ", "1. a\n", ". ", "a, ", "中", "一", "\u202e a ", "\u0301", "x\u00a0"} {
		text := strings.Repeat(piece, n)
		parts, err := toot.Split(text, toot.Limits{Flavour: toot.Mastodon}, toot.SplitOptions{Numbering: toot.Count})
		if len(parts) == 0 || err != nil {
			t.Errorf("Split(%q × %d) makes %d parts, %v", piece, n, len(parts), err)
		}
	}
}

func BenchmarkSplit(b *testing.B) {
	english := "When the courts publish, e.g. under Art. 5 (see https://example.com/plan), the names of those who " +
		"do not obey, others can take note. It costs them 10 % at most. Who keeps the records? The court does.\n\n"
	chinese := "政务诚信是社会信用体系建设的关键，各类政务行为主体的诚信水平，对其他社会主体诚信建设发挥着重要的表率和导向作用。"
	for _, bm := range []struct{ name, text, language string }{{"", english, "en"}, {"Chinese", chinese, "zh"}} {
		for _, size := range []struct {
			name  string
			bytes int
		}{{"10KB", 10_000}, {"100KB", 100_000}, {"1MB", 1_000_000}} {
			text := strings.Repeat(bm.text, size.bytes/len(bm.text))
			b.Run(bm.name+size.name, func(b *testing.B) {
				for b.Loop() {
					if _, err := toot.Split(text, toot.Limits{Flavour: toot.Mastodon}, toot.SplitOptions{Language: bm.language, Numbering: toot.Count}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/byte")
			})
		}
	}
}
