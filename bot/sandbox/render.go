package sandbox

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"

	xhtml "golang.org/x/net/html"
)

// render turns the text of a status into HTML as the flavour does, and returns the hashtags that it contains, in lower case.
func (w *world) render(st *status) (content string, tags []string) {
	d := dialect{base: w.base, resolve: func(name string) *account { return w.known(name, st) }, mentions: st.mentions}
	entities := entitiesOf(st.Text)
	for _, e := range entities {
		if tag := strings.ToLower(e.name); e.kind == hashtagEntity && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return d.write(w.flavour, st.Text, entities), tags
}

// renderProfile sets the HTML of an account's note and fields: like a status, with links, hashtags and mentions.
func (w *world) renderProfile(a *account) {
	d := dialect{base: w.base, resolve: func(name string) *account { return w.resolve(name, a) }}
	if a.bio = ""; a.Note != "" {
		a.bio = d.write(w.flavour, a.Note, entitiesOf(a.Note))
	}
	for i, f := range a.fields {
		html := d.write(w.flavour, f.Value, entitiesOf(f.Value))
		a.fields[i].html = strings.TrimSuffix(strings.TrimPrefix(html, "<p>"), "</p>")
	}
}

func entitiesOf(text string) []entity {
	all := append(extractURLs(text), extractMentions(text)...)
	return withoutOverlap(append(all, extractHashtags(text)...))
}

// known returns the account behind a mention if the status really mentions it.
func (w *world) known(name string, st *status) *account {
	if a := w.resolve(name, st.author); a != nil && st.mentioned(a) {
		return a
	}
	return nil
}

// dialect writes the HTML of one status.
type dialect struct {
	base     string
	resolve  func(name string) *account
	mentions []*account
}

func (d dialect) write(f Flavour, text string, entities []entity) string {
	switch f {
	case GoToSocial:
		return d.gotosocial(text, entities)
	case Pleroma:
		return d.pleroma(text, entities)
	}
	return d.mastodon(text, entities)
}

// mastodon is app/lib/text_formatter.rb: a paragraph for each block, a break for each newline, links in three spans.
func (d dialect) mastodon(text string, entities []entity) string {
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;").Replace
	out := replaceEntities(text, entities, escape, func(e entity) string {
		switch e.kind {
		case urlEntity:
			return mastodonLink(e.name, escape)
		case hashtagEntity:
			return `<a href="` + d.tagURL(e.name) + `" class="mention hashtag" rel="tag">#<span>` + escape(e.name) + `</span></a>`
		}
		a := d.resolve(e.name)
		if a == nil {
			return "@" + escape(e.name)
		}
		return `<span class="h-card" translate="no"><a href="` + escape(a.URL) + `" class="u-url mention">@<span>` + d.shown(a) + `</span></a></span>`
	})
	return paragraphs(out)
}

// shown is the name in a mention: without the host, unless two mentions share a user name.
func (d dialect) shown(a *account) string {
	for _, o := range d.mentions {
		if o != a && strings.EqualFold(o.Username, a.Username) {
			return a.Acct
		}
	}
	return a.Username
}

func (d dialect) tagURL(name string) string {
	return d.base + "/tags/" + url.PathEscape(strings.ToLower(name))
}

var hiddenPrefix = regexp.MustCompile(`^https?://(?:www\.)?`)

// mastodonLink hides the scheme and what goes beyond thirty characters, in spans that add up to the whole link.
func mastodonLink(link string, escape func(string) string) string {
	prefix := hiddenPrefix.FindString(link)
	shown, hidden, class := []rune(link[len(prefix):]), "", ""
	if len(shown) > 30 {
		shown, hidden, class = shown[:30], string(shown[30:]), "ellipsis"
	}
	return `<a href="` + escape(link) + `" target="_blank" rel="nofollow noopener noreferrer" translate="no"><span class="invisible">` +
		escape(prefix) + `</span><span class="` + class + `">` + escape(string(shown)) + `</span><span class="invisible">` + escape(hidden) + `</span></a>`
}

var blankLines = regexp.MustCompile(`\n\n+`)

// paragraphs is simple_format of Rails without the newlines: what stands between blank lines, whatever their number, is a
// paragraph, and every other newline a break.
func paragraphs(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	var out strings.Builder
	for _, block := range blankLines.Split(text, -1) {
		out.WriteString("<p>" + strings.ReplaceAll(block, "\n", "<br />") + "</p>")
	}
	return out.String()
}

// gotosocial is GoToSocial's plain formatter (internal/text/plain_test.go): one paragraph, every newline a break, the
// whole link as its text.
func (d dialect) gotosocial(text string, entities []entity) string {
	out := replaceEntities(text, entities, html.EscapeString, func(e entity) string {
		switch e.kind {
		case urlEntity:
			return gotosocialLink(e.name, "", html.EscapeString(e.name))
		case hashtagEntity:
			return `<a href="` + d.tagURL(e.name) + `" class="mention hashtag" rel="tag nofollow noreferrer noopener" target="_blank">#<span>` + html.EscapeString(e.name) + `</span></a>`
		}
		a := d.resolve(e.name)
		if a == nil {
			return "@" + html.EscapeString(e.name)
		}
		return `<span class="h-card">` + gotosocialLink(a.URL, ` class="u-url mention"`, `@<span>`+a.Username+`</span>`) + `</span>`
	})
	return "<p>" + strings.NewReplacer("\r\n", "<br>", "\n", "<br>").Replace(out) + "</p>"
}

// pleroma is lib/pleroma/formatter.ex of Akkoma: no paragraph, every newline a break, mentions with the id of the account.
func (d dialect) pleroma(text string, entities []entity) string {
	out := replaceEntities(text, entities, html.EscapeString, func(e entity) string {
		switch e.kind {
		case urlEntity:
			return `<a href="` + html.EscapeString(e.name) + `" rel="ugc">` + html.EscapeString(e.name) + `</a>`
		case hashtagEntity:
			tag := strings.ToLower(e.name)
			return `<a class="hashtag" data-tag="` + html.EscapeString(tag) + `" href="` + d.base + "/tag/" + url.PathEscape(tag) + `" rel="tag ugc">#` + html.EscapeString(e.name) + `</a>`
		}
		a := d.resolve(e.name)
		if a == nil {
			return "@" + html.EscapeString(e.name)
		}
		return `<span class="h-card"><a class="u-url mention" data-user="` + a.ID + `" href="` + html.EscapeString(a.URL) + `" rel="ugc">@<span>` + a.Username + `</span></a></span>`
	})
	return strings.NewReplacer("\r\n", "<br>", "\n", "<br>").Replace(out)
}

func gotosocialLink(link, class, text string) string {
	return `<a href="` + html.EscapeString(link) + `"` + class + ` rel="nofollow noreferrer noopener" target="_blank">` + text + `</a>`
}

// replaceEntities writes text with write in place of each entity and escape for what is between.
func replaceEntities(text string, entities []entity, escape func(string) string, write func(entity) string) string {
	var out strings.Builder
	last := 0
	for _, e := range entities {
		out.WriteString(escape(text[last:e.start]) + write(e))
		last = e.end
	}
	out.WriteString(escape(text[last:]))
	return out.String()
}

// plainText returns the text nodes of HTML, for finding the mentions in what a remote server wrote.
func plainText(content string) string {
	var out strings.Builder
	for z := xhtml.NewTokenizer(strings.NewReader(content)); ; {
		switch z.Next() {
		case xhtml.ErrorToken:
			return out.String() // the end: a string reader has no other error
		case xhtml.TextToken:
			out.Write(z.Text())
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			if name, _ := z.TagName(); string(name) == "br" || string(name) == "p" {
				out.WriteString("\n")
			}
		}
	}
}
