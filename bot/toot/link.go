package toot

import (
	"strings"
	"unicode/utf8"
)

// maxURLChars is the longest link, in code points with the host encoded, and
// maxSlugChars the longest path of a t.co link (twitter-text's extractor.rb).
const (
	maxURLChars  = 4096
	maxSlugChars = 40
)

// schemes are those of links. Ruby takes ß for ss where case does not matter.
var schemes = [...]string{"https", "http", "dat", "dweb", "ipfs", "ipns", "ssb", "ßb", "gopher", "gemini"}

// A linkScanner finds links as the server's search for valid_url does, from
// left to right. That also finds host names without a scheme, which do not
// count as links but use up their path: in example.com/https://example.org
// there is none.
type linkScanner struct {
	text string
	pos  int
	// scheme is where the next "://" stands; what is not in the same stretch
	// without spaces cannot touch a link.
	scheme int
	// No host begins from hostless up to hostlessEnd, as the last miss has shown.
	// It keeps the search linear in texts without spaces, where all is one long
	// label.
	hostless, hostlessEnd int
}

// next returns the next link.
func (s *linkScanner) next() (entity, bool) {
	for s.pos < len(s.text) && s.approach() {
		before, size := runeAt(s.text, s.pos)
		m, ok := match{}, false
		if mayPrecedeURL(before) {
			m, ok = s.match(s.pos + size)
		}
		if !ok && (s.pos == 0 || s.text[s.pos-1] == '\n') {
			m, ok = s.match(s.pos)
		}
		if !ok {
			s.pos += size
			continue
		}
		s.pos = m.end
		if e, ok := s.link(m); ok {
			return e, true
		}
	}
	return entity{}, false
}

// approach moves on to the stretch that holds the next "://", and is false
// where there is none. Neither a path nor a query has an ASCII space in it.
func (s *linkScanner) approach() bool {
	if s.pos <= s.scheme && s.scheme > 0 {
		return true
	}
	ahead := strings.Index(s.text[s.pos:], "://")
	if ahead < 0 {
		return false
	}
	s.scheme = s.pos + ahead
	if space := strings.LastIndexAny(s.text[s.pos:s.scheme], " \n\t"); space > 0 {
		s.pos += space
	}
	return true
}

// A match is what valid_url matches, without the character before.
type match struct{ start, host, hostEnd, end int }

func (s *linkScanner) match(start int) (match, bool) {
	m := match{start: start, host: start + schemeLen(s.text[start:])}
	if s.hostless <= m.host && m.host < s.hostlessEnd {
		return m, false
	}
	end, next := hostEnd(s.text, m.host)
	if end < 0 {
		s.hostless, s.hostlessEnd = m.host, next
		return m, false
	}
	m.hostEnd = end
	m.end = queryEnd(s.text, pathEnd(s.text, portEnd(s.text, end)))
	return m, true
}

// link decides what the server makes of a match.
func (s *linkScanner) link(m match) (entity, bool) {
	e := entity{start: m.start, end: m.end, link: true}
	if m.host == m.start {
		return e, false
	}
	if slug, ok := s.slugEnd(m); ok {
		if utf8.RuneCountInString(s.text[m.hostEnd+1:slug]) > maxSlugChars {
			return e, false
		}
		e.end = slug
	}
	verdict, growth := encodes(s.text[m.host:m.hostEnd])
	e.doubtful = verdict == doubtful
	if e.end-e.start+growth > maxURLChars { // bytes, of which there are more
		chars := utf8.RuneCountInString(s.text[e.start:e.end])
		if chars > maxURLChars {
			return e, false
		}
		e.doubtful = e.doubtful || chars+growth > maxURLChars
	}
	return e, verdict != refused
}

// slugEnd returns the end of a t.co link, which the server cuts after its slug.
func (s *linkScanner) slugEnd(m match) (int, bool) {
	if !strings.EqualFold(s.text[m.host:m.hostEnd], "t.co") || !strings.HasPrefix(s.text[m.hostEnd:m.end], "/") {
		return 0, false
	}
	if first := s.text[m.start]; first != 'h' && first != 'H' {
		return 0, false
	}
	end := skip(s.text, m.hostEnd+1, isAlnum)
	return end, end > m.hostEnd+1
}

// schemeLen returns the length of the scheme that s begins with, "://"
// included, or 0.
func schemeLen(s string) int {
	colon := strings.IndexByte(s[:min(len(s), len("gopher:"))], ':')
	if colon < 0 || !strings.HasPrefix(s[colon:], "://") {
		return 0
	}
	for _, scheme := range schemes {
		if strings.EqualFold(s[:colon], scheme) {
			return colon + len("://")
		}
	}
	return 0
}

// portEnd returns the end of the port that begins at i, or i.
func portEnd(text string, i int) int {
	if !strings.HasPrefix(text[i:], ":") {
		return i
	}
	if end := skip(text, i+1, isDigit); end > i+1 {
		return end
	}
	return i
}

// pathEnd returns the end of the path that begins at i, or i.
func pathEnd(text string, i int) int {
	if !strings.HasPrefix(text[i:], "/") {
		return i
	}
	i++
	for end := i; ; {
		for i < len(text) && isUsualInPath(text[i]) {
			i++
			end = i
		}
		r, size := runeAt(text, i)
		switch {
		case size == 0:
			return end
		case inPath(r):
			i += size
			if endsPath(r) {
				end = i
			}
		case r == '(':
			next, narrow := groupEnd(text, i)
			if next < 0 {
				return end
			}
			i = next
			if narrow {
				end = i
			}
		default:
			return end
		}
	}
}

// groupEnd returns the end of the balanced parentheses that begin at i, or -1,
// and whether a path may end with them. Neither they nor the one pair that may
// stand inside them are empty.
func groupEnd(text string, i int) (end int, narrow bool) {
	start := i + 1
	end = skip(text, start, inPath)
	if strings.HasPrefix(text[end:], "(") {
		inner := skip(text, end+1, inPath)
		if inner == end+1 || !strings.HasPrefix(text[inner:], ")") {
			return -1, false
		}
		end = skip(text, inner+1, inPath)
	}
	if end == start || !strings.HasPrefix(text[end:], ")") {
		return -1, false
	}
	return end + 1, skip(text, start, inGroupOrPair) >= end
}

// queryEnd returns the end of the query that begins at i, or i.
func queryEnd(text string, i int) int {
	if !strings.HasPrefix(text[i:], "?") {
		return i
	}
	end := i
	for j := i + 1; ; {
		for j < len(text) && isAlnumByte(text[j]) {
			j++
			end = j
		}
		r, size := runeAt(text, j)
		if size == 0 || !inQuery(r) {
			return end
		}
		j += size
		if endsQuery(r) {
			end = j
		}
	}
}
