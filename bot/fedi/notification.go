package fedi

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"

	"github.com/mattn/go-mastodon"
	"github.com/tomnomnom/linkheader"
)

// A Mention is the notification that somebody named us. Status is nil where
// the status went away before the notification did, or cannot be read.
type Mention struct {
	ID     string
	Status *Status
}

// A Page is one page of mentions, oldest first.
type Page struct {
	Mentions []Mention
	Next     string // id to continue above; "" when there is nothing more
	Previous string // id to continue below; "" when there is nothing more
}

// Largest and smallest page that is asked for. A page whose answer is too large
// is asked for again in smaller ones.
const (
	fullPage    = 40
	newestAlone = 1
)

// MentionsAbove is the page of mentions immediately above an id, oldest first,
// those included that the account's policy hides (GET /api/v1/notifications
// with min_id and include_filtered). GoToSocial may give a short or empty page
// although there is more; Next says so.
func (c *Client) MentionsAbove(ctx context.Context, id string) (Page, error) {
	return c.page(ctx, "min_id", id)
}

// MentionsBelow is the page of mentions immediately below an id, or of the
// newest for "", in the same order.
func (c *Client) MentionsBelow(ctx context.Context, id string) (Page, error) {
	return c.page(ctx, "max_id", id)
}

func (c *Client) page(ctx context.Context, cursor, id string) (Page, error) {
	for limit := fullPage; ; limit /= 4 {
		page, err := c.mentions(ctx, cursor, id, limit)
		if !errors.Is(err, errTooLarge) || limit < 4 {
			return page, err
		}
	}
}

// NewestMention is the id of the newest mention, "" if there never was one.
func (c *Client) NewestMention(ctx context.Context) (string, error) {
	page, err := c.mentions(ctx, "max_id", "", newestAlone)
	if err != nil || len(page.Mentions) == 0 {
		return page.Next, err
	}
	return page.Mentions[len(page.Mentions)-1].ID, nil
}

// mentions reads one page on the side of id that the cursor names.
func (c *Client) mentions(ctx context.Context, cursor, id string, limit int) (Page, error) {
	const path = "/api/v1/notifications"
	add := &call{query: map[string]string{"include_filtered": "true", "types[]": "mention", "limit": strconv.Itoa(limit)}}
	if id != "" {
		add.query[cursor] = id
	}
	var entries []json.RawMessage
	if err := c.get(ctx, path, add, &entries); err != nil {
		return Page{}, err
	}
	links := linkheader.Parse(add.header.Get("Link"))
	page, err := readPage(entries, cursorOf(links, "prev", "min_id"))
	page.Previous = cursorOf(links, "next", "max_id")
	return page, finish("GET "+path, false, err)
}

// readPage reads the entries one by one, so that a broken one does not hide the
// others. It fails where nothing says how to get past the broken ones: the page
// is not empty, and must not look so.
func readPage(newestFirst []json.RawMessage, next string) (Page, error) {
	if newestFirst == nil {
		return Page{}, errNull
	}
	page := Page{Next: next}
	lost := false
	for _, entry := range slices.Backward(newestFirst) {
		m, isMention := readEntry(entry)
		switch {
		case m.ID == "":
			lost = true
		case isMention:
			page.Mentions = append(page.Mentions, m)
		}
	}
	if lost && next == "" && len(page.Mentions) == 0 {
		return Page{}, errNoID
	}
	return page, nil
}

// readEntry reads one notification. One that cannot be read counts as a mention
// without a status, so that the cursor passes it.
func readEntry(entry json.RawMessage) (m Mention, isMention bool) {
	var n mastodon.Notification
	if json.Unmarshal(entry, &n) == nil {
		return mention(n), n.Type == "mention"
	}
	var rest struct {
		ID mastodon.ID `json:"id"`
	}
	_ = json.Unmarshal(entry, &rest) // no id is as good as no entry
	return Mention{ID: usable(rest.ID)}, true
}

// cursorOf is an id in the Link header: min_id of rel="prev", the page of newer
// entries, or max_id of rel="next". Servers send both with every page that had
// rows, even rows they then left out.
func cursorOf(links linkheader.Links, rel, parameter string) string {
	for _, l := range links.FilterByRel(rel) {
		if u, err := url.Parse(l.URL); err == nil {
			return usable(mastodon.ID(u.Query().Get(parameter)))
		}
	}
	return ""
}

// mention reads a notification; its ID is "" if it has none that is usable.
func mention(n mastodon.Notification) Mention {
	m := Mention{ID: usable(n.ID)}
	if s, err := identified(n.Status); err == nil {
		m.Status = &s
	}
	return m
}
