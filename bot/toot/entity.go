package toot

import (
	"iter"
	"strings"
)

// urlChars is what a Mastodon server counts for a link, whatever its length
// (app/validators/status_length_validator.rb).
const urlChars = 23

// An entity is a piece of text that the server counts differently: a link, or a
// mention.
type entity struct {
	start, end int
	cut        int  // a mention counts only up to here
	link       bool // otherwise a mention
	doubtful   bool // a link that the server may refuse for its host
}

// entities yields the links and the mentions of a text in order. What begins
// inside an earlier one is left out.
func entities(text string) iter.Seq[entity] {
	return func(yield func(entity) bool) {
		links, mentions := linkScanner{text: text}, mentionScanner{text: text}
		link, isLink := links.next()
		mention, isMention := mentions.next()
		for end := 0; isLink || isMention; {
			var e entity
			if isLink && (!isMention || link.start < mention.start) {
				e = link
				link, isLink = links.next()
			} else {
				e = mention
				mention, isMention = mentions.next()
			}
			if e.start < end {
				continue
			}
			if !yield(e) {
				return
			}
			end = e.end
		}
	}
}

// hasEntities is false for texts that certainly have none, quickly.
func hasEntities(text string) bool {
	return strings.IndexByte(text, '@') >= 0 || strings.Contains(text, "://")
}
