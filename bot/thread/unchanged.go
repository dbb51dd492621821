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

// occurrences is where tokens of the old text stand in the new one: the first
// places, the last, and next, should there be very many.
func (a *aligner) occurrences(from, to, next int) []int {
	const many = 20
	var first, last []int
	end := len(a.now) - (to - from)
	for j := 0; j <= end && len(first) < many; j++ {
		if a.stand(from, to, j) {
			first = append(first, j)
		}
	}
	if len(first) < many {
		return first
	}
	for j := end; j > first[many-1] && len(last) < many; j-- {
		if a.stand(from, to, j) {
			last = append(last, j)
		}
	}
	if next <= end && !slices.Contains(first, next) && !slices.Contains(last, next) && a.stand(from, to, next) {
		last = append(last, next)
	}
	return append(first, last...)
}

// stand says whether tokens of the old text stand at a place in the new one.
func (a *aligner) stand(from, to, at int) bool {
	return a.now[at].text == a.old[from].text && slices.EqualFunc(a.old[from:to], a.now[at:at+to-from], func(old, now token) bool {
		return old.text == now.text
	})
}
