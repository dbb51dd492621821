package mention

import "slices"

// maxNamings is how many subjects of one status are weighed against each other.
const maxNamings = 16

// A naming is one subject and the find that names it.
type naming struct {
	subject
	find int // index into finds
}

func (d *decision) hasSubject() bool {
	return slices.ContainsFunc(d.finds, func(f find) bool { return len(f.subjects) > 0 && !f.ignored })
}

// subjects are the subjects asked for, each once, in the order of the words.
func (d *decision) subjects() []naming {
	named := d.namings()
	named = d.keep(named, func(n naming) bool { return !d.isAside(n.find) })
	named = d.keep(named, func(n naming) bool { return d.inRequest(d.finds[n.find].sentence) })
	named = d.keep(named, func(n naming) bool { return !d.superseded(n.find) })
	named = d.afterAbout(named)
	named = d.overruled(named)
	named = d.keep(named, func(n naming) bool { return !d.isCompound(named, n) })
	var found []naming
	for _, n := range named {
		if !slices.ContainsFunc(found, func(m naming) bool { return m.subject == n.subject }) {
			found = append(found, n)
		}
	}
	return found
}

// namings are all subjects named. Where a name stands for several, one in an
// area that is named otherwise fits best.
func (d *decision) namings() []naming {
	sure := make(map[string]bool)
	for _, f := range d.finds {
		if len(f.subjects) == 1 && !f.ignored {
			sure[f.subjects[0].area] = true
		}
	}
	var named []naming
	for i, f := range d.finds {
		if len(named) == maxNamings {
			break
		}
		if len(f.subjects) == 0 || f.ignored {
			continue
		}
		best := f.subjects[0]
		if j := slices.IndexFunc(f.subjects, func(s subject) bool { return sure[s.area] }); j >= 0 {
			best = f.subjects[j]
		}
		named = append(named, naming{best, i})
	}
	return named
}

// keep are the namings that are good, or all if none is.
func (d *decision) keep(named []naming, good func(naming) bool) []naming {
	var kept []naming
	for _, n := range named {
		if good(n) {
			kept = append(kept, n)
		}
	}
	if len(kept) == 0 {
		return named
	}
	return kept
}

// isAside tells that a subject tells about the person: for my class.
func (d *decision) isAside(i int) bool {
	for j := i - 1; j >= 0 && j >= i-3 && !d.finds[j+1].apart && d.finds[j].sentence == d.finds[i].sentence; j-- {
		switch d.finds[j].sense {
		case aside:
			return true
		case filler, unknown:
		default:
			return false
		}
	}
	return false
}

// inRequest tells that a sentence asks for something.
func (d *decision) inRequest(sentence int) bool {
	for _, f := range d.finds {
		if f.sentence == sentence && !f.ignored && (f.sense.requests() || f.sense == quoteNoun || f.sense == manyNoun) {
			return true
		}
	}
	return d.question(sentence)
}

// superseded tells that a subject is told about before another one is asked for:
// schools are boring, give me the courts; I had schools, now the courts.
func (d *decision) superseded(i int) bool {
	told, later, asks := d.tells(i), false, false
	for _, f := range d.finds[i+1:] {
		if f.apart {
			later, asks = true, false
		}
		switch {
		case f.ignored:
		case f.sense == turn, told && later && f.sense.requests():
			asks = true
		case asks && len(f.subjects) > 0:
			return true
		}
	}
	return false
}

// tells tells that the clause of the i-th find says something about it.
func (d *decision) tells(i int) bool {
	return slices.ContainsFunc(d.clause(i), func(f find) bool {
		switch {
		case len(f.subjects) > 0:
			return d.predicated(f)
		case f.sense == unknown, f.sense == aside, f.sense == opinion:
			return true
		}
		return false
	})
}

// clause is the finds around the i-th that no punctuation parts from it.
func (d *decision) clause(i int) []find {
	from, to := i, i+1
	for from > 0 && !d.finds[from].apart {
		from--
	}
	for to < len(d.finds) && !d.finds[to].apart {
		to++
	}
	return d.finds[from:to]
}

// afterAbout drops what stands before the about of a sentence, as in: what do
// gardeners say about trees.
func (d *decision) afterAbout(named []naming) []naming {
	at := slices.IndexFunc(d.finds, func(f find) bool { return f.sense == about && !f.ignored })
	if at < 0 {
		return named
	}
	sentence := d.finds[at].sentence
	return d.keep(named, func(n naming) bool { return n.find > at || d.finds[n.find].sentence != sentence })
}

// overruled drops areas beside a topic of another area, unless both are asked
// for: a topic says more than an area.
func (d *decision) overruled(named []naming) []naming {
	return d.keep(named, func(n naming) bool {
		if n.topic != "" {
			return true
		}
		for _, m := range named {
			if m.topic != "" && !d.coordinated(min(m.find, n.find), max(m.find, n.find)) {
				return false
			}
		}
		return true
	})
}

// isCompound tells that a topic directly follows another, as in mint
// grafting: that is one subject, not two, and the first says more about it.
func (d *decision) isCompound(named []naming, n naming) bool {
	return n.topic != "" && !d.finds[n.find].apart && slices.ContainsFunc(named, func(m naming) bool {
		return m.topic != "" && m.find == n.find-1 && d.finds[m.find].sentence == d.finds[n.find].sentence
	})
}

// coordinated tells that two finds stand side by side: one and the other.
func (d *decision) coordinated(i, j int) bool {
	side := d.finds[j].apart
	for _, f := range d.finds[i+1 : j] {
		switch {
		case f.sense == joint, f.apart:
			side = true
		case f.sense == filler, f.sense == quoteNoun, f.sense == manyNoun, f.sense == about, f.sense == cardinal, len(f.subjects) > 0:
		default:
			return false
		}
	}
	return side
}

// named is the request for subjects.
func (d *decision) named(named []naming) Request {
	var areas []string
	topic := ""
	for _, n := range named {
		d.because(d.finds[n.find].raw, n.subject.String())
		if !slices.Contains(areas, n.area) {
			areas = append(areas, n.area)
		}
		if topic == "" {
			topic = n.topic
		}
	}
	if len(areas) > 1 {
		return Request{Intent: Ambiguous, Areas: areas}
	}
	got := Request{Intent: Quote, Area: areas[0], Topic: topic, Count: d.quantity()}
	switch {
	case d.takes(Thread, several), got.Count > 1, topic == "" && !d.has(exists) && d.takes(Thread, manyNoun):
		got.Intent = Thread
	case topic != "":
		got.Intent = Topic
	}
	return got
}

func (s subject) String() string {
	if s.topic == "" {
		return "area " + s.area
	}
	return "topic " + s.topic + " of " + s.area
}
