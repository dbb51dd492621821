package thread

import (
	"math"
	"slices"
	"sort"
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
	tornCost      = 2.2 // where what is appended begins within a block
)

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
				c += a.goneCost(k, places[j])
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
	imagesStay := sameImages(m.images, a.live[k].Media)
	if !imagesStay {
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
	case imagesStay && a.bodies[k] == "":
		share = 1
	}
	return cost + editCost + strangeCost*(1-share)
}

// goneCost is what it costs that nothing of the k-th part is left before a
// place.
func (a *aligner) goneCost(k, at int) float64 {
	isLast := k == len(a.live)-1
	if a.stands[k] || isLast && !a.script.empty(at, a.script.end()) {
		return displacedCost
	}
	return goneCost
}

func (a *aligner) standing() []bool {
	stands := make([]bool, len(a.live))
	for k, l := range a.live {
		words := a.wordsOf(k)
		stands[k] = 2*words.upTo[len(a.now)] > words.total || slices.ContainsFunc(a.script.marks, func(m mark) bool {
			return m.image != nil && slices.ContainsFunc(l.Media, m.image.same)
		})
	}
	return stands
}

func sameImages(images []mark, media []Image) bool {
	return slices.EqualFunc(images, media, func(m mark, i Image) bool { return m.image.same(i) })
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
