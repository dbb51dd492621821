package mention

import (
	"slices"
)

// A spot is where words ask for links of the thread that a status stands under.
type spot struct {
	at, n int      // place in the row of words
	names []string // of the links
}

// spots finds the links that words name: by their own names, otherwise by what
// such a link is called in any language, as a deck is slides.
func (v *view) spots(links []string) []spot {
	if len(links) == 0 {
		return nil
	}
	own, kinds := v.reader.book.named(links)
	var found []spot
	for i := 0; i < len(v.words); {
		if v.words[i].kind >= self {
			i++
			continue
		}
		names, n := own.match(v.one, i)
		if of, m := v.reader.book.links.match(v.one, i); m > n {
			names, n = nil, m
			for _, kind := range of {
				names = append(names, kinds[kind]...)
			}
		}
		if n == 0 {
			i++
			continue
		}
		if len(names) > 0 {
			found = append(found, spot{i, n, names})
		}
		i += n
	}
	return found
}

// named is the names of a thread's links by their own words, and by kind.
func (b *phrasebook) named(links []string) (own *lexicon[[]string], kinds map[string][]string) {
	own, kinds = newLexicon[[]string](), make(map[string][]string)
	own.split = true
	for _, name := range links {
		words := wordsOf(name)
		own.add(words, word.one, []string{name})
		for _, kind := range b.kindsOf(words) {
			kinds[kind] = append(kinds[kind], name)
		}
	}
	return own, kinds
}

// kindsOf is what kind of link a name in a file stands for, none if it is one
// that the file invented.
func (b *phrasebook) kindsOf(words []word) []string {
	row := newRow(words, word.one)
	for i := range words {
		if kinds, n := b.links.match(row, i); n > 0 {
			return kinds
		}
	}
	return nil
}

// followed is the names of the links asked for. They must be asked for, or
// stand there with nothing to say something about them.
func (d *decision) followed() []string {
	var names []string
	for _, s := range d.links {
		if s.at < d.from || !d.counts(s) {
			continue
		}
		for _, name := range s.names {
			if !slices.Contains(names, name) {
				names = append(names, name)
				d.because(raw(d.words[s.at:s.at+s.n]), "link "+name)
			}
		}
	}
	strange := func(f find) bool { return f.sense == unknown && len(f.subjects) == 0 && !f.ignored && !d.isLink(f) }
	switch {
	case d.level == carried, d.has(quoteNoun, manyNoun, opinion), d.hasSubject() && d.has(about):
		return nil
	case !d.asked() && !d.offers() && slices.ContainsFunc(d.finds, strange):
		return nil
	}
	return names
}

// counts tells that nothing takes a spot out of the reading: thanks, negation, a
// citation.
func (d *decision) counts(s spot) bool {
	return !slices.ContainsFunc(d.finds, func(f find) bool {
		return f.at < s.at+s.n && s.at < f.at+f.n && (f.ignored || f.cited)
	}) && !d.denied(s)
}

// denied tells that a negation stands before a spot: no slides needed.
func (d *decision) denied(s spot) bool {
	for i := len(d.finds) - 1; i >= 0; i-- {
		switch f := d.finds[i]; {
		case f.at >= s.at:
		case f.sentence != d.words[s.at].sentence:
			return false
		case f.sense == no, f.sense == not, f.sense == never:
			return true
		case f.sense != filler:
			return false
		}
	}
	return false
}

func (d *decision) isLink(f find) bool {
	return slices.ContainsFunc(d.links, func(s spot) bool { return s.at <= f.at && f.at < s.at+s.n })
}

// offers tells a question without its mark by its first word: will you share.
func (d *decision) offers() bool {
	return slices.ContainsFunc(d.finds, func(f find) bool { return f.sense == modal || f.sense == where })
}
