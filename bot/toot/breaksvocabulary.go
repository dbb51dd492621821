package toot

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed vocabulary.txt
var vocabularyText string

// A vocabulary is what a language says about the spaces in its texts.
type vocabulary struct {
	announcing map[string]bool // hold the next word: "Dr.", "z. B."
	numbered   map[string]bool // hold a number: "Art.", "page"
	phrases    map[string]bool // two words that hold together: "z. B.", "et al."
	leaning    map[string]bool // lean on what follows; true if they are likely to begin a phrase
	german     bool            // days and ordinals are written with a point
}

// What is the same in all languages.
var (
	units         = wordList("units")
	months        = wordList("months")
	signs         = wordList("signs")
	starters      = wordList("starters")
	beforeOrdinal = wordList("before ordinals")
	conjunctions  = wordList("conjunctions")
)

// vocabularies has the vocabulary of each language, and under the empty name
// that of all.
var vocabularies = sync.OnceValue(func() map[string]*vocabulary {
	all := newVocabulary()
	byLanguage := map[string]*vocabulary{"": all}
	eachWord(func(section, word string) {
		language, kind, ok := strings.Cut(section, " ")
		if !ok || len(language) != 2 {
			return
		}
		if byLanguage[language] == nil {
			byLanguage[language] = newVocabulary()
		}
		byLanguage[language].add(kind, word)
		all.add(kind, word)
	})
	all.german, byLanguage["de"].german = true, true
	return byLanguage
})

// vocabularyOf returns the vocabulary of a language tag like "de" or "de-AT".
func vocabularyOf(tag string) *vocabulary {
	language, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if v := vocabularies()[language]; v != nil {
		return v
	}
	return vocabularies()[""]
}

func newVocabulary() *vocabulary {
	return &vocabulary{
		announcing: map[string]bool{}, numbered: map[string]bool{}, phrases: map[string]bool{}, leaning: map[string]bool{},
	}
}

// add adds an entry of the list. A phrase of more than two words holds together
// if each two of them do.
func (v *vocabulary) add(kind, entry string) {
	words := strings.Split(strings.ToLower(entry), "_")
	last := words[len(words)-1]
	for i := range len(words) - 1 {
		last = words[i] + " " + words[i+1]
		v.phrases[last] = true
	}
	switch kind {
	case "announcing":
		v.announcing[last] = true
	case "before numbers":
		v.numbered[last] = true
	case "opening", "leaning":
		v.leaning[last] = v.leaning[last] || kind == "opening"
	}
}

func wordList(name string) map[string]bool {
	list := map[string]bool{}
	eachWord(func(section, word string) {
		if section == name {
			list[word] = true
		}
	})
	return list
}

// eachWord calls f for each entry of the list.
func eachWord(f func(section, word string)) {
	section := ""
	for line := range strings.Lines(vocabularyText) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			section = strings.Trim(line, "[]")
		default:
			for _, word := range strings.Fields(line) {
				f(section, word)
			}
		}
	}
}
