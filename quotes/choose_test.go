package quotes_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"quotebot/quotes"
)

// sized makes a corpus of areas a, b, c… with so many quotes each.
func sized(sizes ...int) *quotes.Corpus {
	c := &quotes.Corpus{}
	for i, size := range sizes {
		area := string(rune('a' + i))
		c.Areas = append(c.Areas, quotes.Area{ID: area, Number: i + 1})
		for n := range size {
			c.Quotes = append(c.Quotes, quotes.Quote{ID: fmt.Sprintf("%s-%d", area, n), Area: area})
		}
	}
	return c
}

// A bot is a corpus with a seed and what has been drawn from it.
type bot struct {
	*quotes.Corpus
	seed    uint64
	history []quotes.Draw
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// draw takes the next quote and checks what holds for every draw.
func (b *bot) draw(t fataler, area string) quotes.Draw {
	t.Helper()
	d, ok := b.Next(b.seed, b.history, area)
	if !ok {
		t.Fatalf("Next(%d, %v, %q): no draw", b.seed, b.history, area)
	}
	if again, _ := b.Next(b.seed, b.history, area); again != d {
		t.Fatalf("Next(%d, %v, %q) = %v, then %v", b.seed, b.history, area, d, again)
	}
	q, ok := b.Quote(d.Quote)
	if !ok || area != "" && q.Area != area || d.Area != area {
		t.Fatalf("Next(%d, %v, %q) = %v, from area %q", b.seed, b.history, area, d, q.Area)
	}
	for _, old := range b.history {
		if old.Quote == d.Quote && old.Cycle == d.Cycle {
			t.Fatalf("Next(%d, %v, %q) = %v, again in the same cycle", b.seed, b.history, area, d)
		}
	}
	b.history = append(b.history, d)
	return d
}

func (b *bot) area(d quotes.Draw) string {
	q, _ := b.Quote(d.Quote)
	return q.Area
}

// left is how many quotes of each area a cycle still has.
func (b *bot) left(cycle int) []int {
	left := make([]int, len(b.Areas))
	for i, a := range b.Areas {
		left[i] = len(b.InArea(a.ID))
		for _, d := range b.history {
			if d.Cycle == cycle && b.area(d) == a.ID {
				left[i]--
			}
		}
	}
	return left
}

func drawBot(t *rapid.T) *bot {
	sizes := rapid.SliceOfN(rapid.IntRange(0, 4), 1, 4).Filter(func(s []int) bool { return slices.Max(s) > 0 }).Draw(t, "sizes")
	return &bot{Corpus: sized(sizes...), seed: rapid.Uint64().Draw(t, "seed")}
}

func TestNextIsPermutation(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := drawBot(t)
		for cycle := 1; cycle <= 3; cycle++ {
			for range b.Quotes {
				if d := b.draw(t, ""); d.Cycle != cycle {
					t.Fatalf("draw %d of %d quotes is in cycle %d, want %d", len(b.history), len(b.Quotes), d.Cycle, cycle)
				}
			}
		}
	})
}

// fewestRepeats tries every order of what is left after the area last.
func fewestRepeats(left []int, last int, known map[string]int) int {
	key := fmt.Sprint(left, last)
	if n, ok := known[key]; ok {
		return n
	}
	fewest := math.MaxInt
	for i := range left {
		if left[i] == 0 {
			continue
		}
		left[i]--
		n := fewestRepeats(left, i, known)
		left[i]++
		if i == last {
			n++
		}
		fewest = min(fewest, n)
	}
	if fewest == math.MaxInt {
		fewest = 0
	}
	known[key] = fewest
	return fewest
}

// After any history, with lines for areas among it, the rest of a cycle repeats
// an area only as often as the best of all orders does.
func TestNextRepeatsNoAreaNeedlessly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := drawBot(t)
		for range rapid.IntRange(0, 20).Draw(t, "mixed draws") {
			area := ""
			if a := rapid.IntRange(-3, len(b.Areas)-1).Draw(t, "area"); a >= 0 && len(b.InArea(b.Areas[a].ID)) > 0 {
				area = b.Areas[a].ID
			}
			b.draw(t, area)
		}
		for range 2 {
			next, _ := b.Next(b.seed, b.history, "")
			left, last := b.left(next.Cycle), -1
			if len(b.history) > 0 {
				last = slices.IndexFunc(b.Areas, func(a quotes.Area) bool { return a.ID == b.area(b.history[len(b.history)-1]) })
			}
			want, start := fewestRepeats(slices.Clone(left), last, make(map[string]int)), len(b.history)
			for range sum(left) {
				b.draw(t, "")
			}
			got := 0
			for i := max(start, 1); i < len(b.history); i++ {
				if b.area(b.history[i]) == b.area(b.history[i-1]) {
					got++
				}
			}
			if got != want {
				t.Fatalf("%d repeats in the rest %v of cycle %d after area %d, want %d: %v", got, left, next.Cycle, last, want, b.history)
			}
		}
	})
}

func sum(ns []int) int {
	total := 0
	for _, n := range ns {
		total += n
	}
	return total
}

// Where no area has more than half of the quotes, every prefix of a cycle is
// within half a quote for each area of what an area's share would be.
func TestNextIsProportional(t *testing.T) {
	t.Parallel()
	sizes := rapid.SliceOfN(rapid.IntRange(1, 40), 2, 7).Filter(func(s []int) bool { return 2*slices.Max(s) <= sum(s) })
	rapid.Check(t, func(t *rapid.T) {
		c := sized(sizes.Draw(t, "sizes")...)
		checkShares(t, &bot{Corpus: c, seed: rapid.Uint64().Draw(t, "seed")})
	})
	checkShares(t, &bot{Corpus: outline(t), seed: 1})
}

func checkShares(t fataler, b *bot) {
	t.Helper()
	bound := float64(len(b.Areas)) / 2
	drawn := make(map[string]int)
	for n := range b.Quotes {
		d, _ := b.Next(b.seed, b.history, "")
		b.history = append(b.history, d)
		drawn[b.area(d)]++
		for _, a := range b.Areas {
			share := float64(n+1) * float64(len(b.InArea(a.ID))) / float64(len(b.Quotes))
			if off := math.Abs(float64(drawn[a.ID]) - share); off > bound {
				t.Fatalf("area %s has %d of the first %d draws, its share is %.2f: %v", a.ID, drawn[a.ID], n+1, share, b.history)
			}
		}
	}
}

// Lines for areas and lines for any share a cycle: draw checks each draw for
// repeats. A line goes on to the next cycle when its own area is used up.
func TestNextSharesCycle(t *testing.T) {
	t.Parallel()
	b := &bot{Corpus: sized(2, 3), seed: 7}
	cycles := func(area string, n int) (got []int) {
		for range n {
			got = append(got, b.draw(t, area).Cycle)
		}
		return got
	}
	for _, step := range []struct {
		area string
		want []int
	}{
		{"a", []int{1, 1, 2}}, // one of a is left in cycle 2
		{"", []int{1, 1, 1, 2, 2}},
		{"b", []int{2}},
		{"", []int{2, 3}},
		{"a", []int{3}},
	} {
		if got := cycles(step.area, len(step.want)); !slices.Equal(got, step.want) {
			t.Errorf("cycles of draws for %q = %v, want %v; %v", step.area, got, step.want, b.history)
		}
	}
}

// A corpus may grow and shrink between two draws of a cycle.
func TestNextCorpusChanges(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		sizes := rapid.SliceOfN(rapid.IntRange(1, 5), 3, 3)
		b := &bot{Corpus: sized(sizes.Draw(t, "before")...), seed: rapid.Uint64().Draw(t, "seed")}
		for range rapid.IntRange(1, len(b.Quotes)).Draw(t, "draws") {
			b.draw(t, "")
		}
		b.Corpus = sized(sizes.Draw(t, "after")...)
		for range sum(b.left(1)) {
			if d := b.draw(t, ""); d.Cycle != 1 {
				t.Fatalf("%v before cycle 1 was complete: %v", d, b.history)
			}
		}
		if d := b.draw(t, ""); d.Cycle != 2 {
			t.Fatalf("%v after cycle 1 was complete: %v", d, b.history)
		}
	})
}

func TestNextNothing(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		corpus *quotes.Corpus
		area   string
	}{
		{&quotes.Corpus{}, ""},
		{sized(0, 2), "a"},
		{sized(1), "unknown"},
	} {
		if d, ok := test.corpus.Next(1, nil, test.area); ok {
			t.Errorf("Next(1, nil, %q) = %v, want none", test.area, d)
		}
	}
}

// Each quote opens the cycle about equally often, over seeds and over cycles,
// and a cycle does not open with the quote that ended the one before.
func TestNextSpreads(t *testing.T) {
	t.Parallel()
	const size, cycles = 10, 1000
	b := &bot{Corpus: sized(size), seed: 3}
	bySeed, byCycle := make(map[string]int), make(map[string]int)
	for seed := range uint64(cycles) {
		d, _ := b.Next(seed, nil, "")
		bySeed[d.Quote]++
		var before []quotes.Draw // the whole cycle of that number
		for _, q := range b.Quotes {
			before = append(before, quotes.Draw{Quote: q.ID, Cycle: int(seed) + 1})
		}
		d, _ = b.Next(b.seed, before, "")
		byCycle[d.Quote]++
		if last := before[size-1]; d.Quote == last.Quote {
			t.Errorf("cycle %d opens with %s, with which the one before ended", d.Cycle, d.Quote)
		}
	}
	for _, q := range b.Quotes[:size-1] {
		// 100 or 111 are expected; 50 is five standard deviations away.
		if bySeed[q.ID] < 50 || byCycle[q.ID] < 50 {
			t.Errorf("%s opens %d of %d cycles by seed and %d by number, want about %d", q.ID, bySeed[q.ID], cycles, byCycle[q.ID], cycles/size)
		}
	}
}

func BenchmarkNext(b *testing.B) {
	c, err := quotes.Open("")
	if err != nil {
		b.Fatal(err)
	}
	var history []quotes.Draw
	for range 1000 {
		d, _ := c.Next(1, history, "")
		history = append(history, d)
	}
	for b.Loop() {
		if _, ok := c.Next(1, history, ""); !ok {
			b.Fatal("no draw")
		}
	}
}
