package mention

import "slices"

// A level says how surely a status speaks to the bot.
type level int

const (
	unaddressed level = iota // names the bot, or copies it in
	carried                  // a conversation of others that drags the bot along
	shared                   // speaks to others as well
	direct
)

// An address is where in a row of words the bot is spoken to.
type address struct {
	level level
	from  int // the first word that is meant for the bot
	why   string
}

// addressed judges by place: whoever speaks to the bot begins with its mention,
// or with a greeting before it; whoever speaks about it has it in a sentence.
func (v *view) addressed() address {
	lead := 0
	for lead < len(v.words) && v.words[lead].kind >= self {
		lead++
	}
	at := v.next(0, self)
	switch {
	case at < 0 && v.reply == ReplyToBot && lead == 0:
		return address{direct, 0, "a reply to the bot"}
	case at < 0:
		return address{unaddressed, 0, "the bot is not mentioned"}
	case at < lead:
		return v.leading(lead)
	}
	return v.within(lead, at)
}

// leading judges a status whose first lead words are mentions, the bot's among
// them.
func (v *view) leading(lead int) address {
	others := 0
	for _, w := range v.words[:lead] {
		if w.kind == other {
			others++
		}
	}
	first := v.words[0].kind == self
	switch {
	case v.talksAbout(lead):
		return address{unaddressed, lead, "speaks about the bot"}
	case others > 0 && lead == len(v.words):
		return address{unaddressed, lead, "mentions only"}
	case v.reply == ReplyToOther && others > 0:
		return address{carried, lead, "carried along in a conversation"}
	case others == 0 && v.reply != ReplyToOther, first && v.reply == ReplyToNobody:
		return address{direct, lead, "begins with the bot's mention"}
	}
	return address{shared, lead, "mentions the bot and others first"}
}

// within judges a status that has words before the bot's mention at the given
// place, and lead other mentions at its start.
func (v *view) within(lead, at int) address {
	start := at
	for start > lead && v.words[start-1].sentence == v.words[at].sentence {
		start--
	}
	before, after := v.between(start, at), v.between(at, len(v.words))
	passing := address{unaddressed, at, "named in passing"}
	others := v.next(start, other) >= 0 && v.next(start, other) < at
	switch {
	case others && greets(before) && asks(after, v):
		return address{shared, at, "greets the bot and others"}
	case others, v.talksAbout(at + 1):
		return passing
	case len(after) == 0:
		return v.trailing(lead, at)
	case len(before) == 0 && asks(after, v):
		return address{shared, at, "turns to the bot"}
	case len(before) == 0 || !opens(before, lead == 0 && v.question(v.words[at].sentence)):
		return passing
	case start > lead || lead > 0 || v.reply == ReplyToOther:
		return address{shared, start, "turns to the bot"}
	}
	return address{direct, start, "greets the bot"}
}

// greets tells that a greeting stands before a mention, and nothing else but and.
func greets(before []find) bool {
	return len(before) > 0 && before[0].sense == greeting && !slices.ContainsFunc(before, func(f find) bool {
		return f.sense != greeting && f.sense != joint
	})
}

// opens tells that all one says before a mention is a greeting or the like; a
// verb in a question (can @bot ...?) is one.
func opens(before []find, question bool) bool {
	for _, f := range before {
		switch {
		case f.sense == greeting, f.sense == please, f.sense == thanks:
		case f.sense == modal && question:
		default:
			return false
		}
	}
	return true
}

// asks tells that one of the finds asks for something.
func asks(finds []find, v *view) bool {
	return slices.ContainsFunc(finds, func(f find) bool {
		return f.sense.requests() || f.sense == quoteNoun || f.sense == manyNoun || v.question(f.sentence)
	})
}

// trailing judges a status that ends with the bot's mention. It must be one
// sentence that begins as a request, and not end in "from @bot" and the like.
func (v *view) trailing(lead, at int) address {
	passing := address{unaddressed, at, "named at the end"}
	finds := v.between(lead, at)
	if lead > 0 || len(finds) == 0 || v.reply == ReplyToOther || finds[0].sentence != finds[len(finds)-1].sentence {
		return passing
	}
	if !v.words[at].apart && finds[len(finds)-1].governs() {
		return passing
	}
	if !slices.ContainsFunc(finds, func(f find) bool { return len(f.subjects) > 0 }) && strangers(finds) > 0 {
		return passing
	}
	for _, f := range finds {
		switch f.sense {
		case filler, greeting, please:
			continue
		case quoteNoun, manyNoun, several, cardinal, more:
			if !v.question(f.sentence) && !v.asksIn(f.sentence) {
				return passing
			}
		case ask, exists:
		default:
			return passing
		}
		return address{shared, lead, "asks, and mentions the bot at the end"}
	}
	return passing
}

// governs tells that f makes a mention behind it part of the sentence: from @bot.
func (f find) governs() bool {
	switch f.sense {
	case unknown, filler, about, from:
		return len(f.subjects) == 0
	}
	return false
}
