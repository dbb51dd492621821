package mention

import "slices"

// unnamed reads words in which no subject is named.
func (d *decision) unnamed() Request {
	if got, ok := d.search(); ok {
		return got
	}
	switch {
	case d.aboutStrange():
		return d.conclude(Help, "about something unknown")
	case d.takes(Thread, several), d.count != nil && d.count.value > 1, !d.has(exists) && d.takes(Thread, manyNoun):
		return Request{Intent: Thread, Count: d.quantity()}
	case d.anyQuote():
		return Request{Intent: Quote}
	case d.thanked:
		return d.conclude(Thanks, "thanks")
	case d.reply == ReplyToBot && d.signs():
		return d.conclude(Thanks, "a kind sign")
	case d.silent():
		return d.conclude(Quote, "nothing but the mention")
	}
	return d.conclude(Help, "not understood")
}

// anyQuote tells that a quote is wanted, never mind which. A request for
// nothing in particular is one as long as every word is understood.
func (d *decision) anyQuote() bool {
	switch {
	case d.takes(Quote, quoteNoun, random, more), d.negated, d.count != nil:
		return true
	case d.strange > 0:
		return false
	}
	return d.takes(Quote, ask, choice) || len(d.questions) == 0 && d.takes(Quote, exists)
}

// silent tells that there is nothing to read at all. A question mark is
// something.
func (d *decision) silent() bool {
	if len(d.questions) > 0 {
		return false
	}
	for _, f := range d.finds {
		if f.sense != please && f.sense != filler {
			return false
		}
	}
	return true
}

// signs tells that nothing but signs was found, such as folded hands.
func (d *decision) signs() bool {
	return len(d.finds) > 0 && !slices.ContainsFunc(d.finds, func(f find) bool { return f.kind != sign || f.sense != please })
}

// aboutStrange tells that a quote about something is wanted that is unknown.
func (d *decision) aboutStrange() bool {
	for i, f := range d.finds {
		if f.sense != about || f.ignored {
			continue
		}
		for _, g := range d.finds[i+1:] {
			if g.sense == filler {
				continue
			}
			if g.sense == unknown && len(g.subjects) == 0 {
				return true
			}
			break
		}
	}
	return false
}

// quantity is the count of quotes, 0 if none was given.
func (d *decision) quantity() int {
	if d.count == nil || d.count.value < 2 {
		return 0
	}
	return d.count.value
}
