package thread

import (
	"slices"
	"strings"

	"quotebot/bot/toot"
)

// maxParts is how many parts a thread may have: Mastodon takes so many posts in
// three hours (app/lib/rate_limiter.rb).
const maxParts = 300

// compose makes the parts of a new thread, and reports what does not fit.
func (r *reader) compose(t *Talk) {
	r.tooManyImages(&t.script)
	if len(r.problems) > 0 {
		return
	}
	s := t.withLinks()
	parts, err := t.compose(&s)
	if err != nil {
		r.report(t.limitAt, "%v", err)
		return
	}
	if len(parts) > maxParts {
		r.report(place{}, "the talk makes %d parts; a thread has no more than %d, which is what servers take in three hours", len(parts), maxParts)
		return
	}
	t.Parts = parts
	for _, m := range s.marks {
		if m.url != "" && !slices.ContainsFunc(parts, func(p Part) bool { return strings.Contains(p.Text, m.url) }) {
			r.report(place{m.line, 1}, "a part has room for %d characters, which is too little for the link %s", t.Limits.Max(), m.url)
		}
	}
	for _, b := range s.blocks {
		text := s.between(b.start, b.end)
		if b.keep && !slices.ContainsFunc(parts, func(p Part) bool { return strings.Contains(p.Text, text) }) {
			r.report(place{b.line, 1}, "the quote does not fit beside the number of the part")
		}
	}
}

// tags are the hashtags behind a blank line, or nothing.
func (t *Talk) tags() string {
	if len(t.Hashtags) == 0 {
		return ""
	}
	return blankLine + "#" + strings.Join(t.Hashtags, " #")
}

// compose cuts a script into the parts of a new thread. The number of parts
// decides how much room their numbers take.
func (t *Talk) compose(s *script) ([]Part, error) {
	c := cutter{talk: t, script: s, number: func(int) string { return "" }}
	if c.fits(0, s.end(), 0, c.closing(0)) {
		return []Part{t.part(s, 0, s.end(), 0, "")}, nil
	}
	for n := 9; ; n = 10*n + 9 {
		c.number = func(k int) string { return numberOf(t.Numbering, k+1, n) }
		starts, err := c.cut(0, s.end(), 0)
		if err != nil {
			return nil, err
		}
		if len(starts) > n {
			continue
		}
		parts := make([]Part, len(starts))
		for k, from := range starts {
			to := s.end()
			if k+1 < len(starts) {
				to = starts[k+1]
			}
			number := numberOf(t.Numbering, k+1, len(starts))
			parts[k] = t.part(s, from, to, k, number)
		}
		return parts, nil
	}
}

// part is a range of the script as the k-th part, from 0.
func (t *Talk) part(s *script, from, to, k int, number string) Part {
	p := Part{Number: number, Draft: toot.Draft{
		Text: t.text(s, from, to, k, number), CW: t.CW, Language: t.Language, Visibility: t.ReplyVisibility,
	}}
	if k == 0 {
		p.Visibility = t.Visibility
	}
	for _, m := range s.marked(from, to) {
		switch {
		case m.image != nil:
			p.Media = append(p.Media, *m.image)
		case m.warning != nil:
			p.Warnings = append(p.Warnings, *m.warning)
		}
	}
	return p
}

// text is what a part says: its words, the hashtags if it is the first, its
// number.
func (t *Talk) text(s *script, from, to, k int, number string) string {
	return closed(s.between(from, to), t.closing(k, number))
}

// closing is what stands in a part behind its words.
func (t *Talk) closing(k int, number string) string {
	closing := ""
	if k == 0 {
		closing = t.tags()
	}
	if number != "" {
		closing += " " + number
	}
	return closing
}

func closed(words, closing string) string { return strings.TrimSpace(words + closing) }
