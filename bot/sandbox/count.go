package sandbox

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// urlCost is what every link costs on Mastodon (URL_PLACEHOLDER_CHARS, app/validators/status_length_validator.rb).
const urlCost = 23

// Count returns the length of a status as a server of that flavour measures it against its limit.
//
//   - Mastodon (app/validators/status_length_validator.rb): text and content warning are trimmed, joined without a
//     separator, and counted in grapheme clusters; in the text, every link counts as 23 and "@user@host" as "@user".
//   - GoToSocial (internal/processing/status/common.go): Unicode code points of both, untrimmed, nothing discounted.
//   - Pleroma (lib/pleroma/web/common_api/activity_draft.ex): grapheme clusters of the trimmed whole, nothing discounted.
func Count(text, cw string, f Flavour) int {
	switch f {
	case GoToSocial:
		return utf8.RuneCountInString(text) + utf8.RuneCountInString(cw)
	case Pleroma:
		return uniseg.GraphemeClusterCount(strings.TrimSpace(text + cw))
	}
	text, cw = strings.Trim(text, rubySpace), strings.Trim(cw, rubySpace)
	return uniseg.GraphemeClusterCount(cw + countable(text))
}

// countable replaces what is counted at a discount (countable_text in status_length_validator.rb).
func countable(text string) string {
	if blank(text) {
		return ""
	}
	var out strings.Builder
	last := 0
	for _, e := range withoutOverlap(append(extractURLs(text), extractMentions(text)...)) {
		out.WriteString(text[last:e.start])
		switch e.kind {
		case urlEntity:
			out.WriteString(strings.Repeat("x", urlCost))
		case mentionEntity:
			user, _, _ := strings.Cut(e.name, "@")
			out.WriteString("@" + user)
		}
		last = e.end
	}
	out.WriteString(text[last:])
	return out.String()
}

// blank is String#blank? of Rails: nothing but Unicode white space.
func blank(s string) bool { return strings.TrimFunc(s, unicode.IsSpace) == "" }
