package thread

import (
	"slices"
	"strings"
)

// moved returns for each part the last one that followed it and stands before it
// now, or -1. Where a part stands is told by its whole text, if the new text has
// it once; otherwise by its runs of five words that both texts have once, if at
// least half of them are found.
func (a *aligner) moved() []int {
	where := a.standings()
	behind := make([]int, len(where))
	for i := range where {
		behind[i] = -1
		for j := i + 1; j < len(where); j++ {
			if where[j] >= 0 && where[i] > where[j] {
				behind[i] = j
			}
		}
	}
	return behind
}

// standings is where each part stands in the new text, -1 where that is not
// known.
func (a *aligner) standings() []int {
	text, offsets := compact(a.script.text)
	now := shingles(a.now)
	old := shingles(a.old)
	where := make([]int, len(a.bodies))
	for k, b := range a.bodies {
		where[k] = -1
		b, _ = compact(b)
		if i := strings.Index(text, b); b != "" && i >= 0 && i == strings.LastIndex(text, b) {
			where[k] = offsets[i]
			continue
		}
		var found []int
		all := 0
		for words := range shingles(tokens(a.bodies[k])) {
			all++
			if len(now[words]) == 1 && len(old[words]) == 1 {
				found = append(found, a.now[now[words][0]].start)
			}
		}
		if len(found) > 0 && 2*len(found) >= all {
			slices.Sort(found)
			where[k] = found[len(found)/2]
		}
	}
	return where
}

// shingles are the runs of five tokens, with where they begin.
func shingles(all []token) map[string][]int {
	const size = 5
	runs := make(map[string][]int)
	for i := 0; i+size <= len(all); i++ {
		var words []string
		for _, t := range all[i : i+size] {
			words = append(words, t.text)
		}
		key := strings.Join(words, " ")
		runs[key] = append(runs[key], i)
	}
	return runs
}
