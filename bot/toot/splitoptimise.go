package toot

import (
	"math"
	"sort"
)

// What a cut costs the reader, by what ends there.
var levelPrices = [...]float64{
	paragraphEnd: 0, lineEnd: 15, sentenceEnd: 30, clauseEnd: 100, wordEnd: 300, characterEnd: 330,
}

// What is added to that.
const (
	commaPrice       = 40   // behind a comma, not a semicolon, colon or dash
	asidePrice       = 80   // behind a bracket that closes, where the sentence goes on
	enumerationPrice = 130  // behind a comma between short members of an enumeration, and the Chinese comma for it
	quotePrice       = 50   // inside quotation marks that enclose less than a part
	versePrice       = -100 // between words, at the end of a line
	phrasePrice      = -60  // between words or characters where a phrase is likely to end
	leaningPrice     = 80   // behind a word that leans on the next: an article, a preposition, a conjunction, a number, a genitive
	syllablePrice    = 100  // inside a word in katakana
	itemPrice        = 60   // inside an item of a list
	codePrice        = 150  // inside a block of code
	headingPrice     = 200  // behind what looks like a heading
	strayPrice       = 20   // less than three words of a paragraph alone
	orphanPrice      = 250  // less than three words of a sentence alone
	bracketPrice     = 500  // inside brackets that had to be opened
	boundPrice       = 1500 // inside what belongs together
	shatterPrice     = 5000 // anywhere
	markPrice        = 4500 // the same, but behind a slash, hyphen or the like
	stubPrice        = 100  // before a last part of less than three words
	balancePrice     = 100  // for a part that is empty, or twice as long as the average
	orphanWords      = 6    // three words, in halves
)

// A layout is a text that is to be cut into parts: the cuts that are allowed,
// its beginning and end included, and the room that a part has, by the number of
// digits in its own number.
type layout struct {
	cuts  []cut
	rooms []int
}

// room returns the room in a part, counted from 1.
func (l layout) room(part int) int {
	return l.rooms[min(digitsOf(part), len(l.rooms))-1]
}

// reach returns the last cut where a part can end that begins at cut i. A later
// beginning never reaches less far, so to go as far as possible in each part is
// the way to the fewest parts.
func (l layout) reach(i, part int) int {
	limit := l.cuts[i].left + l.room(part)
	n := sort.Search(len(l.cuts)-i-1, func(n int) bool { return l.cuts[i+1+n].right > limit })
	return i + n
}

// count returns the least number of parts.
func (l layout) count() int { return len(l.latest()) - 1 }

// latest returns the last cut at which each part can end, the beginning of the
// text before them.
func (l layout) latest() []int {
	ends := []int{0}
	for i := 0; i < len(l.cuts)-1; {
		i = l.reach(i, len(ends))
		ends = append(ends, i)
	}
	return ends
}

// earliest returns the first cut at which each of n parts can end so that the
// rest fits into the parts behind it.
func (l layout) earliest(n int) []int {
	ends := make([]int, n+1)
	ends[n] = len(l.cuts) - 1
	for k := n; k > 1; k-- {
		start := l.cuts[ends[k]].right - l.room(k)
		ends[k-1] = sort.Search(ends[k], func(i int) bool { return l.cuts[i].left >= start })
	}
	return ends
}

// optimise returns the cuts, beginning and end of the text included, that make
// the least number of parts and cost the least among all that do. What they cost
// is the sum of
//
//   - for each cut, the price of its level and its own (see the constants): a
//     paragraph is the cheapest, then lines, sentences, clauses, words. More
//     than a level costs a cut that leaves less than three words of a sentence
//     alone. A torn item of a list or enumeration is a little dearer, and so is a
//     cut behind a word that leans on the next; before one that is likely to
//     begin a phrase it is a little cheaper;
//   - for each part, balancePrice times the square of how far its length is from
//     the average, as a share of the average;
//   - stubPrice, if the last part has less than three words.
//
// The k-th part ends within a window of about one part: behind its end if all
// parts behind it were full, before its end if all parts before it were. In
// these windows the cheapest way to each cut is found from those to the cuts in
// the window before. As the cost of a length is convex, the best cut before
// never moves back when the cut behind moves on, and halving finds it: the time
// is n log w for n cuts, w in a window, and the memory n.
func (l layout) optimise() []cut {
	late := l.latest()
	n := len(late) - 1
	early := l.earliest(n)
	last := len(l.cuts) - 1
	total := l.cuts[last].right - l.cuts[0].left
	rows := make([]row, n+1)
	rows[0] = row{costs: []float64{0}}
	for k := 1; k <= n; k++ {
		rows[k] = row{
			layout: l, room: l.room(k), average: float64(total) / float64(n), before: &rows[k-1], first: early[k],
			costs: make([]float64, late[k]-early[k]+1), froms: make([]int32, late[k]-early[k]+1),
		}
		rows[k].fill(early[k], late[k], early[k-1], late[k-1])
		rows[k-1].costs = nil
	}
	chosen := make([]cut, n+1)
	for k, i := n, last; k >= 0; k-- {
		chosen[k] = l.cuts[i]
		if k > 0 {
			i = int(rows[k].froms[i-rows[k].first])
		}
	}
	return chosen
}

// A row is what the cheapest ways cost to the cuts where the k-th part can end,
// and where on each the part before ends.
type row struct {
	layout
	room    int
	average float64
	before  *row
	first   int // cut of the window
	costs   []float64
	froms   []int32
}

// fill computes the row from cut lo to cut hi, for which the best cut before is
// between from and to.
func (r *row) fill(lo, hi, from, to int) {
	if lo > hi {
		return
	}
	mid := (lo + hi) / 2
	best, cost := from, math.Inf(1)
	for i := from; i <= min(to, mid-1); i++ {
		if c := r.cost(i, mid); c < cost {
			best, cost = i, c
		}
	}
	r.costs[mid-r.first], r.froms[mid-r.first] = cost+r.price(mid), int32(best)
	r.fill(lo, mid-1, from, best)
	r.fill(mid+1, hi, best, to)
}

// cost returns what the way to cut i and the part from there to cut j cost.
func (r *row) cost(i, j int) float64 {
	length := r.cuts[j].right - r.cuts[i].left
	if length > r.room {
		return math.Inf(1)
	}
	off := (float64(length) - r.average) / r.average
	cost := r.before.costs[i-r.before.first] + float64(balancePrice*float64(off*off))
	if j == len(r.cuts)-1 && r.cuts[j].words-r.cuts[i].words < orphanWords {
		cost += stubPrice
	}
	return cost
}

// price returns what a cut costs by itself.
func (r *row) price(i int) float64 {
	if i == len(r.cuts)-1 {
		return 0
	}
	c := r.cuts[i]
	if c.orphan {
		return levelPrices[c.level] + c.price + orphanPrice
	}
	return levelPrices[c.level] + c.price
}

// addOrphans marks the cuts that leave only a few words of a sentence alone, and
// makes those dearer that leave a few of a paragraph alone.
func addOrphans(cuts []cut) {
	addOrphansAfter := func(order func(i int) *cut) {
		ends := [...]int{paragraphEnd: order(0).words, sentenceEnd: order(0).words}
		for i := 1; i < len(cuts)-1; i++ {
			c := order(i)
			switch {
			case c.level == paragraphEnd:
				ends[paragraphEnd], ends[sentenceEnd] = c.words, c.words
			case c.level <= sentenceEnd:
				if few(c.words, ends[paragraphEnd]) {
					c.price += strayPrice
				}
				ends[sentenceEnd] = c.words
			case few(c.words, ends[sentenceEnd]):
				c.orphan = true
			}
		}
	}
	addOrphansAfter(func(i int) *cut { return &cuts[i] })
	addOrphansAfter(func(i int) *cut { return &cuts[len(cuts)-1-i] })
}

func few(words, than int) bool { return max(words-than, than-words) < orphanWords }
