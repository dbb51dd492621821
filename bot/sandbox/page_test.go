package sandbox_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"quotebot/bot/sandbox"
)

func TestPage(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Page: true, Viewer: "friend"})
	browser := client{t: t, base: w.URL()}
	a := browser.get("/").want(200)
	for _, hook := range []string{"compose-text", "compose-send", "toot", "toot-text", "toot-media", "edited", "live"} {
		if !strings.Contains(string(a.Body), `data-testid="`+hook+`"`) {
			t.Errorf("the page has no %s", hook)
		}
	}
	if foreign := regexp.MustCompile(`(?i)<style|\sstyle=|<script>|\son\w+=|(href|src)="\w+:`).FindString(string(a.Body)); foreign != "" {
		t.Errorf("the page has %q, which its policy forbids", foreign)
	}
	if csp := a.Header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'self';") {
		t.Errorf("Content-Security-Policy: %q", csp)
	}
	for _, m := range regexp.MustCompile(`(?:href|src)="(/[^"]+)"`).FindAllStringSubmatch(string(a.Body), -1) {
		if file := browser.get(m[1]).want(200); len(file.Body) == 0 || file.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d bytes, %v", m[1], len(file.Body), file.Header)
		}
	}
	browser.get("/page/nothing.js").want(404)
	browser.get("/nothing").want(404)
	browser.get("/", "Host: evil.example").want(403)
}

func TestPageModulesAreServed(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Page: true, Viewer: "friend"})
	browser := client{t: t, base: w.URL()}
	script := string(browser.get("/page/app.js").want(200).Body)
	imports := regexp.MustCompile(`from "\./([^"]+)"`).FindAllStringSubmatch(script, -1)
	if len(imports) == 0 {
		t.Fatal("app.js imports nothing")
	}
	for _, m := range imports {
		a := browser.get("/page/" + m[1]).want(200)
		if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/javascript") {
			t.Errorf("%s is served as %q", m[1], a.Header.Get("Content-Type"))
		}
	}
}

func TestPageSession(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Page: true, Viewer: "friend"})
	browser := client{t: t, base: w.URL()}
	for _, site := range []string{"", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Sec-Fetch-Site: none"} {
		if a := browser.get("/page/session", site).want(403); strings.Contains(string(a.Body), w.friend.token) {
			t.Errorf("%q got the token", site)
		}
	}
	a := browser.get("/page/session", "Sec-Fetch-Site: same-origin").want(200)
	if got := a.object(); got["token"] != w.friend.token || got["acct"] != "friend" || got["max_characters"] != 500.0 {
		t.Errorf("session %v", got)
	}
	if a.Header.Get("Cache-Control") != "no-store" || a.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("headers of the session: %v", a.Header)
	}
	for _, viewer := range []string{"", "nobody", "al@far.example"} {
		other := startWorld(t, sandbox.Config{Page: true, Viewer: viewer})
		client{t: t, base: other.URL()}.get("/page/session", "Sec-Fetch-Site: same-origin").want(503)
	}
}

func TestStatusAddressesLeadToThePage(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Page: true, Viewer: "friend"})
	st := w.publish(t, "quotebot", sandbox.NewStatus{Text: "a quote"})
	resp, err := new(http.Transport).RoundTrip(mustRequest(t, st.URL))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if got := resp.Header.Get("Location"); resp.StatusCode != 302 || got != "/#toot-"+st.ID {
		t.Errorf("status %d, Location %q", resp.StatusCode, got)
	}
}

func mustRequest(t *testing.T, url string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Close = true
	return req
}

func TestNoPageByDefault(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	for _, path := range []string{"/", "/page/app.js", "/page/session", "/@quotebot/1"} {
		client{t: t, base: w.URL()}.get(path, "Sec-Fetch-Site: same-origin").want(404)
	}
}
