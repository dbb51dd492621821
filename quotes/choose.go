package quotes

import (
	"cmp"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"strconv"
)

// A Draw is one quote taken for posting.
type Draw struct {
	Quote string // its id
	Area  string // what the draw was limited to; "" if to nothing
	Cycle int    // from 1 up; within a cycle no quote is drawn twice
}

// Next draws the quote that follows a history of draws, the oldest first. It is
// a pure function: the same seed, history and area give the same draw, and a
// preview appends each draw to the history and asks again. An area of "" means
// any. It is false if there is no quote to draw.
//
// A cycle goes once through the corpus in an order that depends on the seed.
// Draws limited to an area share the cycle with the others, but go on to the
// next one as soon as their area is used up. Without a limit, areas alternate in
// proportion to their quotes, and no area comes twice in a row while another
// choice, now or earlier, avoids it. Draws of quotes that the corpus no longer
// has are ignored; a quote that is new has simply not been drawn yet.
func (c *Corpus) Next(seed uint64, history []Draw, area string) (Draw, bool) {
	past := c.past(history, area)
	cycle := past.cycle
	candidates := c.candidates(past, cycle, area)
	for len(candidates) == 0 {
		if !c.hasQuotes(area) {
			return Draw{}, false
		}
		cycle++
		candidates = c.candidates(past, cycle, area)
	}
	chosen := area
	if area == "" {
		chosen = c.chooseArea(seed, cycle, candidates, past.last.Area)
	}
	return Draw{first(seed, cycle, candidates[chosen], past.last.ID), area, cycle}, true
}

// A past is what counts of a history.
type past struct {
	drawn map[inCycle]bool
	cycle int   // that draws with the same limit have reached
	last  Quote // the newest draw of all
}

// An inCycle is a quote in a cycle, whatever the draw was limited to.
type inCycle struct {
	quote string
	cycle int
}

func (c *Corpus) past(history []Draw, area string) past {
	p := past{drawn: make(map[inCycle]bool, len(history)), cycle: 1}
	for _, d := range history {
		q, ok := c.Quote(d.Quote)
		if !ok {
			continue
		}
		p.drawn[inCycle{d.Quote, d.Cycle}] = true
		p.last = q
		if d.Area == area {
			p.cycle = max(p.cycle, d.Cycle)
		}
	}
	return p
}

func (c *Corpus) hasQuotes(area string) bool {
	return area == "" && len(c.Quotes) > 0 || len(c.index().inArea[area]) > 0
}

// candidates are the quotes not drawn in a cycle, by area.
func (c *Corpus) candidates(p past, cycle int, area string) map[string][]Quote {
	left := make(map[string][]Quote)
	for _, q := range c.Quotes {
		if (area == "" || q.Area == area) && !p.drawn[inCycle{q.ID, cycle}] {
			left[q.Area] = append(left[q.Area], q)
		}
	}
	return left
}

// chooseArea takes the area that leads to the fewest repeats of an area in the
// rest of the cycle; among those the one that is furthest behind its share, and
// then the first in the order of the seed.
func (c *Corpus) chooseArea(seed uint64, cycle int, left map[string][]Quote, last string) string {
	best, found := areaChoice{}, false
	for area, quotes := range left {
		if area == last && len(left) > 1 {
			continue
		}
		choice := areaChoice{
			area:    area,
			repeats: repeatsAfter(area, left),
			left:    2*len(quotes) - 1,
			size:    2 * len(c.index().inArea[area]),
			order:   order(seed, cycle, "area", area),
		}
		if !found || choice.compare(best) < 0 {
			best, found = choice, true
		}
	}
	return best.area
}

// An areaChoice is an area that may come next. What is left of it is measured
// in the middle of its next quote, in half quotes, so that a small area comes in
// the middle of its stretch of the cycle and not at the start.
type areaChoice struct {
	area       string
	repeats    int
	left, size int
	order      uint64
}

func (a areaChoice) compare(b areaChoice) int {
	return cmp.Or(
		cmp.Compare(a.repeats, b.repeats),
		cmp.Compare(b.left*a.size, a.left*b.size), // the larger left/size first
		cmp.Compare(a.order, b.order),
		cmp.Compare(a.area, b.area),
	)
}

// repeatsAfter is how often an area must follow itself in the rest of a cycle,
// at best, once area has been chosen next. An area can be set apart by all the
// others and stand at the start as well, unless it has just been there.
func repeatsAfter(area string, left map[string][]Quote) int {
	total := -1
	for _, quotes := range left {
		total += len(quotes)
	}
	repeats := 0
	for a, quotes := range left {
		own, free := len(quotes), 1
		if a == area {
			own, free = own-1, 0
		}
		repeats = max(repeats, own-(total-own)-free)
	}
	return repeats
}

// first returns the id of the first quote in the cycle's order. A new cycle does
// not open with the quote that the old one ended with, if there is another.
func first(seed uint64, cycle int, quotes []Quote, last string) string {
	best, rank := "", uint64(0)
	for _, q := range quotes {
		if q.ID == last && len(quotes) > 1 {
			continue
		}
		if r := order(seed, cycle, "quote", q.ID); best == "" || r < rank || r == rank && q.ID < best {
			best, rank = q.ID, r
		}
	}
	return best
}

// order gives a name its place in a cycle. It depends on nothing but the name,
// so a quote that is added or removed leaves the order of the others as it was.
func order(seed uint64, cycle int, kind, name string) uint64 {
	h := fnv.New64a()
	io.WriteString(h, kind+"/"+strconv.Itoa(cycle)+"/"+name)
	return rand.NewPCG(seed, h.Sum64()).Uint64()
}
