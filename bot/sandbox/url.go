package sandbox

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode/utf8"
)

//go:embed tlds.txt
var tldFile string

// The parts of Mastodon's URL expression. Sources: TT is twitter-text 3.1.0, lib/twitter-text/regex.rb; M is Mastodon's
// config/initializers/twitter_regex.rb, which replaces some of TT's parts.
const (
	// TT DIRECTIONAL_CHARACTERS, INVALID_CHARACTERS, UNICODE_SPACES.
	directional   = `\x{61C}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2066}-\x{2069}`
	invalidChars  = `\x{FFFE}\x{FEFF}\x{FFFF}`
	unicodeSpaces = `\x{09}-\x{0D}\x{20}\x{85}\x{A0}\x{1680}\x{180E}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}`

	// TT DOMAIN_VALID_CHARS: what is not a mark of direction, ASCII punctuation (save the backslash, which TT's list lacks),
	// space, control or invalid.
	notDomain = directional + `!-/:-@\[\]-` + "`" + `{-~` + unicodeSpaces + `\x{00}-\x{1F}\x{7F}` + invalidChars

	// M valid_general_url_path_chars. \p{White_Space} has no U+180E, unlike UNICODE_SPACES.
	whiteSpace = `\x{09}-\x{0D}\x{20}\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}`
	pathChar   = `[^` + whiteSpace + `<>()?]`
	// M valid_url_balanced_parens: one level, or one level within another.
	balanced = `\((?:` + pathChar + `+|(?:` + pathChar + `*\(` + pathChar + `+\)` + pathChar + `*))\)`
	// M valid_url_path_ending_chars. It is built before M replaces the balanced parentheses, so that those in it are TT's,
	// of TT's valid_general_url_path_chars.
	ttPathChar = `[a-z\p{Cyrillic}0-9!*';:=+,.$/%#\[\]\p{Pd}_~&|@` + latinAccents + `]`
	ttBalanced = `\((?:` + ttPathChar + `+|(?:` + ttPathChar + `*\(` + ttPathChar + `+\)` + ttPathChar + `*))\)`
	pathEnd    = `(?:[^` + whiteSpace + `()?!*"'「」<>;:=,.$%\[\]~&|@]|` + ttBalanced + `)`
	// M valid_url_path.
	path = `(?:` + pathChar + `*(?:` + balanced + pathChar + `*)*` + pathEnd + `|` + pathChar + `+/)`

	// M UCHARS, valid_url_query_chars, valid_url_query_ending_chars.
	uchars = `\x{A0}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFEF}\x{10000}-\x{1FFFD}\x{20000}-\x{2FFFD}\x{30000}-\x{3FFFD}` +
		`\x{40000}-\x{4FFFD}\x{50000}-\x{5FFFD}\x{60000}-\x{6FFFD}\x{70000}-\x{7FFFD}\x{80000}-\x{8FFFD}\x{90000}-\x{9FFFD}` +
		`\x{A0000}-\x{AFFFD}\x{B0000}-\x{BFFFD}\x{C0000}-\x{CFFFD}\x{D0000}-\x{DFFFD}\x{E1000}-\x{EFFFD}\x{E000}-\x{F8FF}` +
		`\x{F0000}-\x{FFFFD}\x{100000}-\x{10FFFD}`
	queryChar = `[a-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@^` + uchars + `]`
	queryEnd  = `[a-z0-9_&=#/\-` + uchars + `]`
)

var (
	// TT valid_url_preceding_chars, the part that consumes a character.
	beforeURL = regexp.MustCompile(`^(?i:[^A-Z0-9@＠$#＃` + invalidChars + `])`)
	// M valid_url, its protocol.
	protocol = regexp.MustCompile(`^(?i:(?:https?|dat|dweb|ipfs|ipns|ssb|gopher|gemini)://)`)
	// TT valid_subdomain: one label and its dot, "_" and "-" inside. valid_domain_name, the label before the top-level
	// domain, differs in that it has no "_".
	label = regexp.MustCompile(`^(?:[^` + notDomain + `](?:[_-]|[^` + notDomain + `])*)?[^` + notDomain + `]\.`)
	// TT valid_gTLD, valid_ccTLD, valid_punycode. The lookaheads of the first two are read along, as groups 2 and 4.
	topLevel = regexp.MustCompile(`^(?i:(` + tldAlternatives("generic") + `)([^0-9a-z@+-]|\z)|(` +
		tldAlternatives("country") + `)([^0-9a-z@+-]|\z)|(xn--[0-9a-z]+))`)
	// M valid_url, what follows the domain: port, path, query, each optional.
	tail = regexp.MustCompile(`^(?i:(?::[0-9]+)?(?:/` + path + `*)?(?:\?` + queryChar + `*` + queryEnd + `)?)`)
	// TT valid_tco_url.
	shortener = regexp.MustCompile(`^(?i:https?://t\.co/([a-z0-9]+))`)
)

// tldAlternatives returns one section of the list as alternatives in the order of the file, which puts a longer one before
// its beginnings.
func tldAlternatives(section string) string {
	_, rest, _ := strings.Cut(tldFile, "["+section+"]\n")
	rest, _, _ = strings.Cut(rest, "[")
	return strings.Join(strings.Fields(rest), "|")
}

const (
	maxURLLength  = 4096 // TT lib/twitter-text/extractor.rb, MAX_URL_LENGTH
	maxSlugLength = 40   // the same, MAX_TCO_SLUG_LENGTH
)

// extractURLs returns the links with a scheme (TT extract_urls_with_indices, extract_url_without_protocol: false).
// A link without one is matched too and then dropped, because what it covers is not looked at again.
func extractURLs(text string) []entity {
	if !strings.Contains(text, ":") {
		return nil
	}
	var found []entity
	labels := labelReader{text: text}
	for pos := 0; pos < len(text); {
		start, scheme, end, ok := matchURL(text, pos, &labels)
		if !ok {
			_, width := utf8.DecodeRuneInString(text[pos:])
			pos += width
			continue
		}
		if scheme > 0 {
			if e, ok := validURL(text[start:end], scheme); ok {
				e.start, e.end = start, start+len(e.name)
				found = append(found, e)
			}
		}
		pos = end
	}
	return found
}

// matchURL tries M valid_url at pos: a preceding character and the URL, or at the start of a line the URL alone.
// It returns where the URL starts and ends and the length of its scheme.
func matchURL(text string, pos int, labels *labelReader) (start, scheme, end int, ok bool) {
	starts := make([]int, 0, 2)
	if m := beforeURL.FindStringIndex(text[pos:]); m != nil {
		starts = append(starts, pos+m[1])
	}
	if pos == 0 || text[pos-1] == '\n' {
		starts = append(starts, pos)
	}
	for _, start := range starts {
		for _, scheme := range []int{len(protocol.FindString(text[start:])), 0} {
			if domainEnd, ok := labels.matchDomain(start + scheme); ok {
				return start, scheme, domainEnd + tail.FindStringIndex(text[domainEnd:])[1], true
			}
		}
	}
	return 0, 0, 0, false
}

// labelReader finds domains in a text. It remembers where no label can begin, which keeps long runs of letters without a
// dot, such as Chinese prose, from being read again for each letter.
type labelReader struct {
	text     string
	from, to int // no label begins here, as the last miss has shown
}

// labelRun is what a label is made of. If no label begins at the start of such a run, then none begins within it, because
// what follows the run decides: only a dot after a domain character makes it one.
var labelRun = regexp.MustCompile(`^[^` + notDomain + `](?:[_-]|[^` + notDomain + `])*`)

// matchDomain matches TT valid_domain at pos: as many labels as possible, then a top-level domain.
func (l *labelReader) matchDomain(pos int) (end int, ok bool) {
	if l.from <= pos && pos < l.to {
		return 0, false
	}
	ends := l.labels(pos)
	if len(ends) == 0 {
		l.from, l.to = pos, pos+len(labelRun.FindString(l.text[pos:]))
	}
	for i := len(ends) - 1; i >= 0; i-- {
		from := pos
		if i > 0 {
			from = ends[i-1]
		}
		if strings.Contains(l.text[from:ends[i]], "_") {
			continue // TT valid_domain_name
		}
		if width := topLevelWidth(l.text[ends[i]:]); width > 0 {
			return ends[i] + width, true
		}
	}
	return 0, false
}

// labels returns where the labels end, each behind its dot, that follow one another from pos.
func (l *labelReader) labels(pos int) (ends []int) {
	for {
		m := label.FindStringIndex(l.text[pos:])
		if m == nil {
			return ends
		}
		pos += m[1]
		ends = append(ends, pos)
	}
}

// topLevelWidth returns the length of the top-level domain at the beginning of s, 0 if there is none.
func topLevelWidth(s string) int {
	m := topLevel.FindStringSubmatchIndex(s)
	if m == nil {
		return 0
	}
	return max(m[3], m[7], m[11])
}

// validURL applies what the extractor checks after the match: links of t.co end with their slug, and the domain must be
// one that IDNA can encode, in a URL of at most 4096 characters.
func validURL(url string, scheme int) (entity, bool) {
	if m := shortener.FindStringSubmatchIndex(url); m != nil {
		if m[3]-m[2] > maxSlugLength {
			return entity{}, false
		}
		url = url[:m[1]]
	}
	domain := url[scheme:]
	if i := strings.IndexAny(domain, "/:?"); i >= 0 {
		domain = domain[:i]
	}
	encoded, ok := encodeDomain(domain)
	growth := max(0, len(encoded)-utf8.RuneCountInString(domain))
	if !ok || utf8.RuneCountInString(url)+growth > maxURLLength {
		return entity{}, false
	}
	return entity{kind: urlEntity, name: url}, true
}
