package mention

import "slices"

// talk says why what looks like a request is part of a conversation, "" if it is
// one. The less surely the bot is addressed, the more a request must look like it.
func (d *decision) talk(got Request) string {
	quotes := d.has(quoteNoun, manyNoun, several)
	vague := got.Intent == Help && !d.has(help)
	switch {
	case d.stated():
		return "says something, and asks nothing"
	case d.level == carried && (!quotes || got.Intent == Ambiguous || vague || !d.insists()):
		return "said to others"
	case d.level == carried:
		return ""
	case got.Intent == Thanks && d.level == shared && d.reply != ReplyToBot:
		return "thanks for others, too"
	case got.Intent == Thanks:
		return ""
	case d.level == shared && got.Intent == Quote && got.Area == "" && !quotes && !d.has(random):
		return "asks for no quote, and not the bot alone"
	case got.Intent == Quote && d.silent() && d.linked:
		return "nothing but a link"
	case vague && d.has(halt, never, unwished) && len(d.questions) == 0:
		return "forbids what is not understood"
	case d.reply == ReplyToBot && (got.Intent == Quote || got.Intent == Thread) && !d.asked() && d.remarks():
		return "speaks of the quote"
	case (d.level == shared || d.reply == ReplyToBot) && d.unclear(got, vague):
		return "not clearly a request"
	}
	return ""
}

// insists tells that a conversation of others turns to the bot in so many words.
func (d *decision) insists() bool {
	return d.has(ask, please) || d.strange == 0 && d.asked()
}

// unclear tells that a reading is too weak for a reply, which may just be talk.
func (d *decision) unclear(got Request, vague bool) bool {
	return vague && !d.has(ask) || !d.asked() && d.strange > 1 || got.Intent == Quote && d.silent()
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
