package thread

import (
	"errors"
	"fmt"
	"slices"

	"quotebot/bot/toot"
)

// costOf is what the end of a part costs on a server.
func costOf(closing string, l toot.Limits) int {
	return toot.Length("x"+closing, "", l) - toot.Length("x", "", l)
}

// A cutter cuts ranges of a script into parts that fit. It gives toot.Split less
// room instead of having it number the parts, since the numbers run on over
// forced cuts.
type cutter struct {
	talk   *Talk
	script *script
	number func(k int) string // of the k-th part of the thread, from 0
}

func (c cutter) closing(k int) string { return c.talk.closing(k, c.number(k)) }

// fits says whether a range can be the k-th part with that closing.
func (c cutter) fits(from, to, k int, closing string) bool {
	text := closed(c.script.between(from, to), closing)
	return len(c.script.forced(from, to)) == 0 && len(c.script.images(from, to)) <= c.talk.Limits.MaxMedia() &&
		c.length(text) <= c.talk.Limits.Max()
}

func (c cutter) length(text string) int { return toot.Length(text, c.talk.CW, c.talk.Limits) }

// cut returns where the parts of a range begin, the first of which is the k-th
// of the thread. What toot.Split cannot know is mended: a part ends before the
// block of an image that is one too many; a quote is not torn, and stays with
// the words that announce it if both fit.
func (c cutter) cut(from, to, k int) ([]int, error) {
	forced := c.script.forced(from, to)
	for {
		starts, err := c.stretches(from, to, k, forced)
		if err != nil {
			return nil, err
		}
		another := c.mend(append(starts, to), forced, k)
		i, known := slices.BinarySearch(forced, another)
		if another <= from || another >= to || known {
			return starts, nil
		}
		forced = slices.Insert(forced, i, another)
	}
}

func (c cutter) stretches(from, to, k int, forced []int) ([]int, error) {
	var starts []int
	for _, end := range append(slices.Clone(forced), to) {
		more, err := c.stretch(from, end, k+len(starts))
		if err != nil {
			return nil, err
		}
		starts, from = append(starts, more...), end
	}
	return starts, nil
}

// mend returns a place for another forced cut, -1 where none is needed.
func (c cutter) mend(bounds, forced []int, k int) int {
	for i, from := range bounds[:len(bounds)-1] {
		end := bounds[i+1]
		if at := c.mendQuote(from, end, k+i); at >= 0 && !slices.Contains(forced, at) {
			return at
		}
		images := c.script.images(from, end)
		if limit := c.talk.Limits.MaxMedia(); len(images) > limit {
			if at := c.blockOf(images[limit].at); at > from {
				return at
			}
		}
	}
	return -1
}

// mendQuote returns where a part that begins at from is to be cut instead of at
// its end, to keep a quote whole or with its announcement; -1 for nowhere.
func (c cutter) mendQuote(from, end, k int) int {
	i := c.script.torn(end)
	torn := i >= 0
	if !torn {
		i = slices.IndexFunc(c.script.blocks, func(b block) bool { return b.keep && b.start == end })
	}
	if i < 0 {
		return -1
	}
	announced := c.script.announced(i)
	b := c.script.blocks[i]
	switch {
	case (torn || announced >= 0) && c.fits(from, b.end, k, c.closing(k)):
		return c.startAfter(i)
	case announced > from && c.fits(announced, b.end, k+1, c.closing(k+1)):
		return announced
	case torn && b.start > from:
		return b.start
	}
	return -1
}

func (c cutter) startAfter(block int) int {
	if block+1 == len(c.script.blocks) {
		return c.script.end()
	}
	return c.script.blocks[block+1].start
}

// blockOf is where the block begins that a mark is in.
func (c cutter) blockOf(at int) int {
	for _, b := range slices.Backward(c.script.blocks) {
		if b.start <= at {
			return b.start
		}
	}
	return 0
}

// stretch returns where the parts begin of a range without forced cuts.
func (c cutter) stretch(from, to, k int) ([]int, error) {
	text := c.script.between(from, to)
	if text == "" || c.length(closed(text, c.closing(k))) <= c.talk.Limits.Max() {
		return []int{from}, nil
	}
	if c.talk.closing(k, "") != "" { // the hashtags
		bodies, err := c.split(text, c.closing(k))
		if err != nil {
			return nil, err
		}
		next := c.script.after(from, solid(bodies[0]), to)
		if next == to {
			return []int{from}, nil
		}
		rest, err := c.stretch(next, to, k+1)
		return append([]int{from}, rest...), err
	}
	for last := k; ; {
		bodies, err := c.split(text, c.closing(last))
		if err != nil {
			return nil, err
		}
		if end := k + len(bodies) - 1; costOf(c.closing(end), c.talk.Limits) > costOf(c.closing(last), c.talk.Limits) {
			last = end
			continue
		}
		return c.startsOf(bodies, from, to), nil
	}
}

func (c cutter) startsOf(bodies []string, from, to int) []int {
	starts := []int{from}
	for _, b := range bodies[:len(bodies)-1] {
		from = c.script.after(from, solid(b), to)
		starts = append(starts, from)
	}
	return starts
}

// A roomError says that a part has no room for text.
type roomError struct{ max, need int }

func (e *roomError) Error() string {
	return fmt.Sprintf("a part has room for %d characters, but content warning, hashtags, number and one character of text take %d: "+
		"raise the limit, shorten them, or set numbering: none", e.max, e.need)
}

// split has toot.Split cut a text so that closing fits into each part.
func (c cutter) split(text, closing string) ([]string, error) {
	l, cost := c.talk.Limits, costOf(closing, c.talk.Limits)
	if l.MaxChars = l.Max() - cost; l.MaxChars < 1 {
		return nil, &roomError{c.talk.Limits.Max(), cost + c.length("x")}
	}
	parts, err := toot.Split(text, l, toot.SplitOptions{CW: c.talk.CW, Language: c.talk.Language})
	var tooSmall *toot.LimitError
	if errors.As(err, &tooSmall) {
		return nil, &roomError{c.talk.Limits.Max(), tooSmall.Need + cost}
	}
	bodies := make([]string, len(parts))
	for i, p := range parts {
		bodies[i] = p.Body
	}
	return bodies, err
}
