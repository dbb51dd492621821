package fedi

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"quotebot/bot/toot"
)

// An Instance is what a server says of itself.
type Instance struct {
	Software  string // from nodeinfo: "mastodon", "gotosocial"; "" if it gives none
	Version   string
	Title     string
	Domain    string // in the addresses of its accounts; may differ from the API's host
	Limits    toot.Limits
	Streaming *url.URL // base of the streaming API, nil if none is announced that may have our token
}

// The parts of GET /api/v2/instance and /api/v1/instance that matter here; the
// two differ in where the streaming address stands.
type instanceDocument struct {
	Title        string `json:"title"`
	Domain       string `json:"domain"` // v2
	URI          string `json:"uri"`    // v1: the domain, on some servers an address
	Version      string `json:"version"`
	MaxTootChars number `json:"max_toot_chars"` // Pleroma, glitch
	URLs         struct {
		Streaming string `json:"streaming_api"`
	} `json:"urls"`
	Configuration struct {
		Statuses struct {
			MaxCharacters number `json:"max_characters"`
			MaxMedia      number `json:"max_media_attachments"`
		} `json:"statuses"`
		Media struct {
			DescriptionLimit number `json:"description_limit"` // v2
		} `json:"media_attachments"`
		Polls struct {
			MaxOptions    number `json:"max_options"`
			MaxCharacters number `json:"max_characters_per_option"`
		} `json:"polls"`
		URLs struct {
			Streaming string `json:"streaming"`
		} `json:"urls"`
	} `json:"configuration"`
}

// number is a limit, 0 where the server gives none or nonsense: one wrong number
// does not spoil the document.
type number int

// largest is the largest limit that is believed.
const largest = 10_000_000

// UnmarshalJSON takes numbers, and strings that hold one.
func (n *number) UnmarshalJSON(data []byte) error {
	f, err := strconv.ParseFloat(strings.Trim(string(data), `"`), 64)
	if err == nil && f >= 1 && f <= largest { // no NaN either
		*n = number(f)
	}
	return nil
}

// Instance asks the server what it is and what it allows.
func (c *Client) Instance(ctx context.Context) (Instance, error) {
	doc, err := c.instanceDocument(ctx)
	if err != nil {
		return Instance{}, err
	}
	in := Instance{Version: clean(doc.Version), Title: clean(doc.Title), Domain: clean(c.domain(doc)), Software: clean(c.software(ctx))}
	in.Limits = limits(doc, flavour(in.Software, doc.Version))
	in.Streaming = c.streaming(doc)
	return in, nil
}

// instanceDocument takes the second version of the document, or the first where
// the server has no second (Mastodon before 4, many others).
func (c *Client) instanceDocument(ctx context.Context) (instanceDocument, error) {
	second, noSecond := c.readInstance(ctx, "/api/v2/instance")
	if noSecond == nil || KindOf(noSecond) == Unreachable || KindOf(noSecond) == Later {
		return second, noSecond
	}
	first, noFirst := c.readInstance(ctx, "/api/v1/instance")
	switch {
	case !isMissing(noFirst):
		return first, noFirst
	case !isMissing(noSecond):
		return second, noSecond // what is there and unusable says more than what is missing
	}
	return first, &Error{Kind: Incompatible, Op: "GET /api/v1/instance", Status: http.StatusNotFound, Message: "this is not a Mastodon-compatible server"}
}

func (c *Client) readInstance(ctx context.Context, path string) (doc instanceDocument, err error) {
	err = c.get(ctx, path, &call{}, &doc)
	if err == nil && doc.Version == "" {
		err = &Error{Kind: Incompatible, Op: "GET " + path, Message: "answer has no version: this is not the API of a Mastodon-compatible server"}
	}
	return doc, err
}

// isMissing is whether nothing stands at the address, whoever says so.
func isMissing(err error) bool {
	var e *Error
	return errors.As(err, &e) && (e.Status == http.StatusNotFound || e.Status == http.StatusGone)
}

func (c *Client) domain(doc instanceDocument) string {
	for _, d := range []string{doc.Domain, doc.URI} {
		d = strings.TrimPrefix(strings.TrimPrefix(d, "https://"), "http://")
		if d = strings.TrimSuffix(d, "/"); d != "" {
			return d
		}
	}
	return c.base.Host
}

// software is the name in the server's nodeinfo, "" where there is none: the
// version string tells enough in most cases.
func (c *Client) software(ctx context.Context) string {
	var index struct {
		Links []struct{ Rel, Href string }
	}
	if err := c.get(ctx, "/.well-known/nodeinfo", &call{}, &index); err != nil {
		return ""
	}
	for _, l := range index.Links {
		u, err := url.Parse(l.Href)
		if err != nil || u.Host != c.base.Host || !strings.Contains(l.Rel, "nodeinfo.diaspora.software/ns/schema/2") {
			continue // another host is not asked: the request carries our token
		}
		var info struct{ Software struct{ Name string } }
		if err := c.get(ctx, u.Path, &call{}, &info); err == nil {
			return strings.ToLower(info.Software.Name)
		}
	}
	return ""
}

// flavour tells the counting rule from the software's name, or from the version
// string where there is no name. Sharkey says that it is like Akkoma and counts
// like nobody else, so that only plain names are believed.
func flavour(software, version string) toot.Flavour {
	switch software {
	case "mastodon", "hometown", "kmyblue", "fedibird":
		return toot.Mastodon
	case "gotosocial":
		return toot.GoToSocial
	case "pleroma", "akkoma":
		return toot.Pleroma
	case "":
		return flavourOfVersion(version)
	}
	return toot.Unknown
}

func flavourOfVersion(version string) toot.Flavour {
	v := strings.ToLower(version)
	switch {
	case strings.Contains(v, "sharkey"):
		return toot.Unknown
	case strings.Contains(v, "(compatible; pleroma"), strings.Contains(v, "(compatible; akkoma"):
		return toot.Pleroma
	case strings.Contains(v, "+git-"):
		return toot.GoToSocial
	case strings.ContainsAny(v, "(/"):
		return toot.Unknown
	}
	return toot.Mastodon
}

func limits(doc instanceDocument, f toot.Flavour) toot.Limits {
	c := doc.Configuration
	return toot.Limits{
		Flavour: f, MaxChars: maxChars(doc),
		Media: int(c.Statuses.MaxMedia), Description: int(c.Media.DescriptionLimit),
		PollOptions: int(c.Polls.MaxOptions), PollOptionSize: int(c.Polls.MaxCharacters),
	}
}

// maxChars is the server's limit; a server that gives none or nonsense gets the
// oldest limit there is. Old Pleroma wants less than the limit, so that one
// character stays spare where only max_toot_chars is given.
func maxChars(doc instanceDocument) int {
	if n := doc.Configuration.Statuses.MaxCharacters; n > 0 {
		return int(n)
	}
	if n := doc.MaxTootChars; n > 1 {
		return int(n) - 1
	}
	return toot.DefaultMaxChars
}

// streaming is the announced address, nil where our token would travel to it in
// the open or leave our own network. GoToSocial announces wss even where it is
// served over plain http; then the scheme follows ours.
func (c *Client) streaming(doc instanceDocument) *url.URL {
	s := doc.Configuration.URLs.Streaming
	if s == "" {
		s = doc.URLs.Streaming
	}
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || u.User != nil {
		return nil
	}
	switch {
	case c.base.Scheme == "http" && u.Host == c.base.Host, u.Scheme == "http":
		u.Scheme = "ws"
	case u.Scheme == "https":
		u.Scheme = "wss"
	}
	if u.Scheme == "wss" && c.base.Scheme == "https" {
		return u // often another host than the API's
	}
	ours := strings.EqualFold(u.Hostname(), c.base.Hostname()) || isLoopback(u.Hostname())
	if c.base.Scheme == "http" && ours && (u.Scheme == "ws" || u.Scheme == "wss") {
		return u
	}
	return nil
}
