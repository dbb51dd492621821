package thread

// An aligner lays a script over published parts.
//
// The texts are compared word by word: first the published parts that stand in
// the new text as they are, in the order that keeps most of them, then what is
// between (see match). From that follow the places where a part may begin: where
// the word stands that followed a published cut, or behind the one that stood
// before it; at the beginning of lines and blocks that are new; and, where a part
// would not fit, where toot.Split cuts what would have to be in it and in up to
// three parts behind it, or before it. Among all ways to have each published part
// begin at one of these places, in order, it takes the cheapest (see editCost).
// So cuts stay where they are while the parts fit, text that does not fit moves
// as few parts as it can, and what stands behind the last published word is
// appended.
type aligner struct {
	cutter
	live   []Part
	bodies []string // of live, without their numbers and the hashtags of the first

	old, now []token
	owner    []int // the part that a token of old is of
	matched  []int // the part of which a token of now is, or -1

	stands []bool       // whether the images of a part or most of its words are in the new text
	places map[int]bool // where a part may begin, and whether that is a good place
	texts  map[[2]int]measured
}

// A measured is what is in a range, and the length of its text.
type measured struct {
	text   string
	length int
	images []mark
}

func (m measured) empty() bool { return m.text == "" && len(m.images) == 0 }

// align returns where each published part ends, once the texts are compared. What
// lies behind the last is to be appended. A part with nothing in it is gone.
func (a *aligner) align() []int {
	a.places, a.texts = make(map[int]bool), make(map[[2]int]measured)
	a.stands = a.standing()
	a.placeBlocks()
	a.placeUnchanged()
	a.placeRecut(a.placeMatched())
	return a.cheapest()
}

// asBefore returns where the parts end if all of them stand in a row as they are
// published, as when nothing has changed or something was appended.
func (a *aligner) asBefore() []int {
	ends := make([]int, len(a.live))
	from := 0
	for k, l := range a.live {
		to := min(a.script.after(from, solid(a.bodies[k]), a.script.end()), a.script.nextForced(from))
		if rest := a.script.images(from, a.script.end()); len(rest) > len(l.Media) { // the next image is of another part
			to = min(to, max(from, a.blockOf(rest[len(l.Media)].at)))
		}
		if !a.fits(from, to, k, a.closing(k)) || a.talk.text(a.script, from, to, k, l.Number) != l.Text ||
			!sameImages(a.script.images(from, to), l.Media) {
			return nil
		}
		ends[k], from = to, to
	}
	if a.restCost(from) >= tornCost {
		return nil
	}
	return ends
}

func (a *aligner) compare() {
	for i, b := range a.bodies {
		for _, t := range tokens(b) {
			a.old, a.owner = append(a.old, t), append(a.owner, i)
		}
	}
	a.now = tokens(a.script.text)
	a.matched = match(a.old, a.now, a.unchanged())
	for j, i := range a.matched {
		if i >= 0 {
			a.matched[j] = a.owner[i]
		}
	}
}
