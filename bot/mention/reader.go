package mention

import (
	"net/url"
	"slices"
	"strings"

	"quotebot/quotes"
)

// A Reader reads requests for the quotes of one corpus. It is safe for
// concurrent use.
type Reader struct {
	corpus *quotes.Corpus
	self   profile
	index  *index
	book   phrasebook
}

// NewReader prepares a Reader. Of the corpus it takes the ids, names, aliases
// and topics of the areas, the ids of the quotes, and the words of the title.
func NewReader(c *quotes.Corpus, s Self) *Reader {
	return &Reader{
		corpus: c,
		self:   newProfile(s),
		index:  newIndex(c),
		book:   compile(languages(), c.Source.OriginalLanguage),
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

// A view is a status as the Reader sees it.
type view struct {
	reader    *Reader
	reply     ReplyTo
	words     []word
	literal   row
	one       row      // in the singular
	all       []find   // in all words
	spoken    []string // languages by code that the words may be in
	questions []int
	links     []spot
	linked    bool // the status holds links
}

func (r *Reader) view(t teller, reply ReplyTo) *view {
	literal, one := newRow(t.told, word.literal), newRow(t.told, word.one)
	v := &view{reader: r, reply: reply, words: t.told, literal: literal, one: one, questions: t.questions}
	v.all, v.spoken = r.scan(literal, one)
	return v
}

// question tells that a sentence ends in a question mark.
func (v *view) question(sentence int) bool { return slices.Contains(v.questions, sentence) }

// A profile is the bot's account in the forms it is compared in.
type profile struct{ user, host, path string }

func newProfile(s Self) profile {
	user, host, _ := strings.Cut(strings.ToLower(strings.TrimPrefix(s.Acct, "@")), "@")
	p := profile{user: user, host: host}
	if u, err := url.Parse(s.URL); err == nil && u.Host != "" {
		p.host, p.path = strings.ToLower(u.Host), strings.ToLower(strings.TrimSuffix(u.Path, "/"))
		if p.user == "" {
			p.user = strings.TrimPrefix(p.path[strings.LastIndex(p.path, "/")+1:], "@")
		}
	}
	return p
}

// is tells whether a mention with this name and link is the bot's. The link
// decides where there is one; names repeat from server to server.
func (p profile) is(acct, href string, mentions []Account) bool {
	if href == "" {
		user, host, _ := strings.Cut(strings.ToLower(acct), "@")
		return user == p.user && (host == "" || host == p.host)
	}
	for _, m := range mentions {
		if m.URL == href {
			user, host, _ := strings.Cut(strings.ToLower(m.Acct), "@")
			return user == p.user && (host == "" || host == p.host)
		}
	}
	u, err := url.Parse(href)
	if err != nil || strings.ToLower(u.Host) != p.host {
		return false
	}
	path := strings.ToLower(strings.TrimSuffix(u.Path, "/"))
	return path == p.path || path == "/@"+p.user || path == "/users/"+p.user
}
