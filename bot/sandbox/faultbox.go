package sandbox

import (
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
)

// faultBox holds what is to go wrong.
type faultBox struct {
	mu     sync.Mutex
	now    Faults
	next   map[Place][]Fault    // from Play
	random map[Place]*rand.Rand // of the mix
	played map[Fault]int
}

func (b *faultBox) set(f Faults) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now, b.next, b.random = f, nil, map[Place]*rand.Rand{}
	for place := range f.Rates {
		h := fnv.New64a()
		h.Write([]byte(place))
		b.random[place] = rand.New(rand.NewPCG(f.Seed, h.Sum64()))
	}
}

func (b *faultBox) get() Faults {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

func (b *faultBox) queue(place Place, faults []Fault) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.next == nil {
		b.next = map[Place][]Fault{}
	}
	b.next[place] = slices.Concat(b.next[place], faults)
}

// draw returns the fault of what happens at a place that has several names, and counts it. What was queued goes before what
// is drawn by chance, and the first name before the others.
func (b *faultBox) draw(places ...Place) Fault {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count(b.pick(places))
}

// drawCut is the fault of a post that was stored: CutAfterCommit leaves alone what repeats an answer.
func (b *faultBox) drawCut(drawn Fault) Fault {
	b.mu.Lock()
	defer b.mu.Unlock()
	if drawn != NoFault || !b.now.CutAfterCommit {
		return drawn
	}
	return b.count(LostAnswer)
}

func (b *faultBox) count(f Fault) Fault {
	if f == NoFault {
		return f
	}
	if b.played == nil {
		b.played = map[Fault]int{}
	}
	b.played[f]++
	return f
}

func (b *faultBox) pick(places []Place) Fault {
	for _, p := range places {
		if q := b.next[p]; len(q) > 0 {
			b.next[p] = q[1:]
			return q[0]
		}
	}
	for _, p := range places {
		if rates, ok := b.now.Rates[p]; ok {
			return roll(b.random[p], rates, p.Faults())
		}
	}
	return NoFault
}

// roll draws one of the faults, or none. Their order decides, so that the same seed gives the same fault.
func roll(random *rand.Rand, rates Rates, faults []Fault) Fault {
	x := random.Float64()
	for _, f := range faults {
		if x -= rates[f]; x < 0 {
			return f
		}
	}
	return NoFault
}

func (b *faultBox) counts() map[Fault]int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return maps.Clone(b.played)
}
