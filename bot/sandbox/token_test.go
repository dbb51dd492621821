package sandbox_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"quotebot/bot/sandbox"
)

func TestExchangeRefused(t *testing.T) {
	eachFlavourAndClock(t, func(t *testing.T, w world, clock *clock) {
		startOwned(t, w)
		o, other := w.app(t, "read:accounts write:statuses"), w.app(t, "read:accounts write:statuses")
		code := o.allowed()
		for name, tt := range map[string]struct {
			change []string
			status int
			want   string
		}{
			"wrong code":       {[]string{"code", "x"}, 400, "invalid_grant"},
			"no code":          {[]string{"code", ""}, 400, "invalid_grant"},
			"wrong verifier":   {[]string{"code_verifier", verifier + "x"}, 400, "invalid_grant"},
			"no verifier":      {[]string{"code_verifier", ""}, 400, "invalid_grant"},
			"other address":    {[]string{"redirect_uri", oob}, 400, "invalid_grant"},
			"another's code":   {[]string{"client_id", other.id, "client_secret", other.secret}, 400, "invalid_grant"},
			"wrong secret":     {[]string{"client_secret", "x"}, 401, "invalid_client"},
			"unknown app":      {[]string{"client_id", "x"}, 401, "invalid_client"},
			"no app":           {[]string{"client_id", "", "client_secret", ""}, 401, "invalid_client"},
			"password grant":   {[]string{"grant_type", "password"}, 400, "unsupported_grant_type"},
			"scope of the app": {[]string{"grant_type", "client_credentials", "scope", "read"}, 400, "invalid_scope"},
		} {
			a := o.exchange(code, tt.change...)
			if got := a.object(); a.Code != tt.status || got["error"] != tt.want || got["error_description"] == "" {
				t.Errorf("%s: %d %v, want %d %s", name, a.Code, got, tt.status, tt.want)
			}
		}
		o.exchange(code).want(200)
		o.exchange(code).want(400)
		unproved := o.allowed("code_challenge", "", "code_challenge_method", "")
		o.exchange(unproved).want(400)
		o.exchange(unproved, "code_verifier", "").want(200)
		late := o.allowed()
		clock.add(10 * time.Minute)
		o.exchange(late).want(400)
	})
}

func TestRegisterRefused(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Limits: sandbox.RateLimits{Off: true}})
	c := client{t: t, base: w.URL()}
	for name, fields := range map[string][]string{
		"no name":        {"redirect_uris", oob},
		"no address":     {"client_name", "a"},
		"relative":       {"client_name", "a", "redirect_uris", "/back"},
		"one relative":   {"client_name", "a", "redirect_uris[]", oob, "redirect_uris[]", "back"},
		"fragment":       {"client_name", "a", "redirect_uris", "https://a.example/#x"},
		"script":         {"client_name", "a", "redirect_uris", "javascript:alert(1)"},
		"unknown scope":  {"client_name", "a", "redirect_uris", oob, "scopes", "read everything"},
		"administration": {"client_name", "a", "redirect_uris", oob, "scopes", "admin:read"},
	} {
		if a := c.post("/api/v1/apps", fields...); a.Code != 422 || !strings.HasPrefix(a.message(), "Validation failed: ") {
			t.Errorf("%s: %d %s", name, a.Code, a.Body)
		}
	}
	made := c.call("POST", "/api/v1/apps", "application/json",
		`{"client_name":"a","redirect_uris":["https://a.example/b","myapp://back"],"website":"https://a.example"}`).want(200).object()
	want := map[string]any{
		"name": "a", "website": "https://a.example", "scopes": []any{"read"}, "redirect_uris": []any{"https://a.example/b", "myapp://back"},
		"redirect_uri": "https://a.example/b\nmyapp://back", "client_secret_expires_at": 0.0,
	}
	for k, v := range want {
		if diff := cmp.Diff(v, made[k]); diff != "" {
			t.Errorf("%s: %s", k, diff)
		}
	}
}

func TestAppTokens(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, _ sandbox.Flavour) {
		o := w.app(t, "read write")
		made := o.exchange("", "grant_type", "client_credentials", "scope", "read").want(200).object()
		c := client{t: t, base: w.URL(), token: made["access_token"].(string)}
		c.get("/api/v1/apps/verify_credentials").want(200)
		c.get("/api/v1/timelines/public").want(200)
		c.get("/api/v1/accounts/verify_credentials").want(422)
		client{t: t, base: w.URL()}.get("/api/v1/apps/verify_credentials").want(401)
		client{t: t, base: w.URL(), token: "x"}.get("/api/v1/apps/verify_credentials").want(401)
		w.bot.get("/api/v1/apps/verify_credentials").want(200)
	})
}

func TestRevoke(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, _ sandbox.Flavour) {
		startOwned(t, w)
		o, other := w.app(t, "read:accounts read:statuses"), w.app(t, "read:accounts")
		value := o.token("scope", "read:accounts read:statuses")
		c := client{t: t, base: w.URL(), token: value}
		ws := c.dial("/api/v1/streaming?stream=user")
		revoke := func(by oauth, token string) answer {
			return by.post("/oauth/revoke", "client_id", by.id, "client_secret", by.secret, "token", token)
		}
		revoke(other, value).want(403)
		revoke(oauth{o.client, o.id, "x"}, value).want(403)
		revoke(o, "").want(403)
		c.get("/api/v1/accounts/verify_credentials").want(200)
		revoke(o, value).want(200)
		revoke(o, value).want(200)
		c.get("/api/v1/accounts/verify_credentials").want(401)
		if _, _, err := ws.ReadMessage(); err == nil {
			t.Error("the stream outlived its token")
		}
		if fresh := o.token("scope", "read:accounts read:statuses"); fresh == value {
			t.Error("a revoked token came back")
		}
		if err := w.RevokeToken(w.bot.token); err != nil {
			t.Error(err)
		}
		w.bot.get("/api/v1/accounts/verify_credentials").want(401)
		if err := w.RevokeToken("x"); err == nil || strings.Contains(err.Error(), `"x"`) {
			t.Errorf("RevokeToken of an unknown token: %v", err)
		}
	})
}

// Each endpoint wants its scope, no more and no less.
func TestScopes(t *testing.T) {
	needs := map[string]string{
		"GET /api/v1/accounts/verify_credentials": "read:accounts", "GET /api/v1/accounts/ME": "read:accounts",
		"GET /api/v1/accounts/lookup?acct=owner": "read:accounts", "GET /api/v1/accounts/ME/statuses": "read:statuses",
		"GET /api/v1/accounts/relationships": "read:follows", "POST /api/v1/accounts/ME/block": "write:blocks", "POST /api/v1/accounts/ME/mute": "write:mutes",
		"POST /api/v1/statuses": "write:statuses", "GET /api/v1/statuses/1": "read:statuses", "PUT /api/v1/statuses/1": "write:statuses",
		"DELETE /api/v1/statuses/1": "write:statuses", "GET /api/v1/statuses/1/context": "read:statuses", "GET /api/v1/statuses/1/source": "read:statuses",
		"POST /api/v1/statuses/1/favourite": "write:favourites", "POST /api/v1/statuses/1/pin": "write:accounts",
		"POST /api/v2/media": "write:media", "GET /api/v1/media/1": "write:media", "GET /api/v1/notifications": "read:notifications",
		"POST /api/v1/notifications/1/dismiss": "write:notifications", "GET /api/v1/timelines/home": "read:statuses", "GET /api/v1/timelines/public": "read:statuses",
		"GET /api/v1/instance": "",
	}
	all := slices.Concat(slices.Compact(slices.Sorted(maps.Values(needs)))[1:], []string{"read", "write", "follow"})
	eachFlavour(t, sandbox.Config{Limits: sandbox.RateLimits{Off: true}}, func(t *testing.T, w world, f sandbox.Flavour) {
		startOwned(t, w)
		o, with := w.app(t, strings.Join(all, " ")), map[string]client{}
		for _, scope := range all {
			with[scope] = client{t: t, base: w.URL(), token: o.token("scope", scope)}
		}
		says := "This action is outside the authorized scopes"
		if f == sandbox.GoToSocial {
			says = "Forbidden: token has insufficient scope permission"
		}
		id := with["read"].get("/api/v1/accounts/verify_credentials").want(200).object()["id"].(string)
		for call, needed := range needs {
			method, path, _ := strings.Cut(call, " ")
			path = strings.Replace(path, "ME", id, 1)
			for _, scope := range all {
				half, rest, _ := strings.Cut(needed, ":")
				want := scope == needed || scope == half || needed == "" || scope == "follow" && slices.Contains([]string{"blocks", "follows", "mutes"}, rest)
				a := with[scope].send(method, path)
				if refused := a.Code == 403 && a.message() == says; refused == want {
					t.Errorf("%s with %s: %d %s", call, scope, a.Code, a.Body)
				}
			}
		}
	})
}

func TestStreamScopes(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	startOwned(t, w)
	o := w.app(t, "read:statuses read:notifications write:statuses")
	c := func(scope string) client { return client{t: t, base: w.URL(), token: o.token("scope", scope)} }
	for _, tt := range []struct {
		scope, stream string
		want          int
	}{
		{"read:statuses", "user", 426}, {"read:statuses", "user:notification", 401}, {"read:notifications", "user", 401},
		{"read:notifications", "user:notification", 426}, {"write:statuses", "public", 401},
	} {
		a := c(tt.scope).get("/api/v1/streaming?stream=" + tt.stream)
		if upgraded := a.Code == 400 || a.Code == 426; upgraded != (tt.want == 426) || !upgraded && a.Code != tt.want {
			t.Errorf("stream %s with %s: %d %s", tt.stream, tt.scope, a.Code, a.Header.Get("X-Error-Message"))
		}
	}
	// Without read:notifications the user's stream has statuses only.
	ws := c("read:statuses").dial("/api/v1/streaming?stream=user")
	w.publish(t, "friend", sandbox.NewStatus{Text: "@owner hi"})
	w.publish(t, "owner", sandbox.NewStatus{Text: "mine"})
	if e := next(t, ws); e.Event != "update" || !strings.Contains(e.Payload, "mine") {
		t.Errorf("event %+v, want the update alone", e)
	}
}

func TestSignInsAndAppsAreLimited(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Now: newClock().now, Limits: sandbox.RateLimits{SignIns: 2, Apps: 2}})
	startOwned(t, w)
	o := w.app(t, "read:accounts write:statuses")
	for range 2 {
		o.decide(o.ask(), "owner", "wrong", "allow").want(401)
	}
	o.decide(o.ask(), "owner", "correct horse", "allow").want(429)
	w.app(t, "read")
	o.post("/api/v1/apps", "client_name", "a", "redirect_uris", oob).want(429)
}

// eachFlavourAndClock runs a test on a server of each flavour, with a time of its
// own that the test moves.
func eachFlavourAndClock(t *testing.T, f func(t *testing.T, w world, clock *clock)) {
	t.Parallel()
	for _, flavour := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial} {
		t.Run(flavour.String(), func(t *testing.T) {
			t.Parallel()
			clock := newClock()
			f(t, startWorld(t, sandbox.Config{Flavour: flavour, Now: clock.now}), clock)
		})
	}
}
