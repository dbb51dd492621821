package bot

import (
	"context"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"quotebot/bot/fedi"
	"quotebot/bot/mention"
	"quotebot/bot/store"
	"quotebot/bot/toot"
)

// lookup finds the status that an earlier send of the deed made, nil if there
// certainly is none. It reads our own statuses, newest first, down to the deed's
// floor: what is older cannot be it.
func (d *delivery) lookup(ctx context.Context, deed store.Deed) (*fedi.Status, error) {
	maxID := ""
	for {
		page, err := d.page(ctx, maxID)
		if err != nil || len(page) == 0 {
			return nil, err
		}
		for _, s := range page {
			if deed.Floor != "" && fedi.CompareIDs(s.ID, deed.Floor) <= 0 {
				return nil, nil
			}
			same, err := d.same(ctx, deed, s)
			if err != nil {
				return nil, err
			}
			if same {
				return &s, nil
			}
		}
		last := page[len(page)-1].ID
		if maxID != "" && fedi.CompareIDs(last, maxID) >= 0 {
			return nil, &fedi.Error{Kind: fedi.Uncertain, Op: "look for " + deed.Key, Message: "the server repeats a page"}
		}
		maxID = last
	}
}

// pageTries is how often one page of a look-up is asked for.
const pageTries = 3

// page is a page of our own statuses. A failure that may pass is tried again here,
// unless the server says when: a look-up of many pages on a bad server would hardly
// ever come to its end.
func (d *delivery) page(ctx context.Context, maxID string) (page []fedi.Status, err error) {
	for range pageTries {
		page, err = d.server.Statuses(ctx, d.self.ID, maxID)
		kind := fedi.KindOf(err)
		if err == nil || !fedi.RetryAt(err).IsZero() || kind != fedi.Unreachable && kind != fedi.Uncertain {
			break
		}
	}
	return page, err
}

// same reports whether a status is what a send of the deed made: same parent,
// same text as the server holds it, no wider than asked (a limited account's
// public toots become unlisted), and no other deed's.
func (d *delivery) same(ctx context.Context, deed store.Deed, s fedi.Status) (bool, error) {
	asked := toot.Visibility(deed.Visibility)
	if s.InReplyToID != deed.InReplyTo || s.Visibility.Narrower(asked) != s.Visibility {
		return false, nil
	}
	if held, err := d.db.Holds(ctx, s.ID); err != nil || held {
		return false, err
	}
	text, cw, err := d.server.Source(ctx, s.ID)
	if err != nil && fedi.KindOf(err) == fedi.Gone {
		return d.looksSame(ctx, deed, s)
	}
	if err != nil {
		return false, err
	}
	return canonical(text, d.domain) == canonical(deed.Text, d.domain) && strings.TrimSpace(cw) == strings.TrimSpace(deed.CW), nil
}

// looksSame compares what a status shows, on servers that do not give its
// source. A status that is gone itself is not the one.
func (d *delivery) looksSame(ctx context.Context, deed store.Deed, s fedi.Status) (bool, error) {
	shown, err := d.server.Status(ctx, s.ID)
	if err != nil && fedi.KindOf(err) == fedi.Gone {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return letters(mention.Text(shown.HTML)) == letters(deed.Text), nil
}

// letters is what of a text survives every server's rendering: letters and
// digits, without mentions.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, mentionPattern.ReplaceAllString(text, ""))
}

// mentionPattern is loose on purpose: both sides of the comparison go through it.
var mentionPattern = regexp.MustCompile(`@[\w.-]+(@[\p{L}\p{N}_.-]+(:\d+)?)?`)

// canonical is a text as a server keeps it: trimmed, line ends unified, and
// mentions in lower case, their hosts encoded and left out where they are the
// server's own.
func canonical(text, domain string) string {
	text = strings.ReplaceAll(strings.TrimSpace(text), "\r\n", "\n")
	return mentionPattern.ReplaceAllStringFunc(text, func(m string) string {
		user, host, remote := strings.Cut(m[1:], "@")
		if !remote || encoded(host) == encoded(domain) {
			return "@" + strings.ToLower(user)
		}
		return "@" + strings.ToLower(user) + "@" + encoded(host)
	})
}

// encoded is a host as the DNS has it; one that cannot be encoded stays.
func encoded(host string) string {
	ascii, err := idna.Lookup.ToASCII(strings.ToLower(host))
	if err != nil {
		return strings.ToLower(host)
	}
	return ascii
}
