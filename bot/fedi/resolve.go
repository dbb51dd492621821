package fedi

import (
	"context"
	"net/url"
	"strings"

	"github.com/mattn/go-mastodon"
)

// errNotFound says that the server finds no status.
var errNotFound = &Error{Kind: Gone, Op: "GET /api/v2/search", Message: "the server finds no status there that the account may see"}

// Resolve is the id on our server of a status that is given by its id or its
// address on any server. It fetches those that our server does not have yet
// (GET /api/v2/search with resolve).
func (c *Client) Resolve(ctx context.Context, status string) (id string, err error) {
	u, err := url.Parse(status)
	if err != nil || u.Host == "" {
		s, err := c.Status(ctx, status)
		return s.ID, err
	}
	if strings.EqualFold(u.Host, c.base.Host) {
		path := strings.TrimRight(u.Path, "/")
		s, err := c.Status(ctx, path[strings.LastIndex(path, "/")+1:])
		return s.ID, err
	}
	var found struct {
		Statuses []struct {
			ID mastodon.ID `json:"id"`
		} `json:"statuses"`
	}
	query := map[string]string{"q": status, "type": "statuses", "resolve": "true", "limit": "1"}
	if err := c.get(ctx, "/api/v2/search", &call{query: query}, &found); err != nil {
		return "", err
	}
	if len(found.Statuses) == 0 {
		return "", errNotFound
	}
	if id = usable(found.Statuses[0].ID); id == "" {
		err = &Error{Kind: Incompatible, Op: "GET /api/v2/search", Err: errNoID}
	}
	return id, err
}
