package fedi_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"quotebot/bot/fedi"
)

func TestRedirectToAnotherOriginIsRefused(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			var followed atomic.Int32
			other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed.Add(1) }))
			t.Cleanup(other.Close)
			c := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL+r.URL.Path, status) })
			advice := "redirects to " + other.URL + ": name that server in QUOTEBOT_SERVER"
			_, err := c.Self(t.Context())
			wantKind(t, "Self", err, fedi.Incompatible, advice)
			_, err = c.Instance(t.Context())
			wantKind(t, "Instance", err, fedi.Incompatible, advice)
			wantKind(t, "Post", post(t, c), fedi.Unreachable, advice)
			if n := followed.Load(); n != 0 {
				t.Errorf("%d requests, with our token, reached the other server", n)
			}
		})
	}
}

func TestRedirectToAnotherSchemeIsRefused(t *testing.T) {
	t.Parallel()
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://"+r.Host+r.URL.Path, http.StatusMovedPermanently)
	})
	_, err := c.Self(t.Context())
	wantKind(t, "Self", err, fedi.Incompatible, "name that server in QUOTEBOT_SERVER")
	wantKind(t, "Post", post(t, c), fedi.Unreachable, "name that server in QUOTEBOT_SERVER")
}

func TestRedirectWithinTheServerIsFollowedThreeTimes(t *testing.T) {
	t.Parallel()
	for hops, want := range map[int]fedi.Kind{3: "", 4: fedi.Incompatible} {
		var asked atomic.Int32
		c := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if n := int(asked.Add(1)); n <= hops {
				http.Redirect(w, r, fmt.Sprintf("/hop/%d", n), http.StatusFound)
				return
			}
			saysJSON(`{"id":"1","url":"https://social.example/@me"}`)(w, r)
		})
		self, err := c.Self(t.Context())
		if want == "" {
			if err != nil || self.ID != "1" {
				t.Errorf("Self behind %d redirects = %+v, %v", hops, self, err)
			}
			continue
		}
		wantKind(t, "Self", err, want, "redirects")
		if n := asked.Load(); n != 4 {
			t.Errorf("%d requests for one call behind %d redirects, want 4", n, hops)
		}
	}
}
