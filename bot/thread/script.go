package thread

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// A script is the whole text of a talk, before it is cut.
type script struct {
	text   string  // of the blocks, with a blank line between them; more where a block has no text
	blocks []block // in order
	marks  []mark  // in order
}

// A block is a paragraph, a list, a table, or a quote that was embedded. One
// that holds only images has no text.
type block struct {
	start, end int
	line       int
	cut        bool // a part begins with it
	keep       bool // it is never cut, so that no quotation is
	heading    bool
}

const blankLine = "\n\n"

func (s *script) add(p passage, b block) {
	hasImage := slices.ContainsFunc(p.marks, func(m mark) bool { return m.image != nil })
	if p.text != "" || hasImage {
		if len(s.blocks) > 0 {
			s.text += blankLine
		}
		b.start, b.end = len(s.text), len(s.text)+len(p.text)
		s.blocks = append(s.blocks, b)
	}
	first := len(s.marks)
	for _, m := range p.marks {
		m.at += len(s.text)
		s.marks = append(s.marks, m)
	}
	slices.SortStableFunc(s.marks[first:], compareMarks)
	s.text += p.text
}

// end is where a range ends that includes everything: behind the last mark.
func (s *script) end() int { return len(s.text) + 1 }

// between is the text of a range, as a part has it.
func (s *script) between(from, to int) string {
	return strings.TrimSpace(tidy(s.text[min(from, len(s.text)):min(to, len(s.text))]))
}

// marked returns the marks of a range. A mark at the end of a block belongs to
// what stands before it: only white space is between the block and the next.
func (s *script) marked(from, to int) []mark {
	first, _ := slices.BinarySearchFunc(s.marks, mark{at: from}, compareMarks)
	last, _ := slices.BinarySearchFunc(s.marks, mark{at: max(from, to)}, compareMarks)
	return s.marks[first:last]
}

func compareMarks(a, b mark) int { return cmp.Compare(a.at, b.at) }

func (s *script) images(from, to int) []mark {
	var images []mark
	for _, m := range s.marked(from, to) {
		if m.image != nil {
			images = append(images, m)
		}
	}
	return images
}

// empty says whether a range has nothing to post.
func (s *script) empty(from, to int) bool {
	return s.between(from, to) == "" && len(s.images(from, to)) == 0
}

// forced are the places in a range, its ends apart, where a part has to begin.
func (s *script) forced(from, to int) []int {
	var cuts []int
	for _, b := range s.blocks {
		if b.cut && from < b.start && b.start < to {
			cuts = append(cuts, b.start)
		}
	}
	return cuts
}

// nextForced is the first place behind from where a part has to begin, or the
// end.
func (s *script) nextForced(from int) int {
	i, _ := slices.BinarySearchFunc(s.blocks, from+1, func(b block, at int) int { return cmp.Compare(b.start, at) })
	for ; i < len(s.blocks); i++ {
		if s.blocks[i].cut {
			return s.blocks[i].start
		}
	}
	return s.end()
}

// torn returns which block a cut would tear that must not be torn, or -1.
func (s *script) torn(cut int) int {
	return slices.IndexFunc(s.blocks, func(b block) bool { return b.keep && b.start < cut && cut < b.end })
}

// announced returns where the words begin that announce a block, with their
// headings; -1 if nothing does.
func (s *script) announced(i int) int {
	if i == 0 || s.blocks[i].cut {
		return -1
	}
	text := s.text[:s.blocks[i-1].end]
	if !strings.HasSuffix(text, ":") && !strings.HasSuffix(text, "：") {
		return -1
	}
	for i--; i > 0 && s.blocks[i-1].heading && !s.blocks[i].cut; i-- {
	}
	return s.blocks[i].start
}

// after is where the character stands that is not white space and has n such
// before it from a place on, or end if there is none.
func (s *script) after(from, n, end int) int {
	for i, c := range s.text[min(from, len(s.text)):min(end, len(s.text))] {
		if unicode.IsSpace(c) {
			continue
		}
		if n == 0 {
			return from + i
		}
		n--
	}
	return end
}

// solid counts the characters that are not white space. It tells a place in a
// text whatever becomes of the white space.
func solid(text string) int {
	n := 0
	for _, c := range text {
		if !unicode.IsSpace(c) {
			n++
		}
	}
	return n
}

// mention finds what notifies people (Account::MENTION_RE of Mastodon, roughly).
var mention = regexp.MustCompile(`(?:^|[^=/\pL\pN_])(@[A-Za-z0-9_]+(?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?(?:@[\pL\pN_]+(?:[\pL\pN_.-]*[\pL\pN_])?)?)`)
