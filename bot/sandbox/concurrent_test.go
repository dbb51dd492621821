package sandbox_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"quotebot/bot/sandbox"
)

// Everything at once; the race detector is the judge, and nothing may be lost.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Limits: sandbox.RateLimits{Off: true}})
	ws := w.bot.dial("/api/v1/streaming?stream=user:notification")
	const people, times = 6, 20
	var crowd sync.WaitGroup
	for i := range people {
		person := w.account(t, sandbox.NewAccount{Username: fmt.Sprintf("person%d", i)})
		crowd.Go(func() {
			for n := range times {
				a, err := person.try("POST", "/api/v1/statuses", "application/x-www-form-urlencoded", fmt.Sprintf("status=@quotebot+%d", n))
				if err != nil || a.Code != 200 {
					t.Errorf("post: %v, %d", err, a.Code)
				}
				if a, err := person.try("GET", "/api/v1/timelines/public", "", ""); err != nil || a.Code != 200 {
					t.Errorf("timeline: %v, %d", err, a.Code)
				}
				w.SetFaults(sandbox.Faults{})
				w.Requests()
			}
		})
	}
	seen := map[string]bool{}
	for range people * times {
		seen[next(t, ws).payload(t)["id"].(string)] = true
	}
	crowd.Wait()
	if len(seen) != people*times {
		t.Errorf("%d different notifications were streamed, want %d", len(seen), people*times)
	}
	posts := 0
	for _, r := range w.Requests() {
		if r.Method == "POST" && strings.HasSuffix(r.Path, "/statuses") {
			posts++
		}
	}
	if posts != people*times {
		t.Errorf("%d posts in the journal, want %d", posts, people*times)
	}
}
