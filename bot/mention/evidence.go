package mention

import (
	"fmt"
	"slices"
	"strings"
)

// because notes what words were taken for, up to a number of notes that people
// read.
func (d *decision) because(words, taken string) {
	if len(d.why) == 20 {
		return
	}
	if words != "" {
		taken = fmt.Sprintf("%q: %s", shorten(words), taken)
	}
	d.why = append(d.why, taken)
}

// shorten cuts words that hidden characters make long.
func shorten(words string) string {
	const most = 80
	if len(words) <= most {
		return words
	}
	return strings.ToValidUTF8(words[:most], "") + "…"
}

// has tells that something of one of these senses was found.
func (d *decision) has(senses ...sense) bool { return d.first(senses...) != nil }

func (d *decision) first(senses ...sense) *find {
	for i := range d.finds {
		if f := &d.finds[i]; slices.Contains(senses, f.sense) && !f.ignored && len(f.subjects) == 0 {
			return f
		}
	}
	return nil
}

// takes is has for what decides the reading: it notes why.
func (d *decision) takes(i Intent, senses ...sense) bool {
	f := d.first(senses...)
	if f != nil {
		d.because(f.raw, string(i))
	}
	return f != nil
}

// asked tells that the words are put as a request or a question.
func (d *decision) asked() bool {
	return slices.ContainsFunc(d.finds, func(f find) bool {
		return !f.ignored && (f.sense.requests() && len(f.subjects) == 0 || d.question(f.sentence))
	})
}

// strangers counts the words not understood; two Chinese characters are one.
func strangers(finds []find) int {
	halves := 0
	for _, f := range finds {
		if f.sense == unknown && len(f.subjects) == 0 && f.quote == "" && !f.ignored {
			halves++
			if isASCII(f.text) {
				halves++
			}
		}
	}
	return (halves + 1) / 2
}
