package thread_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"quotebot/bot/thread"
	"quotebot/bot/toot"
	"quotebot/quotes"
)

var flavours = []toot.Flavour{toot.Mastodon, toot.GoToSocial, toot.Pleroma, toot.Unknown}

// Whatever the file: there are parts that fit the server, or problems that say
// where. No letter is lost, a published thread is left alone by the same file,
// and what is exported is read as it was.
func FuzzParse(f *testing.F) {
	for _, source := range seeds(f) {
		f.Add([]byte(source), 500, uint8(0))
		f.Add([]byte(source), 60, uint8(3))
	}
	corpus := outline(f)
	f.Fuzz(func(t *testing.T, source []byte, limit int, flavour uint8) {
		o := options(corpus)
		o.Limits = toot.Limits{Flavour: flavours[int(flavour)%len(flavours)], MaxChars: 1 + max(0, limit)%5000}
		talk, err := thread.Parse(source, o)
		if err != nil {
			checkProblems(t, source, err)
			return
		}
		checkFit(t, talk)
		checkNothingLost(t, string(source), talk)
		checkExport(t, talk)
		steps, err := talk.Plan(talk.Parts)
		if err != nil || count(steps, thread.Keep) != len(steps) || len(steps) != len(talk.Parts) {
			t.Errorf("Plan of %q against itself = %+v, %v; want to keep all", source, steps, err)
		}
	})
}

// seeds are the files of the golden archives.
func seeds(tb testing.TB) []string {
	tb.Helper()
	var all []string
	files, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil {
		tb.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".md") {
				all = append(all, string(f.Data))
			}
		}
	}
	return all
}

func checkProblems(t *testing.T, source []byte, err error) {
	t.Helper()
	var problems quotes.Problems
	if !errors.As(err, &problems) || len(problems) == 0 {
		t.Fatalf("Parse(%q): %#v; want problems", source, err)
	}
	lines := 1 + strings.Count(strings.NewReplacer("\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n").Replace(string(source)), "\n")
	for _, p := range problems {
		if p.Line < 0 || p.Line > lines || p.Message == "" || strings.Contains(p.Message, "\n") {
			t.Errorf("Parse(%q): problem %+v in %d lines", source, p, lines)
		}
	}
}

func checkFit(t *testing.T, talk *thread.Talk) {
	t.Helper()
	if len(talk.Parts) == 0 {
		t.Error("a talk without parts")
	}
	for i, p := range talk.Parts {
		if n := toot.Length(p.Text, p.CW, talk.Limits); n > talk.Limits.Max() {
			t.Errorf("part %d: Length(%q) = %d, the limit is %d", i+1, p.Text, n, talk.Limits.Max())
		}
		if len(p.Media) > talk.Limits.MaxMedia() {
			t.Errorf("part %d has %d images", i+1, len(p.Media))
		}
		if p.Body() == "" && len(p.Media) == 0 {
			t.Errorf("part %d is empty", i+1)
		}
	}
}

// checkNothingLost compares with what goldmark shows as HTML, letter by letter.
// HTML in the file is left out, since not all of it shows, and so are control
// characters, which Parse drops.
func checkNothingLost(t *testing.T, source string, talk *thread.Talk) {
	t.Helper()
	control := func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' }
	if strings.Contains(source, "<") || strings.ContainsFunc(source, control) || strings.HasPrefix(source, "---") || strings.Contains(source, "{{") {
		return
	}
	var b strings.Builder
	for _, p := range talk.Parts {
		b.WriteString(p.Text)
		if slices.ContainsFunc(p.Warnings, func(p quotes.Problem) bool { return strings.Contains(p.Message, "left out") }) {
			return
		}
	}
	have := letters(b.String())
	for c, n := range letters(shown(t, source)) {
		if have[c] < n {
			t.Errorf("Parse(%q): %q is %d times in the parts, want %d: %q", source, c, have[c], n, b.String())
		}
	}
}

// letters counts letters, but for those of "www", which a link may lose.
func letters(text string) map[rune]int {
	counts := make(map[rune]int)
	for _, c := range text {
		if c = unicode.ToLower(unicode.ToUpper(c)); unicode.IsLetter(c) && c != 'w' {
			counts[c]++
		}
	}
	return counts
}

var bareURL = regexp.MustCompile("^https?://[^\\s<>\\[\\]|\"`\\\\]+")

func shown(t *testing.T, source string) string {
	t.Helper()
	var page bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote,
		extension.NewLinkify(extension.WithLinkifyURLRegexp(bareURL)))) // goldmark's own takes in brackets
	if err := md.Convert([]byte(source), &page); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	z := html.NewTokenizer(&page)
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind == html.TextToken {
			text.WriteString(z.Token().Data)
		}
	}
	return text.String()
}

// checkExport posts, exports, and reads again.
func checkExport(t rapid.TB, talk *thread.Talk) {
	t.Helper()
	file := thread.Export(talk.Parts)
	o := options(nil)
	o.Limits, o.AllowNoAlt = talk.Limits, true
	again, err := thread.Parse(file, o)
	if err != nil {
		t.Errorf("Parse of what was exported: %v\n%s", err, file)
		return
	}
	if diff := cmp.Diff(said(talk.Parts), said(again.Parts)); diff != "" {
		t.Errorf("Parse of what was exported (-posted +read):\n%s\n%s", diff, file)
	}
}

// said is what servers know of parts.
func said(parts []thread.Part) []thread.Part {
	all := make([]thread.Part, len(parts))
	for i, p := range parts {
		all[i] = thread.Part{Draft: p.Draft}
		for _, m := range p.Media {
			all[i].Media = append(all[i].Media, thread.Image{Path: m.Path, Alt: m.Alt})
		}
	}
	return all
}

func count(steps []thread.Step, a thread.Action) int {
	n := 0
	for _, s := range steps {
		if s.Action == a {
			n++
		}
	}
	return n
}
