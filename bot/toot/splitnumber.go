package toot

import (
	"fmt"
	"math"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// of returns the number of a part, counted from 1.
func (n Numbering) of(part, parts int) string {
	switch n {
	case Count:
		return fmt.Sprintf("%d/%d", part, parts)
	case Thread:
		return fmt.Sprintf("🧵 %d/%d", part, parts)
	}
	return ""
}

// number returns a body with its number.
func (o SplitOptions) number(body string, part, parts int) string {
	number := o.Numbering.of(part, parts)
	switch {
	case number == "":
		return body
	case o.AtStart:
		return number + " " + body
	}
	return body + " " + number
}

// rooms returns what is left for the text in a part whose number has one digit,
// two digits, and so on, if the number of parts has the given digits and the part
// is neither the first nor the last.
func (s *splitter) rooms(digits int) []int {
	rooms := make([]int, digits)
	for i := range rooms {
		rooms[i] = s.limits.Max() - s.around(2*pow10(i), 9*pow10(digits-1))
	}
	return rooms
}

// firstExtra and lastExtra return what those parts take for themselves more than
// one between them; it may be less.
func (s *splitter) firstExtra() int { return s.around(1, 9) - s.around(2, 9) }
func (s *splitter) lastExtra() int  { return s.around(9, 9) - s.around(8, 9) }

// around returns what a part takes besides its body.
func (s *splitter) around(part, parts int) int {
	const body = "x"
	return Length(s.dress(body, part, parts), s.options.CW, s.limits) - len(body)
}

func pow10(n int) int { return int(math.Pow10(n)) }

// leastDigits returns how many digits the number of parts has at least: in each,
// room and white space aside, fits what it costs. Where a link is longer than a
// part, and costs less in pieces, that is not said.
func (s *splitter) leastDigits() int {
	room := s.rooms(1)[0]
	if s.options.Numbering == None || room < 2*urlChars {
		return 1
	}
	spaces := 0
	for _, r := range s.text {
		if unicode.IsSpace(r) {
			spaces++
		}
	}
	return digitsOf((Length(s.text, "", s.limits) - spaces) / room)
}

func digitsOf(n int) int { return len(strconv.Itoa(n)) }

// adjoin corrects what the cuts cost where the number joins a character of the
// text to one grapheme cluster.
func (s *splitter) adjoin(cuts []cut) {
	if s.options.Numbering == None || s.limits.Flavour != Mastodon && s.limits.Flavour != Pleroma {
		return
	}
	for i := range cuts {
		c := &cuts[i]
		switch {
		case s.options.AtStart && c.start < len(s.text) && s.text[c.start] >= utf8.RuneSelf:
			c.left += joint(" ", s.text[c.start:])
		case !s.options.AtStart && c.end > 0 && s.text[c.end-1] >= utf8.RuneSelf:
			c.right -= joint(s.text[:c.end], " ")
		}
	}
}
