package quotes_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"quotebot/quotes"
)

// files makes a folder of corpus files, given as name and content in turn.
func files(pairs ...string) fstest.MapFS {
	fsys := make(fstest.MapFS)
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return fsys
}

func load(t *testing.T, fsys fs.FS) *quotes.Corpus {
	t.Helper()
	c, err := quotes.Load(fsys)
	if err != nil {
		t.Fatalf("Load:\n%v", err)
	}
	return c
}

const fables = `source:
  title: Fables
areas:
  - {id: beasts, number: 2, name: Beasts}
  - {id: birds, number: 1, name: Birds, name_fr: Oiseaux}
highlights:
  - {id: b-1, area: beasts, text: Slow but steady wins the race.}
  - {id: b-2, area: birds, section: Chapter 2, language: la, text: Festina lente.}
`

func TestLoad(t *testing.T) {
	t.Parallel()
	got := load(t, files(
		"fables.yaml", fables,
		"more.yml", "\ufeffprovisions:\r\n"+
			"  - section: Chapter 2\r\n    area: birds\r\n    heading: Owls\r\n    heading_fr: Hiboux\r\n"+
			"    translation:\r\n      - id: b-3\r\n        text: |\r\n          Two lines\r\n          of a poem.\r\n",
		"notes.txt", "not: [read",
		".hidden.yaml", "not: [read",
		"old/fables.yaml", "not: [read",
	))
	owls := quotes.Localized{"en": "Owls", "fr": "Hiboux"}
	want := []quotes.Quote{
		{ID: "b-2", Area: "birds", Section: "Chapter 2", Heading: owls, Text: "Festina lente.", Verbatim: true, Language: "la"},
		{ID: "b-3", Area: "birds", Section: "Chapter 2", Heading: owls, Text: "Two lines\nof a poem.", Language: "en"},
		{ID: "b-1", Area: "beasts", Text: "Slow but steady wins the race.", Verbatim: true, Language: "en"},
	}
	if diff := cmp.Diff(want, got.Quotes); diff != "" {
		t.Errorf("Quotes (-want +got):\n%s", diff)
	}
	areas := []quotes.Area{
		{ID: "birds", Number: 1, Name: quotes.Localized{"en": "Birds", "fr": "Oiseaux"}, Aliases: quotes.Aliases{}},
		{ID: "beasts", Number: 2, Name: quotes.Localized{"en": "Beasts"}, Aliases: quotes.Aliases{}},
	}
	if diff := cmp.Diff(areas, got.Areas); diff != "" {
		t.Errorf("Areas (-want +got):\n%s", diff)
	}
	if got.Source.OriginalLanguage != "en" {
		t.Errorf("OriginalLanguage = %q, want that of the quotes, en", got.Source.OriginalLanguage)
	}
}

// The unsuffixed form has the language of the source, which stands in another
// file; numbers are words as they were written.
func TestLoadLanguage(t *testing.T) {
	t.Parallel()
	c := load(t, files(
		"a.yaml", "areas: [{id: a, number: 1, name: Erstes, name_en: First}]\nhighlights: [{id: q, area: a, section: 1.10, text: 007}]",
		"b.yaml", "source: {title: Titel, language: de, date: 1949, number: 0x10}",
	))
	want := quotes.Quote{ID: "q", Area: "a", Section: "1.10", Text: "007", Verbatim: true, Language: "de"}
	if diff := cmp.Diff([]quotes.Quote{want}, c.Quotes); diff != "" {
		t.Errorf("Quotes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(quotes.Localized{"de": "Erstes", "en": "First"}, c.Areas[0].Name); diff != "" {
		t.Errorf("Name (-want +got):\n%s", diff)
	}
	if c.Source.Date != "1949" || c.Source.Number != "0x10" {
		t.Errorf("Date, Number = %q, %q, want them as written", c.Source.Date, c.Source.Number)
	}
}

// A section's heading goes to all its quotes; a provision without a section keeps
// its heading to itself.
func TestLoadHeadings(t *testing.T) {
	t.Parallel()
	c := load(t, files("a.yaml", fables+`  - {id: h, area: birds, section: 1, text: x}
provisions:
  - {area: birds, section: 1, translation: [{id: u1, text: x}]}
  - {area: birds, section: 1, heading: One}
  - {area: birds, section: 1, heading: Again, translation: [{id: u2, text: x}]}
  - {area: beasts, heading: Own, translation: [{id: u3, text: x}]}
`))
	for id, want := range map[string]string{"h": "One", "u1": "One", "u2": "Again", "u3": "Own", "b-1": "", "b-2": ""} {
		if q, _ := c.Quote(id); q.Heading.In("en", "") != want {
			t.Errorf("heading of %s = %v, want %q", id, q.Heading, want)
		}
	}
}

func TestOpen(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := filepath.Join(folder, "fables.yaml")
	if err := os.WriteFile(file, []byte(fables), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, folder} {
		c, err := quotes.Open(path)
		if err != nil {
			t.Fatalf("Open(%s): %v", path, err)
		}
		if len(c.Quotes) != 2 {
			t.Errorf("Open(%s): %d quotes, want 2", path, len(c.Quotes))
		}
	}
	if _, err := quotes.Open(filepath.Join(folder, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open of a missing path: %v, want %v", err, fs.ErrNotExist)
	}
	if err := os.WriteFile(file, []byte("source: 1"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, folder} {
		if _, err := quotes.Open(path); err == nil || !strings.Contains(err.Error(), file+":1:9: source must be a mapping") {
			t.Errorf("Open(%s): %v, want a problem at %s:1:9", path, err, file)
		}
	}
}

// What is no file is not opened: a pipe would be waited for without end.
func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "none.yaml"), []byte("# a comment\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ path, want string }{
		{os.DevNull, os.DevNull + " is not a regular file; name a folder of YAML files or one file"},
		{filepath.Join(folder, "nowhere"), "no such file or directory; name a folder of YAML files or one file"},
		{filepath.Join(folder, "none.yaml"), filepath.Join(folder, "none.yaml") + ": no source; add one"},
	} {
		if _, err := quotes.Open(test.path); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("Open(%s): %v, want %q in it", test.path, err, test.want)
		}
	}
}

// Blank lines that a person may well leave are no problem.
func TestLoadBlankLines(t *testing.T) {
	t.Parallel()
	gap := strings.Repeat("\n", 51) // 50 blank lines
	load(t, files("a.yaml", strings.ReplaceAll(fables, "\n", gap)))
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	const syntax = "; words with : or # in them, or with a sign at their start, need quotation marks"
	for _, test := range []struct{ name, data, want string }{
		{"colon", "source: {title: ok}\nareas: a: b\n", "a.yaml:2:8: not YAML: mapping value is not allowed in this context" + syntax},
		{"bracket", "areas: [1, 2\n", "a.yaml:1:8: not YAML: sequence end token ']' not found" + syntax},
		{"tab", "areas:\n\t- a\n", "a.yaml:2:1: not YAML: found character tab that cannot start any token; indent with blanks"},
		{"sign", "source:\n  title: @x\n", "a.yaml:2:10: not YAML: '@' is a reserved character" + syntax},
		{"quotation", "source: \"x\n", "a.yaml:1:9: not YAML: could not find end character of double-quoted text" + syntax},
		{"encoding", "source:\n  title: caf\xe9\n", "a.yaml:2:13: not valid UTF-8 from here; save the file as UTF-8"},
		{"brackets", strings.Repeat("[", 100_000), "a.yaml:1:101: too many levels or keys; a corpus has about five levels, and a dozen keys on each"},
		{"dashes", strings.Repeat("- ", 100_000), "a.yaml:1:201: too many levels or keys; a corpus has about five levels, and a dozen keys on each"},
		{"keys", strings.Repeat("a: b\n", 100_000), "a.yaml:1002:1: too many levels or keys; a corpus has about five levels, and a dozen keys on each"},
		{"keys in brackets", "[\n" + strings.Repeat("a: b\n", 100_000), "a.yaml:1003:1: too many levels or keys; a corpus has about five levels, and a dozen keys on each"},
		{"dashes in brackets", "[" + strings.Repeat("- ", 100_000), "a.yaml:1:2002: too many levels or keys; a corpus has about five levels, and a dozen keys on each"},
		{"open bracket", "[" + strings.Repeat("[],", 50_000), "a.yaml:1:1: not YAML: sequence end token ']' not found" + syntax},
		{"size", strings.Repeat("# a comment\n", 1<<21), "a.yaml: larger than 16 MiB; split it into several files"},
		{"blank lines", "a: >" + strings.Repeat("\n", 2_000_000), "a.yaml:52:1: more than 50 blank lines in a row; remove them"},
		{"blank lines of Windows", "a: >" + strings.Repeat(" \t\r\n", 2_000_000), "a.yaml:52:1: more than 50 blank lines in a row; remove them"},
		{"nothing", "# a comment\n", "a.yaml: no source; add one with at least a title\na.yaml: no quote; add some under highlights, or under provisions as translation"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := quotes.Load(files("a.yaml", test.data))
			if err == nil || err.Error() != test.want {
				t.Errorf("Load: got\n%v\nwant\n%s", err, test.want)
			}
		})
	}
}

func TestLoadNoFiles(t *testing.T) {
	t.Parallel()
	const want = ".: no .yaml or .yml file in this folder; put the corpus there, or name another folder"
	if _, err := quotes.Load(files("a.txt", "")); err == nil || err.Error() != want {
		t.Errorf("Load without YAML files: %v, want %s", err, want)
	}
	if _, err := quotes.Load(os.DirFS(filepath.Join(t.TempDir(), "none"))); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Load of a missing folder: %v, want %v", err, fs.ErrNotExist)
	}
}

// What one file hides is not held against the others.
func TestLoadPartial(t *testing.T) {
	t.Parallel()
	_, err := quotes.Load(files("a.yaml", fables, "b.yaml", "areas: [",
		"c.yaml", "highlights: [{id: c-1, area: fish, text: Sour grapes.}, {id: b-1, area: fish, text: Sweet lemons.}]"))
	var problems quotes.Problems
	if !errors.As(err, &problems) || len(problems) != 2 || problems[0].File != "b.yaml" || problems[1].Line != 1 || problems[1].Column != 62 {
		t.Errorf("Load: got\n%v\nwant b.yaml's syntax and the repeated id b-1 in c.yaml", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(fables))
	f.Add([]byte("source: {title: a, title_zh: 甲}\nareas: [{id: a, number: 1, name: A, aliases: {en: [b]}, topics: [{key: k, sections: [1]}]}]\n" +
		"provisions: [{area: a, section: 1, heading: h, translation: [{id: x, text: t}]}]"))
	f.Add([]byte("source: &a {<<: *a}\n--- !t\n? - |+2\n  - >-\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := quotes.Load(files("a.yaml", string(data)))
		if err != nil {
			var problems quotes.Problems
			if !errors.As(err, &problems) || len(problems) == 0 {
				t.Fatalf("Load: %v, want Problems", err)
			}
			for _, p := range problems {
				if strings.Contains(p.String(), "\n") {
					t.Errorf("problem on more than one line: %q", p)
				}
			}
			return
		}
		for _, q := range c.Quotes {
			if got, ok := c.Quote(q.ID); !ok || got.Text != strings.TrimSpace(q.Text) || q.Text == "" {
				t.Errorf("quote %q: found %t, text %q", q.ID, ok, q.Text)
			}
			if _, ok := c.Area(q.Area); !ok {
				t.Errorf("quote %q is in the unknown area %q", q.ID, q.Area)
			}
		}
		c.Lint()
		c.Search(string(data), 3)
	})
}
