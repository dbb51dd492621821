package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"quotebot/bot/fedi"
	"quotebot/bot/mention"
	"quotebot/bot/store"
	"quotebot/bot/toot"
)

// talkLinks are the links of the talk under whose thread a mention stands.
func (a *answerer) talkLinks(ctx context.Context, talk string) ([]link, error) {
	if talk == "" {
		return nil, nil
	}
	t, err := a.db.Talk(ctx, talk)
	if errors.Is(err, store.ErrNoTalk) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return linksOf(t)
}

func linkNames(links []link) []string {
	names := make([]string, len(links))
	for i, l := range links {
		names[i] = l.Name
	}
	return names
}

// followup answers somebody who asks under a talk's thread for one of its links:
// with what is there, and with the promise of what is not. Who asked for that is
// remembered, unless the profile wants nothing of bots that is not asked for.
func (a *answerer) followup(s fedi.Status, x exchange, request mention.Request) verdict {
	language := languageOf(request, s)
	w, code := wordsIn(language)
	var lines, missing []string
	var v verdict
	for _, name := range request.Links {
		i := slices.IndexFunc(x.links, func(l link) bool { return l.Name == name })
		switch {
		case i < 0:
		case x.links[i].URL != "":
			lines = append(lines, fmt.Sprintf(w.link, toot.Harmless(name), x.links[i].URL))
		default:
			missing = append(missing, toot.Harmless(name))
			if !wantsNoBots(s.Account) {
				v.questions = append(v.questions, a.question(s, x, name, language))
			}
		}
	}
	if len(missing) > 0 {
		lines = append(lines, fmt.Sprintf(w.notYet, strings.Join(missing, w.comma)))
	}
	reply := Reply{{Text: "@" + s.Account.Acct + " " + strings.Join(lines, "\n"), Language: code}}
	if len(lines) == 0 || toot.Length(reply[0].Text, x.warning, a.voice.Limits) > a.voice.Limits.Max() {
		return a.decline(s, "no answer fits the server: "+request.String())
	}
	v.deeds = a.deeds(s, x, request, reply)
	return v
}

func (a *answerer) question(s fedi.Status, x exchange, link, language string) store.Question {
	return store.Question{
		Status: s.ID, Link: link, Talk: x.talk, Account: s.Account.ID, Acct: s.Account.Acct,
		Visibility: string(answerVisibility(s.Visibility)), CW: x.warning, Language: cmp.Or(language, usualLanguage), AskedAt: a.now(),
	}
}
