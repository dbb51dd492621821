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
	d.cite()
	d.encourage()
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
	if names := d.followed(); len(names) > 0 {
		return Request{Intent: Followup, Links: names}
	}
	got := d.read()
	if why := d.talk(got); why != "" {
		return d.conclude(None, why)
	}
	return got
}

// cite takes out what is cited amid other words: somebody else said it.
func (d *decision) cite() {
	if !slices.ContainsFunc(d.finds, func(f find) bool { return !f.cited }) {
		return
	}
	for i := range d.finds {
		d.finds[i].ignored = d.finds[i].cited
	}
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
