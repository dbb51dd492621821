package mention

// negate takes out subjects that are not wanted: not the first one, but ...
func (d *decision) negate() {
	for i, f := range d.finds {
		switch {
		case f.ignored, f.sense == never && (d.follows(i, d.isPerson) || d.polite(i)):
		case f.sense == not, f.sense == never, f.sense == unwished, f.sense == no, f.sense == stopping, f.sense == doing && d.halted(i):
			d.deny(i)
		}
	}
}

// polite tells a question that is put in the negative: kannst du nicht ...?
func (d *decision) polite(i int) bool {
	return i > 0 && d.question(d.finds[i].sentence) && (d.finds[i-1].sense == modal || d.finds[i-1].sense.requests())
}

// halted tells that what the bot does at the i-th find is to end: stop talking
// about.
func (d *decision) halted(i int) bool {
	for j := i - 1; j >= 0 && d.finds[j].sentence == d.finds[i].sentence; j-- {
		if f := d.finds[j]; f.sense == halt || !f.carriesNothing() {
			return f.sense == halt
		}
	}
	return false
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
		case f.sense == more:
			f.ignored = true
		case f.sense == unknown:
			if strange++; strange > 1 || denied {
				return
			}
		}
	}
}
