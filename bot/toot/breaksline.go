package toot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fence is what a block of code begins and ends with.
const fence = "```"

// maxHeading is the longest line, in code points, that is taken for a heading
// without being marked as one.
const maxHeading = 60

// A lineState is what is known about the line that is being read.
type lineState struct {
	start  int
	marker int  // where the mark ends that makes it an item of a list, or a heading; 0 for none
	item   bool // it is an item of a list
	first  bool // of its paragraph
	fenced bool // it is code
}

// begin starts a line.
func (l *lineState) begin(text string, start int, first bool) {
	rest := text[start:]
	if strings.HasPrefix(rest, fence) {
		l.fenced = !l.fenced
	}
	l.start, l.first, l.marker, l.item = start, first, 0, false
	if l.fenced {
		return
	}
	if n := itemMarker(rest); n > 0 {
		l.marker, l.item = start+n, true
	} else if n := lineMarker(rest); n > 0 {
		l.marker = start + n
	}
}

// mark says what the line does to a cut.
func (l *lineState) mark(c *cut) {
	if c.level > lineEnd && l.item {
		c.price += itemPrice
	}
	if l.fenced {
		c.price += codePrice
	}
	if l.marker > 0 && c.end == l.marker {
		c.bound = true
	}
}

// next returns the cut between the line, which ends at end, and the next, which
// begins at start. An announcement stays with its list or code, a heading with
// its text.
func (l *lineState) next(text string, end, start int, blank bool) cut {
	this, next := text[l.start:end], text[start:]
	c := cut{level: lineEnd}
	if blank && !l.fenced {
		c.level = paragraphEnd
	}
	switch {
	case l.fenced:
		c.bound = strings.HasPrefix(this, fence) || strings.HasPrefix(next, fence)
	case itemMarker(next) > 0, strings.HasPrefix(next, fence):
		c.bound = strings.HasSuffix(this, ":") || strings.HasSuffix(this, "：")
	case strings.HasPrefix(this, "#") && lineMarker(this) > 0:
		c.bound = true
	case !blank && !endsSentence(this) && startsLower(next):
		return cutInSentence(this)
	case l.first && looksLikeHeading(this):
		c.price = headingPrice
	}
	return c
}

// cutInSentence returns the cut at the end of a line that goes on in the next: a
// paragraph that somebody wrapped, or verse.
func cutInSentence(this string) cut {
	if endsClause(this) {
		return cut{level: clauseEnd}
	}
	return cut{level: wordEnd, price: versePrice}
}

// looksLikeHeading says whether a line that is a paragraph of its own is one.
func looksLikeHeading(this string) bool {
	return utf8.RuneCountInString(this) <= maxHeading && !endsSentence(this) && !endsClause(this) &&
		!strings.ContainsAny(this, "#@/")
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// lineMarker returns the length of a mark of a heading or quotation, or 0.
func lineMarker(s string) int {
	n := len(s) - len(strings.TrimLeft(s, "#>"))
	if n == 0 || n > len("######") || !strings.HasPrefix(s[n:], " ") {
		return 0
	}
	return n
}

const bullets = "-*+•‣·◦▪–☐☑✓✔"

// itemMarker returns the length of what makes a line an item of a list, or 0:
// a bullet, "1." "1)" "(1)" "a)" with a space, or "一、" "（一）" "1、" "①" without.
func itemMarker(s string) int {
	if r, size := utf8.DecodeRuneInString(s); strings.ContainsRune(bullets, r) && strings.HasPrefix(s[size:], " ") {
		return size
	} else if '①' <= r && r <= '⑳' {
		return size
	}
	open := 0
	for _, bracket := range [...]string{"(", "（"} {
		if strings.HasPrefix(s, bracket) {
			open = len(bracket)
		}
	}
	end := itemNumber(s, open)
	if end == open {
		return 0
	}
	r, size := utf8.DecodeRuneInString(s[end:])
	end += size
	switch r {
	case '）':
		return end
	case '、', '．':
		if open == 0 {
			return end
		}
	case '.', ')':
		if (open == 0 || r == ')') && strings.HasPrefix(s[end:], " ") {
			return end
		}
	}
	return 0
}

// itemNumber returns where the number of an item ends that begins at i: three
// digits or less, Chinese numerals, or one letter.
func itemNumber(s string, i int) int {
	if end := skip(s, i, isDigit); end > i {
		if end > i+3 {
			return i
		}
		return end
	}
	if end := skip(s, i, isHanNumeral); end > i {
		return end
	}
	if i < len(s) && isLetter(rune(s[i])) && strings.HasPrefix(s[i+1:], ")") {
		return i + 1
	}
	return i
}

func isHanNumeral(r rune) bool {
	switch r {
	case '〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '两':
		return true
	}
	return false
}
