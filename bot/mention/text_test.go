package mention_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"quotebot/bot/mention"
)

func TestText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, html, want string }{
		{"mastodon", `<p><span class="h-card" translate="no"><a href="https://host/@bot" class="u-url mention">@<span>bot</span></a></span> what&#39;s on<br />courts &amp; banks?</p><p><a href="https://host/tags/Law" class="mention hashtag" rel="tag">#<span>Law</span></a></p>`, "@bot@host what's on\ncourts & banks?\n\n#Law"},
		{"mastodon link in three spans", `<p>see <a href="https://www.example.org/a/very/long/path/indeed" rel="nofollow"><span class="invisible">https://www.</span><span class="ellipsis">example.org/a/very/long/pa</span><span class="invisible">th/indeed</span></a>!</p>`, "see https://www.example.org/a/very/long/path/indeed!"},
		{"gotosocial", `<p><span class="h-card"><a href="https://gts.example/@tom" class="u-url mention" rel="nofollow noreferrer noopener" target="_blank">@<span>tom</span></a></span> hello<br><br>there</p>`, "@tom@gts.example hello\n\nthere"},
		{"pleroma", `<span class="h-card"><a class="u-url mention" data-user="AkT9xQ" href="https://host/users/bot" rel="ugc">@<span>bot</span></a></span> quote<br/><a class="hashtag" data-tag="law" href="https://host/tag/law">#law</a> <img class="emoji" alt=":blobcat:" src="https://host/e.png"/>`, "@bot@host quote\n#law :blobcat:"},
		{"misskey", `<p><a href="https://host/@bot" class="u-url mention">@bot@host</a><span> courts?<br>please<br><br>RE: </span><span class="quote-inline">RE: <a href="https://mk.example/notes/1">https://mk.example/notes/1</a></span></p>`, "@bot@host courts?\nplease\n\nRE:"},
		{"friendica", `@<a href="https://fr.example/profile/ana" class="u-url mention">ana</a> hi`, "@ana@fr.example hi"},
		{"mention without class", `<a href="https://pt.example/accounts/eva">@eva@pt.example</a> hi`, "@eva@pt.example hi"},
		{"quote of a status in a paragraph", `<p class="quote-inline">RE: <a href="https://a.example/1">a.example/1</a></p><p>agreed</p>`, "agreed"},
		{"quote of a status that is left open", `<p class="quote-inline">RE: x<p>agreed</p>`, "agreed"},
		{"named link", `<p>the <a href="https://a.example/plan">plan</a></p>`, "the plan https://a.example/plan"},
		{"link that runs code", `<a href="javascript:alert(1)">click</a>`, "click"},
		{"list", `<p>two:</p><ul><li>one</li><li>two</li></ul>`, "two:\n\n- one\n- two"},
		{"blockquote", `<blockquote><p>old<br>words</p></blockquote><p>new</p>`, "> old\n> words\n\nnew"},
		{"blockquote of two paragraphs", `<blockquote><p>one</p><p>two</p></blockquote>new`, "> one\n\n> two\n\nnew"},
		{"pre", "<pre><code>a\n  b</code></pre>", "a\nb"},
		{"white space", "<p>a\n \t b\u00a0c</p>", "a b c"},
		{"script and style", `a<script>alert("<p>no</p>")</script><style>p{}</style><svg><text>no</text></svg>b`, "ab"},
		{"entities once", `<p>&amp;lt;b&amp;gt; &#x41; &quot;</p>`, `&lt;b&gt; A "`},
		{"unknown entity", `<p>&nosuch; &</p>`, "&nosuch; &"},
		{"hidden characters", "<p>a\u200bb\u202ec\u2066d\u00ade\ufefff</p>", "abcdef"},
		{"unclosed", `<p>hello <b>wor`, "hello wor"},
		{"unclosed link", `<p><a href="https://host/@bot" class="mention">@bot`, "@bot@host"},
		{"tag cut off", `<p>hello <a href="https://ho`, "hello"},
		{"no html", "just text", "just text"},
		{"not utf-8", "<p>a\xff\xfeb</p>", "ab"},
		{"comment", `a<!-- <p>no</p> -->b`, "ab"},
		{"empty", "", ""},
		{"custom emoji", `<p>:blobcat: hi</p>`, ":blobcat: hi"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := mention.Text(c.html); got != c.want {
				t.Errorf("Text(%q)\n got %q\nwant %q", c.html, got, c.want)
			}
		})
	}
}

const maxInput = 64 << 10

func FuzzText(f *testing.F) {
	for _, c := range []string{"<p>a<br>b</p>", `<a class="mention" href="https://host/@bot">@bot</a> hi`, "<blockquote>a</blockquote>&lt;", "\xff<script>"} {
		f.Add(c)
	}
	f.Fuzz(func(t *testing.T, html string) {
		got := mention.Text(html)
		if !utf8.ValidString(got) {
			t.Errorf("Text(%q) = %q, not UTF-8", html, got)
		}
		if len(got) > 4*maxInput {
			t.Errorf("Text of %d bytes has %d", len(html), len(got))
		}
		if strings.ContainsAny(got, "\u200b\u202e\u2066\x00\r") {
			t.Errorf("Text(%q) = %q holds hidden characters", html, got)
		}
	})
}
