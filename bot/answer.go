package bot

import (
	"context"
	"errors"
	"hash/fnv"
	"log/slog"
	"math/rand/v2"
	"strings"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/mention"
	"quotebot/bot/store"
	"quotebot/bot/toot"
	"quotebot/quotes"
)

// An answerer decides what to say to somebody who mentions the bot.
type answerer struct {
	db     *store.DB
	self   fedi.Account
	reader *mention.Reader
	voice  Voice
	seed   uint64
	// catchUp is the age from which on a mention is left.
	catchUp time.Duration
	now     func() time.Time
	log     *slog.Logger
}

// answer is what becomes of a mention: the thread that answers it, or one deed
// that says why it gets no answer. Either is written down, so that a mention is
// decided about once, whatever brings it back. unwritten are decisions that will
// be written together with this one.
func (a *answerer) answer(ctx context.Context, s fedi.Status, unwritten [][]store.Deed) ([]store.Deed, error) {
	if why := a.silence(s); why != "" {
		return a.decline(s, why), nil
	}
	last, err := a.repliedTo(ctx, s)
	if err != nil {
		return nil, err
	}
	heard, err := a.db.Heard(ctx, s.Account.ID)
	if err != nil {
		return nil, err
	}
	for _, thread := range unwritten {
		if thread[0].Recipient == s.Account.ID {
			heard[thread[0].QuoteID] = true
		}
	}
	warning := carryWarning(s.CW)
	request := a.reader.Read(asked(s, a.self))
	reply, ok := a.voice.Reply(request, Situation{
		Prefix: "@" + s.Account.Acct + " ",
		CW:     warning,
		Last:   last,
		Heard:  heard,
		Random: a.random(s.ID),
	})
	if !ok {
		return a.decline(s, "nothing to say: "+string(request.Intent)), nil
	}
	thread := drafts(reply.Parts, toot.Draft{
		CW: warning, Language: reply.Language, Visibility: answerVisibility(s.Visibility), InReplyTo: s.ID,
	})
	like := store.Deed{QuoteID: reply.QuoteID, Recipient: s.Account.ID, Reason: request.String()}
	return deeds(replyKey(s.ID), thread, like, a.now()), nil
}

// decline writes down why a mention gets no answer.
func (a *answerer) decline(s fedi.Status, why string) []store.Deed {
	a.log.Info("not answered", "mention", s.ID, "reason", why)
	return []store.Deed{{
		Key: replyKey(s.ID), State: store.Skipped, InReplyTo: s.ID, CreatedAt: a.now(),
		Visibility: string(toot.Direct), Reason: why,
	}}
}

// replyKey names the deed of answering a status.
func replyKey(statusID string) string { return "reply/" + statusID }

// tooOld is why a mention is left that was found after a long time away.
const tooOld = "it is older than QUOTEBOT_CATCH_UP"

// silence says why a status gets no answer whatever it asks, "" if it may.
func (a *answerer) silence(s fedi.Status) string {
	switch {
	case s.Account.ID == a.self.ID:
		return "it is our own"
	case s.Account.Bot:
		return "its author is a bot"
	case s.Boost:
		return "it is a boost"
	case s.ID == "" || s.Account.ID == "" || s.Account.Acct == "":
		return "its author is gone"
	case !s.CreatedAt.IsZero() && a.now().Sub(s.CreatedAt) > a.catchUp:
		return tooOld
	}
	return ""
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

// repliedTo is the quote that a status answers, nil if it answers none of ours.
func (a *answerer) repliedTo(ctx context.Context, s fedi.Status) (*quotes.Quote, error) {
	if s.InReplyToID == "" {
		return nil, nil
	}
	d, err := a.db.DeedOfStatus(ctx, s.InReplyToID)
	if errors.Is(err, store.ErrNoDeed) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	q, ok := a.voice.Corpus.Quote(d.QuoteID)
	if !ok {
		return nil, nil
	}
	return &q, nil
}

// random is fixed by the seed and the question, so that considering a mention
// twice gives the same answer.
func (a *answerer) random(statusID string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(statusID))
	return rand.New(rand.NewPCG(a.seed, h.Sum64()))
}

// carryWarning is the content warning of an answer: the question's, with one
// "re: " before it as the web client does.
func carryWarning(cw string) string {
	cw = strings.TrimSpace(cw)
	if cw == "" || strings.HasPrefix(strings.ToLower(cw), "re:") {
		return cw
	}
	return "re: " + cw
}

// answerVisibility is never wider than the question nor than unlisted. A word
// that we do not know is taken for the narrowest that we do.
func answerVisibility(question toot.Visibility) toot.Visibility {
	if _, err := toot.ParseVisibility(string(question)); err != nil {
		return toot.Direct
	}
	return question.Narrower(toot.Unlisted)
}
