package thread

import (
	"strconv"

	"quotebot/quotes"
)

// suggest names the known word nearest to an unknown one, or says the rest where
// none is near.
func suggest(unknown string, known []string, rest string) string {
	best := quotes.Nearest(unknown, known, max(2, len(unknown)/3))
	if best == "" {
		return rest
	}
	return "did you mean " + strconv.Quote(best) + "?"
}
