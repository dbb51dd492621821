package thread_test

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"quotebot/bot/thread"
	"quotebot/bot/toot"
	"quotebot/quotes"
)

var update = flag.Bool("update", false, "rewrite what the archives in testdata expect")

func outline(tb testing.TB) *quotes.Corpus {
	tb.Helper()
	c, err := quotes.Open("")
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// options are those of a usual server, and a folder with images.
func options(c *quotes.Corpus) thread.Options {
	return thread.Options{
		File: "talk.md", Corpus: c, Images: pictures,
		Limits: toot.Limits{Flavour: toot.Mastodon, MaxChars: 500},
	}
}

var pictures = fstest.MapFS{
	"a.png": picture(".png", 1), "b.png": picture(".png", 2), "c.png": picture(".png", 3), "d.png": picture(".png", 4), "e.png": picture(".png", 5),
	"photo one.jpg": picture(".jpg", 6), "img/图.png": picture(".png", 7),
	"large.png":   {Data: append(picture(".png", 8).Data, make([]byte, 17<<20)...)},
	"renamed.png": picture(".jpg", 9), "text.png": {Data: []byte("words")}, "drawing.svg": {Data: []byte("<svg/>")},
}

func picture(kind string, size int) *fstest.MapFile {
	var b bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, size, size))
	err := png.Encode(&b, img)
	if kind == ".jpg" {
		b.Reset()
		err = jpeg.Encode(&b, img, nil)
	}
	if err != nil {
		panic(err) // it is written to memory
	}
	return &fstest.MapFile{Data: b.Bytes()}
}

// Each case of an archive is a file (name.md), what Parse is told besides
// (name.opts, words like max=100; it may lack), and the parts with a line of
// equals signs between them, or the problems (name.out).
func TestParseArchives(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/parse/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	corpus := outline(t)
	cases := 0
	for _, file := range files {
		cases += testArchive(t, file, func(in, opts string) string {
			talk, err := thread.Parse([]byte(in), parseOptions(t, corpus, opts))
			if err != nil {
				return err.Error() + "\n"
			}
			return describe(talk.Parts, strings.Contains(opts, "all"))
		})
	}
	if cases < 60 {
		t.Errorf("only %d cases were found", cases)
	}
}

func testArchive(t *testing.T, file string, do func(in, opts string) string) (cases int) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before := string(txtar.Format(archive))
	for i := 0; i < len(archive.Files); i += 2 {
		in := archive.Files[i]
		name := strings.TrimSuffix(in.Name, ".md")
		opts := ""
		if archive.Files[i+1].Name == name+".opts" {
			opts = string(archive.Files[i+1].Data)
			i++
		}
		out := &archive.Files[i+1]
		if in.Name == name || out.Name != name+".out" {
			t.Fatalf("%s: %s: want .md, .opts and .out", file, in.Name)
		}
		cases++
		got := do(string(in.Data), opts)
		if *update {
			out.Data = []byte(got)
		} else if diff := cmp.Diff(string(out.Data), got); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", file, name, diff)
		}
	}
	if after := txtar.Format(archive); *update && string(after) != before {
		if err := os.WriteFile(file, after, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return cases
}

func parseOptions(t *testing.T, c *quotes.Corpus, words string) thread.Options {
	t.Helper()
	o := options(c)
	for _, word := range strings.Fields(words) {
		key, value, _ := strings.Cut(word, "=")
		var err error
		switch key {
		case "max":
			o.Limits.MaxChars, err = strconv.Atoi(value)
		case "flavour":
			o.Limits.Flavour, err = toot.ParseFlavour(value)
		case "media":
			o.Limits.Media, err = strconv.Atoi(value)
		case "description":
			o.Limits.Description, err = strconv.Atoi(value)
		case "file":
			o.File = value
		case "noalt":
			o.AllowNoAlt = true
		case "nocorpus":
			o.Corpus = nil
		case "all": // show every field of the parts
		default:
			err = fmt.Errorf("unknown option %q", word)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return o
}

// describe is the parts as the archives have them.
func describe(parts []thread.Part, all bool) string {
	var b strings.Builder
	for i, p := range parts {
		if i > 0 {
			b.WriteString("=====\n")
		}
		if all {
			fmt.Fprintf(&b, "[%s %q cw=%q number=%q]\n", p.Visibility, p.Language, p.CW, p.Number)
		}
		b.WriteString(p.Text + "\n")
		for _, m := range p.Media {
			fmt.Fprintf(&b, "[image %s: %s]\n", m.Path, m.Alt)
		}
		for _, w := range p.Warnings {
			fmt.Fprintf(&b, "[warning %s]\n", w)
		}
	}
	return b.String()
}
