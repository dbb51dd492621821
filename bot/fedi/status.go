package fedi

import (
	"cmp"
	"context"
	"net/url"
	"time"

	"github.com/mattn/go-mastodon"

	"quotebot/bot/toot"
)

// An Account is somebody on the fediverse, as our server knows them.
type Account struct {
	ID   string
	Acct string // user on our server, user@host elsewhere
	URL  string
	Bot  bool
	Note string // the profile's text, as HTML

	Moved     bool // to another account
	Suspended bool // by the moderators; that and Limited only Client.Account tells
	Limited   bool
}

// A Status is what a server made of a toot.
type Status struct {
	ID                 string
	URL                string
	Account            Account
	HTML               string
	CW                 string
	Visibility         toot.Visibility
	Language           string
	InReplyToID        string
	InReplyToAccountID string
	CreatedAt          time.Time
	EditedAt           time.Time // zero: never
	Sensitive          bool
	Mentions           []Account
	Media              []Media
	Boost              bool
}

// Self is the account that the token belongs to.
func (c *Client) Self(ctx context.Context) (Account, error) {
	var self Account
	err := c.look(ctx, "GET /api/v1/accounts/verify_credentials", &call{}, func(ctx context.Context) error {
		a, err := c.api.GetAccountCurrentUser(ctx)
		if err != nil {
			return err
		}
		self = account(*a)
		switch "" {
		case self.ID:
			return errNoID
		case self.URL:
			return errNoURL
		}
		return nil
	})
	return self, err
}

// Post publishes a draft. The key lets a server that honours Idempotency-Key
// recognise a repeat (POST /api/v1/statuses).
func (c *Client) Post(ctx context.Context, d toot.Draft, key string) (Status, error) {
	var posted Status
	err := c.change(ctx, "POST /api/v1/statuses", &call{idempotencyKey: key}, func(ctx context.Context) error {
		s, err := c.api.PostStatus(ctx, &mastodon.Toot{
			Status:      d.Text,
			SpoilerText: d.CW,
			Visibility:  string(d.Visibility),
			Language:    d.Language,
			InReplyToID: mastodon.ID(d.InReplyTo),
			MediaIDs:    ids(d.Media),
		})
		if err != nil {
			return err
		}
		posted, err = identified(s)
		return err
	})
	return posted, err
}

// Status reads one status.
func (c *Client) Status(ctx context.Context, id string) (Status, error) {
	var got Status
	err := c.look(ctx, "GET /api/v1/statuses/:id", &call{}, func(ctx context.Context) error {
		s, err := c.api.GetStatus(ctx, mastodon.ID(id))
		if err != nil {
			return err
		}
		got, err = identified(s)
		return err
	})
	return got, err
}

// Source is the text of one of our own statuses as the server holds it.
func (c *Client) Source(ctx context.Context, id string) (text, cw string, err error) {
	err = c.look(ctx, "GET /api/v1/statuses/:id/source", &call{}, func(ctx context.Context) error {
		s, err := c.api.GetStatusSource(ctx, mastodon.ID(id))
		if err != nil {
			return err
		}
		if usable(s.ID) == "" {
			return errNoID
		}
		text, cw = s.Text, s.SpoilerText
		return nil
	})
	return text, cw, err
}

// Statuses is a page of an account's statuses, newest first, boosts left out,
// older than maxID unless that is "". The page after an empty one is empty.
func (c *Client) Statuses(ctx context.Context, accountID, maxID string) ([]Status, error) {
	return c.statuses(ctx, accountID, url.Values{"exclude_reblogs": {"true"}}, mastodon.Pagination{MaxID: mastodon.ID(maxID), Limit: 40})
}

// NewestStatus is the id of an account's newest status or boost, "" if it has
// none.
func (c *Client) NewestStatus(ctx context.Context, accountID string) (id string, err error) {
	page, err := c.statuses(ctx, accountID, url.Values{}, mastodon.Pagination{Limit: newestAlone})
	if err != nil || len(page) == 0 {
		return "", err
	}
	return page[0].ID, nil
}

// statuses leaves out what is no status. A page of nothing else is an error:
// taken for empty, it would say that nothing was posted.
func (c *Client) statuses(ctx context.Context, accountID string, filter url.Values, p mastodon.Pagination) ([]Status, error) {
	var page []Status
	err := c.look(ctx, "GET /api/v1/accounts/:id/statuses", &call{}, func(ctx context.Context) error {
		ss, err := c.api.GetAccountStatusesParams(ctx, mastodon.ID(accountID), filter, &p)
		if err != nil {
			return err
		}
		if ss == nil {
			return errNull
		}
		for _, s := range ss {
			if s, err := identified(s); err == nil {
				page = append(page, s)
			}
		}
		if len(ss) > 0 && len(page) == 0 {
			return errNoID
		}
		return nil
	})
	return page, err
}

// identified is the status, or errNoID.
func identified(s *mastodon.Status) (Status, error) {
	if s == nil || usable(s.ID) == "" {
		return Status{}, errNoID
	}
	return status(s), nil
}

func account(a mastodon.Account) Account {
	return Account{ID: usable(a.ID), Acct: clean(a.Acct), URL: clean(a.URL), Bot: a.Bot, Note: a.Note, Moved: a.Moved != nil}
}

func status(s *mastodon.Status) Status {
	out := Status{
		ID:                 string(s.ID),
		URL:                clean(cmp.Or(s.URL, s.URI)),
		Account:            account(s.Account),
		HTML:               s.Content,
		CW:                 s.SpoilerText,
		Visibility:         toot.Visibility(s.Visibility),
		Language:           s.Language,
		InReplyToID:        idString(s.InReplyToID),
		InReplyToAccountID: idString(s.InReplyToAccountID),
		CreatedAt:          s.CreatedAt,
		EditedAt:           s.EditedAt,
		Sensitive:          s.Sensitive,
		Boost:              s.Reblog != nil,
	}
	for _, m := range s.Mentions {
		out.Mentions = append(out.Mentions, Account{ID: usable(m.ID), Acct: clean(m.Acct), URL: clean(m.URL)})
	}
	for _, m := range s.MediaAttachments {
		out.Media = append(out.Media, Media{ID: usable(m.ID), Alt: m.Description, URL: clean(m.URL)})
	}
	return out
}

// idString reads an id that go-mastodon leaves as whatever JSON held.
func idString(v any) string {
	s, _ := v.(string)
	return usable(mastodon.ID(s))
}
