package toot

import (
	"errors"
	"unicode"
	"unicode/utf8"
)

// errNoRoom says that a grapheme cluster is longer than a part.
var errNoRoom = errors.New("a character is longer than a part")

// An opener chooses among all cuts those that are allowed: what is too long for
// a part between them is opened as far as it must be.
type opener struct {
	ruler
	longest int // grapheme cluster that was seen between two cuts
}

// open returns the allowed cuts. No two neighbours are further apart than room.
func (o *opener) open(all []cut) ([]cut, error) {
	allowed := append(make([]cut, 0, len(all)), all[0])
	from := 1
	for i := 1; i < len(all); i++ {
		c := all[i]
		if i < len(all)-1 && (c.bound || c.pair > 0) {
			continue
		}
		var err error
		if allowed, err = o.bridge(allowed, all[from:i], c); err != nil {
			return nil, err
		}
		from = i + 1
	}
	return allowed, nil
}

// bridge appends to, and before it as many of the closed cuts as are needed from
// the last allowed one on.
func (o *opener) bridge(allowed, closed []cut, to cut) ([]cut, error) {
	if to.right-allowed[len(allowed)-1].left <= o.room {
		return append(allowed, to), nil
	}
	var err error
	greatest := weakest(closed)
	if greatest == 0 {
		if allowed, err = o.shatter(allowed, to); err != nil {
			return nil, err
		}
		if to.right-allowed[len(allowed)-1].left > o.room { // for what the last part has besides
			return nil, errNoRoom
		}
		return append(allowed, to), nil
	}
	from := 0
	for i, c := range closed {
		if weakness(c) != greatest {
			continue
		}
		c.open()
		if allowed, err = o.bridge(allowed, closed[from:i], c); err != nil {
			return nil, err
		}
		from = i + 1
	}
	return o.bridge(allowed, closed[from:], to)
}

// weakness is the order in which cuts are opened, the greatest first: large
// brackets, small ones, and what belongs together.
func weakness(c cut) int {
	if c.bound {
		return 1
	}
	return 1 + c.pair
}

// weakest returns the greatest weakness, 0 if there are no cuts.
func weakest(closed []cut) int {
	greatest := 0
	for _, c := range closed {
		greatest = max(greatest, weakness(c))
	}
	return greatest
}

// open makes an allowed cut of a closed one.
func (c *cut) open() {
	if c.bound {
		c.price += boundPrice
	} else {
		c.price += bracketPrice
	}
	c.bound, c.pair = false, 0
}

// shatter appends all cuts between pieces up to a place. A link ends where the
// server lets it end, even if it is one grapheme cluster with what follows.
func (o *opener) shatter(allowed []cut, to cut) ([]cut, error) {
	at := allowed[len(allowed)-1]
	c := cut{words: at.words, level: characterEnd}
	cost := at.left
	for p := range o.pieces(at.start, to.end) {
		if isSpace(o.text[p.start:p.end]) {
			cost += p.cost
			continue
		}
		c.start, c.left = p.start, cost
		if c.end > at.start {
			c.price = o.shatterPrice(c)
			allowed = append(allowed, c)
		}
		cost += p.cost
		c.end, c.right = p.end, cost
		o.longest = max(o.longest, p.cost)
		if o.longest > o.room {
			return nil, errNoRoom
		}
	}
	return allowed, nil
}

// shatterPrice returns the price of such a cut. One that makes a mention or a
// hashtag of what was none is the dearest: it would call somebody.
func (o *opener) shatterPrice(c cut) float64 {
	if next, _ := utf8.DecodeRuneInString(o.text[c.end:]); isSign(next) {
		return 2 * shatterPrice
	}
	if last, _ := utf8.DecodeLastRuneInString(o.text[:c.end]); unicode.In(last, unicode.P, unicode.S) {
		return markPrice
	}
	return shatterPrice
}
