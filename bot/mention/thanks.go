package mention

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
