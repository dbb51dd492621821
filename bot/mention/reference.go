package mention

// referred tells that the quote replied to is asked about.
func (d *decision) referred() bool {
	return d.has(source, wanted) || d.has(tongue) && !(d.has(quoteNoun) && d.reply != ReplyToBot) || d.whereFrom()
}

func (d *decision) reference() Request {
	if d.takes(Original, wanted, tongue) {
		return Request{Intent: Original}
	}
	d.takes(Source, source, where)
	return Request{Intent: Source}
}

// endsSentence tells that nothing follows f in its sentence.
func (d *decision) endsSentence(f *find) bool {
	next := f.at + f.n
	return next == len(d.words) || d.words[next].sentence != f.sentence
}

// whereFrom tells a question where something is from.
func (d *decision) whereFrom() bool {
	if d.has(where) && d.has(from) {
		return true
	}
	f := d.first(from)
	return d.reply == ReplyToBot && f != nil && d.has(which, exists, help, ask) && d.endsSentence(f)
}
