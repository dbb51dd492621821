package sandbox

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// entity is a stretch of text with a meaning: text[start:end], in bytes.
type entity struct {
	kind       entityKind
	start, end int
	name       string // the URL, "user" or "user@host", or the hashtag without "#"
}

type entityKind int

const (
	urlEntity entityKind = iota
	mentionEntity
	hashtagEntity
)

// Ruby's POSIX brackets, which are wider than Go's (Onigmo, enc/unicode: [[:alpha:]] is the property Alphabetic,
// [[:word:]] adds marks, decimal digits and connector punctuation). The ranges are Alphabetic symbols (circled letters).
// alphaClass takes all marks where Alphabetic takes most; it serves hashtags only, which do not count.
const (
	alphaClass = `\p{L}\p{Nl}\p{M}\x{24B6}-\x{24E9}\x{1F130}-\x{1F149}\x{1F150}-\x{1F169}\x{1F170}-\x{1F189}`
	wordClass  = alphaClass + `\p{Nd}\p{Pc}`
)

// latinAccents is LATIN_ACCENTS of twitter-text (lib/twitter-text/regex.rb).
const latinAccents = `\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{FF}\x{100}-\x{24F}\x{253}\x{254}\x{256}\x{257}\x{259}\x{25B}` +
	`\x{263}\x{268}\x{26F}\x{272}\x{289}\x{28B}\x{2BB}\x{300}-\x{36F}\x{1E00}-\x{1EFF}`

var (
	// mentionPattern is Account::MENTION_RE (app/models/account.rb) without its lookbehind, which scanMentions checks.
	mentionPattern = regexp.MustCompile(`^@((?i:[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)(?:@[` + wordClass + `]+(?:[.-]+[` + wordClass + `]+)*)?)`)
	// notBeforeMention is that lookbehind: no mention starts directly after one of these.
	notBeforeMention = regexp.MustCompile(`[=/` + wordClass + `]$`)
	// notAfterMention is end_mention_match of twitter-text (lib/twitter-text/regex.rb).
	notAfterMention = regexp.MustCompile(`^(?:[@＠]|(?i:[` + latinAccents + `])|://)`)

	// hashtagPattern is Tag::HASHTAG_RE (app/models/tag.rb) without its lookbehind.
	hashtagPattern = regexp.MustCompile(`^[#＃](` + hashtagFirst + `|` + hashtagLast + `)`)
	// notBeforeHashtag is that lookbehind.
	notBeforeHashtag = regexp.MustCompile(`[=/)` + alphaClass + `\p{Nd}]$`)
)

const (
	tagSeparators = `_\x{B7}\x{30FB}\x{200C}`
	tagWord       = `[` + wordClass + tagSeparators + `]`
	hashtagFirst  = `[` + wordClass + `]` + tagWord + `*[` + alphaClass + tagSeparators + `]` + tagWord + `*[` + wordClass + `]`
	hashtagLast   = `[` + wordClass + `]*[` + alphaClass + `][` + wordClass + `]*`
)

// scanMentions returns everything that MENTION_RE matches, as Mastodon rewrites it (process_mentions_service.rb).
func scanMentions(text string) []entity {
	return scan(text, "@", mentionPattern, notBeforeMention, mentionEntity)
}

// extractMentions returns the mentions that are rendered and counted as such: those that nothing misleading follows, and
// with a host of at most 253 characters (app/lib/extractor.rb, extract_mentions_or_lists_with_indices).
func extractMentions(text string) []entity {
	return slices.DeleteFunc(scanMentions(text), func(m entity) bool {
		_, host, _ := strings.Cut(m.name, "@")
		return notAfterMention.MatchString(text[m.end:]) || utf8.RuneCountInString(host) > 253
	})
}

// extractHashtags returns the hashtags (app/lib/extractor.rb, extract_hashtags_with_indices). A scheme that stuck to a tag,
// as in "#taghttps://", is taken off it again.
func extractHashtags(text string) []entity {
	tags := scan(text, "#＃", hashtagPattern, notBeforeHashtag, hashtagEntity)
	for i, t := range tags {
		if !strings.HasPrefix(text[t.end:], "://") {
			continue
		}
		for _, scheme := range []string{"https", "http"} {
			if rest, ok := strings.CutSuffix(t.name, scheme); ok && rest != "" {
				tags[i].name, tags[i].end = rest, t.end-len(scheme)
				break
			}
		}
	}
	return tags
}

// scan finds the matches of pattern, from left to right and without overlap, that begin with one of the given signs and do
// not follow what before matches.
func scan(text, signs string, pattern, before *regexp.Regexp, kind entityKind) []entity {
	var found []entity
	for pos := 0; ; {
		i := strings.IndexAny(text[pos:], signs)
		if i < 0 {
			return found
		}
		start := pos + i
		_, width := utf8.DecodeRuneInString(text[start:])
		pos = start + width
		_, lead := utf8.DecodeLastRuneInString(text[:start])
		if before.MatchString(text[start-lead : start]) {
			continue
		}
		if m := pattern.FindStringSubmatchIndex(text[start:]); m != nil {
			found = append(found, entity{kind: kind, start: start, end: start + m[1], name: text[start+m[2] : start+m[3]]})
			pos = start + m[1]
		}
	}
}

// withoutOverlap orders entities and drops each that begins inside the one kept before it (remove_overlapping_entities,
// twitter-text lib/twitter-text/extractor.rb).
func withoutOverlap(entities []entity) []entity {
	slices.SortStableFunc(entities, func(a, b entity) int { return a.start - b.start })
	end := 0
	return slices.DeleteFunc(entities, func(e entity) bool {
		if e.start < end {
			return true
		}
		end = e.end
		return false
	})
}
