package bot

import (
	"math/rand/v2"

	"quotebot/bot/mention"
	"quotebot/bot/toot"
	"quotebot/quotes"
)

// A Voice finds the words of an answer. It knows no server and no history: what
// it says follows from the request and the situation.
type Voice struct {
	Corpus   *quotes.Corpus
	Limits   toot.Limits
	Template *toot.Template // nil for the built-in one
	Language string         // of quotes; "" for the quote's own
	Most     int            // quotes in one answer; 0 for usualMost
}

// usualMost is how many quotes one answer holds at the most.
const usualMost = 3

// A Situation is what an answer depends on besides the request.
type Situation struct {
	Prefix   string          // the address, "@alice "
	CW       string          // counted with the answer
	Language string          // that the person writes; "" if it is not known
	Last     *Last           // what the status replies to, nil if it is none of ours
	Heard    map[string]bool // ids of quotes this person has had
	Random   *rand.Rand
}

// Last is a quote that somebody answers.
type Last struct {
	Quote quotes.Quote
	Topic string // that had been asked for; "" for none
}

// A Reply is what the bot says: the toots of a short thread, usually one.
type Reply []Part

// A Part is one toot of a reply.
type Part struct {
	Text     string
	Language string
	QuoteID  string // "" where it begins no quote
}

// Reply answers a request; false where silence is the answer.
func (v Voice) Reply(r mention.Request, s Situation) (Reply, bool) {
	w, language := wordsIn(s.Language)
	switch r.Intent {
	case mention.Help:
		return v.own(s, language, v.helpText(w, language))
	case mention.Areas:
		return v.own(s, language, v.areasText(w, language))
	case mention.Source:
		return v.own(s, language, v.sourceText(w, language, s.Last))
	case mention.Original:
		return v.own(s, v.Corpus.Source.OriginalLanguage, v.originalText(s.Last))
	case mention.Quote, mention.Topic, mention.Thread, mention.More, mention.Ambiguous:
		return v.quote(r, s)
	}
	return nil, false
}

// Rest asks somebody who asks too often to come back later.
func (v Voice) Rest(s Situation) (Reply, bool) {
	w, language := wordsIn(s.Language)
	return v.own(s, language, w.rest)
}

// quote answers with one quote, or with as many as were asked for, one after the
// other.
func (v Voice) quote(r mention.Request, s Situation) (Reply, bool) {
	var reply Reply
	chosen := make(map[string]bool)
	for _, tiers := range v.wishes(r, s) {
		parts, id := v.choose(tiers, r.Topic, s, chosen)
		if id == "" {
			continue
		}
		chosen[id] = true
		reply = append(reply, parts...)
	}
	return reply, len(reply) > 0
}

// own says words of the bot's own, the longest version that fits the server.
func (v Voice) own(s Situation, language string, versions []string) (Reply, bool) {
	for _, words := range versions {
		text := s.Prefix + words
		if toot.Length(text, s.CW, v.Limits) <= v.Limits.Max() {
			return Reply{{Text: text, Language: language}}, true
		}
	}
	return nil, false
}
