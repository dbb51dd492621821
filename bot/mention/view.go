package mention

import "slices"

// A view is a status as the Reader sees it.
type view struct {
	reader    *Reader
	reply     ReplyTo
	words     []word
	literal   row
	one       row      // in the singular
	all       []find   // in all words
	spoken    []string // languages by code that the words may be in
	questions []int
	links     []spot
	linked    bool // the status holds links
}

func (r *Reader) view(t teller, reply ReplyTo) *view {
	literal, one := newRow(t.told, word.literal), newRow(t.told, word.one)
	v := &view{reader: r, reply: reply, words: t.told, literal: literal, one: one, questions: t.questions}
	v.all, v.spoken = r.scan(literal, one)
	return v
}

// question tells that a sentence ends in a question mark.
func (v *view) question(sentence int) bool { return slices.Contains(v.questions, sentence) }

// next is the place of the next word of this kind, -1 if there is none.
func (v *view) next(i int, k wordKind) int {
	for ; i < len(v.words); i++ {
		if v.words[i].kind == k {
			return i
		}
	}
	return -1
}

// between are the finds among the words from the i-th to before the j-th.
func (v *view) between(i, j int) []find {
	var found []find
	for _, f := range v.all {
		if f.at >= i && f.at < j {
			found = append(found, f)
		}
	}
	return found
}

// at is what is found at the i-th word, nil if nothing is.
func (v *view) at(i int) *find {
	for j := range v.all {
		if v.all[j].at == i {
			return &v.all[j]
		}
	}
	return nil
}

// sense is the sense of what is found at the i-th word.
func (v *view) sense(i int) sense {
	if f := v.at(i); f != nil {
		return f.sense
	}
	return unknown
}

// names tells that a subject is named at the i-th word.
func (v *view) names(i int) bool {
	f := v.at(i)
	return f != nil && len(f.subjects) > 0
}

// asksIn tells that a sentence has words that request.
func (v *view) asksIn(sentence int) bool {
	return slices.ContainsFunc(v.all, func(f find) bool { return f.sentence == sentence && f.sense.requests() })
}

// holds tells that something of one of these senses is in a sentence.
func (v *view) holds(sentence int, senses ...sense) bool {
	return slices.ContainsFunc(v.all, func(f find) bool { return f.sentence == sentence && slices.Contains(senses, f.sense) })
}
