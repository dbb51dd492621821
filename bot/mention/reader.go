package mention

import (
	"strings"

	"quotebot/quotes"
)

// A Reader reads requests for the quotes of one corpus. It is safe for
// concurrent use.
type Reader struct {
	corpus *quotes.Corpus
	self   profile
	index  *index
	book   *phrasebook

	originals phrases
}

// NewReader prepares a Reader. Of the corpus it takes the ids, names, aliases
// and topics of the areas, the ids of the quotes, and the words of the title.
func NewReader(c *quotes.Corpus, s Self) *Reader {
	return &Reader{
		corpus: c,
		self:   newProfile(s),
		index:  newIndex(c),
		book:   theBook(),

		originals: originals(languages(), c.Source.OriginalLanguage),
	}
}

// Read says what the writer of s wants.
func (r *Reader) Read(s Status) Request {
	l := listener{teller: teller{isSelf: func(acct, href string) bool {
		return r.self.is(acct, href, s.Mentions)
	}}}
	for _, p := range extract(s.HTML) {
		l.piece(p)
	}
	v := r.view(l.teller, s.ReplyTo)
	v.links, v.linked = v.spots(s.Links), l.linked
	return r.decide(v, v.addressed())
}

// ReadText reads plain text as addressed to the bot.
func (r *Reader) ReadText(text string) Request {
	var t teller
	t.text(strings.ToValidUTF8(text[:min(len(text), maxInput)], ""))
	v := r.view(t, ReplyToNobody)
	return r.decide(v, address{direct, 0, "addressed to the bot"})
}

// A listener tells the words of pieces apart. Links say nothing, and what is
// quoted was said by somebody else, whether by HTML or by a ">" before the line.
type listener struct {
	teller
	inLine bool // something stands before on the line
	quoted bool // the line is a quotation
	linked bool // there are links
}

func (l *listener) piece(p piece) {
	ends := p.kind == line || p.kind == paragraph
	if !l.inLine && p.kind == plain && strings.HasPrefix(strings.TrimSpace(p.text), ">") {
		l.quoted = true
	}
	if p.quoted || l.quoted || ends {
		l.stop()
		l.inLine, l.quoted = !ends, l.quoted && !ends
		return
	}
	l.inLine = l.inLine || p.kind != plain || strings.TrimSpace(p.text) != ""
	switch p.kind {
	case plain:
		l.text(p.text)
	case hashtag:
		l.hash = true
		l.text(p.text)
		l.hash = false
	case account:
		l.mention(p.text, p.href)
	case link:
		l.apart, l.linked = true, true
	}
}
