package mention

// talksAbout tells that the words from the i-th on make the mention before them
// the subject of a sentence.
func (v *view) talksAbout(i int) bool {
	if i >= len(v.words) {
		return false
	}
	w := v.words[i]
	if i+1 < len(v.words) && v.words[i+1].kind >= self && v.sense(i) == joint {
		return true // @bot and @tom
	}
	if w.apart || v.question(w.sentence) && !v.parted(i) {
		return false
	}
	if v.verb(i) {
		return true
	}
	_, third := v.reader.book.third.match(v.literal, i)
	_, known := v.reader.book.lexicon.match(v.literal, i)
	if s := v.sense(i); third == known && (s.requests() || s == praise || s.decides()) {
		return false // what they do in one language is what one asks for in another
	}
	return third > 0 && third >= known && !v.names(i+third)
}

// verb tells a word that is the verb of a sentence about the bot by its ending:
// @bot really knows its stuff. A request for something is none.
func (v *view) verb(i int) bool {
	for j := i; j < len(v.words); {
		_, n := v.reader.book.particles.match(v.literal, j)
		if s := v.sense(j); n > 0 && (s == filler || s == unknown) || s == never {
			j += max(n, 1)
			continue
		}
		f := v.at(j)
		return f != nil && f.mayBeVerb() && v.reader.book.isVerb(f.text) && (j > i || v.hasObject(j)) &&
			!v.asksIn(f.sentence) && !v.holds(f.sentence, quoteNoun, manyNoun)
	}
	return false
}

// hasObject tells that a verb at the i-th word would have an object behind it:
// knows the courts. The costs of courts are none.
func (v *view) hasObject(i int) bool {
	if !v.goesOn(i) {
		return false
	}
	f := v.at(i + 1)
	return f != nil && (f.sense == unknown && len(f.subjects) == 0 || v.reader.book.objects.entries[f.word.text])
}

// mayBeVerb tells a word in small letters that nothing is known about.
func (f *find) mayBeVerb() bool {
	return f.sense == unknown && len(f.subjects) == 0 && f.word.raw == f.text
}

// goesOn tells that the clause does not end with the i-th word.
func (v *view) goesOn(i int) bool {
	return i+1 < len(v.words) && v.words[i+1].sentence == v.words[i].sentence && !v.words[i+1].apart
}

// parted tells that the sentence of the i-th word has a comma behind it, so that
// its question mark may belong to another clause.
func (v *view) parted(i int) bool {
	for _, w := range v.words[i+1:] {
		if w.sentence != v.words[i].sentence {
			return false
		}
		if w.apart {
			return true
		}
	}
	return false
}
