package thread_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quotebot/bot/thread"
	"quotebot/bot/toot"
)

// Each case of an archive is a file that was posted and, below a line of equals
// signs, the file as it is now (name.md), what Parse is told besides (name.opts),
// and the plan (name.out).
func TestPlanArchives(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/plan/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	corpus := outline(t)
	cases := 0
	for _, file := range files {
		cases += testArchive(t, file, func(in, opts string) string {
			before, after, ok := strings.Cut(in, "=====\n")
			if !ok {
				t.Fatalf("%s: no line of equals signs in %q", file, in)
			}
			live := parse(t, before, parseOptions(t, corpus, opts)).Parts
			steps, err := parse(t, after, parseOptions(t, corpus, opts)).Plan(live)
			if err != nil {
				return err.Error() + "\n"
			}
			return describePlan(live, steps)
		})
	}
	if cases < 20 {
		t.Errorf("only %d cases were found", cases)
	}
}

func parse(tb rapid.TB, source string, o thread.Options) *thread.Talk {
	tb.Helper()
	talk, err := thread.Parse([]byte(source), o)
	if err != nil {
		tb.Fatalf("Parse(%q): %v", source, err)
	}
	return talk
}

// describePlan is what the steps do, with the texts that change.
func describePlan(live []thread.Part, steps []thread.Step) string {
	var b strings.Builder
	for _, s := range steps {
		fmt.Fprintf(&b, "%s %d", s.Action, s.Place)
		if s.Why != "" {
			b.WriteString(": " + s.Why)
		}
		b.WriteString("\n")
		if s.Action == thread.Edit && s.Part.Text != live[s.Place-1].Text {
			b.WriteString("- " + strings.ReplaceAll(live[s.Place-1].Text, "\n", "\n- ") + "\n")
		}
		if s.Action == thread.Append || s.Action == thread.Edit {
			b.WriteString("+ " + strings.ReplaceAll(s.Part.Text, "\n", "\n+ ") + "\n")
			for _, m := range s.Part.Media {
				fmt.Fprintf(&b, "+ [image %s: %s]\n", m.Path, m.Alt)
			}
		}
	}
	return b.String()
}

// Whatever is edited: what the plan makes says what the file says, each part fits
// and keeps its number, what is kept is as it was, what is edited is not, and
// planned again there is nothing to do.
func TestPlanProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := options(nil)
		o.Limits = toot.Limits{Flavour: rapid.SampledFrom(flavours).Draw(t, "flavour"), MaxChars: rapid.IntRange(60, 400).Draw(t, "max")}
		front := drawFront(t)
		script := drawScript(t)
		live := parse(t, front+write(script), o).Parts
		for range rapid.IntRange(1, 3).Draw(t, "rounds") {
			var gone bool
			script, gone = edit(t, script)
			talk := parse(t, front+write(script), o)
			steps, err := talk.Plan(live)
			if err != nil {
				t.Fatal(err)
			}
			if count(steps, thread.Refuse) > 0 {
				if !gone {
					t.Fatalf("Plan refuses a file from which nothing was taken:\n%s", describePlan(live, steps))
				}
				return
			}
			live = apply(t, talk, live, steps)
			again, err := talk.Plan(live)
			if err != nil || count(again, thread.Keep) != len(live) || len(again) != len(live) {
				t.Fatalf("Plan after it was carried out = %v, %v; want to keep all of\n%s", describePlan(live, again), err, describe(live, false))
			}
		}
	})
}

// A word that is mended edits the part in which it stands and no other, wherever
// the parts were cut.
func TestPlanTypo(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := options(nil)
		o.Limits.MaxChars = rapid.IntRange(60, 400).Draw(t, "max")
		words := rapid.SliceOfN(rapid.SampledFrom(vocabulary), 50, 200).Draw(t, "words")
		i := rapid.IntRange(0, len(words)-1).Draw(t, "word")
		mended := slices.Clone(words)
		words[i], mended[i] = "mistaek", "mistake"
		live := parse(t, "W"+strings.Join(words, " "), o).Parts
		steps, err := parse(t, "W"+strings.Join(mended, " "), o).Plan(live)
		if err != nil || count(steps, thread.Edit) != 1 || count(steps, thread.Keep) != len(live)-1 || len(steps) != len(live) {
			t.Fatalf("Plan with one word mended: %v\n%s", err, describePlan(live, steps))
		}
	})
}

func drawFront(t *rapid.T) string {
	numbering := rapid.SampledFrom([]string{"none", "1/n", "🧵 1/n"}).Draw(t, "numbering")
	tags := rapid.SampledFrom([]string{"[]", "[one]", "[one, two]"}).Draw(t, "tags")
	if tags == "[]" {
		return "---\nnumbering: " + numbering + "\n---\n"
	}
	return "---\nnumbering: " + numbering + "\nhashtags: " + tags + "\n---\n"
}

// A paragraph of a file: words, an image, or a forced cut.
type paragraph string

var vocabulary = strings.Fields("the court of justice and a social credit system, government. plan outline! commercial honest people; law rules? " +
	"https://example.org/a_b 社会信用体系建设规划纲要，二〇一四年。 integrity #trust sanction record 2014")

func drawParagraph(t *rapid.T) paragraph {
	switch rapid.IntRange(0, 11).Draw(t, "kind") {
	case 0:
		return "---"
	case 1:
		return paragraph(rapid.SampledFrom([]string{"![One](a.png)", "![Two](b.png)", "![Three](c.png)"}).Draw(t, "image"))
	case 2:
		return paragraph("- " + strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 2, 6).Draw(t, "items"), "\n- "))
	}
	return paragraph("W" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 40).Draw(t, "words"), " "))
}

func drawScript(t *rapid.T) []paragraph {
	all := []paragraph{"Wfirst"}
	for range rapid.IntRange(1, 12).Draw(t, "paragraphs") {
		all = append(all, drawParagraph(t))
	}
	return all
}

func write(script []paragraph) string {
	var b strings.Builder
	for _, p := range script {
		b.WriteString(string(p) + "\n\n")
	}
	return b.String()
}

// edit changes a word, or inserts, appends, removes or moves a paragraph. It says
// whether anything may be gone or in another order.
func edit(t *rapid.T, script []paragraph) (edited []paragraph, gone bool) {
	script = slices.Clone(script)
	i := rapid.IntRange(0, len(script)-1).Draw(t, "where")
	switch rapid.IntRange(0, 4).Draw(t, "edit") {
	case 0:
		words := strings.Fields(string(script[i]))
		words[rapid.IntRange(0, len(words)-1).Draw(t, "word")] = "Wmended"
		gone = len(words) < 4 || script[i][0] != 'W'
		script[i] = paragraph(strings.Join(words, " "))
	case 1:
		script = slices.Insert(script, i, drawParagraph(t))
	case 2:
		script = append(script, drawParagraph(t), drawParagraph(t))
	case 3:
		if len(script) > 1 && i > 0 {
			script, gone = slices.Delete(script, i, i+1), true
		}
	case 4:
		j := rapid.IntRange(0, len(script)-1).Draw(t, "whereto")
		script[i], script[j] = script[j], script[i]
		gone = true
	}
	return append(script, "Wlast"), gone
}

// apply carries the steps out, and checks them.
func apply(t *rapid.T, talk *thread.Talk, live []thread.Part, steps []thread.Step) []thread.Part {
	var now []thread.Part
	for i, s := range steps {
		if s.Place != i+1 || (s.Action == thread.Append) != (i >= len(live)) {
			t.Fatalf("step %d is %s %d of %d published", i, s.Action, s.Place, len(live))
		}
		if i < len(live) {
			same := s.Part.Text == live[i].Text && slices.EqualFunc(s.Part.Media, live[i].Media, func(a, b thread.Image) bool {
				return a.Alt == b.Alt && a.Sum == b.Sum
			})
			if same != (s.Action == thread.Keep) || s.Part.Number != live[i].Number {
				t.Fatalf("%s %d, the same: %v\n- %s\n+ %s", s.Action, s.Place, same, live[i].Text, s.Part.Text)
			}
		} else if n := fmt.Sprintf("%d/%d", i+1, i+1); talk.Numbering != toot.None && !strings.HasSuffix(s.Part.Number, n) {
			t.Fatalf("appended part %d has the number %q", i+1, s.Part.Number)
		}
		if n := toot.Length(s.Part.Text, s.Part.CW, talk.Limits); n > talk.Limits.Max() || len(s.Part.Media) > talk.Limits.MaxMedia() {
			t.Fatalf("part %d has %d characters of %d, and %d images", i+1, n, talk.Limits.Max(), len(s.Part.Media))
		}
		now = append(now, s.Part)
	}
	if diff := cmp.Diff(whole(talk.Parts), whole(now)); diff != "" {
		t.Fatalf("the parts say something else than the file (-file +parts):\n%s", diff)
	}
	return now
}

// whole is everything that parts say in order, without numbers and white space.
func whole(parts []thread.Part) string {
	var b strings.Builder
	for i, p := range parts {
		body := p.Body()
		if i == 0 {
			body = strings.TrimSuffix(strings.TrimSuffix(body, "#one #two"), "#one")
		}
		b.WriteString(body)
	}
	for _, p := range parts {
		for _, m := range p.Media {
			b.WriteString(m.Alt)
		}
	}
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return -1
		}
		return c
	}, b.String())
}
