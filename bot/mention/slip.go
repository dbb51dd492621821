package mention

// shortestSlipped is how many letters a word with a slip has at least: in
// shorter ones another letter makes another word.
const shortestSlipped = 5

// slips finds entries that are one slip away from what was typed: one letter
// wrong, missing, too many, or two neighbours swapped.
type slips[T any] struct {
	entries map[string]T
	keys    map[slipKey][]string
}

// A slipKey says which entries are compared. People seldom miss the first letter.
type slipKey struct {
	first  byte
	length int
}

func newSlips[T any]() slips[T] {
	return slips[T]{make(map[string]T), make(map[slipKey][]string)}
}

// set enters value, in the place of what was known.
func (s slips[T]) set(entry string, value T) {
	if !isASCII(entry) {
		return
	}
	if _, known := s.entries[entry]; !known {
		at := slipKey{entry[0], len(entry)}
		s.keys[at] = append(s.keys[at], entry)
	}
	s.entries[entry] = value
}

// find is the entry that the n words from the i-th of a row were meant for, if
// the slip is in a word of at least so many letters.
func (s slips[T]) find(r row, i, n, letters int) (value T, ok bool) {
	typed := r.slice(i, n)
	if len(typed) < letters || !isASCII(typed) {
		return value, false
	}
	for length := len(typed) - 1; length <= len(typed)+1; length++ {
		for _, k := range s.keys[slipKey{typed[0], length}] {
			if at := slipAt(typed, k); at >= 0 && r.lengthAt(i, n, at) >= letters {
				return s.entries[k], true
			}
		}
	}
	return value, false
}

// lengthAt is the length of the word that holds the byte at offset at of the n
// words from the i-th.
func (r row) lengthAt(i, n, at int) int {
	for j := i; j < i+n; j++ {
		if end := r.starts[j+1]; r.starts[i]+at < end || j == i+n-1 {
			return end - r.starts[j]
		}
	}
	return 0
}

// slipAt is where two strings begin to differ if one slip makes one into the
// other, otherwise -1. Equal strings differ nowhere.
func slipAt(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	if i == len(a) && i == len(b) {
		return -1
	}
	x, y := a[i:], b[i:]
	switch {
	case len(x) == len(y)+1 && x[1:] == y, len(y) == len(x)+1 && y[1:] == x:
		return i
	case len(x) == len(y) && x[1:] == y[1:]:
		return i
	case len(x) == len(y) && len(x) > 1 && x[0] == y[1] && x[1] == y[0] && x[2:] == y[2:]:
		return i
	}
	return -1
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return s != ""
}
