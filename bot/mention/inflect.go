package mention

import (
	"slices"

	"quotebot/quotes"
)

// A form is a name whose other forms are found by their stems.
type form struct {
	subject
	text string // folded, the words run together
}

// forms are the names in one language.
type forms struct {
	named map[string][]form // by stems, run together
	words map[string]int    // how many the longest name has that begins with a stem
}

func (ix *index) addForm(words []word, language string, s subject) {
	if len(words) == 0 {
		return
	}
	names, ok := ix.inflected[language]
	if !ok {
		names = forms{make(map[string][]form), make(map[string]int)}
		ix.inflected[language] = names
	}
	stem := stemIn(language)
	at := key(words, stem)
	names.named[at] = append(names.named[at], form{s, key(words, word.literal)})
	names.words[stem(words[0])] = max(names.words[stem(words[0])], len(words))
}

func stemIn(language string) func(word) string {
	return func(w word) string { return quotes.Stem(w.raw, language) }
}

// longestForm is how many words a name in another form may have.
const longestForm = 3

// formed finds the subjects whose name the words from the i-th on are in another
// form, and how many words that are: Gerichten, taxing. All have to be of one
// area, since stems are coarse.
func (ix *index) formed(words []word, i int) ([]subject, int) {
	most := (row{words: words}).span(i, longestForm)
	var found []subject
	length := 0
	for _, lang := range ix.languages {
		names, stem := ix.inflected[lang], stemIn(lang)
		for n := min(most, names.words[stem(words[i])]); n > 0 && n >= length; n-- {
			subjects := names.find(words[i:i+n], stem)
			if len(subjects) == 0 {
				continue
			}
			if n > length {
				found, length = nil, n
			}
			found = append(found, subjects...)
			break
		}
	}
	if !oneArea(found) {
		return nil, 0
	}
	return found, length
}

func (f forms) find(words []word, stem func(word) string) []subject {
	var found []subject
	text := key(words, word.literal)
	for _, named := range f.named[key(words, stem)] {
		if differInEnding(text, named.text) {
			found = append(found, named.subject)
		}
	}
	return found
}

// differInEnding tells inflection from derivation: public and publicité have one
// stem, but are not one word.
func differInEnding(word, name string) bool {
	same := 0
	for same < len(word) && same < len(name) && word[same] == name[same] {
		same++
	}
	return len(name)-same <= 2 && len(word)-same <= 4
}

func oneArea(all []subject) bool {
	return !slices.ContainsFunc(all, func(s subject) bool { return s.area != all[0].area })
}

// A part of a German compound may be a name: the last, which says what it is, or
// the first. Something has to be left beside it.
const (
	shortestHead = 5
	shortestLead = 4
	shortestRest = 4
)

// compound finds the subjects that part of a German word names, as
// Krankenhauskosten and Zivilgerichten do.
func (ix *index) compound(w word) []subject {
	text := w.text
	if len(text) < shortestLead+shortestRest || len(text) > longestCompound || !isASCII(text) {
		return nil
	}
	stem := quotes.Stem(w.raw, compounding)
	for k := shortestRest; k <= len(text)-shortestHead; k++ {
		if f, ok := ix.parts[text[k:]]; ok {
			return []subject{f.subject}
		}
		if f, ok := ix.parts[stem[min(k, len(stem)):]]; ok && differInEnding(text[k:], f.text) {
			return []subject{f.subject}
		}
	}
	lead := shortestLead
	if w.raw[0] >= 'a' && w.raw[0] <= 'z' { // no German noun: taxidermy
		lead++
	}
	for k := len(text) - shortestRest; k >= lead; k-- {
		if f, ok := ix.parts[text[:k]]; ok {
			return []subject{f.subject}
		}
	}
	return nil
}

// longestCompound is in letters; what is longer is no word.
const longestCompound = 50

// addPart notes a German name as part of compounds, where its last e may be
// missing: Schulpflicht.
func (ix *index) addPart(name string, s subject) {
	words := wordsOf(name)
	if len(words) != 1 {
		return
	}
	text := words[0].text
	forms := []string{text, quotes.Stem(name, compounding)}
	if n := len(text) - 1; n >= shortestHead && text[n] == 'e' {
		forms = append(forms, text[:n])
	}
	for _, part := range forms {
		if _, known := ix.parts[part]; len(part) >= shortestLead && !known {
			ix.parts[part] = form{s, text}
		}
	}
}
