package thread

import (
	"math"
	"slices"
	"sort"
	"strings"
	"unicode"
)

// What it costs to lay the new text over the published parts. A part that is
// left alone costs nothing. That a part is gone whose words are gone costs less
// than to fill it with the text of its neighbours, and more than to take its
// place for new words. That its words stand elsewhere costs the most.
const (
	editCost      = 1.0
	strangeCost   = 1.0 // times the share of words that the published part has not
	goneCost      = 1.5
	displacedCost = 10.0
	mediaCost     = 0.4
	appendCost    = 0.1
	cutCost       = 0.1 // where neither a line ends nor a published part
	tornCost      = 1.5 // where what is appended begins within a block
)

// An aligner lays a script over published parts.
//
// The texts are compared word by word: first the published parts that stand in
// the new text as they are, in the order that keeps most of them, then what is
// between (see match). From that follow the places where a part may begin: where the word stands that followed a published cut,
// or behind the one that stood before it; where the text of a published part
// stands unchanged; at the beginning of blocks that are new; and, where a part would not
// fit, where toot.Split cuts what would have to be in it and in up to three parts
// behind it, or before it. Among all ways to have each published part begin at
// one of these places, in order, it takes the cheapest (see editCost). So cuts
// stay where they are while the parts fit, text that does not fit moves as few
// parts as it can, and what stands behind the last published word is appended.
type aligner struct {
	cutter
	live   []Part
	bodies []string // of live, without their numbers and the hashtags of the first

	old, now []token
	owner    []int // the part that a token of old is of
	matched  []int // the part of which a token of now is, or -1

	places map[int]bool // where a part may begin, and whether that is a good place
	texts  map[[2]int]measured
}

// A measured is what is in a range, and the length of its text.
type measured struct {
	text   string
	length int
	images []mark
}

func (m measured) empty() bool { return m.text == "" && len(m.images) == 0 }

// align returns where each published part ends, once the texts are compared. What
// lies behind the last is to be appended. A part with nothing in it is gone.
func (a *aligner) align() []int {
	a.places, a.texts = make(map[int]bool), make(map[[2]int]measured)
	a.placeBlocks()
	a.placeUnchanged()
	a.placeRecut(a.placeMatched())
	return a.cheapest()
}

func (a *aligner) compare() {
	for i, b := range a.bodies {
		for _, t := range tokens(b) {
			a.old, a.owner = append(a.old, t), append(a.owner, i)
		}
	}
	a.now = tokens(a.script.text)
	a.matched = match(a.old, a.now, a.unchanged())
	for j, i := range a.matched {
		if i >= 0 {
			a.matched[j] = a.owner[i]
		}
	}
}

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
// bounds that it would have.
func (a *aligner) placeRecut(bounds [][]int) {
	const reach = 3
	for i := range a.live {
		for _, from := range bounds[i] {
			for _, to := range bounds[i+1] {
				if from >= to || a.fits(from, to, i, a.closing(i)) {
					continue
				}
				for j := i + 1; j <= min(i+1+reach, len(a.live)); j++ {
					a.recut(from, bounds[j], i)
				}
				a.recut(from, []int{a.script.end()}, i)
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

// cheapest chooses among the places.
func (a *aligner) cheapest() []int {
	places := make([]int, 0, len(a.places))
	for at := range a.places {
		places = append(places, at)
	}
	slices.Sort(places)
	costs := make([]float64, len(places)) // of having the parts up to one end at each place
	for i := range costs {
		costs[i] = math.Inf(1)
	}
	costs[0] = 0
	froms := make([][]int, len(a.live))
	for k := range a.live {
		costs, froms[k] = a.step(k, places, costs)
	}
	best := 0
	for i, at := range places {
		costs[i] += a.restCost(at)
		if costs[i] < costs[best] {
			best = i
		}
	}
	ends := make([]int, len(a.live))
	for k := len(a.live) - 1; k >= 0; k-- {
		ends[k] = places[best]
		best = froms[k][best]
	}
	return ends
}

// step is what it costs to have the k-th part end at each place, and where it
// begins then.
func (a *aligner) step(k int, places []int, before []float64) (costs []float64, froms []int) {
	costs, froms = make([]float64, len(places)), make([]int, len(places))
	words := a.wordsOf(k)
	for i := range costs {
		costs[i] = math.Inf(1)
	}
	for i, from := range places {
		if math.IsInf(before[i], 1) {
			continue
		}
		end := a.script.nextForced(from)
		for j := i; j < len(places) && places[j] <= end; j++ {
			m := a.measure(from, places[j])
			if m.length > 2*a.talk.Limits.Max()+len(a.live[k].Text) {
				break
			}
			c := before[i]
			if m.empty() {
				c += a.goneCost(k, words, places[j])
			} else {
				c += a.partCost(k, m, words.share(a.now, from, places[j]))
			}
			if !a.places[places[j]] {
				c += cutCost
			}
			if c < costs[j] {
				costs[j], froms[j] = c, i
			}
		}
	}
	return costs, froms
}

func (a *aligner) measure(from, to int) measured {
	key := [2]int{from, to}
	m, known := a.texts[key]
	if !known {
		m.text = a.script.between(from, to)
		m.length = a.length(m.text)
		m.images = a.script.images(from, to)
		a.texts[key] = m
	}
	return m
}

// partCost is what it costs to have that in the k-th part.
func (a *aligner) partCost(k int, m measured, share float64) float64 {
	cost := 0.0
	sameImages := slices.EqualFunc(m.images, a.live[k].Media, func(m mark, i Image) bool { return m.image.same(i) })
	if !sameImages {
		cost = mediaCost
	}
	text := closed(m.text, a.closing(k))
	switch {
	case len(m.images) > a.talk.Limits.MaxMedia():
		return math.Inf(1)
	case text == a.live[k].Text && a.talk.CW == a.live[k].CW: // a limit that has been narrowed since is no reason to edit
		return cost
	case a.length(text) > a.talk.Limits.Max():
		return math.Inf(1)
	case text == a.live[k].Text:
		return cost
	case sameImages && a.bodies[k] == "":
		share = 1
	}
	return cost + editCost + strangeCost*(1-share)
}

// goneCost is what it costs that nothing of the k-th part is left before a
// place.
func (a *aligner) goneCost(k int, words tally, at int) float64 {
	isLast := k == len(a.live)-1
	stands := slices.ContainsFunc(a.script.marks, func(m mark) bool {
		return m.image != nil && slices.ContainsFunc(a.live[k].Media, m.image.same)
	})
	if stands || 2*words.upTo[len(a.now)] > words.total || isLast && !a.script.empty(at, a.script.end()) {
		return displacedCost
	}
	return goneCost
}

// same says whether two images are the same, as far as that is known.
func (m Image) same(other Image) bool {
	if m.Sum != "" && other.Sum != "" {
		return m.Sum == other.Sum
	}
	return m.Alt == other.Alt
}

// restCost is what it costs to append what lies behind a place.
func (a *aligner) restCost(at int) float64 {
	if a.script.empty(at, a.script.end()) {
		return 0
	}
	cost := appendCost * (1 + float64(len(a.script.text)-at)/float64(max(1, len(a.script.text))))
	if !slices.ContainsFunc(a.script.blocks, func(b block) bool { return b.start == at }) {
		cost += tornCost
	}
	return cost
}

// A tally is how many bytes of words up to each token are in both texts' version
// of one part, and how many that part has.
type tally struct {
	upTo  []int
	total int
}

func (a *aligner) wordsOf(part int) tally {
	t := tally{upTo: make([]int, len(a.now)+1)}
	for j, p := range a.matched {
		t.upTo[j+1] = t.upTo[j]
		if p == part {
			t.upTo[j+1] += len(a.now[j].text)
		}
	}
	for i, p := range a.owner {
		if p == part {
			t.total += len(a.old[i].text)
		}
	}
	return t
}

// share is how much a range and the published part have in common, from 0 to 1.
func (t tally) share(now []token, from, to int) float64 {
	i := sort.Search(len(now), func(i int) bool { return now[i].start >= from })
	j := sort.Search(len(now), func(j int) bool { return now[j].start >= to })
	size := 0
	if j > i {
		size = now[j-1].end - now[i].start
	}
	return float64(t.upTo[j]-t.upTo[i]) / float64(max(1, t.total, size))
}
