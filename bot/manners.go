package bot

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/mention"
	"quotebot/bot/store"
	"quotebot/bot/toot"
)

// Manners are when the bot is silent and how often it speaks.
type manners struct {
	catchUp   time.Duration // the age from which on a mention is left
	perHour   int           // answers to one person
	perDay    int
	perThread int // answers in one conversation
}

// silence says why a status gets no answer whatever it asks, "" if it may.
func (m manners) silence(s fedi.Status, self fedi.Account, now time.Time) string {
	switch by := s.Account; {
	case by.ID == self.ID:
		return "it is our own"
	case by.Bot:
		return "its author is a bot"
	case s.Boost:
		return "it is a boost"
	case by.ID == "" || by.Acct == "":
		return "its author is gone"
	case by.Moved:
		return "its author has moved"
	case !address.MatchString(by.Acct):
		return "its author's address is none that can be written"
	case !s.CreatedAt.IsZero() && now.Sub(s.CreatedAt) > m.catchUp:
		return "it is older than QUOTEBOT_CATCH_UP"
	}
	return ""
}

// address is what an account may be called (Mastodon: Account::USERNAME_RE). What
// is written into a toot is never more than that.
var address = regexp.MustCompile(`^[A-Za-z0-9_]+([A-Za-z0-9_.-]*[A-Za-z0-9_]+)?(@[\p{L}\p{M}\p{N}.-]+(:\d+)?)?$`)

// noBot is how people ask bots to keep away (etiquette; not in any API).
var noBot = regexp.MustCompile(`(?i)#no_?bots?\b`)

// wantsNoBots is whether a profile asks bots to keep away. An answer that is asked
// for is still given, and nothing beyond it.
func wantsNoBots(a fedi.Account) bool { return noBot.MatchString(mention.Text(a.Note)) }

// enough says why a person or a conversation has had enough answers, "" if not;
// noted is whether that has been said already.
func (m manners) enough(ctx context.Context, db *store.DB, account, conversation string, now time.Time) (why string, noted bool, err error) {
	for _, span := range []struct {
		name string
		long time.Duration
		most int
	}{{"hour", time.Hour, m.perHour}, {"day", 24 * time.Hour, m.perDay}} {
		n, err := db.AnswersTo(ctx, account, "", now.Add(-span.long))
		if err != nil {
			return "", false, err
		}
		if n >= span.most {
			notes, err := db.AnswersTo(ctx, account, string(intentRest), now.Add(-span.long))
			return fmt.Sprintf("its author has had %d answers in a %s", n, span.name), notes > 0, err
		}
	}
	n, err := db.AnswersIn(ctx, conversation, "")
	if err != nil || n < m.perThread {
		return "", false, err
	}
	notes, err := db.AnswersIn(ctx, conversation, string(intentRest))
	return fmt.Sprintf("its thread has had %d answers", n), notes > 0, err
}

// longestWarning bounds a content warning that is carried over, in characters: it
// takes its share of the answer's room.
const longestWarning = 120

// carryWarning is the content warning of an answer: the question's, with one
// "re: " before it as the web client does, shortened if it is very long, and
// without anything that a server might take for a mention or a hashtag.
func carryWarning(cw string) string {
	cw = strings.Join(strings.Fields(strings.ToValidUTF8(cw, "")), " ")
	if runes := []rune(cw); len(runes) > longestWarning {
		cw = string(runes[:longestWarning-1]) + "…"
	}
	if cw == "" || strings.HasPrefix(strings.ToLower(cw), "re:") {
		return toot.Harmless(cw)
	}
	return "re: " + toot.Harmless(cw)
}

// answerVisibility is never wider than the question nor than unlisted. A word
// that we do not know is taken for the narrowest that we do.
func answerVisibility(question toot.Visibility) toot.Visibility {
	if _, err := toot.ParseVisibility(string(question)); err != nil {
		return toot.Direct
	}
	return question.Narrower(toot.Unlisted)
}
