package thread

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/yuin/goldmark/util"

	"quotebot/bot/toot"
)

// Export writes a published thread as a talk's file: a forced cut between its
// parts, their numbers as the setting that makes them, and every sign escaped
// that Markdown would take for its own. Parse makes the same parts of it, but
// for what nobody sees: white space at the end of lines, and blank lines that
// follow another. What a file cannot say, since it is said for all parts alike,
// is noted in comments. Images keep their paths.
func Export(live []Part) []byte {
	numbering, live := ReadNumbers(live)
	sections := make([]string, len(live))
	for i, p := range live {
		sections[i] = section(p, plainLines)
	}
	const between = "\n\n" + bar + "\n\n"
	body := strings.Join(sections, between)
	if !says(body, live) { // as when one part defines a link that another has the words of
		for i, p := range live {
			sections[i] = section(p, escapedLines)
		}
		body = strings.Join(sections, between)
	}
	return []byte(exportedFront(numbering, live) + "\n" + body + "\n")
}

// exportedFront is the front matter of an exported thread, with the lines around
// it.
func exportedFront(numbering toot.Numbering, live []Part) string {
	var first, second Part
	if len(live) > 0 {
		first, second = live[0], live[0]
	}
	if len(live) > 1 {
		second = live[1]
	}
	front := yaml.MapSlice{}
	for _, field := range []yaml.MapItem{
		{Key: "language", Value: first.Language}, {Key: "visibility", Value: string(first.Visibility)},
		{Key: "reply_visibility", Value: string(second.Visibility)}, {Key: "cw", Value: first.CW},
		{Key: "numbering", Value: string(numbering)},
	} {
		if field.Value != "" {
			front = append(front, field)
		}
	}
	out, err := yaml.Marshal(front)
	if err != nil {
		panic(err) // strings can be written as YAML
	}
	text := bar + "\n" + string(out)
	for i, p := range live {
		for _, c := range exceptions(p, first, second, i == 0) {
			text += fmt.Sprintf("# part %d: %s\n", i+1, c)
		}
	}
	return text + bar + "\n"
}

// exceptions are what a part has otherwise than the front matter says.
func exceptions(p, first, second Part, isFirst bool) []string {
	var all []string
	if p.CW != first.CW {
		all = append(all, fmt.Sprintf("content warning %q", p.CW))
	}
	if p.Language != first.Language {
		all = append(all, fmt.Sprintf("language %q", p.Language))
	}
	if !isFirst && p.Visibility != second.Visibility {
		all = append(all, fmt.Sprintf("visibility %q", p.Visibility))
	}
	return all
}

// A style is a way to write lines of text as Markdown.
type style int

// The styles, from the one that is best to read to the one that always works.
const (
	plainLines   style = iota // as they are, which is right for lists
	brokenLines               // with line breaks between them
	guardedLines              // and a backslash before signs that begin emphasis, lists and the like
	escapedLines              // and before every sign
)

// section writes a part, each paragraph in the first style from least on that
// says the same when it is read again.
func section(p Part, least style) string {
	var blocks []string
	for paragraph := range strings.SplitSeq(tidy(p.Body()), blankLine) {
		if paragraph == "" {
			continue
		}
		s := least
		for ; s < escapedLines && !says(s.write(paragraph), []Part{{Draft: toot.Draft{Text: paragraph}}}); s++ {
		}
		blocks = append(blocks, s.write(paragraph))
	}
	for _, m := range p.Media {
		blocks = append(blocks, m.markdown())
	}
	text := strings.Join(blocks, blankLine)
	if least < escapedLines && !says(text, []Part{p}) {
		return section(p, escapedLines)
	}
	return text
}

func (s style) write(paragraph string) string {
	between := "\\\n"
	if s == plainLines {
		between = "\n"
	}
	var lines []string
	for line := range strings.SplitSeq(paragraph, "\n") {
		words := strings.TrimLeft(line, " \t")
		indent := strings.NewReplacer(" ", "&#32;", "\t", "&#9;").Replace(line[:len(line)-len(words)])
		if s == plainLines {
			indent = line[:len(line)-len(words)]
		}
		lines = append(lines, indent+s.escape(words))
	}
	return strings.Join(lines, between)
}

func (s style) escape(line string) string {
	if s < guardedLines {
		return line
	}
	var b strings.Builder
	for i, c := range []byte(line) {
		guarded := i == 0 || strings.IndexByte("\\`*_{}[]<>&|~!", c) >= 0 || strings.IndexByte(".)", c) >= 0 && i < len("1234567890.")
		switch {
		case s == escapedLines && (c == '\t' || c == '\\'): // goldmark sees no line break behind an escaped backslash
			fmt.Fprintf(&b, "&#%d;", c)
			continue
		case util.IsPunct(c) && (s == escapedLines || guarded):
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// markdown writes an image.
func (m Image) markdown() string {
	alt := escapedLines.escape(tidy(m.Alt))
	path := strings.NewReplacer("%", "%25", "<", "%3C", ">", "%3E", `\`, "%5C", "&", "%26", "\n", "%0A").Replace(m.Path)
	plain := fmt.Sprintf("![%s](<%s>)", m.Alt, path)
	if !strings.ContainsAny(path, " ()") {
		plain = fmt.Sprintf("![%s](%s)", m.Alt, path)
	}
	if says(plain, []Part{{Media: []Image{m}}}) {
		return plain
	}
	return fmt.Sprintf("![%s](<%s>)", strings.ReplaceAll(alt, "\n", "&#10;"), path)
}

// says whether Markdown is read as the words and images of these parts.
func says(markdown string, parts []Part) bool {
	r := reader{unseen: true, Options: Options{AllowNoAlt: true, Limits: toot.Limits{Description: math.MaxInt}}}
	r.setText(markdown)
	s := r.script(&Talk{}, 0)
	if len(r.problems) > 0 {
		return false
	}
	starts := append([]int{0}, s.forced(0, s.end())...)
	if len(starts) != len(parts) {
		return false
	}
	for i, p := range parts {
		to := s.end()
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		var media []Image
		for _, m := range s.images(starts[i], to) {
			media = append(media, *m.image)
		}
		same := slices.EqualFunc(media, p.Media, func(a, b Image) bool { return a.Path == b.Path && a.Alt == tidy(b.Alt) })
		if !same || s.between(starts[i], to) != strings.TrimSpace(tidy(p.Body())) {
			return false
		}
	}
	return true
}
