package thread

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a word, a character of a script without spaces, or a web address.
type token struct {
	text       string
	start, end int // bytes
}

func tokens(text string) []token {
	var all []token
	start := -1
	flush := func(end int) {
		if start >= 0 {
			all = append(all, split(text, start, end)...)
		}
		start = -1
	}
	for i, c := range text {
		switch {
		case unicode.IsSpace(c):
			flush(i)
		case start < 0:
			start = i
		}
	}
	flush(len(text))
	return all
}

// split takes what stands between blanks apart where it has characters of a
// script without spaces.
func split(text string, start, end int) []token {
	s := text[start:end]
	if strings.Contains(s, "://") || !strings.ContainsFunc(s, isWide) {
		return []token{{s, start, end}}
	}
	var all []token
	from := start
	for i, c := range s {
		at := start + i
		if !isWide(c) {
			continue
		}
		if from < at {
			all = append(all, token{text[from:at], from, at})
		}
		from = at + utf8.RuneLen(c)
		all = append(all, token{text[at:from], at, from})
	}
	if from < end {
		all = append(all, token{text[from:end], from, end})
	}
	return all
}

// commonTokens is how often a token may occur to be where a match begins. Those
// that are more frequent match beside others.
const commonTokens = 64

// match aligns two texts: for each token of the new one, it returns which of the
// old it is, or -1. Given are runs that match. Between them the longest run of
// tokens that both have is matched first, then what stands before it and behind
// it likewise, so that a word that both use somewhere pulls nothing out of place.
func match(old, now []token, given []run) []int {
	where := make(map[string][]int)
	for i, t := range old {
		where[t.text] = append(where[t.text], i)
	}
	found := make([]int, len(now))
	for j := range found {
		found[j] = -1
	}
	var todo []run
	var before run
	for _, r := range append(given, run{len(old), len(old), len(now), len(now)}) {
		todo = append(todo, run{before.oldTo, r.oldFrom, before.to, r.from})
		for k := range r.to - r.from {
			found[r.from+k] = r.oldFrom + k
		}
		before = r
	}
	for len(todo) > 0 {
		r := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		i, j, n := r.longest(old, now, where)
		if n == 0 {
			continue
		}
		for k := range n {
			found[j+k] = i + k
		}
		todo = append(todo, run{r.oldFrom, i, r.from, j}, run{i + n, r.oldTo, j + n, r.to})
	}
	return found
}

// A run is tokens of the old text and of the new.
type run struct{ oldFrom, oldTo, from, to int }

// longest is the longest run of tokens that both texts have within r, the first
// of those that are equally long.
func (r run) longest(old, now []token, where map[string][]int) (bestOld, best, length int) {
	lengths := make(map[int]int) // of the runs that end with a token of the old text
	for j := r.from; j < r.to; j++ {
		next := make(map[int]int)
		if positions := where[now[j].text]; len(positions) <= commonTokens {
			for _, i := range positions {
				if i < r.oldFrom || i >= r.oldTo {
					continue
				}
				n := lengths[i-1] + 1
				next[i] = n
				if n > length {
					bestOld, best, length = i-n+1, j-n+1, n
				}
			}
		}
		lengths = next
	}
	if length == 0 {
		return 0, 0, 0
	}
	for bestOld > r.oldFrom && best > r.from && old[bestOld-1].text == now[best-1].text {
		bestOld, best, length = bestOld-1, best-1, length+1
	}
	for bestOld+length < r.oldTo && best+length < r.to && old[bestOld+length].text == now[best+length].text {
		length++
	}
	return bestOld, best, length
}
