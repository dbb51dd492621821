package toot

import (
	"iter"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// A piece is what is measured, and cut or not cut, as one: a grapheme cluster,
// or a link, mention or hashtag.
type piece struct {
	start, end, cost int
	whole            bool // not a grapheme cluster
}

// A ruler measures a text piece by piece. The sum is Length as long as no cut
// changes what the server takes for a link or mention, or a little more where a
// link and a character beside it are one grapheme cluster.
//
// A wary ruler measures no part below its Length, whatever the cuts: it gives no
// discount, and takes everything for a link that may become one.
type ruler struct {
	text    string
	flavour Flavour
	room    int
	wary    bool
	// special are the links, mentions and hashtags that fit into one part, and
	// what is dear: it is not whole, and its cost is how many times each character
	// counts.
	special []piece
}

// dearTimes is how many times a character counts that may be in a link. The
// shortest links have ten, "ssb://a.co".
const dearTimes = (urlChars + 9) / 10

// newRuler returns a ruler for parts with that room. Links, mentions and
// hashtags are the same for all flavours; what they cost is not.
func newRuler(text string, f Flavour, room int, wary bool) ruler {
	r := ruler{text: text, flavour: f, room: room, wary: wary}
	from := 0
	if hasEntities(text) {
		for e := range entities(text) {
			r.addBetween(from, e.start)
			r.add(e.start, e.end, r.entity(e))
			from = e.end
		}
	}
	r.addBetween(from, len(text))
	return r
}

// addBetween adds what is special between two links or mentions.
func (r *ruler) addBetween(from, to int) {
	if r.wary {
		r.addDear(from, to)
		return
	}
	for {
		start, end := nextHashtag(r.text[:to], from)
		if start == end {
			return
		}
		r.add(start, end, r.count(r.text[start:end]))
		from = end
	}
}

// add adds what is whole if it fits. A link that fits only if it is none is dear,
// so that it does not fit either.
func (r *ruler) add(start, end, cost int) {
	plain := r.count(r.text[start:end])
	if r.wary {
		cost = max(cost, plain)
	}
	if cost <= r.room {
		r.special = append(r.special, piece{start, end, cost, true})
	} else if r.wary || plain <= r.room {
		r.addDear(start, end)
	}
}

// addDear makes each stretch between white space dear in which a link may begin.
func (r *ruler) addDear(from, to int) {
	for from < to {
		start := skip(r.text[:to], from, unicode.IsSpace)
		end := skip(r.text[:to], start, func(c rune) bool { return !unicode.IsSpace(c) })
		if strings.Contains(r.text[start:end], "://") {
			r.special = append(r.special, piece{start, end, dearTimes, false})
		}
		from = end
	}
}

// count returns what words cost in which there is no link or mention.
func (r ruler) count(words string) int {
	switch r.flavour {
	case Mastodon, Pleroma:
		return graphemeCount(words)
	case GoToSocial:
		return utf8.RuneCountInString(words)
	}
	return utf16Count(words)
}

// cluster returns what one grapheme cluster costs.
func (r ruler) cluster(c string) int {
	switch {
	case r.flavour != Mastodon && r.flavour != Pleroma:
		return r.count(c)
	case mayHaveConjunct(c):
		return 1 + conjuncts(c)
	}
	return 1
}

// entity returns what a link or mention costs, see Length.
func (r ruler) entity(e entity) int {
	n := r.count(r.text[e.start:e.end])
	switch {
	case r.flavour == Pleroma, r.flavour == GoToSocial:
		return n
	case e.link && r.flavour == Mastodon && !e.doubtful:
		return urlChars
	case e.link:
		return max(urlChars, n)
	case r.flavour == Mastodon:
		return r.count(r.text[e.start:e.cut])
	}
	return n
}

// pieces yields the pieces of text[from:to], white space included.
func (r ruler) pieces(from, to int) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		i := sort.Search(len(r.special), func(i int) bool { return r.special[i].end > from })
		for ; i < len(r.special) && r.special[i].start < to; i++ {
			p := r.special[i]
			if from < p.start && !r.clusters(from, p.start, 1, yield) {
				return
			}
			if p.whole && !yield(p) || !p.whole && !r.clusters(max(from, p.start), min(to, p.end), p.cost, yield) {
				return
			}
			from = p.end
		}
		if from < to {
			r.clusters(from, to, 1, yield)
		}
	}
}

// clusters yields the grapheme clusters of text[from:to], each with its cost so
// many times, unless it would not fit then.
func (r ruler) clusters(from, to, times int, yield func(piece) bool) bool {
	for g := graphemes.FromString(r.text[from:to]); g.Next(); {
		p := piece{start: from + g.Start(), end: from + g.End(), cost: 1}
		if p.end-p.start > 1 {
			p.cost = r.cluster(g.Value())
		}
		if times > 1 {
			p.cost = max(p.cost, min(times*p.cost, r.room))
		}
		if !yield(p) {
			return false
		}
	}
	return true
}

// nextHashtag returns the next hashtag at or behind from, or the empty string
// at the end of the text (Tag::HASHTAG_RE of Mastodon, as far as it is a matter
// of letters: numbers that it takes for no tag are kept whole as well).
func nextHashtag(text string, from int) (start, end int) {
	before := ' '
	if from > 0 {
		before, _ = utf8.DecodeLastRuneInString(text[:from])
	}
	for i, r := range text[from:] {
		if (r == '#' || r == '＃') && !endsWord(before) {
			sign := from + i + utf8.RuneLen(r)
			if end := skip(text, sign, isWord); end > sign {
				return from + i, end
			}
		}
		before = r
	}
	return len(text), len(text)
}

func endsWord(r rune) bool { return r == '=' || r == '/' || unicode.In(r, unicode.L, unicode.Nd) }
