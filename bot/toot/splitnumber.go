package toot

import (
	"fmt"
	"math"
	"strconv"
	"unicode"
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
// two digits, and so on, if the number of parts has the given digits.
func (s *splitter) rooms(digits int) []int {
	const body = "x"
	rooms := make([]int, digits)
	for i := range rooms {
		part, parts := int(math.Pow10(i)), int(math.Pow10(digits-1))
		around := Length(s.options.number(body, part, parts), s.options.CW, s.limits) - len(body)
		rooms[i] = s.limits.Max() - around
	}
	return rooms
}

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
		if s.options.AtStart {
			c.left += joint(" ", s.text[c.start:])
		} else {
			c.right -= joint(s.text[:c.end], " ")
		}
	}
}
