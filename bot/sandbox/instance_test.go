package sandbox_test

import (
	"strings"
	"testing"

	"quotebot/bot/sandbox"
)

// dig follows keys into nested objects.
func dig(v any, keys ...string) any {
	for _, k := range keys {
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

func TestInstanceDocuments(t *testing.T) {
	t.Parallel()
	m := startWorld(t, sandbox.Config{})
	g := startWorld(t, sandbox.Config{Flavour: sandbox.GoToSocial})
	host := func(w world) string { return strings.TrimPrefix(w.URL(), "http://") }
	type fact struct {
		path string
		keys string
		want any
	}
	for _, tt := range []struct {
		w     world
		facts []fact
	}{
		{m, []fact{
			{"/api/v1/instance", "version", "4.5.15"},
			{"/api/v1/instance", "uri", "sandbox.example"},
			{"/api/v1/instance", "urls streaming_api", "ws://" + host(m)},
			{"/api/v1/instance", "configuration statuses max_characters", 500.0},
			{"/api/v1/instance", "configuration statuses characters_reserved_per_url", 23.0},
			{"/api/v1/instance", "max_toot_chars", nil},
			{"/api/v1/instance", "stats user_count", 3.0},
			{"/api/v2/instance", "version", "4.5.15"},
			{"/api/v2/instance", "api_versions mastodon", 7.0},
			{"/api/v2/instance", "configuration urls streaming", "ws://" + host(m)},
			{"/api/v2/instance", "configuration statuses max_characters", 500.0},
			{"/api/v2/instance", "configuration polls max_options", 4.0},
			{"/nodeinfo/2.0", "software name", "mastodon"},
			{"/nodeinfo/2.0", "software version", "4.5.15"},
		}},
		{g, []fact{
			{"/api/v1/instance", "version", "0.19.2+git-abcdef"},
			{"/api/v1/instance", "max_toot_chars", 5000.0},
			{"/api/v1/instance", "urls streaming_api", "wss://" + host(g)},
			{"/api/v1/instance", "configuration statuses characters_reserved_per_url", 25.0},
			{"/api/v2/instance", "configuration statuses max_characters", 5000.0},
			{"/api/v2/instance", "api_versions", nil},
			{"/nodeinfo/2.0", "software name", "gotosocial"},
		}},
	} {
		for _, f := range tt.facts {
			if got := dig(tt.w.bot.get(f.path).want(200).object(), strings.Fields(f.keys)...); got != f.want {
				t.Errorf("%s: %s = %v, want %v", f.path, f.keys, got, f.want)
			}
		}
	}
	a := g.bot.get("/api/v1/instance")
	if a.Header.Get("Server") != "gotosocial" || dig(a.object(), "configuration", "statuses", "supported_mime_types") == nil {
		t.Errorf("gotosocial: Server %q, %s", a.Header.Get("Server"), a.Body)
	}
	links := m.bot.get("/.well-known/nodeinfo").want(200).object()["links"].([]any)
	if dig(links[0], "href") != m.URL()+"/nodeinfo/2.0" {
		t.Errorf("nodeinfo links: %v", links)
	}
	if got := m.bot.get("/api/v1/streaming/health").want(200).Body; string(got) != "OK" {
		t.Errorf("health: %q", got)
	}
}
