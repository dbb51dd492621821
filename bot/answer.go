package bot

import (
	"context"
	"database/sql"
	"errors"
	"hash/fnv"
	"log/slog"
	"math/rand/v2"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/mention"
	"quotebot/bot/store"
	"quotebot/bot/toot"
)

// An answerer decides what to say to somebody who mentions the bot.
type answerer struct {
	db      *store.DB
	self    fedi.Account
	reader  *mention.Reader
	voice   Voice
	manners manners
	seed    uint64
	now     func() time.Time
	log     *slog.Logger
}

// A verdict is what becomes of a mention: deeds, and what is to be remembered
// with them. Every mention gets one and it is written down, so that nothing that
// brings a mention back has it answered again.
type verdict struct {
	deeds     []store.Deed
	questions []store.Question
	optOut    string // id of an account that is not to be answered any more
	optIn     string // id of one that is to be again
}

// write remembers a verdict, in the transaction that queues its deeds.
func (v verdict) write(ctx context.Context, tx *sql.Tx, q *queue, now time.Time) (added bool, err error) {
	if v.optOut != "" {
		err = store.OptOut(ctx, tx, v.optOut, now)
	}
	if v.optIn != "" {
		err = store.OptIn(ctx, tx, v.optIn)
	}
	for _, question := range v.questions {
		err = errors.Join(err, store.AddQuestion(ctx, tx, question))
	}
	if err != nil {
		return false, err
	}
	return q.add(ctx, tx, v.deeds)
}

// judge decides what becomes of a mention.
func (a *answerer) judge(ctx context.Context, s fedi.Status) (verdict, error) {
	if why := a.manners.silence(s, a.self, a.now()); why != "" {
		return a.decline(s, why), nil
	}
	x, err := a.exchange(ctx, s)
	if err != nil {
		return verdict{}, err
	}
	request := a.reader.Read(x.asked)
	switch request.Intent {
	case mention.None:
		return a.decline(s, "the bot is not asked for anything"), nil
	case mention.Stop:
		return verdict{deeds: a.favourite(s, request), optOut: s.Account.ID}, nil
	case mention.Start:
		return verdict{deeds: a.favourite(s, request), optIn: s.Account.ID}, nil
	}
	switch {
	case x.optedOut:
		return a.decline(s, "its author does not want to be answered"), nil
	case request.Intent == mention.Thanks && wantsNoBots(s.Account):
		return a.decline(s, "its author wants no bots"), nil
	case request.Intent == mention.Thanks:
		return verdict{deeds: a.favourite(s, request)}, nil
	}
	return a.answer(ctx, s, x, request)
}

// answer finds the words, unless this person or this thread has had enough.
func (a *answerer) answer(ctx context.Context, s fedi.Status, x exchange, request mention.Request) (verdict, error) {
	situation, err := a.situation(ctx, s, x, request)
	if err != nil {
		return verdict{}, err
	}
	tooMany, noted, err := a.manners.enough(ctx, a.db, s.Account.ID, x.conversation, a.now())
	if err != nil {
		return verdict{}, err
	}
	var reply Reply
	var ok bool
	switch {
	case tooMany != "" && (noted || wantsNoBots(s.Account)):
		return a.decline(s, tooMany), nil
	case tooMany != "":
		request.Intent = intentRest
		reply, ok = a.voice.Rest(situation)
	case request.Intent == mention.Followup:
		return a.followup(s, x, request), nil
	default:
		reply, ok = a.voice.Reply(request, situation)
	}
	if !ok {
		return a.decline(s, "no answer fits the server: "+request.String()), nil
	}
	return verdict{deeds: a.deeds(s, x, request, reply)}, nil
}

// intentRest marks the polite note to somebody who asks too often.
const intentRest mention.Intent = "rest"

// deeds are the parts of a reply as rows of the outbox.
func (a *answerer) deeds(s fedi.Status, x exchange, request mention.Request, reply Reply) []store.Deed {
	thread := make([]toot.Draft, len(reply))
	for i, part := range reply {
		thread[i] = toot.Draft{
			Text: part.Text, CW: x.warning, Language: part.Language, Visibility: answerVisibility(s.Visibility),
		}
	}
	thread[0].InReplyTo = s.ID
	out := deeds(replyKey(s.ID), thread, store.Deed{
		Recipient: s.Account.ID, Conversation: x.conversation, Talk: x.talk,
		Intent: string(request.Intent), Area: request.Area, Topic: request.Topic, Reason: request.String(),
	}, a.now())
	for i, part := range reply {
		out[i].QuoteID = part.QuoteID
	}
	return out
}

// favourite is all the answer that thanks and farewells get.
func (a *answerer) favourite(s fedi.Status, request mention.Request) []store.Deed {
	return []store.Deed{{
		Key: replyKey(s.ID), State: store.Pending, Action: store.Favourite, Target: s.ID, InReplyTo: s.ID,
		Visibility: string(toot.Direct), Intent: string(request.Intent), CreatedAt: a.now(), Reason: request.String(),
	}}
}

// decline writes down why a mention gets no answer.
func (a *answerer) decline(s fedi.Status, why string) verdict {
	a.log.Info("not answered", "mention", s.ID, "reason", why)
	return verdict{deeds: []store.Deed{{
		Key: replyKey(s.ID), State: store.Skipped, InReplyTo: s.ID,
		Visibility: string(toot.Direct), CreatedAt: a.now(), Reason: why,
	}}}
}

// replyKey names the deed of answering a status.
func replyKey(statusID string) string { return "reply/" + statusID }

// An exchange is what is known of the conversation that a mention belongs to.
type exchange struct {
	asked        mention.Status
	last         *Last  // our quote that it replies to
	conversation string // id of the status with which it began, as far as it is known
	talk         string // under whose thread it stands; "" for none
	links        []link // of that
	warning      string // that the answer carries
	optedOut     bool
}

// exchange looks up what a mention belongs to. What somebody writes under a toot
// of ours that answers nobody begins a conversation of its own.
func (a *answerer) exchange(ctx context.Context, s fedi.Status) (x exchange, err error) {
	x = exchange{asked: asked(s, a.self), conversation: s.ID, warning: carryWarning(s.CW)}
	if x.optedOut, err = a.db.OptedOut(ctx, s.Account.ID); err != nil || s.InReplyToID == "" {
		return x, err
	}
	parent, err := a.parent(ctx, s)
	if err != nil {
		return x, err
	}
	switch {
	case parent == nil:
		x.conversation = s.InReplyToID
		return x, nil
	case parent.Conversation != "":
		x.conversation = parent.Conversation
	case s.InReplyToAccountID != a.self.ID:
		x.conversation = s.InReplyToID
	}
	if q, ok := a.voice.Corpus.Quote(parent.QuoteID); ok {
		x.last = &Last{Quote: q, Topic: parent.Topic}
	}
	x.talk = parent.Talk
	x.links, err = a.talkLinks(ctx, x.talk)
	x.asked.Links = linkNames(x.links)
	return x, err
}

// parent is the deed behind the status that a mention replies to: the one that
// made it, or the one that answers it; nil if there is none. A part of a thread
// stands for the quote that it continues.
func (a *answerer) parent(ctx context.Context, s fedi.Status) (*store.Deed, error) {
	d, err := a.db.DeedOfStatus(ctx, s.InReplyToID)
	if errors.Is(err, store.ErrNoDeed) && s.InReplyToAccountID == a.self.ID {
		// Somebody was quicker than our own record of what we said.
		if d, err = a.db.SendingTo(ctx, s.Account.ID); errors.Is(err, store.ErrNoDeed) {
			d, err = a.db.DeedOfStatus(ctx, s.InReplyToID) // recorded meanwhile
		}
	}
	if errors.Is(err, store.ErrNoDeed) {
		d, err = a.db.Deed(ctx, replyKey(s.InReplyToID))
		d.QuoteID = ""
	}
	for err == nil && d.QuoteID == "" && d.After != "" {
		d, err = a.db.Deed(ctx, d.After)
	}
	if errors.Is(err, store.ErrNoDeed) {
		return nil, nil
	}
	return &d, err
}

// asked is a status as the package mention wants it.
func asked(s fedi.Status, self fedi.Account) mention.Status {
	out := mention.Status{HTML: s.HTML}
	for _, m := range s.Mentions {
		out.Mentions = append(out.Mentions, mention.Account{URL: m.URL, Acct: m.Acct})
	}
	switch s.InReplyToAccountID {
	case "":
	case self.ID:
		out.ReplyTo = mention.ReplyToBot
	default:
		out.ReplyTo = mention.ReplyToOther
	}
	return out
}

func (a *answerer) situation(ctx context.Context, s fedi.Status, x exchange, request mention.Request) (Situation, error) {
	heard, err := a.db.Heard(ctx, s.Account.ID)
	return Situation{
		Prefix:   "@" + s.Account.Acct + " ",
		CW:       x.warning,
		Language: languageOf(request, s),
		Last:     x.last,
		Heard:    heard,
		Random:   a.random(s.ID),
	}, err
}

// languageOf is the language of a question: of its words, where they tell, or the
// one that its status carries.
func languageOf(request mention.Request, s fedi.Status) string {
	if request.Language != "" {
		return request.Language
	}
	return s.Language
}

// random is fixed by the seed and the question, so that considering a mention
// twice gives the same answer.
func (a *answerer) random(statusID string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(statusID))
	return rand.New(rand.NewPCG(a.seed, h.Sum64()))
}
