package bot

import (
	"context"
	"errors"
	"slices"
	"strings"

	"quotebot/bot/fedi"
)

// A Scope is one leave that the bot asks the account's owner for
// (docs.joinmastodon.org/api/oauth-scopes).
type Scope struct {
	Name string
	For  string // what the bot does with it

	// try makes a call that needs the scope and changes nothing, with our
	// account's id. What it asks for may well not be there.
	try func(ctx context.Context, c *fedi.Client, self string) error
}

// nowhere is an id that no server gives. Servers look at the scope before they
// look whether a thing is there, so that 404 means leave and 403 none.
const nowhere = "0"

// Scopes are the least that the bot needs for all that it does.
func Scopes() []Scope {
	return []Scope{
		{"read:accounts", "know its own account", func(ctx context.Context, c *fedi.Client, self string) error {
			_, err := c.Account(ctx, self)
			return err
		}},
		{"read:statuses", "see what became of its posts, and the conversation that it is asked in", func(ctx context.Context, c *fedi.Client, self string) error {
			_, err := c.NewestStatus(ctx, self)
			return err
		}},
		{"read:notifications", "hear mentions", func(ctx context.Context, c *fedi.Client, _ string) error {
			_, err := c.NewestMention(ctx)
			return err
		}},
		{"read:search", "find a status on another server by its address, for threads that answer one", func(ctx context.Context, c *fedi.Client, _ string) error {
			_, err := c.Resolve(ctx, "https://quotebot.invalid/"+nowhere)
			return err
		}},
		{"write:statuses", "post, edit and delete", func(ctx context.Context, c *fedi.Client, _ string) error { return c.Delete(ctx, nowhere) }},
		{"write:media", "upload the pictures of threads", func(ctx context.Context, c *fedi.Client, _ string) error {
			return c.DescribeMedia(ctx, nowhere, "")
		}},
		{"write:favourites", "answer thanks, and a request to stop", func(ctx context.Context, c *fedi.Client, _ string) error {
			return c.Favourite(ctx, nowhere)
		}},
		{"write:accounts", "set the profile and pin the introduction", func(ctx context.Context, c *fedi.Client, _ string) error { return c.Unpin(ctx, nowhere) }},
		{"write:notifications", "keep mentions from being filtered", func(ctx context.Context, c *fedi.Client, _ string) error {
			_, err := c.SetNotificationPolicy(ctx, fedi.Policy{}) // which changes nothing
			return err
		}},
	}
}

func scopeNames() (names []string) {
	for _, s := range Scopes() {
		names = append(names, s.Name)
	}
	return names
}

// missing are the scopes that the bot needs and that were not granted. "read"
// stands for all that begin with it.
func missing(granted []string) []string {
	return slices.DeleteFunc(scopeNames(), func(name string) bool {
		half, _, _ := strings.Cut(name, ":")
		return slices.Contains(granted, name) || slices.Contains(granted, half)
	})
}

// errNoScope says that a token lacks a scope.
var errNoScope = errors.New("the token does not have it")

// granted tries a scope out. Its error is errNoScope, or why that cannot be told.
func (s Scope) granted(ctx context.Context, c *fedi.Client, self string) error {
	err := s.try(ctx, c, self)
	if err == nil {
		return nil
	}
	switch fedi.KindOf(err) {
	case fedi.Gone, fedi.Rejected: // it got as far as that
		return nil
	case fedi.Forbidden:
		return errNoScope
	}
	return err
}
