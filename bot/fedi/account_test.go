package fedi_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quotebot/bot/fedi"
	"quotebot/bot/sandbox"
)

func TestAccount(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c := start(t, sandbox.Config{Flavour: flavour})
		for name, tt := range map[string]struct {
			made sandbox.NewAccount
			want fedi.Account
		}{
			"plain":     {sandbox.NewAccount{Username: "alice"}, fedi.Account{Acct: "alice"}},
			"bot":       {sandbox.NewAccount{Username: "other", Domain: "far.example", Bot: true}, fedi.Account{Acct: "other@far.example", Bot: true}},
			"moved":     {sandbox.NewAccount{Username: "old", MovedTo: "quotebot"}, fedi.Account{Acct: "old", Moved: true}},
			"suspended": {sandbox.NewAccount{Username: "spam", Note: "Buy!", Suspended: true}, fedi.Account{Acct: "spam", Suspended: true}},
			"limited":   {sandbox.NewAccount{Username: "loud", Limited: true}, fedi.Account{Acct: "loud", Limited: true}},
		} {
			made := person(t, s, tt.made)
			tt.want.ID, tt.want.URL = made.ID, made.URL
			got, err := c.Account(t.Context(), made.ID)
			if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
				t.Errorf("%s: Account: %v (-want +got):\n%s", name, err, diff)
			}
		}
		shy := person(t, s, sandbox.NewAccount{Username: "shy", Note: "#nobot please"})
		if got, err := c.Account(t.Context(), shy.ID); err != nil || !strings.Contains(got.Note, "<span>nobot</span>") {
			t.Errorf("Account of one with a note = %+v, %v; want the note as HTML", got, err)
		}
		_, err := c.Account(t.Context(), "1")
		wantKind(t, "Account of nobody", err, fedi.Gone)
	})
}

func TestContext(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c := start(t, sandbox.Config{Flavour: flavour})
		person(t, s, sandbox.NewAccount{Username: "alice"})
		post := func(by, parent string) string {
			return publish(t, s, by, sandbox.NewStatus{Text: "a", InReplyToID: parent}).ID
		}
		root := post("quotebot", "")
		first := post("alice", root)
		second := post("quotebot", first)
		third := post("alice", second)
		fourth := post("alice", third)
		above, below, err := c.Context(t.Context(), second)
		ids := func(list []fedi.Status) (out []string) {
			for _, s := range list {
				out = append(out, s.ID)
			}
			return out
		}
		if diff := cmp.Diff([][]string{{root, first}, {third, fourth}}, [][]string{ids(above), ids(below)}); err != nil || diff != "" {
			t.Errorf("Context: %v (-want +got):\n%s", err, diff)
		}
		_, _, err = c.Context(t.Context(), "1")
		wantKind(t, "Context of nothing", err, fedi.Gone)
	})
}

func TestPinAndUnpin(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c := start(t, sandbox.Config{Flavour: flavour})
		id := publish(t, s, "quotebot", sandbox.NewStatus{Text: "who I am"}).ID
		secret := publish(t, s, "quotebot", sandbox.NewStatus{Text: "psst", Visibility: "direct"}).ID
		if err := c.Pin(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		self, err := c.Self(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var pinned []struct{ ID string }
		getJSON(t, s.URL()+"/api/v1/accounts/"+self.ID+"/statuses?pinned=true", "", &pinned)
		if len(pinned) != 1 || pinned[0].ID != id {
			t.Errorf("pinned: %v, want %s", pinned, id)
		}
		wantKind(t, "Pin again", c.Pin(t.Context(), id), fedi.Rejected)
		wantKind(t, "Pin of a private mention", c.Pin(t.Context(), secret), fedi.Rejected)
		wantKind(t, "Pin of nothing", c.Pin(t.Context(), "1"), fedi.Gone)
		for range 2 {
			if err := c.Unpin(t.Context(), id); err != nil {
				t.Errorf("Unpin: %v", err)
			}
		}
	})
}

func TestProfile(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		_, c := start(t, sandbox.Config{Flavour: flavour})
		want := fedi.Profile{
			DisplayName: "Quotes & more", Note: "I quote.\n#bot <3", Bot: false,
			Fields: []fedi.Field{{Name: "Owner", Value: "@alice"}, {Name: "Source", Value: "https://example.org"}},
		}
		for range 2 {
			got, err := c.UpdateProfile(t.Context(), want)
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("UpdateProfile: %v (-want +got):\n%s", err, diff)
			}
			got, err = c.Profile(t.Context())
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("Profile: %v (-want +got):\n%s", err, diff)
			}
			want = fedi.Profile{DisplayName: "Quotes", Bot: true, Fields: []fedi.Field{}}
		}
		_, err := c.UpdateProfile(t.Context(), fedi.Profile{Note: strings.Repeat("政", 501)})
		wantKind(t, "UpdateProfile with a long note", err, fedi.Rejected)
		if got, err := c.Profile(t.Context()); err != nil || got.DisplayName != "Quotes" {
			t.Errorf("Profile after a refused change = %+v, %v", got, err)
		}
	})
}

func TestNotificationPolicy(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c := start(t, sandbox.Config{Flavour: flavour})
		person(t, s, sandbox.NewAccount{Username: "alice"})
		got, err := c.NotificationPolicy(t.Context())
		if flavour == sandbox.GoToSocial {
			wantKind(t, "NotificationPolicy", err, fedi.Gone)
			_, err = c.SetNotificationPolicy(t.Context(), fedi.Policy{PrivateMentions: fedi.Accept})
			wantKind(t, "SetNotificationPolicy", err, fedi.Gone)
			return
		}
		want := fedi.Policy{
			NotFollowing: fedi.Accept, NotFollowers: fedi.Accept, NewAccounts: fedi.Accept, PrivateMentions: fedi.Filter, LimitedAccounts: fedi.Filter,
		}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("NotificationPolicy: %v (-want +got):\n%s", err, diff)
		}
		got, err = c.SetNotificationPolicy(t.Context(), fedi.Policy{PrivateMentions: fedi.Accept, NewAccounts: fedi.Drop})
		want.PrivateMentions, want.NewAccounts = fedi.Accept, fedi.Drop
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("SetNotificationPolicy: %v (-want +got):\n%s", err, diff)
		}
		_, err = c.SetNotificationPolicy(t.Context(), fedi.Policy{NewAccounts: "maybe"})
		wantKind(t, "SetNotificationPolicy to nonsense", err, fedi.Rejected)
	})
}

// What is JSON but not what was asked for must not look like an empty answer.
func TestOtherJSONIsNoProfileNorPolicy(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`null`, `{}`, `[]`, `{"source":null}`} {
		c := serve(t, saysJSON(body))
		_, err := c.Profile(t.Context())
		wantKind(t, "Profile answered with "+body, err, fedi.Incompatible)
		_, err = c.UpdateProfile(t.Context(), fedi.Profile{})
		wantKind(t, "UpdateProfile answered with "+body, err, fedi.Uncertain)
		_, err = c.NotificationPolicy(t.Context())
		wantKind(t, "NotificationPolicy answered with "+body, err, fedi.Incompatible)
		_, err = c.SetNotificationPolicy(t.Context(), fedi.Policy{})
		wantKind(t, "SetNotificationPolicy answered with "+body, err, fedi.Uncertain)
		_, err = c.Account(t.Context(), "1")
		wantKind(t, "Account answered with "+body, err, fedi.Incompatible)
		_, _, err = c.Context(t.Context(), "1")
		wantKind(t, "Context answered with "+body, err, fedi.Incompatible)
	}
}
