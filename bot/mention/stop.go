package mention

import "slices"

// stops tells that the person wants no answers.
func (d *decision) stops() bool {
	for i, f := range d.finds {
		if d.refused(i) {
			d.because(f.raw, "stop")
			return true
		}
	}
	return false
}

// starts tells that the person wants to be answered again.
func (d *decision) starts() bool {
	for i, f := range d.finds {
		if !f.ignored && (f.sense == starting || f.sense == begin && d.alone(i)) {
			d.because(f.raw, "start")
			return true
		}
	}
	return false
}

// refused tells that the i-th find makes a wish for no answers: a phrase that
// says so, a word that forbids and one for what, or a sentence of nothing but
// stop. Where a subject follows, only that is not wanted.
func (d *decision) refused(i int) bool {
	f := d.finds[i]
	switch {
	case f.ignored:
		return false
	case f.sense == stopping:
		return !d.namesAfter(i)
	case f.sense == unwished:
		return d.forbids(i)
	case d.told(i):
		return false
	case f.sense == halt:
		return d.forbids(i) && d.imperative(f.sentence) || d.alone(i) || d.concludes(i)
	case f.sense == never:
		return d.forbids(i) && d.imperative(f.sentence) || d.contactBefore(i) || d.forbidsAsking(i) || d.alone(i) || d.declines(i)
	case f.sense == not, f.sense == no:
		return d.declines(i)
	}
	return false
}

// imperative tells that a sentence is no question, unless it asks for something:
// can you stop replying?
func (d *decision) imperative(sentence int) bool {
	return !d.question(sentence) || d.holds(sentence, ask, please, modal)
}

// told tells that the i-th find says what somebody does, not what the bot is to
// do: I never got an answer, the courts stop.
func (d *decision) told(i int) bool {
	return d.follows(i, d.isPerson) || d.follows(i, func(f find) bool { return len(f.subjects) > 0 })
}

func (d *decision) isPerson(f find) bool { return d.reader.book.persons.entries[f.text] }

// follows tells that such a find stands before the i-th in its clause, and no
// request between them.
func (d *decision) follows(i int, such func(find) bool) bool {
	for j := i - 1; j >= 0 && d.finds[j].sentence == d.finds[i].sentence && !d.finds[j+1].apart; j-- {
		switch f := d.finds[j]; {
		case f.sense == ask, f.sense == please:
			return false
		case such(f):
			return true
		}
	}
	return false
}

// declines tells that no contact and no quotes are wanted, and nothing else is
// said: no replies please, keine weiteren Zitate.
func (d *decision) declines(i int) bool {
	f := d.finds[i]
	j := d.carrier(i)
	if j < 0 || d.question(f.sentence) || !slices.Contains([]sense{contact, quoteNoun, manyNoun}, d.finds[j].sense) {
		return false
	}
	for k, other := range d.finds {
		if other.sentence != f.sentence || k == i || k == j || other.carriesNothing() {
			continue
		}
		switch other.sense {
		case greeting, turn, joint, ask, thanks:
		default:
			return false
		}
	}
	return true
}

// encourage reads don't stop as more.
func (d *decision) encourage() {
	for i, f := range d.finds {
		if f.sense != never {
			continue
		}
		if j := d.carrier(i); j >= 0 && d.finds[j].sense == halt {
			d.finds[i].ignored, d.finds[j].sense = true, more
		}
	}
}

// forbids tells that contact follows what forbids: don't reply, stop quoting.
func (d *decision) forbids(i int) bool {
	const within = 4
	for j := i + 1; j < len(d.finds) && j <= i+within; j++ {
		switch f := d.finds[j]; {
		case f.sentence != d.finds[i].sentence, len(f.subjects) > 0:
			return false
		case f.sense == contact, f.sense == starting:
			return true
		case f.sense == doing:
			return !d.namesAfter(j)
		}
	}
	return false
}

// contactBefore tells that what forbids follows contact: antworte mir nie wieder.
func (d *decision) contactBefore(i int) bool {
	for j := i - 1; j >= 0 && d.finds[j].sentence == d.finds[i].sentence && !d.finds[j+1].apart; j-- {
		if f := d.finds[j]; !f.carriesNothing() {
			return f.sense == contact && !d.namesAfter(i)
		}
	}
	return false
}

// forbidsAsking tells that one is to give nothing at all: don't send me anything
// ever again.
func (d *decision) forbidsAsking(i int) bool {
	j := d.carrier(i)
	if j < 0 || d.finds[j].sense != ask || d.namesAfter(i) {
		return false
	}
	return slices.ContainsFunc(d.clause(i), func(f find) bool {
		switch f.sense {
		case exists, more, quoteNoun, manyNoun:
			return true
		}
		return false
	})
}

// concludes tells that a sentence without a subject ends in the i-th find: do me
// a favour and stop.
func (d *decision) concludes(i int) bool {
	f := d.finds[i]
	if i == 0 || d.carrier(i) >= 0 || d.namesIn(f.sentence) || d.question(f.sentence) {
		return false
	}
	before := d.finds[i-1]
	return before.sentence == f.sentence && (f.apart || before.sense == joint || before.sense == turn || before.sense == please)
}

// carrier is the next find of the clause that carries something, -1 if there is
// none.
func (d *decision) carrier(i int) int {
	for j := i + 1; j < len(d.finds) && !d.finds[j].apart; j++ {
		if !d.finds[j].carriesNothing() {
			return j
		}
	}
	return -1
}

// namesAfter tells that a subject follows the i-th find in its clause.
func (d *decision) namesAfter(i int) bool {
	for j := i + 1; j < len(d.finds) && !d.finds[j].apart; j++ {
		if len(d.finds[j].subjects) > 0 {
			return true
		}
	}
	return false
}

func (d *decision) namesIn(sentence int) bool {
	return slices.ContainsFunc(d.finds, func(f find) bool { return f.sentence == sentence && len(f.subjects) > 0 })
}

// carriesNothing tells particles, politeness and the like, and what only
// stresses a negation: not any more.
func (f find) carriesNothing() bool {
	switch f.sense {
	case filler, please, never, more:
		return len(f.subjects) == 0
	}
	return false
}

// alone tells that the sentence of the i-th find says nothing else. A question
// whether something stops is no wish, unless it asks the bot to.
func (d *decision) alone(i int) bool {
	sentence, requested := d.finds[i].sentence, false
	for _, f := range d.finds {
		if f.sentence != sentence {
			continue
		}
		switch f.sense {
		case ask, please, modal:
			requested = true
		case halt, begin, never, filler, greeting, turn, joint, contact, doing, more:
		default:
			return false
		}
		if len(f.subjects) > 0 {
			return false
		}
	}
	return requested || !d.question(sentence)
}
