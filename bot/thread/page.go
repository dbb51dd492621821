package thread

import (
	"cmp"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"regexp"
	"strings"
	"unicode/utf8"

	"quotebot/bot/toot"
)

// An Account is the one in whose name a preview shows the toots.
type Account struct {
	Name    string // "Jane Doe"; "You" if empty
	Address string // "@jane@mastodon.example"; empty to leave it out
}

//go:embed page.tmpl
var pageText string

var page = template.Must(template.New("page").Parse(pageText))

// WriteHTML writes a page that shows the parts of a talk as a client of the
// fediverse would: one file with everything in it, the images included, and
// without scripts.
func WriteHTML(w io.Writer, t *Talk, a Account) error {
	a.Name = cmp.Or(a.Name, "You")
	first, _ := utf8.DecodeRuneInString(a.Name)
	view := pageView{Talk: t, Account: a, Initial: strings.ToUpper(string(first))}
	for i, p := range t.Parts {
		part := pagePart{
			Part: p, Place: i + 1, Length: toot.Length(p.Text, p.CW, t.Limits), Limit: t.Limits.Max(),
			Paragraphs: paragraphs(p.Text), Audience: audiences[p.Visibility],
		}
		part.Percent = 100 * part.Length / part.Limit
		for _, m := range p.Media {
			src, err := t.dataURL(m)
			if err != nil {
				return fmt.Errorf("show image %s: %w", m.Path, err)
			}
			part.Images = append(part.Images, pageImage{m.Alt, src})
		}
		view.Parts = append(view.Parts, part)
	}
	return page.Execute(w, view)
}

// What the template sets.
type (
	pageView struct {
		*Talk
		Account Account
		Initial string
		Parts   []pagePart
	}
	pagePart struct {
		Part
		Place, Length, Limit, Percent int
		Paragraphs                    [][]span
		Audience                      string
		Images                        []pageImage
	}
	pageImage struct {
		Alt string
		URL template.URL
	}
	// A span is words of a text that are alike. Href is set for a link, Lit for
	// other words that clients light up.
	span struct {
		Text string
		Href string
		Lit  bool
	}
)

var audiences = map[toot.Visibility]string{
	toot.Public: "Public", toot.Unlisted: "Quiet public", toot.Private: "Followers", toot.Direct: "Private mention",
}

func (t *Talk) dataURL(m Image) (template.URL, error) {
	data, err := fs.ReadFile(t.images, m.Path)
	if err != nil {
		return "", err
	}
	return template.URL("data:" + m.Type + ";base64," + base64.StdEncoding.EncodeToString(data)), nil
}

// lit finds what clients light up: links, mentions and hashtags.
var lit = regexp.MustCompile(`(?i)https?://[^\s<>"]+|[@#＃][\pL\pN_]+(?:@[\pL\pN_.-]*[\pL\pN_])?`)

func paragraphs(text string) [][]span {
	var all [][]span
	for p := range strings.SplitSeq(text, blankLine) {
		all = append(all, spans(p))
	}
	return all
}

func spans(text string) []span {
	var all []span
	from := 0
	for _, m := range lit.FindAllStringIndex(text, -1) {
		start, end := m[0], m[1]
		before, _ := utf8.DecodeLastRuneInString(text[from:start])
		link := text[start] == 'h' || text[start] == 'H'
		if !link && strings.ContainsRune("/=", before) {
			continue
		}
		s := span{Text: text[start:end], Lit: true}
		if link {
			end = start + urlEnd([]byte(text[start:end]))
			s = span{Text: shortened(text[start:end]), Href: text[start:end]}
		}
		all = append(all, span{Text: text[from:start]}, s)
		from = end
	}
	return append(all, span{Text: text[from:]})
}

// shortened is an address as Mastodon shows it: without its scheme, and no more
// than thirty characters (lib/text_formatter.rb).
func shortened(url string) string {
	_, s, _ := strings.Cut(url, "://")
	s = strings.TrimPrefix(s, "www.")
	if r := []rune(s); len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return s
}
