package mention

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quotebot/quotes"
)

// maxWords is how many words of a status are read, several times as many as
// the longest status of any server that people use.
const maxWords = 1000

// A word is what requests are made of: a word between spaces, one Chinese
// character, one sign such as an emoji, or a mention.
type word struct {
	kind     wordKind
	text     string // folded
	singular string // without the plural ending
	raw      string
	sentence int
	apart    bool // punctuation stands before it
	hash     bool // "#" stands before it
	cited    bool // within quotation marks, in a row of several: somebody else's words
	scare    bool // one of few words within quotation marks
}

type wordKind int

const (
	term wordKind = iota
	sign
	self  // the bot's mention
	other // somebody else's mention
)

func (w word) literal() string { return w.text }
func (w word) one() string     { return w.singular }

// wordsOf are the words of a phrase.
func wordsOf(phrase string) []word {
	var t teller
	t.text(phrase)
	return t.told
}

// A teller tells the words in text apart.
type teller struct {
	isSelf    func(acct, href string) bool // nil where there are no mentions
	told      []word
	questions []int // sentences that end in a question mark

	sentence int
	apart    bool
	hash     bool
	opened   int // the place behind an opening quotation mark, 0 if none is open
}

// text adds the words of text.
func (t *teller) text(s string) {
	for s != "" && len(t.told) < maxWords {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case quotes.Hidden(r), isCombining(r):
		case r == '@' && t.isSelf != nil && accountLength(s[size:]) > 0:
			size += accountLength(s[size:])
			t.mention(s[1:size], "")
		case isHan(r):
			t.add(term, s[:size])
		case isWordRune(r):
			size = wordLength(s)
			if n := urlLength(s); n > 0 {
				size, t.apart = n, true
				break
			}
			t.term(s[:size])
		case r == ':' && shortcode(s) > 0:
			size = shortcode(s)
		default:
			t.mark(r, s[size:])
		}
		s = s[size:]
	}
}

// mark takes one character that is in no word.
func (t *teller) mark(r rune, rest string) {
	switch r {
	case '?', '？', '¿', '؟', '⁇', '⁉':
		if n := len(t.questions); n == 0 || t.questions[n-1] != t.sentence {
			t.questions = append(t.questions, t.sentence)
		}
		if r != '¿' {
			t.stop()
		}
	case '.':
		if next, _ := utf8.DecodeRuneInString(rest); (rest == "" || !isWordRune(next)) && !t.abbreviated() {
			t.stop()
		}
	case '!', '！', '。', '…', '\n', ';', '；', '¡', '‼':
		t.stop()
	case '#', '＃':
		t.hash = true
		return
	case '"', '“', '”', '„', '«', '»', '「', '」', '『', '』':
		t.apart = true
		t.citation()
	case '@', '&', '+', '/', '＆', '＋', '／':
		t.add(sign, string(r))
	case ' ', '\t', '\r', '\'', '’', '_', '*', '~':
	case '-', '‐', '‑':
		if strings.HasPrefix(rest, " ") {
			t.apart = true
		}
	default:
		if unicode.Is(unicode.So, r) {
			t.add(sign, string(r))
		} else if !unicode.IsSpace(r) {
			t.apart = true
		}
	}
	t.hash = false
}

// mostNamed is how many words in quotation marks may be a name or a term that is
// asked about. What is longer is a citation.
const mostNamed = 3

// citation takes a quotation mark: every other one closes.
func (t *teller) citation() {
	if t.opened == 0 {
		t.opened = len(t.told) + 1
		return
	}
	between := t.told[t.opened-1:]
	t.opened = 0
	for i := range between {
		between[i].cited = len(between) > mostNamed
		between[i].scare = !between[i].cited
	}
}

// abbreviated tells that a full stop belongs to the word before it.
func (t *teller) abbreviated() bool {
	if len(t.told) == 0 {
		return false
	}
	last := t.told[len(t.told)-1].text
	if len(last) <= 2 && last[0] >= '0' && last[0] <= '9' { // German ordinals
		return true
	}
	switch last {
	case "no", "nr", "num", "vs", "bzw", "z", "b", "e", "g":
		return true
	}
	return false
}

func (t *teller) stop() {
	if n := len(t.told); n > 0 && t.told[n-1].sentence == t.sentence {
		t.sentence++
	}
	t.apart = true
}

// term adds a run of letters and digits: one word, or several if it is a
// hashtag in camel case or has an article before its apostrophe.
func (t *teller) term(raw string) {
	if t.hash {
		for _, part := range humps(raw) {
			t.add(term, part)
			t.hash = false
		}
		return
	}
	parts := strings.FieldsFunc(raw, func(r rune) bool { return r == '\'' || r == '’' })
	if len(parts) == 2 && isContraction(strings.ToLower(parts[1])) {
		parts = []string{parts[0] + parts[1]}
	}
	for _, part := range parts {
		t.add(term, part)
	}
}

// isContraction tells the ends of don't, what's, I'd and the like from nouns
// behind an article, as in l'internet.
func isContraction(end string) bool {
	switch end {
	case "s", "t", "d", "m", "ll", "re", "ve":
		return true
	}
	return false
}

func (t *teller) add(k wordKind, raw string) {
	text := quotes.Fold(raw)
	if text == "" || len(t.told) >= maxWords {
		return
	}
	t.told = append(t.told, word{
		kind: k, text: text, singular: singular(text), raw: raw,
		sentence: t.sentence, apart: t.apart, hash: t.hash,
	})
	t.apart, t.hash = false, false
}

func (t *teller) mention(acct, href string) {
	if t.isSelf(acct, href) {
		t.add(self, "@"+acct)
		return
	}
	t.add(other, "@"+acct)
}
