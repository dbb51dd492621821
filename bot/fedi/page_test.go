package fedi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quotebot/bot/fedi"
	"quotebot/bot/sandbox"
)

func TestStatusesSkipsWhatIsNone(t *testing.T) {
	t.Parallel()
	page, err := serve(t, saysJSON(`[null, {"id":"8"}, {}, {"id":"7 6"}]`)).Statuses(t.Context(), "1", "")
	if err != nil || len(page) != 1 || page[0].ID != "8" {
		t.Errorf("Statuses = %+v, %v; want 8 alone", page, err)
	}
}

// Nothing readable is not the same as nothing there: whoever looks for a status
// would send it again, whoever looks for the newest would begin at the oldest.
func TestUnreadablePageIsNotEmpty(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`null`, `{}`, `[null]`, `[{}]`} {
		c := serve(t, saysJSON(body))
		_, err := c.Statuses(t.Context(), "1", "")
		wantKind(t, "Statuses answered with "+body, err, fedi.Incompatible)
		_, err = c.NewestStatus(t.Context(), "1")
		wantKind(t, "NewestStatus answered with "+body, err, fedi.Incompatible)
		_, err = c.NewestMention(t.Context())
		wantKind(t, "NewestMention answered with "+body, err, fedi.Incompatible)
		_, err = c.MentionsAbove(t.Context(), "0")
		wantKind(t, "MentionsAbove answered with "+body, err, fedi.Incompatible)
	}
}

func TestNewestStatus(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c := start(t, sandbox.Config{Flavour: flavour})
		self, err := c.Self(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if id, err := c.NewestStatus(t.Context(), self.ID); id != "" || err != nil {
			t.Errorf("NewestStatus of a silent account = %q, %v", id, err)
		}
		publish(t, s, "quotebot", sandbox.NewStatus{Text: "first"})
		newest := publish(t, s, "quotebot", sandbox.NewStatus{Text: "second"})
		if id, err := c.NewestStatus(t.Context(), self.ID); id != newest.ID || err != nil {
			t.Errorf("NewestStatus = %q, %v; want %s", id, err, newest.ID)
		}
	})
}

func TestMentionsPassWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	queries := make(chan url.Values, 1)
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		queries <- r.URL.Query()
		saysJSON(`[
			{"id":"30","type":"mention","status":{"id":"300"}},
			{"id":"29","type":"mention","status":"broken"},
			{"id":28,"type":"mention","created_at":"yesterday"},
			{"id":"27","type":"mention","status":{"id":"2 7"}},
			{"id":"26","type":"mention","status":null},
			{"id":"2 5","type":"mention","status":{"id":"250"}},
			{"id":"`+strings.Repeat("9", 65)+`","type":"mention"},
			{"id":["24"],"type":"mention"},
			{"type":"mention","status":{"id":"230"}},
			{"id":"22","type":"follow"},
			"mention", 7, null,
			{"id":"21","type":"mention","status":{"id":"210"}}]`)(w, r)
	})
	page, err := c.MentionsAbove(t.Context(), "20")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range page.Mentions {
		id := "none"
		if m.Status != nil {
			id = m.Status.ID
		}
		got = append(got, m.ID+" "+id)
	}
	want := []string{"21 210", "26 none", "27 none", "28 none", "29 none", "30 300"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mentions and their statuses (-want +got):\n%s", diff)
	}
	asked := url.Values{"min_id": {"20"}, "limit": {"40"}, "types[]": {"mention"}, "include_filtered": {"true"}}
	if diff := cmp.Diff(asked, <-queries); diff != "" {
		t.Errorf("query (-want +got):\n%s", diff)
	}
}

// GoToSocial leaves rows out after the limit: only the Link tells how far the
// page went.
func TestNewestMentionOfAPageLeftEmpty(t *testing.T) {
	t.Parallel()
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Link", `<https://social.example/api/v1/notifications?min_id=01ARZ>; rel="prev"`)
		saysJSON(`[]`)(w, r)
	})
	if id, err := c.NewestMention(t.Context()); id != "01ARZ" || err != nil {
		t.Errorf("NewestMention = %q, %v; want 01ARZ", id, err)
	}
}
