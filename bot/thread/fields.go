package thread

import (
	"cmp"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"golang.org/x/text/language"

	"quotebot/bot/toot"
)

// maxName is how long a thread's name may be, in characters.
const maxName = 100

// name is part of keys and a word on the command line.
func (f *front) name() string {
	at, name := f.places["name"], f.text("name")
	if name == "" {
		name = strings.TrimSuffix(path.Base(f.File), path.Ext(f.File))
	}
	if name == "" || strings.ContainsAny(name, "/\\") || utf8.RuneCountInString(name) > maxName {
		f.report(at, "the name %q will not do: it has at most %d characters and no / or \\", name, maxName)
	}
	return name
}

func (f *front) language() string {
	code := f.text("language")
	if code == "" {
		return ""
	}
	// GoToSocial and Akkoma refuse a post with another kind of code.
	if _, err := language.ParseBase(code); err != nil || len(code) != 2 || code != strings.ToLower(code) {
		f.report(f.of(f.values["language"]), "language %q is no ISO 639-1 code; write two letters, such as en or zh", code)
		return ""
	}
	return code
}

func (f *front) visibility(key string, otherwise toot.Visibility) toot.Visibility {
	word := f.text(key)
	if word == "" {
		return otherwise
	}
	v, err := toot.ParseVisibility(word)
	if err != nil {
		known := []string{string(toot.Public), string(toot.Unlisted), string(toot.Private), string(toot.Direct)}
		f.report(f.of(f.values[key]), "%s %q: want public, unlisted, private or direct; %s", key, word, suggest(word, known, "public is for everybody"))
		return otherwise
	}
	return v
}

func (f *front) hashtags() []string {
	if _, given := f.values["hashtags"]; !given {
		return nil
	}
	items := f.list("hashtags")
	if len(items) == 0 {
		f.report(f.places["hashtags"], "hashtags has nothing in it; # begins a comment here: write [history, china], without the signs")
	}
	var tags []string
	for _, i := range items {
		tag := strings.TrimLeft(i.text, "#＃")
		if !isHashtag(tag) {
			f.report(i.at, "%q is no hashtag: it has letters, digits and _ only, and not only digits", i.text)
			continue
		}
		tags = append(tags, tag)
	}
	return tags
}

// isHashtag says whether servers take the words behind the sign for a hashtag
// (Tag::HASHTAG_RE of Mastodon, without the separators that few know of).
func isHashtag(s string) bool {
	letters := false
	for _, c := range s {
		if c != '_' && !unicode.In(c, unicode.L, unicode.M, unicode.Nd) {
			return false
		}
		letters = letters || unicode.IsLetter(c)
	}
	return letters
}

func (f *front) numbering() toot.Numbering {
	word := f.text("numbering")
	if word == "" {
		return toot.Count
	}
	n, err := toot.ParseNumbering(word)
	if err != nil {
		f.report(f.of(f.values["numbering"]), "%v", err)
	}
	return n
}

// limits are the server's, and never wider.
func (f *front) limits() toot.Limits {
	l := f.Limits
	word := f.text("limit")
	if word == "" {
		return l
	}
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 {
		f.report(f.of(f.values["limit"]), "limit %q: want how many characters a part may have, such as 300", word)
		return l
	}
	l.MaxChars = min(n, l.Max())
	return l
}

// parent is the status to reply to. Its id or URL is for the server to know.
func (f *front) parent() string {
	word := f.text("in_reply_to")
	if word == "" || isWebAddress(word) || !strings.ContainsFunc(word, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c)
	}) {
		return word
	}
	f.report(f.of(f.values["in_reply_to"]), "in_reply_to %q is neither the web address of a status, like https://mastodon.example/@alice/1, nor its id", word)
	return ""
}

func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") && !strings.ContainsFunc(s, unicode.IsSpace)
}

func (f *front) time() time.Time {
	word := f.text("at")
	if word == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, word)
	if err != nil {
		f.report(f.of(f.values["at"]), "at %q is no time with its zone; write it as 2026-11-23T18:30:00+01:00 (RFC 3339)", word)
	}
	return at
}

func (f *front) links() []Link {
	n, given := f.values["links"]
	if _, empty := n.(*ast.NullNode); !given || empty {
		return nil
	}
	m, ok := n.(*ast.MappingNode)
	if !ok {
		f.report(f.of(n), "links must be lines like “slides: https://example.org/slides” under it; leave out the address of what will come")
		return nil
	}
	var links []Link
	seen := make(map[string]int)
	for _, v := range m.Values {
		name, at := f.word(v.Key, "the name of a link"), f.of(v.Key)
		l := Link{Name: name, URL: f.word(v.Value, "the link "+name), Line: at.line}
		switch first := seen[strings.ToLower(name)]; {
		case name == "" || strings.Contains(name, ":"):
			f.report(at, "the name %q of a link will not do: it has at least a letter, and no :", name)
		case first > 0:
			f.report(at, "the link %s is given twice, first in line %d; remove one", name, first)
		case l.URL != "" && !isWebAddress(l.URL):
			f.report(f.of(v.Value), "the link %s is no web address: %q; it begins with https:// or http://", name, l.URL)
		}
		seen[strings.ToLower(name)] = cmp.Or(seen[strings.ToLower(name)], at.line)
		links = append(links, l)
	}
	return links
}
