package toot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A neighbourhood is what stands around white space within a line: the word
// before it, the one before that, and the one behind; empty for none.
type neighbourhood struct {
	first, word, next string
	rest              string // of the text behind them
}

// then returns the second word behind the white space.
func (n neighbourhood) then() string {
	word, _ := cutFirstWord(n.rest)
	return word
}

// cutFirstWord cuts the first word of a line from what stands behind it.
func cutFirstWord(s string) (word, rest string) {
	s = strings.TrimLeftFunc(s, isBlank)
	for i, r := range s {
		if unicode.IsSpace(r) {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

func isBlank(r rune) bool { return r != '\n' && unicode.IsSpace(r) }

// holds says whether white space holds together what is around it.
func (v *vocabulary) holds(n neighbourhood) bool {
	return isTrailer(n.next) || isLeader(n.word) || isDash(n.next) ||
		strings.HasSuffix(n.word, ".") && v.pointHolds(n) ||
		v.numberHolds(n)
}

// pointHolds is holds for words that end with a point.
func (v *vocabulary) pointHolds(n neighbourhood) bool {
	word := key(n.word)
	pair := key(n.first) + " " + word
	switch {
	case v.phrases[word+" "+key(n.next)]:
		return true
	case v.announcing[pair] || v.announcing[word]:
		return true
	case v.phrases[pair]:
		return false
	case v.numbered[word]:
		return startsNumber(n.next) || n.next == "I" && word != "no."
	case isOrdinal(n.word):
		return months[trimPunct(n.next)] || v.german && beforeOrdinal[strings.ToLower(n.first)]
	}
	if !startsUpper(n.next) || starters[n.next] || word == "i." && startsLower(n.first) {
		return false
	}
	return isInitial(n.word) || isAcronym(n.word) && startsUpper(n.word)
}

// numberHolds is holds for numbers and what they belong to.
func (v *vocabulary) numberHolds(n neighbourhood) bool {
	if startsNumber(n.next) {
		word := key(n.word)
		if v.numbered[word] || signs[word] || months[trimPunct(n.word)] || strings.HasSuffix(word, "第") {
			return true
		}
	}
	switch {
	case endsNumber(n.word):
		return isUnit(n.next) || months[trimPunct(n.next)] || isThousands(n.word, n.next) ||
			n.next == "de" && months[trimPunct(n.then())]
	case n.word == "de":
		return endsNumber(n.first) && months[trimPunct(n.next)]
	}
	return false
}

// abbreviates says whether the point before white space ends no sentence.
func (v *vocabulary) abbreviates(n neighbourhood) bool {
	return v.holds(n) || isAcronym(n.word) && !starters[n.next]
}

// key is a word as the vocabulary has it: in small letters, without brackets
// and quotation marks before it.
func key(word string) string {
	return strings.ToLower(strings.TrimLeftFunc(word, isOpening))
}

func isOpening(r rune) bool {
	return !isAlnum(r) && (r == '"' || r == '\'' || r == '¿' || r == '¡' || r == '»' || unicode.In(r, unicode.Ps, unicode.Pi))
}

// trimPunct returns a word without the punctuation around it.
func trimPunct(word string) string {
	return strings.TrimRightFunc(strings.TrimLeftFunc(word, isOpening), isTrailing)
}

func isTrailing(r rune) bool {
	return !isAlnum(r) && (strings.ContainsRune(".,;:!?…\"'", r) || unicode.In(r, unicode.Pe, unicode.Pf))
}

// isTrailer says whether a word is only what ends one, as in "Quoi ?" and
// "« mot »".
func isTrailer(word string) bool { return strings.TrimLeftFunc(word, isTrailing) == "" }

func isLeader(word string) bool {
	return strings.TrimLeftFunc(word, isOpening) == "" && word != "»" && word != `"` && word != "'"
}

func isDash(word string) bool { return word == "–" || word == "—" || word == "-" }

// isInitial says whether a word is like "J." or "J.-P.".
func isInitial(word string) bool {
	word = strings.TrimLeftFunc(word, isOpening)
	r, size := utf8.DecodeRuneInString(word)
	rest := word[size:]
	return unicode.IsUpper(r) && (rest == "." || strings.HasPrefix(rest, ".-") && isInitial(rest[len(".-"):]))
}

// isAcronym says whether a word is like "U.S." or "e.g.": letters, each with a
// point.
func isAcronym(word string) bool {
	word = strings.TrimLeftFunc(word, isOpening)
	letters := strings.Split(strings.TrimSuffix(word, "."), ".")
	for _, l := range letters {
		if r, size := utf8.DecodeRuneInString(l); size != len(l) || !unicode.IsLetter(r) {
			return false
		}
	}
	return strings.HasSuffix(word, ".") && len(letters) > 1
}

// isOrdinal says whether a word is like "30.", as German writes a day.
func isOrdinal(word string) bool {
	digits := strings.TrimSuffix(word, ".")
	return 0 < len(digits) && len(digits) <= 2 && skip(digits, 0, isDigit) == len(digits)
}

func startsUpper(word string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(word, isOpening))
	return unicode.IsUpper(r)
}

// startsNumber says whether a word begins with a digit or is a Roman numeral.
func startsNumber(word string) bool {
	word = strings.TrimLeft(strings.TrimLeftFunc(word, isOpening), "+-−±~≈€$£¥")
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsDigit(r) || strings.ContainsRune(romanDigits, r) && isRoman(trimPunct(word))
}

const romanDigits = "IVXLC"

// isRoman leaves out the English pronoun.
func isRoman(word string) bool { return word != "I" && strings.Trim(word, romanDigits) == "" }

// endsNumber says whether a word is a number.
func endsNumber(word string) bool {
	if last, _ := utf8.DecodeLastRuneInString(word); !unicode.IsNumber(last) {
		return false
	}
	word = strings.TrimLeft(strings.TrimLeftFunc(word, isOpening), "+-−±~≈€$£¥§")
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsNumber(first)
}

func isUnit(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return units[word] || units[trimPunct(word)] || strings.ContainsRune(wideUnits, r)
}

// isThousands says whether two words are the groups of a number like 10 000.
func isThousands(word, next string) bool {
	end := skip(next, 0, isDigit)
	return end == 3 && strings.TrimRightFunc(next[end:], isTrailing) == "" && len(word)-len(strings.TrimRight(word, "0123456789")) <= 3
}
