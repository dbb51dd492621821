package fedi

import (
	"context"
	"net/http"
	"net/url"

	"github.com/mattn/go-mastodon"

	"quotebot/bot/toot"
)

// statusPath is the address of a status.
func statusPath(id string) string { return "/api/v1/statuses/" + url.PathEscape(id) }

// An Alt is a new description for an attachment.
type Alt struct {
	MediaID string `json:"id"`
	Text    string `json:"description"`
}

// Edit replaces one of our statuses by a draft, all of it: what the draft does
// not have is cleared, media and content warning too. Visibility and parent stay
// as they are. Each Alt describes one of the draft's media anew. A draft that
// changes nothing is Rejected by GoToSocial and has no effect on Mastodon
// (PUT /api/v1/statuses/:id).
func (c *Client) Edit(ctx context.Context, id string, d toot.Draft, alts ...Alt) (Status, error) {
	said := map[string]any{"status": d.Text, "spoiler_text": d.CW, "media_ids": d.Media}
	if d.Language != "" {
		said["language"] = d.Language
	}
	if len(alts) > 0 {
		said["media_attributes"] = alts
	}
	var s mastodon.Status
	if err := c.send(ctx, http.MethodPut, statusPath(id), asJSON(said), &s); err != nil {
		return Status{}, err
	}
	edited, err := identified(&s)
	return edited, finish("PUT "+statusPath(id), true, err)
}

// Delete deletes one of our statuses. One that is not there is Gone
// (DELETE /api/v1/statuses/:id).
func (c *Client) Delete(ctx context.Context, id string) error {
	return c.change(ctx, "DELETE "+statusPath(id), &call{}, func(ctx context.Context) error {
		return c.api.DeleteStatus(ctx, mastodon.ID(url.PathEscape(id)))
	})
}

// Favourite marks a status, once (POST /api/v1/statuses/:id/favourite).
func (c *Client) Favourite(ctx context.Context, id string) error {
	return c.send(ctx, http.MethodPost, statusPath(id)+"/favourite", payload{}, nil)
}

// Pin shows one of our public or unlisted statuses at the top of the profile;
// servers take five and more. One that is pinned already is Rejected (POST
// /api/v1/statuses/:id/pin).
func (c *Client) Pin(ctx context.Context, id string) error {
	return c.send(ctx, http.MethodPost, statusPath(id)+"/pin", payload{}, nil)
}

// Unpin takes a status from there (POST /api/v1/statuses/:id/unpin).
func (c *Client) Unpin(ctx context.Context, id string) error {
	return c.send(ctx, http.MethodPost, statusPath(id)+"/unpin", payload{}, nil)
}
