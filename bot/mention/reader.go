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
	folder folder
	index  *index
	book   phrasebook

	languages int
}

// NewReader prepares a Reader. Of the corpus it takes the ids, names, aliases
// and topics of the areas, the ids of the quotes, and the words of the title.
func NewReader(c *quotes.Corpus, s Self) *Reader {
	f := folder{simplified()}
	all := languages()
	return &Reader{
		corpus:    c,
		self:      newProfile(s),
		folder:    f,
		index:     newIndex(f, c),
		book:      compile(f, all, c.Source.OriginalLanguage),
		languages: len(all),
	}
}

// Read says what the writer of s wants.
func (r *Reader) Read(s Status) Request {
	t := teller{folder: r.folder, isSelf: func(acct, href string) bool {
		return r.self.is(acct, href, s.Mentions)
	}}
	for _, p := range extract(s.HTML) {
		t.piece(p)
	}
	v := r.view(t, s.ReplyTo)
	return r.decide(v, v.addressed())
}

// ReadText reads plain text as addressed to the bot.
func (r *Reader) ReadText(text string) Request {
	t := teller{folder: r.folder}
	t.text(strings.ToValidUTF8(text[:min(len(text), maxInput)], ""))
	v := r.view(t, ReplyToNobody)
	return r.decide(v, address{direct, 0, "addressed to the bot"})
}

// piece adds the words of a piece. Links say nothing, and what is quoted was
// said by somebody else.
func (t *teller) piece(p piece) {
	if p.quoted {
		t.stop()
		return
	}
	switch p.kind {
	case plain:
		t.text(p.text)
	case hashtag:
		t.hash = true
		t.text(p.text)
		t.hash = false
	case account:
		t.mention(p.text, p.href)
	case link:
		t.apart = true
	case line, paragraph:
		t.stop()
	}
}

// A view is a status as the Reader sees it.
type view struct {
	reader    *Reader
	reply     ReplyTo
	words     []word
	all       []find // in all words
	questions []int
}

func (r *Reader) view(t teller, reply ReplyTo) *view {
	return &view{r, reply, t.told, r.scan(t.told), t.questions}
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
