package toot

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// optimise is compared with a search through all ways to cut.
func TestOptimise(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := layout{rooms: []int{rapid.IntRange(10, 40).Draw(t, "room")}}
		if rapid.Bool().Draw(t, "numbered") {
			l.rooms = append(l.rooms, l.rooms[0]-1)
		}
		l.cuts = []cut{{}}
		at, words := 0, 0
		for range rapid.IntRange(2, 13).Draw(t, "cuts") {
			at += rapid.IntRange(1, 9).Draw(t, "length")
			words += rapid.IntRange(1, 6).Draw(t, "words")
			c := cut{right: at, words: words, level: level(rapid.IntRange(int(paragraphEnd), int(characterEnd)).Draw(t, "level"))}
			at += rapid.IntRange(0, 2).Draw(t, "space")
			c.left = at
			c.price = float64(rapid.IntRange(0, 500).Draw(t, "price"))
			l.cuts = append(l.cuts, c)
		}
		got := l.optimise()
		parts, cost := search(l, []int{0})
		if len(got)-1 != parts || len(got)-1 != l.count() {
			t.Fatalf("optimise = %v: %d parts, want %d", got, len(got)-1, parts)
		}
		if c := price(l, got); math.Abs(c-cost) > 1e-6 {
			t.Fatalf("optimise = %v costs %v, the cheapest %v", got, c, cost)
		}
	})
}

// search returns the least number of parts and the least cost of that, among
// the ways that begin with those cuts.
func search(l layout, taken []int) (parts int, cost float64) {
	i := taken[len(taken)-1]
	if i == len(l.cuts)-1 {
		cuts := make([]cut, len(taken))
		for k, j := range taken {
			cuts[k] = l.cuts[j]
		}
		return len(taken) - 1, price(l, cuts)
	}
	parts, cost = math.MaxInt, math.Inf(1)
	for j := i + 1; j < len(l.cuts) && l.cuts[j].right-l.cuts[i].left <= l.room(len(taken)); j++ {
		n, c := search(l, append(taken[:len(taken):len(taken)], j))
		if n < parts || n == parts && c < cost {
			parts, cost = n, c
		}
	}
	return parts, cost
}

// price is what the comment of optimise says.
func price(l layout, cuts []cut) float64 {
	n := len(cuts) - 1
	last := l.cuts[len(l.cuts)-1]
	average := float64(last.right-l.cuts[0].left) / float64(n)
	sum := 0.0
	for k := range n {
		off := (float64(cuts[k+1].right-cuts[k].left) - average) / average
		sum += balancePrice * off * off
		if k > 0 {
			sum += levelPrices[cuts[k].level] + cuts[k].price
		}
	}
	if last.words-cuts[n-1].words < orphanWords {
		sum += stubPrice
	}
	return sum
}
