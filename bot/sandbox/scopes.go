package sandbox

import (
	"slices"
	"strings"
)

// scopes are what a token may do (docs.joinmastodon.org/api/oauth-scopes).
type scopes []string

// everything is what the tokens of CreateAccount may do.
var everything = scopes{"read", "write", "follow", "push", "profile"}

// knownScopes are those that an app may ask for, but for the administrators'.
var knownScopes = slices.Concat(everything, strings.Fields(`
	read:accounts read:blocks read:bookmarks read:favourites read:filters read:follows read:lists read:mutes
	read:notifications read:search read:statuses
	write:accounts write:blocks write:bookmarks write:conversations write:favourites write:filters write:follows
	write:lists write:media write:mutes write:notifications write:reports write:statuses`))

// parseScopes reads a list with blanks between; none is "read".
func parseScopes(text string) scopes {
	list := strings.Fields(text)
	if len(list) == 0 {
		return scopes{"read"}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func (s scopes) String() string { return strings.Join(s, " ") }

// within tells whether each of s is in all, to the letter: "read" does not stand for "read:accounts" here.
func (s scopes) within(all []string) bool {
	return !slices.ContainsFunc(s, func(one string) bool { return !slices.Contains(all, one) })
}

// cover tells whether one of the needed scopes, with blanks between, is given: by itself, by its first half, or by "follow".
// No need is always covered.
func (s scopes) cover(needed string) bool {
	for one := range strings.FieldsSeq(needed) {
		half, rest, _ := strings.Cut(one, ":")
		follow := rest == "blocks" || rest == "follows" || rest == "mutes"
		if slices.Contains(s, one) || slices.Contains(s, half) || follow && slices.Contains(s, "follow") {
			return true
		}
	}
	return needed == ""
}

// scopesOf says what the token of a call must cover: one of these. An endpoint that is not here can be used without a token or
// not at all (Mastodon: doorkeeper_authorize! and authorize_if_got_token! in app/controllers/api).
var scopesOf = map[string]string{
	"/api/":                               "",
	"POST /api/v1/apps":                   "",
	"GET /api/v1/apps/verify_credentials": "",
	"GET /api/v1/instance":                "",
	"GET /api/v2/instance":                "",

	"GET /api/v1/accounts/verify_credentials":   "profile read:accounts",
	"PATCH /api/v1/accounts/update_credentials": "write:accounts",
	"GET /api/v2/search":                        "read:search",
	"GET /api/v1/accounts/lookup":               "read:accounts",
	"GET /api/v1/accounts/relationships":        "read:follows",
	"GET /api/v1/accounts/{id}":                 "read:accounts",
	"GET /api/v1/accounts/{id}/statuses":        "read:statuses",
	"POST /api/v1/accounts/{id}/block":          "write:blocks",
	"POST /api/v1/accounts/{id}/unblock":        "write:blocks",
	"POST /api/v1/accounts/{id}/mute":           "write:mutes",
	"POST /api/v1/accounts/{id}/unmute":         "write:mutes",

	"POST /api/v1/statuses":                  "write:statuses",
	"GET /api/v1/statuses/{id}":              "read:statuses",
	"PUT /api/v1/statuses/{id}":              "write:statuses",
	"DELETE /api/v1/statuses/{id}":           "write:statuses",
	"GET /api/v1/statuses/{id}/context":      "read:statuses",
	"GET /api/v1/statuses/{id}/source":       "read:statuses",
	"POST /api/v1/statuses/{id}/favourite":   "write:favourites",
	"POST /api/v1/statuses/{id}/unfavourite": "write:favourites",
	"POST /api/v1/statuses/{id}/pin":         "write:accounts",
	"POST /api/v1/statuses/{id}/unpin":       "write:accounts",

	"POST /api/v1/media":     "write:media",
	"POST /api/v2/media":     "write:media",
	"GET /api/v1/media/{id}": "write:media",
	"PUT /api/v1/media/{id}": "write:media",

	"GET /api/v1/notifications":               "read:notifications",
	"GET /api/v1/notifications/policy":        "read:notifications",
	"GET /api/v2/notifications/policy":        "read:notifications",
	"PATCH /api/v1/notifications/policy":      "write:notifications",
	"PUT /api/v1/notifications/policy":        "write:notifications",
	"PATCH /api/v2/notifications/policy":      "write:notifications",
	"GET /api/v1/notifications/{id}":          "read:notifications",
	"POST /api/v1/notifications/{id}/dismiss": "write:notifications",

	"GET /api/v1/timelines/home":   "read:statuses",
	"GET /api/v1/timelines/public": "read:statuses",
}
