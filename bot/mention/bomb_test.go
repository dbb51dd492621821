package mention_test

import (
	"runtime"
	"strings"
	"testing"

	"quotebot/bot/mention"
)

// bombs are what is sent to keep a reader busy.
func bombs() map[string]string {
	const size = 5 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	return map[string]string{
		"nesting":      fill("<div>"),
		"links":        fill(`<a href="https://a.example">`),
		"formatting":   fill("<b><i><a>"),
		"misnested":    fill("<b><p></b></p>"),
		"entities":     fill("&amp;"),
		"attributes":   "<p " + fill(`a="b" `) + ">courts</p>",
		"attribute":    `<a href="` + fill("x") + `">courts</a>`,
		"open tag":     "<" + fill("x"),
		"text":         fill("courts "),
		"one word":     fill("courts"),
		"slips":        fill("coorts jugdes polcie "),
		"chinese":      fill("法院"),
		"mentions":     fill(`<a class="mention" href="https://host/@bot">@bot</a> `),
		"ats":          fill("@a"),
		"colons":       fill(":a"),
		"marks":        fill("?.!"),
		"combining":    fill("\u0301"),
		"hidden":       fill("\u200b"),
		"comment":      "<!--" + fill("-"),
		"script":       "<script>" + fill("<script>"),
		"doctype":      fill("<!doctype html>"),
		"quote-inline": fill(`<span class="quote-inline">`),
		"subjects":     fill("courts business "),
		"praise":       fill("great "),
		"questions":    fill("courts? "),
		"marked word":  "c" + strings.Repeat("\u200b", 20000) + "ourts",
		"unknown":      fill("xyzzy "),
		"negations":    fill("not "),
		"thanks":       fill("thanks "),
		"numbers":      fill("3 "),
		"stops":        fill("never "),
		"invalid":      fill("\xff"),
	}
}

// A status of any size and shape costs no more than 20 MB. How long it takes is
// measured by BenchmarkBombs.
func TestBombs(t *testing.T) {
	r := reader(t)
	for name, html := range bombs() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := r.Read(mention.Status{HTML: html, ReplyTo: mention.ReplyToBot})
			text := mention.Text(html)
			runtime.ReadMemStats(&after)
			if n := after.TotalAlloc - before.TotalAlloc; n > 20<<20 {
				t.Errorf("allocated %d bytes", n)
			}
			if len(text) > 4*maxInput || len(strings.Join(got.Why, "")) > 4000 {
				t.Errorf("%d bytes of text, reasons %q", len(text), got.Why)
			}
		})
	}
}

// BenchmarkBombs measures what TestBombs can only bound loosely: time and memory
// for one status of 5 MB.
func BenchmarkBombs(b *testing.B) {
	r := reader(b)
	for name, html := range bombs() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Read(mention.Status{HTML: html, ReplyTo: mention.ReplyToBot})
				mention.Text(html)
			}
		})
	}
}
