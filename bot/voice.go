package bot

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

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
	Language string         // "" for the quote's own
}

// A Situation is what an answer depends on besides the request.
type Situation struct {
	Prefix string          // the address, "@alice "
	CW     string          // counted with the answer
	Last   *quotes.Quote   // that the status replies to, nil if none
	Heard  map[string]bool // ids of quotes this person has had
	Random *rand.Rand
}

// A Reply is what the bot says.
type Reply struct {
	Parts    []string // of a short thread; usually one
	Language string
	QuoteID  string // "" where it is not a quote
}

// ownLanguage is the language of the bot's own words.
const ownLanguage = "en"

// Reply answers a request; false where silence is the answer.
func (v Voice) Reply(r mention.Request, s Situation) (Reply, bool) {
	switch r.Intent {
	case mention.Help:
		return v.own(s, ownLanguage, v.helpText())
	case mention.Areas:
		return v.own(s, ownLanguage, v.areasText())
	case mention.Source:
		return v.own(s, ownLanguage, v.sourceText(s.Last))
	case mention.Original:
		return v.own(s, v.Corpus.Source.OriginalLanguage, v.originalText(s.Last))
	case mention.Quote, mention.Topic, mention.Thread, mention.More, mention.Ambiguous:
		return v.quote(v.candidates(r, s), s)
	}
	return Reply{}, false
}

// candidates are groups of quotes that fit the request, the best group first.
func (v Voice) candidates(r mention.Request, s Situation) [][]quotes.Quote {
	if q, ok := v.Corpus.Quote(r.Quote); ok {
		return [][]quotes.Quote{{q}}
	}
	if inTopic := v.Corpus.InTopic(r.Topic); len(inTopic) > 0 {
		return slices.Collect(slices.Chunk(inTopic, 1)) // they come best first
	}
	var groups [][]quotes.Quote
	switch {
	case r.Area != "":
		groups = append(groups, v.Corpus.InArea(r.Area))
	case len(r.Areas) > 0:
		var both []quotes.Quote
		for _, id := range r.Areas {
			both = append(both, v.Corpus.InArea(id)...)
		}
		groups = append(groups, both)
	case r.Intent == mention.More && s.Last != nil:
		groups = append(groups, v.Corpus.InArea(s.Last.Area))
	default:
		groups = append(groups, v.Corpus.Quotes)
	}
	return groups
}

// quote sets one of the candidates: of the best group that has one which this
// person has not had and which fits the server.
func (v Voice) quote(groups [][]quotes.Quote, s Situation) (Reply, bool) {
	for _, anew := range []bool{true, false} {
		for _, group := range groups {
			if reply, ok := v.quoteOf(group, anew, s); ok {
				return reply, true
			}
		}
	}
	return Reply{}, false
}

func (v Voice) quoteOf(group []quotes.Quote, anew bool, s Situation) (Reply, bool) {
	for _, i := range s.Random.Perm(len(group)) {
		q := group[i]
		if anew && s.Heard[q.ID] {
			continue
		}
		parts, err := toot.SetThread(v.Corpus, q, toot.Setting{Template: v.Template, Prefix: s.Prefix, CW: s.CW, Limits: v.Limits})
		if err != nil {
			continue // too long beside this address and warning: another may fit
		}
		return Reply{Parts: parts, Language: cmp.Or(v.Language, q.Language), QuoteID: q.ID}, true
	}
	return Reply{}, false
}

// own says words of the bot's own, the longest version that fits the server.
func (v Voice) own(s Situation, language string, versions []string) (Reply, bool) {
	for _, words := range versions {
		text := s.Prefix + words
		if toot.Length(text, s.CW, v.Limits) <= v.Limits.Max() {
			return Reply{Parts: []string{text}, Language: language}, true
		}
	}
	return Reply{}, false
}

func (v Voice) helpText() []string {
	title := v.Corpus.Source.Title.In(ownLanguage, v.Corpus.Source.Language)
	how := "Ask me for one of its areas by name or number, or for a subject: " + v.examples() + "."
	areas := v.areaList("; ")
	return []string{
		fmt.Sprintf("I quote from “%s”. %s\n\nIts areas: %s.\n\nReply “more” for another quote, “source” for where it stands.", title, how, areas),
		fmt.Sprintf("I quote from “%s”. %s", title, how),
		how,
	}
}

func (v Voice) areasText() []string {
	return []string{
		"The areas I can quote from:\n\n" + v.areaList("\n") + "\n\nName one, or its number.",
		"Areas: " + v.areaList("; "),
	}
}

// areaList is "1 Integrity in government affairs (政务诚信)" and so on.
func (v Voice) areaList(separator string) string {
	var items []string
	for _, a := range v.Corpus.Areas {
		item := fmt.Sprintf("%d %s", a.Number, a.Name.In(ownLanguage, v.Corpus.Source.Language))
		if original := a.Name[v.Corpus.Source.OriginalLanguage]; original != "" && !strings.Contains(item, original) {
			item += " (" + original + ")"
		}
		items = append(items, item)
	}
	return strings.Join(items, separator)
}

// examples are words that work with this corpus: an area's id, a number, and
// two topics.
func (v Voice) examples() string {
	var words []string
	for i, a := range v.Corpus.Areas {
		if i == 0 {
			words = append(words, a.ID, fmt.Sprint(a.Number))
		}
		if len(a.Topics) > 0 && len(words) < 4 {
			words = append(words, a.Topics[0].Key)
		}
	}
	for i, w := range words {
		words[i] = "“" + w + "”"
	}
	return strings.Join(words, ", ")
}

// sourceText says where the quote stands that was replied to, or the corpus's
// source where that is not known.
func (v Voice) sourceText(last *quotes.Quote) []string {
	src := v.Corpus.Source
	lines := []string{src.Title.In(ownLanguage, src.Language)}
	if last != nil {
		lines[0] = join(", ", lines[0], join(" ", last.Section, last.Heading.In(ownLanguage, src.Language)))
	}
	if original := src.Title[src.OriginalLanguage]; original != "" && original != src.Title.In(ownLanguage, src.Language) {
		lines = append(lines, original)
	}
	if about := join(", ", src.Issuer, src.Number, src.Date); about != "" {
		lines = append(lines, about)
	}
	links := nonEmpty("Original: ", src.URLOriginal, "Translation: ", src.URLTranslation)
	return []string{
		strings.Join(slices.Concat(lines, links), "\n"),
		strings.Join(slices.Concat(lines[:1], links), "\n"),
		lines[0],
	}
}

// originalText is what the corpus has of the quote in the document's language.
func (v Voice) originalText(last *quotes.Quote) []string {
	src := v.Corpus.Source
	lines := []string{src.Title.In(src.OriginalLanguage, src.Language)}
	if last != nil {
		lines[0] = join(", ", lines[0], last.Section)
		if heading := last.Heading[src.OriginalLanguage]; heading != "" {
			lines = append(lines, heading)
		}
	}
	links := nonEmpty("", src.URLOriginal)
	return []string{strings.Join(slices.Concat(lines, links), "\n"), strings.Join(slices.Concat(lines[:1], links), "\n")}
}

// join joins the parts that are there.
func join(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), separator)
}

// nonEmpty pairs labels with values and keeps the pairs that have a value.
func nonEmpty(pairs ...string) []string {
	var lines []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			lines = append(lines, pairs[i]+pairs[i+1])
		}
	}
	return lines
}
