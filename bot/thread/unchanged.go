package thread

import "slices"

// unchanged returns the published parts that stand in the new text as they are:
// of all ways to find them there in order, the one with the most text.
func (a *aligner) unchanged() []run {
	var chains []chain
	best := -1
	from, next := 0, 0
	for from < len(a.old) {
		to := from
		for to < len(a.old) && a.owner[to] == a.owner[from] {
			to++
		}
		known := len(chains)
		for _, at := range a.occurrences(from, to, next) {
			c := chain{run: run{from, to, at, at + to - from}, before: -1}
			for i, b := range chains[:known] {
				if b.to <= at && b.weight > c.weight {
					c.before, c.weight = i, b.weight
				}
			}
			for _, t := range a.old[from:to] {
				c.weight += len(t.text)
			}
			if chains = append(chains, c); best < 0 || c.weight > chains[best].weight {
				best = len(chains) - 1
			}
			if at == next {
				next = c.to
			}
		}
		from = to
	}
	var runs []run
	for ; best >= 0; best = chains[best].before {
		runs = append(runs, chains[best].run)
	}
	slices.Reverse(runs)
	return runs
}

// A chain is a run with the chain before it, and how much text it has with it.
type chain struct {
	run
	before, weight int
}

// occurrences is where tokens of the old text stand in the new one; if that is
// almost everywhere, the first places, the last, and next.
func (a *aligner) occurrences(from, to, next int) []int {
	const many = 20
	same := func(old, now token) bool { return old.text == now.text }
	var at []int
	for j := 0; j+to-from <= len(a.now); j++ {
		if a.now[j].text == a.old[from].text && slices.EqualFunc(a.old[from:to], a.now[j:j+to-from], same) {
			at = append(at, j)
		}
	}
	if len(at) <= 2*many {
		return at
	}
	some := slices.Concat(at[:many], at[len(at)-many:])
	if slices.Contains(at, next) {
		some = append(some, next)
	}
	return some
}
