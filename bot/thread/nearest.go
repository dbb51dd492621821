package thread

import (
	"strconv"
	"strings"
)

// suggest names the known word nearest to an unknown one, or says the rest where
// none is near.
func suggest(unknown string, known []string, rest string) string {
	best, distance := "", 1+max(2, len(unknown)/3)
	for _, k := range known {
		if d := slips(strings.ToLower(unknown), k); d < distance && d < len(k) {
			best, distance = k, d
		}
	}
	if best == "" {
		return rest
	}
	return "did you mean " + strconv.Quote(best) + "?"
}

// slips counts the letters to insert, remove or replace between two words
// (Levenshtein's distance), in bytes.
func slips(a, b string) int {
	if len(a) > 64 { // a bound for words that somebody made absurdly long
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
