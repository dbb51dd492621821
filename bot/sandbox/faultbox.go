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
	rates := map[Place]Rates{} // the caller keeps its own
	b.now, b.next, b.random = f, nil, map[Place]*rand.Rand{}
	b.now.Rates = rates
	for place := range f.Rates {
		rates[place] = maps.Clone(f.Rates[place])
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

// count notes that a fault is being played.
func (b *faultBox) count(f Fault) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if f == NoFault {
		return
	}
	if b.played == nil {
		b.played = map[Fault]int{}
	}
	b.played[f]++
}

// draw returns the fault of what happens at a place that has several names. What was queued goes before what is drawn by
// chance, and the first name before the others.
func (b *faultBox) draw(places ...Place) Fault {
	b.mu.Lock()
	defer b.mu.Unlock()
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

func (b *faultBox) counted() map[Fault]int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return maps.Clone(b.played)
}
