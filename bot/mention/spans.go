package mention

// stops tells that the person wants no answers: by a phrase that says so, by a
// word that forbids and one for what, or by a sentence of nothing but "stop".
func (d *decision) stops() bool {
	for i, f := range d.finds {
		switch f.sense {
		case stopping:
			d.because(f.raw, "stop")
			return true
		case halt, never:
			if d.forbids(i, 4) || f.sense == halt && d.alone(i) {
				d.because(f.raw, "stop")
				return true
			}
		case not:
			if d.forbids(i, 1) {
				d.because(f.raw, "stop")
				return true
			}
		}
	}
	return false
}

// forbids tells that contact follows the i-th find within so many finds.
func (d *decision) forbids(i, within int) bool {
	for j := i + 1; j < len(d.finds) && j <= i+within; j++ {
		switch f := d.finds[j]; {
		case f.sentence != d.finds[i].sentence, len(f.subjects) > 0:
			return false
		case f.sense == contact:
			return true
		}
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
		case halt, never, filler, greeting, turn, joint, contact:
		default:
			return false
		}
		if len(f.subjects) > 0 {
			return false
		}
	}
	return requested || !d.question(sentence)
}

// thank takes thanks and praise out of the reading, with what they are for.
func (d *decision) thank() {
	for i := range d.finds {
		switch d.finds[i].sense {
		case thanks:
			d.thanked = true
			d.ignore(i)
		case praise:
			if !d.asksBefore(i) {
				d.thanked = true
				d.ignoreClause(i)
			}
		}
	}
}

// ignore takes out the i-th find and the rest of its clause.
func (d *decision) ignore(i int) {
	d.finds[i].ignored = true
	for j := i + 1; j < len(d.finds) && !d.finds[j].apart; j++ {
		if s := d.finds[j].sense; s.requests() || s == turn || s == more || s == joint {
			return
		}
		d.finds[j].ignored = true
	}
}

// ignoreClause takes out the whole clause of the i-th find.
func (d *decision) ignoreClause(i int) {
	for !d.finds[i].apart && i > 0 {
		i--
	}
	d.ignore(i)
}

// asksBefore tells that the clause of the i-th find asks for something, or is a
// question, so that praise is only how the quote should be.
func (d *decision) asksBefore(i int) bool {
	if d.question(d.finds[i].sentence) {
		return true
	}
	for j := i; j >= 0; j-- {
		if s := d.finds[j].sense; s.requests() || s == more {
			return true
		}
		if d.finds[j].apart {
			break
		}
	}
	return false
}

// negate takes out subjects that are not wanted: not the first one, but ...
func (d *decision) negate() {
	for i, f := range d.finds {
		if (f.sense == not || f.sense == never || f.sense == no) && !f.ignored {
			d.deny(i)
		}
	}
}

// deny takes out the subjects behind the i-th find, up to a comma.
func (d *decision) deny(i int) {
	strange, denied := 0, false
	for j := i + 1; j < len(d.finds) && !d.finds[j].apart; j++ {
		f := &d.finds[j]
		switch {
		case f.sense == turn, f.sense == ask && denied, f.sense == please && denied:
			return
		case d.finds[i].sense == no && f.sense == cardinal:
			return
		case len(f.subjects) > 0, f.sense == cardinal, f.sense == ordinal:
			f.ignored, denied, d.negated = true, true, true
		case f.sense == unknown:
			if strange++; strange > 1 || denied {
				return
			}
		}
	}
}
