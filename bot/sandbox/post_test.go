package sandbox_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"quotebot/bot/sandbox"
)

func TestPostInEveryEncoding(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	parent := w.publish(t, "friend", sandbox.NewStatus{Text: "hm"})
	multipart := "--b\r\nContent-Disposition: form-data; name=\"status\"\r\n\r\nhello 政务\r\n" +
		"--b\r\nContent-Disposition: form-data; name=\"in_reply_to_id\"\r\n\r\n" + parent.ID + "\r\n" +
		"--b\r\nContent-Disposition: form-data; name=\"visibility\"\r\n\r\nunlisted\r\n" +
		"--b\r\nContent-Disposition: form-data; name=\"spoiler_text\"\r\n\r\n cw \r\n--b--\r\n"
	for kind, body := range map[string]string{
		"application/x-www-form-urlencoded": "status=hello+%E6%94%BF%E5%8A%A1&visibility=unlisted&spoiler_text=cw&in_reply_to_id=" + parent.ID,
		"multipart/form-data; boundary=b":   multipart,
		"application/json; charset=utf-8":   `{"status":"hello 政务","visibility":"unlisted","spoiler_text":"cw","in_reply_to_id":"` + parent.ID + `","sensitive":false,"poll":null}`,
		"application/json":                  `{"status":" hello 政务\n","visibility":"unlisted","spoiler_text":"cw","in_reply_to_id":` + parent.ID + `}`,
	} {
		t.Run(kind, func(t *testing.T) {
			got := w.bot.call("POST", "/api/v1/statuses", kind, body).want(200).object()
			want := map[string]any{
				"content": "<p>hello 政务</p>", "visibility": "unlisted", "spoiler_text": "cw", "sensitive": true, "language": "en",
				"in_reply_to_id": parent.ID, "in_reply_to_account_id": w.friend.ID, "edited_at": nil, "reblog": nil,
			}
			for k, v := range want {
				if !cmp.Equal(got[k], v) {
					t.Errorf("%s = %v, want %v", k, got[k], v)
				}
			}
		})
	}
}

func TestPostRefusals(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("政", 501)
	tests := []struct {
		name                 string
		fields               []string
		mastodon, gotosocial int
		mastodonSays         string
	}{
		{"nothing", nil, 422, 400, "Validation failed: Text can't be blank"},
		{"spaces", []string{"status", " \n\t"}, 422, 400, "Validation failed: Text can't be blank"},
		{"ideographic space", []string{"status", "\u3000"}, 422, 400, "Validation failed: Text can't be blank"},
		{"too long", []string{"status", long}, 422, 400, "Validation failed: Text character limit of 500 exceeded"},
		{"too long with the warning", []string{"status", long[:500*3], "spoiler_text", "a"}, 422, 400, "Validation failed: Text character limit of 500 exceeded"},
		{"visibility", []string{"status", "a", "visibility", "secret"}, 422, 422, "'secret' is not a valid visibility"},
		{"unknown parent", []string{"status", "a", "in_reply_to_id", "1"}, 404, 404, "The post you are trying to reply to does not appear to exist."},
		{"scheduled", []string{"status", "a", "scheduled_at", "2036-01-01T00:00:00Z"}, 422, 422, "Validation failed: scheduled_at is refused by the sandbox"},
		{"poll", []string{"status", "a", "poll[options][]", "1"}, 422, 422, "Validation failed: poll is refused by the sandbox"},
	}
	for _, f := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial} {
		w := startWorld(t, sandbox.Config{Flavour: f, MaxChars: 500})
		for _, tt := range tests {
			a := w.bot.post("/api/v1/statuses", tt.fields...)
			want := tt.mastodon
			if f == sandbox.GoToSocial {
				want = tt.gotosocial
			}
			if a.Code != want || a.message() == "" {
				t.Errorf("%v, %s: status %d %q, want %d", f, tt.name, a.Code, a.message(), want)
			}
			if f == sandbox.Mastodon && a.message() != tt.mastodonSays {
				t.Errorf("%s: error %q, want %q", tt.name, a.message(), tt.mastodonSays)
			}
		}
		if got := w.Statuses("quotebot"); len(got) != 0 {
			t.Errorf("%v: refused statuses were stored: %v", f, got)
		}
	}
}

func TestPostUnreadableBodies(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.bot.call("POST", "/api/v1/statuses", "application/json", `{"status":`).want(400)
	w.bot.call("POST", "/api/v1/statuses", "application/json", `["status"]`).want(400)
	w.bot.call("POST", "/api/v1/statuses", "multipart/form-data; boundary=b", "--c").want(400)
	w.bot.post("/api/v1/statuses", "status", strings.Repeat("a", 1<<20)).want(413)
	gts := startWorld(t, sandbox.Config{Flavour: sandbox.GoToSocial})
	gts.bot.call("POST", "/api/v1/statuses", "text/plain", "status=a").want(406)
}

func TestExactlyTheLimitFits(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.bot.post("/api/v1/statuses", "status", " "+strings.Repeat("é", 300)+" https://example.org/"+strings.Repeat("x", 300)+" @al@far.example \n",
		"spoiler_text", strings.Repeat("c", 500-300-1-23-1-3)).want(200)
	gts := startWorld(t, sandbox.Config{Flavour: sandbox.GoToSocial})
	gts.bot.post("/api/v1/statuses", "status", strings.Repeat("é", 5000)).want(200)
	gts.bot.post("/api/v1/statuses", "status", strings.Repeat("é", 5000)+" ").want(400)
}

func TestWarningWithoutText(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.bot.post("/api/v1/statuses", "spoiler_text", "only this").want(200)
	if got := w.Statuses("quotebot")[0]; got.Text != "." || got.SpoilerText != "only this" {
		t.Errorf("stored %+v, want the stand-in text", got)
	}
}

func TestLanguages(t *testing.T) {
	t.Parallel()
	m := startWorld(t, sandbox.Config{})
	g := startWorld(t, sandbox.Config{Flavour: sandbox.GoToSocial})
	for _, tt := range []struct{ sent, mastodon, gotosocial string }{
		{"", "en", "en"}, {"de", "de", "de"}, {"zh-CN", "zh-CN", "zh-CN"}, {"en-US", "en", "en-US"}, {"de_AT", "de", "400"},
		{"klingon", "en", "400"}, {"q1", "en", "400"}, {"xx", "en", "xx"},
	} {
		if got := m.bot.post("/api/v1/statuses", "status", "a", "language", tt.sent).want(200).object()["language"]; got != tt.mastodon {
			t.Errorf("mastodon: language %q became %v, want %q", tt.sent, got, tt.mastodon)
		}
		a := g.bot.post("/api/v1/statuses", "status", "a", "language", tt.sent)
		if tt.gotosocial == "400" {
			a.want(400)
		} else if got := a.want(200).object()["language"]; got != tt.gotosocial {
			t.Errorf("gotosocial: language %q became %v, want %q", tt.sent, got, tt.gotosocial)
		}
	}
}

func TestParentsThatMayNotBeSeen(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	for _, visibility := range []string{"private", "direct"} {
		hidden := w.publish(t, "Stranger", sandbox.NewStatus{Text: "psst", Visibility: visibility})
		w.bot.post("/api/v1/statuses", "status", "a", "in_reply_to_id", hidden.ID).want(404)
	}
	deleted := w.publish(t, "friend", sandbox.NewStatus{Text: "oops"})
	if err := w.DeleteStatus(deleted.ID); err != nil {
		t.Fatal(err)
	}
	w.bot.post("/api/v1/statuses", "status", "a", "in_reply_to_id", deleted.ID).want(404)
	private := w.publish(t, "friend", sandbox.NewStatus{Text: "psst", Visibility: "private"})
	w.bot.post("/api/v1/statuses", "status", "a", "in_reply_to_id", private.ID).want(200)
}

func TestMentionsAreRewritten(t *testing.T) {
	t.Parallel()
	const sent = " @FRIEND@Sandbox.Example @AL@FAR.example @nobody@far.example x@friend "
	for f, want := range map[sandbox.Flavour]string{
		sandbox.Mastodon:   "@friend @al@far.example @nobody@far.example x@friend",
		sandbox.GoToSocial: "@FRIEND@Sandbox.Example @AL@FAR.example @nobody@far.example x@friend",
	} {
		w := startWorld(t, sandbox.Config{Flavour: f})
		got := w.bot.post("/api/v1/statuses", "status", sent).want(200).object()
		source := w.bot.get("/api/v1/statuses/" + got["id"].(string) + "/source").want(200).object()
		if source["text"] != want {
			t.Errorf("%v: text %q, want %q", f, source["text"], want)
		}
		mentions := got["mentions"].([]any)
		if len(mentions) != 2 || mentions[0].(map[string]any)["acct"] != "friend" || mentions[1].(map[string]any)["acct"] != "al@far.example" {
			t.Errorf("%v: mentions %v", f, mentions)
		}
	}
}

func TestAllowedMentions(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	a := w.bot.post("/api/v1/statuses", "status", "@friend @al@far.example", "allowed_mentions[]", w.friend.ID).want(422)
	want := map[string]any{
		"error":               "Post would be sent to unexpected accounts",
		"unexpected_accounts": []any{map[string]any{"id": w.remote.ID, "acct": "al@far.example"}},
	}
	if diff := cmp.Diff(want, a.object()); diff != "" {
		t.Error(diff)
	}
	w.bot.post("/api/v1/statuses", "status", "@friend", "allowed_mentions[]", w.friend.ID).want(200)
	w.bot.post("/api/v1/statuses", "status", "@friend", "allowed_mentions[]", "").want(422)
	w.bot.call("POST", "/api/v1/statuses", "application/json", `{"status":"@friend","allowed_mentions":[]}`).want(422)
}

func TestContent(t *testing.T) {
	t.Parallel()
	const base = "BASE"
	const rel = ` target="_blank" rel="nofollow noopener noreferrer" translate="no"`
	tests := []struct{ name, text, mastodon, gotosocial string }{
		{"lines", "one\ntwo\n\nthree\n\n\n\nfour", "<p>one<br />two</p><p>three</p><p>four</p>", "<p>one<br>two<br><br>three<br><br><br><br>four</p>"},
		{"CR LF", "one\r\ntwo", "<p>one<br />two</p>", "<p>one<br>two</p>"},
		{"markup", `<b>"a" & 'b'</b>`, "<p>&lt;b&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/b&gt;</p>", "<p>&lt;b&gt;&#34;a&#34; &amp; &#39;b&#39;&lt;/b&gt;</p>"},
		{"mention", "@friend hi",
			`<p><span class="h-card" translate="no"><a href="BASE/@friend" class="u-url mention">@<span>friend</span></a></span> hi</p>`,
			`<p><span class="h-card"><a href="BASE/@friend" class="u-url mention" rel="nofollow noreferrer noopener" target="_blank">@<span>friend</span></a></span> hi</p>`},
		{"remote mention", "@al@far.example",
			`<p><span class="h-card" translate="no"><a href="https://far.example/@al" class="u-url mention">@<span>al</span></a></span></p>`,
			`<p><span class="h-card"><a href="https://far.example/@al" class="u-url mention" rel="nofollow noreferrer noopener" target="_blank">@<span>al</span></a></span></p>`},
		{"unknown mention", "@nobody@far.example!", "<p>@nobody@far.example!</p>", "<p>@nobody@far.example!</p>"},
		{"hashtag", "#Credit2020 # 1 #1", `<p><a href="BASE/tags/credit2020" class="mention hashtag" rel="tag">#<span>Credit2020</span></a> # 1 #1</p>`,
			`<p><a href="BASE/tags/credit2020" class="mention hashtag" rel="tag nofollow noreferrer noopener" target="_blank">#<span>Credit2020</span></a> # 1 #1</p>`},
		{"hashtags", "#政务诚信, (#a_b) x#c /#d #taghttps://e.org ＃wide",
			`<p>TAG(政务诚信), (TAG(a_b)) x#c /#d TAG(tag)https://e.org TAG(wide)</p>`,
			`<p>TAG(政务诚信), (TAG(a_b)) x#c /#d TAG(tag)https://e.org TAG(wide)</p>`},
		{"short link", "https://www.example.org/a?b&c",
			`<p><a href="https://www.example.org/a?b&amp;c"` + rel + `><span class="invisible">https://www.</span><span class="">example.org/a?b&amp;c</span><span class="invisible"></span></a></p>`,
			`<p><a href="https://www.example.org/a?b&amp;c" rel="nofollow noreferrer noopener" target="_blank">https://www.example.org/a?b&amp;c</a></p>`},
		{"long link", "http://example.org/23456789012345678901234567890",
			`<p><a href="http://example.org/23456789012345678901234567890"` + rel + `><span class="invisible">http://</span><span class="ellipsis">example.org/234567890123456789</span><span class="invisible">01234567890</span></a></p>`,
			`<p><a href="http://example.org/23456789012345678901234567890" rel="nofollow noreferrer noopener" target="_blank">http://example.org/23456789012345678901234567890</a></p>`},
	}
	for _, f := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial} {
		w := startWorld(t, sandbox.Config{Flavour: f})
		for _, tt := range tests {
			want := tt.mastodon
			if f == sandbox.GoToSocial {
				want = tt.gotosocial
			}
			st := w.publish(t, "quotebot", sandbox.NewStatus{Text: tt.text})
			got := strings.ReplaceAll(st.Content, w.URL(), base)
			if strings.Contains(want, "TAG(") {
				got = hashtag.ReplaceAllString(got, "TAG($1)")
			}
			if got != want {
				t.Errorf("%v, %s:\n got %s\nwant %s", f, tt.name, got, want)
			}
		}
	}
}

var hashtag = regexp.MustCompile(`<a href="BASE/tags/[^"]+" class="mention hashtag"[^>]*>#<span>([^<]+)</span></a>`)

func TestBareNamesOfRemoteAuthors(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	neighbour := w.account(t, sandbox.NewAccount{Username: "friend", Domain: "far.example"})
	w.publish(t, "al@far.example", sandbox.NewStatus{Text: "@friend and @quotebot"})
	for name, tt := range map[string]struct {
		by   client
		want int
	}{"neighbour": {neighbour, 1}, "namesake": {w.friend, 0}, "bot": {w.bot, 1}} {
		if got := len(tt.by.get("/api/v1/notifications").want(200).list()); got != tt.want {
			t.Errorf("%s: %d notifications, want %d", name, got, tt.want)
		}
	}
}

func TestMentionsOfOneNameShowTheirHosts(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.account(t, sandbox.NewAccount{Username: "al"})
	st := w.publish(t, "quotebot", sandbox.NewStatus{Text: "@al @al@far.example @friend"})
	for _, want := range []string{"@<span>al</span>", "@<span>al@far.example</span>", "@<span>friend</span>"} {
		if !strings.Contains(st.Content, want) {
			t.Errorf("content %s lacks %s", st.Content, want)
		}
	}
}

func TestRemoteHTMLIsKept(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	const html = `<p><span><a href="http://x.example/@quotebot" class="u-url mention">@quotebot</a> judicial</span></p>`
	st := w.publish(t, "al@far.example", sandbox.NewStatus{HTML: html})
	n := w.bot.get("/api/v1/notifications").want(200).list()
	if len(n) != 1 || n[0]["status"].(map[string]any)["content"] != html || st.URL != "https://far.example/@al/"+st.ID {
		t.Errorf("status %+v, notifications %v", st, n)
	}
	if _, err := w.Publish("friend", sandbox.NewStatus{HTML: html}); err == nil {
		t.Error("a local account brought its own HTML")
	}
}

func TestIdempotency(t *testing.T) {
	t.Parallel()
	clock := newClock()
	w := startWorld(t, sandbox.Config{Now: clock.now})
	first := w.bot.postAs("/api/v1/statuses", "k", "status", "one").want(200).object()
	if again := w.bot.postAs("/api/v1/statuses", "k", "status", "two").want(200).object(); again["id"] != first["id"] || again["content"] != "<p>one</p>" {
		t.Errorf("the same key made %v, want the first status", again)
	}
	if other := w.friend.postAs("/api/v1/statuses", "k", "status", "one").want(200).object(); other["id"] == first["id"] {
		t.Error("another account got the status of the first")
	}
	w.bot.postAs("/api/v1/statuses", "bad", "status", "").want(422)
	w.bot.postAs("/api/v1/statuses", "bad", "status", "good").want(200)

	clock.add(time.Hour - time.Second)
	if again := w.bot.postAs("/api/v1/statuses", "k", "status", "one").want(200).object(); again["id"] != first["id"] {
		t.Error("the key was forgotten within the hour")
	}
	clock.add(time.Second)
	late := w.bot.postAs("/api/v1/statuses", "k", "status", "one").want(200).object()
	if late["id"] == first["id"] {
		t.Error("the key was remembered for longer than an hour")
	}
	w.bot.call("DELETE", "/api/v1/statuses/"+late["id"].(string), "", "").want(200)
	w.bot.postAs("/api/v1/statuses", "k", "status", "one").want(404)
}

func TestGoToSocialIgnoresIdempotencyKeys(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Flavour: sandbox.GoToSocial})
	w.bot.postAs("/api/v1/statuses", "k", "status", "one").want(200)
	w.bot.postAs("/api/v1/statuses", "k", "status", "one").want(200)
	if got := len(w.Statuses("quotebot")); got != 2 {
		t.Errorf("%d statuses, want the duplicate", got)
	}
}

func TestDelete(t *testing.T) {
	t.Parallel()
	for f, forbidden := range map[sandbox.Flavour]int{sandbox.Mastodon: 404, sandbox.GoToSocial: http.StatusForbidden} {
		w := startWorld(t, sandbox.Config{Flavour: f})
		st := w.publish(t, "quotebot", sandbox.NewStatus{Text: "hello @friend"})
		answer := w.publish(t, "friend", sandbox.NewStatus{Text: "@quotebot yes", InReplyToID: st.ID})
		path := "/api/v1/statuses/" + st.ID
		w.friend.call("DELETE", path, "", "").want(forbidden)
		if got := w.bot.call("DELETE", path, "", "").want(200).object()["text"]; got != "hello @friend" {
			t.Errorf("%v: the deleted text is %v", f, got)
		}
		w.bot.get(path).want(404)
		w.bot.call("DELETE", path, "", "").want(404)
		if n := w.friend.get("/api/v1/notifications").want(200).list(); len(n) != 0 {
			t.Errorf("%v: notifications after the deletion: %v", f, n)
		}
		if got := w.bot.get("/api/v1/statuses/" + answer.ID).want(200).object()["in_reply_to_id"]; got != nil {
			t.Errorf("%v: the answer still points at %v", f, got)
		}
	}
}
