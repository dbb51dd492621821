package web_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"quotebot/bot/web"
)

// How a bot is wired: what happens is told to Metrics, everything else is asked
// for. The listener takes its address before the bot begins to work, and serves
// beside it.
func Example() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	started := time.Now()
	troubles := web.KeepTroubles(slog.NewTextHandler(os.Stderr, nil)) // the bot's logger goes through it
	metrics := web.NewMetrics("v1.2.3", time.Now)

	s, err := web.Listen(web.Config{
		Address: "127.0.0.1:0",
		Log:     slog.New(troubles),
		Metrics: metrics,
		Ready: func(context.Context) error {
			return errors.New("mentions are not heard yet")
		},
		Queue: func(context.Context) ([]web.Queued, error) {
			return []web.Queued{{State: "pending", Count: 1, Oldest: time.Now()}}, nil
		},
		Limits: func() []web.Limit {
			return []web.Limit{{Family: "posts", Left: 287, Total: 300, Until: time.Now().Add(time.Hour)}}
		},
		Status: func(context.Context) (web.Status, error) {
			return web.Status{Now: time.Now(), Started: started, Account: "quotebot@mastodon.example", Troubles: troubles.Newest()}, nil
		},
	})
	if err != nil {
		fmt.Println(err) // such as: port in use
		return
	}
	served := make(chan error)
	go func() { served <- s.Serve(ctx) }()

	metrics.Stream(web.StreamLive)          // in fedi.Listener.Connected
	metrics.Heard()                         // after each look for mentions that went well
	metrics.Decided(web.Answered)           // when the decision about a mention is written down
	metrics.Delivered("posted")             // when a deed comes to its end
	metrics.Replied(800 * time.Millisecond) // when that deed answers a mention
	fmt.Println(web.Probe(ctx, address(s))) // what a health check does
	stop()                                  // requests under way are finished
	fmt.Println(<-served)
	// Output:
	// not ready: mentions are not heard yet
	// <nil>
}

func address(s *web.Server) string { return strings.TrimPrefix(s.URL(), "http://") }
