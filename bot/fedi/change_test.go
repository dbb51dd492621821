package fedi_test

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quotebot/bot/fedi"
	"quotebot/bot/sandbox"
	"quotebot/bot/toot"
)

func TestEditReplacesAll(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c := start(t, sandbox.Config{Flavour: flavour})
		first, second := upload(t, c, "a.png", "one"), upload(t, c, "b.png", "two")
		posted, err := c.Post(t.Context(), toot.Draft{
			Text: "a qoute", CW: "cw", Language: "de", Visibility: toot.Unlisted, Media: []string{first, second},
		}, "k")
		if err != nil {
			t.Fatal(err)
		}
		if !posted.EditedAt.IsZero() || len(posted.Media) != 2 || posted.Media[1].Alt != "two" {
			t.Errorf("Post = %+v, want two media and no edit", posted)
		}
		draft := toot.Draft{Text: "a quote", CW: "re", Language: "fr", Media: []string{second, first}}
		edited, err := c.Edit(t.Context(), posted.ID, draft, fedi.Alt{MediaID: first, Text: "eins"}, fedi.Alt{MediaID: second, Text: "zwei"})
		if err != nil {
			t.Fatal(err)
		}
		if edited.EditedAt.IsZero() || edited.CW != "re" || edited.Language != "fr" || edited.Visibility != toot.Unlisted || !edited.Sensitive {
			t.Errorf("Edit(%+v) = %+v", draft, edited)
		}
		want := []fedi.Media{{ID: second, Alt: "zwei"}, {ID: first, Alt: "eins"}}
		for i := range edited.Media {
			edited.Media[i].URL = ""
		}
		if diff := cmp.Diff(want, edited.Media); diff != "" {
			t.Errorf("media after the edit (-want +got):\n%s", diff)
		}
		bare, err := c.Edit(t.Context(), posted.ID, toot.Draft{Text: "bare"})
		if err != nil || bare.CW != "" || bare.Sensitive || len(bare.Media) != 0 || bare.Language != "fr" {
			t.Errorf("Edit to bare text = %+v, %v; want the rest cleared", bare, err)
		}
		if got := s.Statuses("quotebot")[0].Text; got != "bare" {
			t.Errorf("the server holds %q, want bare", got)
		}
		_, err = c.Edit(t.Context(), posted.ID, toot.Draft{Text: "bare"})
		if flavour == sandbox.Mastodon && err != nil || flavour == sandbox.GoToSocial && fedi.KindOf(err) != fedi.Rejected {
			t.Errorf("Edit without a change: %v", err)
		}
	})
}

func TestChangesThatCannotBe(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c := start(t, sandbox.Config{Flavour: flavour})
		person(t, s, sandbox.NewAccount{Username: "alice"})
		others := publish(t, s, "alice", sandbox.NewStatus{Text: "mine"}).ID
		own := publish(t, s, "quotebot", sandbox.NewStatus{Text: "ours"}).ID
		_, err := c.Edit(t.Context(), others, toot.Draft{Text: "a"})
		wantKind(t, "Edit of another's status", err, fedi.Gone)
		_, err = c.Edit(t.Context(), own, toot.Draft{})
		wantKind(t, "Edit to nothing", err, fedi.Rejected)
		want := fedi.Gone
		if flavour == sandbox.GoToSocial {
			want = fedi.Forbidden
		}
		wantKind(t, "Delete of another's status", c.Delete(t.Context(), others), want)
		wantKind(t, "Favourite of nothing", c.Favourite(t.Context(), "1"), fedi.Gone)
		if err := c.Delete(t.Context(), own); err != nil {
			t.Errorf("Delete = %v", err)
		}
		wantKind(t, "Delete again", c.Delete(t.Context(), own), fedi.Gone)
		if got := s.Statuses("quotebot"); len(got) != 0 {
			t.Errorf("left: %+v", got)
		}
	})
}

func TestFavouriteOnce(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c := start(t, sandbox.Config{Flavour: flavour})
		_, token, err := s.CreateAccount(sandbox.NewAccount{Username: "alice"})
		if err != nil {
			t.Fatal(err)
		}
		id := publish(t, s, "alice", sandbox.NewStatus{Text: "thanks"}).ID
		for range 2 {
			if err := c.Favourite(t.Context(), id); err != nil {
				t.Fatal(err)
			}
		}
		var told []struct {
			Type    string
			Account struct{ Acct string }
		}
		getJSON(t, s.URL()+"/api/v1/notifications", token, &told)
		if len(told) != 1 || told[0].Type != "favourite" || told[0].Account.Acct != "quotebot" {
			t.Errorf("the author was told %+v, want one favourite", told)
		}
	})
}

// A change whose answer cannot be read may have been done.
func TestUnreadableChangesAreUncertain(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`null`, `{}`, `[]`, `{"id":`, `<p>`} {
		c := serve(t, saysJSON(body))
		_, err := c.Edit(t.Context(), "1", toot.Draft{Text: "a"})
		wantKind(t, "Edit answered with "+body, err, fedi.Uncertain)
	}
	wantKind(t, "Delete answered with a page", serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte("<p>gone"))
	}).Delete(t.Context(), "1"), fedi.Uncertain)
}
