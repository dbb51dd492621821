package toot

import (
	"strings"
	"unicode"
)

// Characters that begin or end no line in Chinese and Japanese, beyond those
// that Unicode calls closing and opening punctuation (GB/T 15834; JIS X 4051).
const (
	beginNoLine = "、。，．：；！？…‥—～ー・·％℃々〻ゝゞヽヾ゛゜ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ,.:;!?%"
	endNoLine   = "￥＄￡＃№"
)

// wideUnits are what a number in Chinese or Japanese stands before.
const wideUnits = "年月日号時时点點分秒个個条條款项項章节節页頁号回次届元円米公千百万萬亿億吨度岁歳人名家件份％"

// isHan is isIdeograph for the characters that make up nearly all of Chinese.
func isHan(r rune) bool { return 0x4E00 <= r && r < 0xA000 }

// isIdeograph says whether r is a character of a script that has no spaces and
// may be broken anywhere. Korean has them, Thai would need a dictionary.
func isIdeograph(r rune) bool {
	return isHan(r) || r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo)
}

// breaksBetween says whether two neighbours may be cut apart that no space
// separates, and whether that would part what belongs together.
func breaksBetween(last, next rune) (ok, bound bool) {
	if last < 0x2010 && next < 0x2010 || !isIdeograph(last) && !isIdeograph(next) && !isWidePunct(last) && !isWidePunct(next) {
		return false, false
	}
	if mayNotEnd(last) || mayNotBegin(next) || isBinder(last) || isBinder(next) {
		return false, false
	}
	switch {
	case isDigit(last):
		return true, isIdeograph(next)
	case isDigit(next):
		return true, last == '第'
	}
	return true, hanHolds(last, next)
}

// hanHolds says whether two characters belong together: those of a number, with
// what stands before and behind it.
func hanHolds(last, next rune) bool {
	if isHanNumeral(last) {
		return isHanNumeral(next) || strings.ContainsRune(wideUnits, next)
	}
	return last == '第' && isHanNumeral(next)
}

// characterPrice returns what is added to the price of a cut between two
// characters. Without a dictionary words are not known; but a phrase is likely to
// end behind 的 and を, and where hiragana ends.
func characterPrice(last, next rune) float64 {
	switch {
	case unicode.Is(unicode.Katakana, last) && unicode.Is(unicode.Katakana, next):
		return syllablePrice
	case unicode.Is(unicode.Hiragana, last) && !unicode.Is(unicode.Hiragana, next), last == 'を':
		return phrasePrice
	}
	return hanPrice(last)
}

// hanPrice is characterPrice where neither is kana.
func hanPrice(last rune) float64 {
	if last == '的' {
		return phrasePrice
	}
	return 0
}

// wideHolds says whether white space stands before closing or behind opening
// punctuation of Chinese or Japanese.
func wideHolds(last, next rune) bool {
	return isWidePunct(next) && mayNotBegin(next) || isWidePunct(last) && mayNotEnd(last)
}

func isWidePunct(r rune) bool {
	return 0x3000 <= r && r <= 0x303F || 0xFF00 <= r && r <= 0xFF60 || r == '—' || r == '…' || r == '”' || r == '“'
}

func mayNotBegin(r rune) bool {
	return strings.ContainsRune(beginNoLine, r) || unicode.In(r, unicode.Pe, unicode.Pf)
}

func mayNotEnd(r rune) bool {
	return strings.ContainsRune(endNoLine, r) || unicode.In(r, unicode.Ps, unicode.Pi)
}

// isBinder says whether r joins what stands around it: ASCII symbols as in paths
// and names, and invisible characters.
func isBinder(r rune) bool {
	switch {
	case r >= unicode.MaxASCII:
		return unicode.In(r, unicode.Cf, unicode.M) || r == '\u00a0'
	case isAlnum(r):
		return false
	}
	return !strings.ContainsRune(`()[]{},.:;!?%"'`, r)
}

func isWideClauseEnd(r rune) bool { return strings.ContainsRune("，、；：—…", r) }
