package toot

import "fmt"

// A Draft is what one status is to say, before a server has seen it.
type Draft struct {
	Text       string
	CW         string // content warning; empty for none
	Language   string // ISO 639-1 code; empty leaves it to the account's default
	Visibility Visibility
	InReplyTo  string   // id of the parent status; empty for none
	Media      []string // ids of uploads at the server, in order
}

// DefaultMaxChars is the limit of a server that publishes none, or nonsense.
const DefaultMaxChars = 500

// Limits is what a server allows in one status. A number that is 0 or less
// stands for one that the server does not tell; the methods give what is safe
// then.
type Limits struct {
	Flavour  Flavour
	MaxChars int // in the unit of the flavour, see Length

	Media          int // attachments of one status
	Description    int // characters of an attachment's description
	PollOptions    int // of one poll
	PollOptionSize int // characters of one option
}

// What every server takes (Mastodon 4.3 to 4.5, the smallest there is).
const (
	defaultMedia          = 4
	defaultDescription    = 1500
	defaultPollOptions    = 4
	defaultPollOptionSize = 50
)

// MaxMedia returns how many attachments a status may have.
func (l Limits) MaxMedia() int { return positive(l.Media, defaultMedia) }

// MaxDescription returns how long an attachment's description may be.
func (l Limits) MaxDescription() int { return positive(l.Description, defaultDescription) }

// MaxPoll returns how many options a poll may have, and how long one may be.
func (l Limits) MaxPoll() (options, size int) {
	return positive(l.PollOptions, defaultPollOptions), positive(l.PollOptionSize, defaultPollOptionSize)
}

func positive(n, otherwise int) int {
	if n <= 0 {
		return otherwise
	}
	return n
}

// Max is MaxChars, or DefaultMaxChars where that is not a usable number.
func (l Limits) Max() int { return positive(l.MaxChars, DefaultMaxChars) }

// A Flavour is a family of servers that count alike.
type Flavour string

// The flavours. Mastodon includes its forks; Pleroma includes Akkoma.
const (
	Mastodon   Flavour = "mastodon"
	GoToSocial Flavour = "gotosocial"
	Pleroma    Flavour = "pleroma"
	Unknown    Flavour = "unknown"
)

// ParseFlavour returns the flavour of that name. An unheard-of name is an
// error, not Unknown: that one is spelled out.
func ParseFlavour(name string) (Flavour, error) {
	switch f := Flavour(name); f {
	case Mastodon, GoToSocial, Pleroma, Unknown:
		return f, nil
	}
	return "", fmt.Errorf("flavour %q: want mastodon, gotosocial, pleroma or unknown", name)
}

// A Visibility says who sees a status, in the words of the Mastodon API
// (docs.joinmastodon.org/entities/Status/#visibility).
type Visibility string

// The visibilities, from the widest to the narrowest.
const (
	Public   Visibility = "public"
	Unlisted Visibility = "unlisted"
	Private  Visibility = "private" // followers only
	Direct   Visibility = "direct"  // mentioned people only
)

// ParseVisibility returns the visibility of that name.
func ParseVisibility(name string) (Visibility, error) {
	switch v := Visibility(name); v {
	case Public, Unlisted, Private, Direct:
		return v, nil
	}
	return "", fmt.Errorf("visibility %q: want public, unlisted, private or direct", name)
}

// Narrower returns the one of v and w that fewer people see. A value that is
// none of the four counts as the narrowest, so that a word from a newer server
// never widens an answer.
func (v Visibility) Narrower(w Visibility) Visibility {
	if w.rank() > v.rank() {
		return w
	}
	return v
}

func (v Visibility) rank() int {
	switch v {
	case Public:
		return 0
	case Unlisted:
		return 1
	case Private:
		return 2
	case Direct:
		return 3
	}
	return 4
}
