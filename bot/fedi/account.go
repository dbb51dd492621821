package fedi

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/mattn/go-mastodon"
)

// Account reads somebody's profile (GET /api/v1/accounts/:id).
func (c *Client) Account(ctx context.Context, id string) (Account, error) {
	path := "/api/v1/accounts/" + url.PathEscape(id)
	var doc struct {
		mastodon.Account
		Suspended bool `json:"suspended"`
		Limited   bool `json:"limited"`
	}
	if err := c.get(ctx, path, &call{}, &doc); err != nil {
		return Account{}, err
	}
	a := account(doc.Account)
	if a.ID == "" {
		return Account{}, finish("GET "+path, false, errNoID)
	}
	a.Suspended, a.Limited = doc.Suspended, doc.Limited
	return a, nil
}

// Context is the conversation around a status, as far as we may see it: what
// stands above it, from the first, and below it (GET
// /api/v1/statuses/:id/context).
func (c *Client) Context(ctx context.Context, id string) (ancestors, descendants []Status, err error) {
	path := statusPath(id) + "/context"
	var doc mastodon.Context
	if err := c.get(ctx, path, &call{}, &doc); err != nil {
		return nil, nil, err
	}
	if doc.Ancestors == nil || doc.Descendants == nil {
		return nil, nil, finish("GET "+path, false, errNull)
	}
	return readable(doc.Ancestors), readable(doc.Descendants), nil
}

// readable leaves out what is no status.
func readable(list []*mastodon.Status) (found []Status) {
	for _, s := range list {
		if s, err := identified(s); err == nil {
			found = append(found, s)
		}
	}
	return found
}

// A Profile is what we say of ourselves, in the words that were set and not as
// the HTML that is shown.
type Profile struct {
	DisplayName string
	Note        string
	Bot         bool
	Fields      []Field
}

// A Field is one line of a profile's table.
type Field struct {
	Name  string
	Value string
}

// Profile reads our own profile (GET /api/v1/accounts/verify_credentials).
func (c *Client) Profile(ctx context.Context) (Profile, error) {
	const path = "/api/v1/accounts/verify_credentials"
	var doc profileDocument
	if err := c.get(ctx, path, &call{}, &doc); err != nil {
		return Profile{}, err
	}
	p, err := doc.profile()
	return p, finish("GET "+path, false, err)
}

// UpdateProfile sets all of it and returns what the server then holds. A server
// takes four fields or more (PATCH /api/v1/accounts/update_credentials).
func (c *Client) UpdateProfile(ctx context.Context, p Profile) (Profile, error) {
	form := url.Values{"display_name": {p.DisplayName}, "note": {p.Note}, "bot": {strconv.FormatBool(p.Bot)}}
	fields := p.Fields
	if len(fields) == 0 {
		fields = []Field{{}} // an empty one clears the table; none would leave it
	}
	for i, f := range fields {
		form.Set(fmt.Sprintf("fields_attributes[%d][name]", i), f.Name)
		form.Set(fmt.Sprintf("fields_attributes[%d][value]", i), f.Value)
	}
	const path = "/api/v1/accounts/update_credentials"
	var doc profileDocument
	if err := c.send(ctx, http.MethodPatch, path, asForm(form), &doc); err != nil {
		return Profile{}, err
	}
	set, err := doc.profile()
	return set, finish("PATCH "+path, true, err)
}

// What matters of docs.joinmastodon.org/entities/Account/#CredentialAccount.
type profileDocument struct {
	DisplayName string `json:"display_name"`
	Bot         bool   `json:"bot"`
	Source      *struct {
		Note   string  `json:"note"`
		Fields []Field `json:"fields"`
	} `json:"source"`
}

func (d profileDocument) profile() (Profile, error) {
	if d.Source == nil {
		return Profile{}, errNoSource
	}
	return Profile{DisplayName: d.DisplayName, Note: d.Source.Note, Bot: d.Bot, Fields: d.Source.Fields}, nil
}
