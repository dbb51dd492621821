package quotes

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// sortQuotes puts quotes into the order of the document: by area, by section,
// highlights first within one, otherwise as they stand in the files.
func sortQuotes(quotes []Quote, areas []Area) {
	rank := make(map[string]int)
	for i, a := range areas {
		rank[a.ID] = i
	}
	order := make(sectionOrder)
	keys := make(map[string][]step)
	for _, q := range quotes {
		if _, ok := keys[q.Section]; !ok {
			keys[q.Section] = order.key(q.Section)
		}
	}
	slices.SortStableFunc(quotes, func(a, b Quote) int {
		return cmp.Or(
			cmp.Compare(rank[a.Area], rank[b.Area]),
			slices.CompareFunc(keys[a.Section], keys[b.Section], compareSteps),
			compareVerbatim(a, b),
		)
	})
}

func compareVerbatim(a, b Quote) int {
	switch {
	case a.Verbatim == b.Verbatim:
		return 0
	case a.Verbatim:
		return -1
	default:
		return 1
	}
}

// A step is one part of a section's name: a number, or a word by its rank.
type step struct {
	word  bool
	value uint64
}

// compareSteps puts numbers before words.
func compareSteps(a, b step) int {
	if a.word != b.word {
		if b.word {
			return -1
		}
		return 1
	}
	return cmp.Compare(a.value, b.value)
}

// A sectionOrder ranks the words in the names of sections by where they first
// appear, since only the document knows that Preface comes before Epilogue.
type sectionOrder map[string]uint64

// key takes the name of a section apart: "II.1.10" is 2, 1, 10 and "Chapter 3b"
// is a word, 3, 2. Roman numbers count in capitals, single letters by their
// place in the alphabet.
func (o sectionOrder) key(section string) []step {
	var steps []step
	for section = strings.TrimSpace(section); section != ""; {
		kind := runeKind(section)
		end := strings.IndexFunc(section, func(c rune) bool { return runeKind(string(c)) != kind })
		if end < 0 {
			end = len(section)
		}
		if kind != separator {
			steps = append(steps, o.step(section[:end], kind))
		}
		section = section[end:]
	}
	return steps
}

const (
	separator = iota
	digits
	letters
)

func runeKind(s string) int {
	for _, c := range s {
		switch {
		case '0' <= c && c <= '9':
			return digits
		case unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsNumber(c):
			return letters
		default:
			return separator
		}
	}
	return separator
}

func (o sectionOrder) step(s string, kind int) step {
	if kind == digits {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil { // longer than any number of a section
			n = math.MaxUint64
		}
		return step{value: n}
	}
	if n, ok := roman(s); ok {
		return step{value: n}
	}
	s = strings.ToLower(s)
	if len(s) == 1 {
		return step{value: uint64(s[0]-'a') + 1}
	}
	rank, ok := o[s]
	if !ok {
		rank = uint64(len(o))
		o[s] = rank
	}
	return step{word: true, value: rank}
}

// roman reads a number such as XIV. Of the single letters only I, V and X are
// numbers: an annex C stands for 3, not for 100.
func roman(s string) (uint64, bool) {
	if len(s) == 1 && !strings.Contains("IVX", s) {
		return 0, false
	}
	rest, n := s, uint64(0)
	for _, numeral := range romanNumerals {
		for count := 0; count < 3 && strings.HasPrefix(rest, numeral.letters); count++ {
			rest, n = rest[len(numeral.letters):], n+numeral.value
			if numeral.once {
				break
			}
		}
	}
	return n, rest == ""
}

var romanNumerals = []struct {
	letters string
	value   uint64
	once    bool
}{
	{"M", 1000, false}, {"CM", 900, true}, {"D", 500, true}, {"CD", 400, true},
	{"C", 100, false}, {"XC", 90, true}, {"L", 50, true}, {"XL", 40, true},
	{"X", 10, false}, {"IX", 9, true}, {"V", 5, true}, {"IV", 4, true}, {"I", 1, false},
}
