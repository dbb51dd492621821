package thread

import (
	"slices"
	"strings"
	"unicode"
)

func (a *aligner) place(at int, good bool) {
	if a.script.torn(at) < 0 {
		a.places[at] = a.places[at] || good
	}
}

// placeBlocks adds the beginnings of blocks: those with which parts have to
// begin, and those of blocks in which something is new and of the next. If very
// many are new, some will do.
func (a *aligner) placeBlocks() {
	const many = 500
	a.place(0, true)
	a.place(a.script.end(), true)
	var changed []int
	token := 0
	before := false // whether the block before has changed
	for _, b := range a.script.blocks {
		now := b.start == b.end
		for ; token < len(a.now) && a.now[token].start < b.end; token++ {
			now = now || a.matched[token] < 0
		}
		switch {
		case b.cut:
			a.place(b.start, true)
		case now || before:
			changed = append(changed, b.start)
		}
		before = now
	}
	for i := 0; i < len(changed); i += 1 + len(changed)/many {
		a.place(changed[i], true)
	}
}

// placeUnchanged adds where the published texts end that stand in a row at the
// beginning of the new one, and where those begin that stand at its end. They
// need not end between words.
func (a *aligner) placeUnchanged() {
	text, offsets := compact(a.script.text)
	at := func(i int) {
		if i == len(text) {
			a.place(a.script.end(), true)
		} else {
			a.place(offsets[i], true)
		}
	}
	var bodies []string
	for _, b := range a.bodies {
		b, _ = compact(b)
		bodies = append(bodies, b)
	}
	i := 0
	for k := 0; k < len(bodies) && strings.HasPrefix(text[i:], bodies[k]); k++ {
		i += len(bodies[k])
		at(i)
	}
	i = len(text)
	for k := len(bodies) - 1; k >= 0 && strings.HasSuffix(text[:i], bodies[k]); k-- {
		i -= len(bodies[k])
		at(i)
	}
}

// compact is a text without its white space, and where its bytes are from.
func compact(text string) (solid string, offsets []int) {
	var b strings.Builder
	for i, c := range text {
		if unicode.IsSpace(c) {
			continue
		}
		n := b.Len()
		b.WriteRune(c)
		for range b.Len() - n {
			offsets = append(offsets, i)
		}
	}
	return b.String(), offsets
}

// placeMatched adds the places where each part but the first may begin: behind
// the last word of those before, before its first, and line by line between.
func (a *aligner) placeMatched() [][]int {
	bounds := [][]int{{0}}
	for i := 1; i <= len(a.live); i++ {
		lo, hi := 0, len(a.now)
		for j, part := range a.matched {
			if part >= 0 && part < i {
				lo = j + 1
			}
			if part >= i {
				hi = min(hi, j)
			}
		}
		from, to := a.startOf(lo), a.startOf(hi)
		a.place(from, from == to)
		a.place(to, from == to)
		a.placeLines(from, to)
		bounds = append(bounds, slices.Compact([]int{from, to}))
	}
	return bounds
}

// placeLines adds the beginnings of lines. If very many are new, some will do.
func (a *aligner) placeLines(from, to int) {
	const many = 50
	to = min(to, len(a.script.text))
	step := 1 + strings.Count(a.script.text[min(from, to):to], "\n")/many
	n := 0
	for at := max(from, 1); at < to; at++ {
		if a.script.text[at-1] == '\n' {
			if n++; n%step == 0 {
				a.place(at, true)
			}
		}
	}
}

// startOf is where a token begins, or the end.
func (a *aligner) startOf(token int) int {
	if token >= len(a.now) {
		return a.script.end()
	}
	return a.now[token].start
}

// placeRecut adds the cuts of toot.Split where a part does not fit between the
// bounds that it would have: of its text with that of the part before, of up to
// three parts behind it, and, for the first such parts, of all that follows.
func (a *aligner) placeRecut(bounds [][]int) {
	const reach = 3
	first := 8
	for i := range a.live {
		for _, from := range bounds[i] {
			for _, to := range bounds[i+1] {
				if from >= to || a.fits(from, to, i, a.closing(i)) {
					continue
				}
				for j := i + 1; j <= min(i+1+reach, len(a.live)); j++ {
					a.recut(from, bounds[j], i)
				}
				if first > 0 {
					a.recut(from, []int{a.script.end()}, i)
					first--
				}
				if i > 0 {
					a.recut(bounds[i-1][0], []int{to}, i-1)
				}
			}
		}
	}
}

func (a *aligner) recut(from int, ends []int, k int) {
	for _, to := range ends {
		if from >= to {
			continue
		}
		starts, err := a.cut(from, to, k)
		if err != nil {
			continue // a limit so small is told where parts are appended
		}
		for _, at := range starts {
			a.place(at, false)
		}
	}
}
