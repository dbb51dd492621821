package mention

import "slices"

// A decision is a reading under way.
type decision struct {
	*view
	address
	finds      []find // those meant for the bot
	count      *find
	noSuchArea bool
	thanked    bool
	negated    bool
	strange    int // words not understood
	why        []string
}

// decide takes what was found for a request.
func (r *Reader) decide(v *view, a address) Request {
	d := &decision{view: v, address: a, finds: v.between(a.from, len(v.words)), why: []string{a.why}}
	got := d.request()
	got.Language, got.Why = d.tongue(), d.why
	return got
}

func (d *decision) request() Request {
	if d.level == unaddressed {
		return Request{Intent: None}
	}
	if d.stops() {
		if d.level == carried {
			return d.conclude(None, "said to others")
		}
		return Request{Intent: Stop}
	}
	if d.level != carried && d.starts() {
		return Request{Intent: Start}
	}
	d.thank()
	d.negate()
	d.strange = strangers(d.finds)
	if d.level == direct || d.asked() {
		d.guess()
	}
	d.number()
	if names := d.followed(); len(names) > 0 && d.level != carried {
		return Request{Intent: Followup, Links: names}
	}
	got := d.read()
	if d.talk(got) {
		return d.conclude(None, "talk, not a request")
	}
	return got
}

// conclude is a request that follows from no word in particular.
func (d *decision) conclude(i Intent, why string) Request {
	d.because("", why)
	return Request{Intent: i}
}

// read finds what is wanted, on the understanding that the bot is addressed.
// The order matters: a subject says more than a phrase, but for questions about
// the quote replied to and for lists; and "more" is one only in a reply.
func (d *decision) read() Request {
	subjects := d.subjects()
	named := len(subjects) > 0
	thanked := d.thanked && !d.asked() && !d.has(more)
	for _, f := range d.finds {
		if f.quote != "" && !f.ignored {
			return d.single(f)
		}
	}
	switch {
	case d.reply == ReplyToBot && !(named && d.has(more, several)) && d.referred():
		return d.reference()
	case thanked && !d.has(turn) && d.strange > 0:
		return d.conclude(Thanks, "thanks")
	case d.listed(subjects):
		return Request{Intent: Areas}
	case named:
		return d.named(subjects)
	case d.takes(Help, help):
		return Request{Intent: Help}
	case d.reply == ReplyToBot && d.takes(More, more):
		return Request{Intent: More, Count: d.quantity()}
	case d.referred():
		return d.reference()
	case thanked:
		return d.conclude(Thanks, "thanks")
	}
	return d.unnamed()
}

// single is the quote that f names.
func (d *decision) single(f find) Request {
	d.because(f.raw, "a quote's id")
	q, _ := d.reader.corpus.Quote(f.quote)
	return Request{Intent: Quote, Area: q.Area, Quote: f.quote}
}

// listed tells that the areas or topics are asked for.
func (d *decision) listed(subjects []naming) bool {
	topic := slices.ContainsFunc(subjects, func(n naming) bool { return n.topic != "" })
	switch {
	case d.noSuchArea && len(subjects) == 0:
		d.because("", "no area has this number")
		return true
	case d.has(which) && d.has(areaNouns) && !topic:
		return d.takes(Areas, areaNouns)
	case len(subjects) > 0:
		return false
	}
	return d.takes(Areas, menu) || d.strange <= 1 && !d.has(quoteNoun, manyNoun, random) && d.takes(Areas, areaNouns)
}

// remarks tells that a quote is spoken of that is there already: that quote made
// my day.
func (d *decision) remarks() bool {
	for i, f := range d.finds {
		if f.sense == quoteNoun && i > 0 && i+1 < len(d.finds) && !f.apart && d.reader.book.these.entries[d.finds[i-1].text] {
			return true
		}
	}
	return false
}

// stated tells that something is said and nothing asked: the courts are unfair,
// I think. Thanks are no statement.
func (d *decision) stated() bool {
	switch {
	case d.asked(), d.negated, d.has(quoteNoun, manyNoun, several, random, help, areaNouns, source):
		return false
	case d.sneers():
		return true
	case d.thanked:
		return false
	}
	return d.has(opinion) || slices.ContainsFunc(d.finds, func(f find) bool { return len(f.subjects) > 0 && d.predicated(f) })
}

// sneers tells that words amid others are in quotation marks, as in: so the
// courts will be "fair".
func (d *decision) sneers() bool {
	marked := 0
	for _, f := range d.finds {
		if f.scare {
			marked++
		}
	}
	return marked > 0 && len(d.finds) > marked+2
}

// predicated tells that the word behind a name makes a statement of it.
func (d *decision) predicated(f find) bool {
	next := f.at + f.n
	if next >= len(d.words) || d.words[next].apart || d.words[next].sentence != f.sentence {
		return false
	}
	_, n := d.reader.book.states.match(d.literal, next)
	return n > 0
}

// talk tells that what looks like a request is part of a conversation. The
// less surely the bot is addressed, the more a request must look like one.
func (d *decision) talk(got Request) bool {
	quotes := d.has(quoteNoun, manyNoun, several)
	vague := got.Intent == Help && !d.has(help)
	switch {
	case d.stated():
		return true
	case d.level == carried:
		return !quotes || got.Intent == Ambiguous || vague || !(d.has(ask, please) || d.strange == 0 && d.asked())
	case got.Intent == Thanks:
		return d.level == shared && d.reply != ReplyToBot
	case d.level == shared && got.Intent == Quote && got.Area == "" && !quotes && !d.has(random):
		return true
	case got.Intent == Quote && d.silent() && d.linked:
		return true
	case vague && d.has(halt, never) && len(d.questions) == 0:
		return true
	case d.reply == ReplyToBot && (got.Intent == Quote || got.Intent == Thread) && !d.asked() && d.remarks():
		return true
	case d.level == shared, d.reply == ReplyToBot:
		return vague && !d.has(ask) || !d.asked() && d.strange > 1 || got.Intent == Quote && d.silent()
	}
	return false
}
