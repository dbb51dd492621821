package fedi

import (
	"errors"
	"strings"
	"unicode"

	"github.com/mattn/go-mastodon"
)

// maxID bounds an id, in bytes. Those of the servers known have at most 26.
const maxID = 64

// What an answer lacks that is JSON, but not what was asked for.
var (
	errNoID  = errors.New("answer has no id of 1 to 64 bytes without white space")
	errNoURL = errors.New("answer has no url")
	errNull  = errors.New("answer is null instead of a list")

	errNoSource = errors.New("answer has no source")
	errNoPolicy = errors.New("answer is not a notification policy")
)

// CompareIDs orders ids of one server: the longer is the newer, then by bytes.
// That fits decimal numbers (Mastodon, Pleroma) and ULIDs (GoToSocial).
func CompareIDs(a, b string) int { return mastodon.ID(a).Compare(mastodon.ID(b)) }

// ids is the list as go-mastodon wants it, nil for none.
func ids(list []string) []mastodon.ID {
	var out []mastodon.ID
	for _, id := range list {
		out = append(out, mastodon.ID(id))
	}
	return out
}

// usable is the id as it came, or "" if it is none that can be kept and logged:
// ids are written down in lists with blanks between them.
func usable(id mastodon.ID) string {
	bad := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	if len(id) > maxID || strings.ContainsFunc(string(id), bad) {
		return ""
	}
	return string(id)
}
