package sandbox_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"quotebot/bot/sandbox"
)

const profilePath = "/api/v1/accounts/update_credentials"

func TestUpdateCredentials(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, _ sandbox.Flavour) {
		me := w.account(t, sandbox.NewAccount{Username: "me", Note: "old", Fields: []sandbox.Field{{Name: "was", Value: "here"}}})
		self := me.send("PATCH", profilePath, "display_name", " Quotes ", "note", "I quote. #bot\n<3", "bot", "true",
			"fields_attributes[1][name]", "Source", "fields_attributes[1][value]", "https://example.org/a",
			"fields_attributes[0][name]", "Owner", "fields_attributes[0][value]", "@friend", "fields_attributes[2][name]", "", "fields_attributes[2][value]", "",
			"source[privacy]", "unlisted", "source[language]", "de").want(200).object()
		if diff := cmp.Diff(self, me.get("/api/v1/accounts/verify_credentials").want(200).object()); diff != "" {
			t.Errorf("answered and read back differ: %s", diff)
		}
		for k, want := range map[string]any{"display_name": "Quotes", "bot": true} {
			if self[k] != want {
				t.Errorf("%s = %v, want %v", k, self[k], want)
			}
		}
		want := map[string]any{
			"note": "I quote. #bot\n<3", "privacy": "unlisted", "language": "de", "sensitive": false, "follow_requests_count": 0.0,
			"fields": []any{
				map[string]any{"name": "Owner", "value": "@friend", "verified_at": nil},
				map[string]any{"name": "Source", "value": "https://example.org/a", "verified_at": nil},
			},
		}
		if diff := cmp.Diff(any(want), self["source"]); diff != "" {
			t.Errorf("source (-want +got):\n%s", diff)
		}
		public := w.bot.get("/api/v1/accounts/" + me.ID).want(200).object()
		if note := public["note"].(string); !strings.Contains(note, `class="mention hashtag"`) || !strings.Contains(note, "&lt;3</p>") {
			t.Errorf("note %s", note)
		}
		for i, words := range []string{`class="u-url mention"`, `<a href="https://example.org/a"`} {
			if value := dig(public["fields"].([]any)[i], "value").(string); !strings.Contains(value, words) || strings.HasPrefix(value, "<p>") {
				t.Errorf("field %d is shown as %s, want %s in it", i, value, words)
			}
		}
		// What is left out stays, and the defaults are those of new statuses.
		me.call("PATCH", profilePath, "application/json", `{"bot":false}`).want(200)
		st := me.post("/api/v1/statuses", "status", "hallo").want(200).object()
		if st["visibility"] != "unlisted" || st["language"] != "de" || dig(st, "account", "bot") != false || dig(st, "account", "display_name") != "Quotes" {
			t.Errorf("status %v", st)
		}
		me.call("PATCH", profilePath, "application/json", `{"fields_attributes":[{"name":"a","value":"b"}]}`).want(200)
		if got := w.bot.get("/api/v1/accounts/" + me.ID).object()["fields"].([]any); len(got) != 1 {
			t.Errorf("fields %v, want them replaced", got)
		}
	})
}

func TestUpdateCredentialsRefusals(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, f sandbox.Flavour) {
		invalid := 422
		if f == sandbox.GoToSocial {
			invalid = 400
		}
		seven := []string{}
		for _, n := range strings.Split("1234567", "") {
			seven = append(seven, "fields_attributes["+n+"][name]", n, "fields_attributes["+n+"][value]", n)
		}
		before := w.bot.get("/api/v1/accounts/verify_credentials").object()
		for name, tt := range map[string]struct {
			fields []string
			want   int
		}{
			"long name":         {[]string{"note", "new", "display_name", strings.Repeat("政", 31)}, invalid},
			"long note":         {[]string{"display_name", "new", "note", strings.Repeat("政", 501)}, invalid},
			"long field":        {[]string{"display_name", "new", "fields_attributes[0][name]", "a", "fields_attributes[0][value]", strings.Repeat("政", 256)}, invalid},
			"half a field":      {[]string{"fields_attributes[0][name]", "a"}, invalid},
			"seven fields":      {seven, invalid},
			"visibility":        {[]string{"source[privacy]", "secret"}, invalid},
			"language":          {[]string{"source[language]", "klingon"}, invalid},
			"avatar":            {[]string{"avatar", "data:"}, 422},
			"what is not there": {[]string{"locked", "true"}, 422},
		} {
			if a := w.bot.send("PATCH", profilePath, tt.fields...); a.Code != tt.want || a.message() == "" {
				t.Errorf("%s: %d %s, want %d", name, a.Code, a.Body, tt.want)
			}
		}
		w.bot.send("PATCH", profilePath, "display_name", strings.Repeat("政", 30), "note", strings.Repeat("a", 470)+" https://example.org/"+strings.Repeat("x", 300)).want(200)
		w.bot.send("PATCH", profilePath, "display_name", "Quote <bot>", "note", "Quotes & more").want(200)
		if diff := cmp.Diff(before, w.bot.get("/api/v1/accounts/verify_credentials").object()); diff != "" {
			t.Errorf("the refused changed something: %s", diff)
		}
		client{t: t, base: w.URL()}.send("PATCH", profilePath, "note", "a").want(401)
	})
}
