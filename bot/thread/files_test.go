package thread_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quotebot/bot/thread"
	"quotebot/bot/toot"
)

// A file that cannot be read as a talk at all gets one problem.
func TestParseUnreadable(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, source, want string }{
		{"empty", "", "talk.md: the file is empty; write the talk as Markdown"},
		{"blank", "\ufeff\n \n", "talk.md: the file is empty; write the talk as Markdown"},
		{"picture", "Text.\n\x89PNG\r\n\x00\x00", "talk.md:3:1: not a text file: it has a NUL here; write the talk as Markdown"},
		{"latin 1", "One.\n\nGr\xfc\xdfe", "talk.md:3:3: not UTF-8 from here; save the file as UTF-8"},
		{"too large", strings.Repeat("a", 128<<10+1), "talk.md: 131073 bytes; a talk has no more than 131072"},
		{"front too large", "---\n" + strings.Repeat("title: x\n", 2000) + "---\n", "talk.md:1:1: the front matter has 18004 bytes, and may have 16384; is the line --- at its end missing?"},
	}
	for _, test := range tests {
		talk, err := thread.Parse([]byte(test.source), options(nil))
		if err == nil || strings.Split(err.Error(), "\n")[0] != test.want || talk != nil {
			t.Errorf("Parse of %s = %v, %v; want %s", test.name, talk, err, test.want)
		}
	}
}

// Line ends, a byte order mark and control characters make no difference.
func TestParseCleans(t *testing.T) {
	t.Parallel()
	plain := parse(t, "---\ntitle: x\n---\nOne  \ntwo\n\n---\n\nThree\n", options(nil))
	other := parse(t, "\ufeff---\r\ntitle: x\r\n---\r\nOne  \r\nt\x07wo\r\n\r\n---\r\n\r\nThree\r\n", options(nil))
	if diff := cmp.Diff(plain.Parts, other.Parts); diff != "" {
		t.Errorf("Parse with CRLF (-LF +CRLF):\n%s", diff)
	}
}

func TestParseFront(t *testing.T) {
	t.Parallel()
	talk := parse(t, "---\ntitle: A talk\nlimit: 300\nat: 2026-11-23T18:30:00+01:00\nin_reply_to: 109\n"+
		"links: {recording: , slides: \"https://example.org/s\"}\n---\nText.", options(nil))
	if talk.Name != "talk" || talk.Title != "A talk" || talk.Limits.Max() != 300 || talk.InReplyTo != "109" || talk.At.UTC().Hour() != 17 {
		t.Errorf("Parse = %+v", talk)
	}
	want := []thread.Link{{Name: "recording", Line: 6}, {Name: "slides", URL: "https://example.org/s", Line: 6}}
	if diff := cmp.Diff(want, talk.Links); diff != "" {
		t.Errorf("Links (-want +got):\n%s", diff)
	}
	if talk.Visibility != toot.Public || talk.ReplyVisibility != toot.Unlisted || talk.Numbering != toot.Count {
		t.Errorf("Parse sets %s, %s and %s by default", talk.Visibility, talk.ReplyVisibility, talk.Numbering)
	}
}

// The quotes of an area follow from the name of the thread. None comes twice,
// and a mended typo changes none.
func TestQuotesOfAnArea(t *testing.T) {
	t.Parallel()
	o := options(outline(t))
	o.Limits.MaxChars = 100000
	all := parse(t, "---\nname: x\n---\nThe courtz.\n\n{{quote area=judicial n=10}}\n\n{{quote area=judicial n=7}}\n\n{{quote \"jud-6-1\"}}", o).Parts[0].Text
	for _, q := range o.Corpus.InArea("judicial") {
		if n := strings.Count(all, q.Text); n != 1 {
			t.Errorf("quote %s stands %d times in the talk", q.ID, n)
		}
	}
	const source = "{{quote area=judicial n=2}}\n"
	named := func(name, first string) string {
		return strings.TrimPrefix(parse(t, "---\nname: "+name+"\n---\n"+first+source, o).Parts[0].Text, first)
	}
	if got, want := named("x", "mended\n\n"), named("x", "mendde\n\n"); got != want {
		t.Errorf("the quotes have changed with the text: %s\nwant %s", got, want)
	}
	if named("x", "") == named("y", "") {
		t.Errorf("two threads have the same quotes")
	}
}

// The example can be posted, to every kind of server.
func TestExample(t *testing.T) {
	t.Parallel()
	for _, flavour := range flavours {
		o := options(outline(t))
		o.Images, o.Limits.Flavour = os.DirFS("example"), flavour
		talk := parse(t, string(read(t, "example/talk.md")), o)
		checkFit(t, talk)
		if len(talk.Parts[0].Media) != 1 || len(talk.Parts[0].Warnings) > 0 {
			t.Errorf("the first part of the example has the images %v and the warnings %v", talk.Parts[0].Media, talk.Parts[0].Warnings)
		}
	}
}

func read(tb testing.TB, file string) []byte {
	tb.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func TestView(t *testing.T) {
	t.Parallel()
	talk := parse(t, "---\ncw: long\nlanguage: en\n---\nOne https://example.org/a/long/address ![Alt](a.png)\n\n---\n\nTwo @alice", options(nil))
	got, err := json.Marshal(talk.View())
	const want = `{"parts":[` +
		`{"text":"One https://example.org/a/long/address 1/2","length":35,"limit":500,"cw":"long","language":"en","visibility":"public","media":[{"path":"a.png","alt":"Alt"}]},` +
		`{"text":"Two @alice 2/2","length":18,"limit":500,"cw":"long","language":"en","visibility":"unlisted","media":[],"warnings":["talk.md:9:1: @alice will be notified"]}]}`
	if string(got) != want || err != nil {
		t.Errorf("View = %s, %v; want %s", got, err, want)
	}
}

func TestWriteHTML(t *testing.T) {
	t.Parallel()
	talk := parse(t, "---\ntitle: <A> talk\ncw: long\nlanguage: de\n---\n"+
		"See https://www.example.org/a/long/address/that/is/shortened, @alice and #tag <b>.\n\n"+
		"![An *image* \"of it\"](a.png)\n\n---\n\nMore", options(nil))
	var b bytes.Buffer
	if err := thread.WriteHTML(&b, talk, thread.Account{Name: "Jane & co", Address: "@jane@example.org"}); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, want := range []string{
		"<title>&lt;A&gt; talk · preview</title>", "<summary>long</summary>", `lang="de"`, "Jane &amp; co", "@jane@example.org", "Public · de", "Quiet public · de",
		`<a href="https://www.example.org/a/long/address/that/is/shortened">example.org/a/long/address/tha…</a>,`,
		`<span class="lit">@alice</span> and <span class="lit">#tag</span>`,
		`<img src="data:image/png;base64,iVBORw0KGgo`, `alt="An image &#34;of it&#34;"`, "2 of 2", "12 / 500", "line 6: @alice will be notified",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, unwanted := range []string{"<script", "<link", "src=\"http", "ZgotmplZ"} {
		if strings.Contains(page, unwanted) {
			t.Errorf("the page has %s", unwanted)
		}
	}
	talk = parse(t, "![x](a.png)", options(nil))
	if err := thread.WriteHTML(failing{}, talk, thread.Account{}); err == nil {
		t.Error("WriteHTML to a full disk = nil, want an error")
	}
}

// failing is a disk that is full.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, os.ErrClosed }
