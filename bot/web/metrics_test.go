package web_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"quotebot/bot/web"
)

func TestMetrics(t *testing.T) {
	t.Parallel()
	c := telling(t)
	s := serve(t, c)
	c.Metrics.Delivered("posted")
	c.Metrics.Delivered("posted")
	c.Metrics.Delivered("failed")
	c.Metrics.Decided(web.Answered)
	c.Metrics.Decided(web.Declined)
	c.Metrics.Decided(web.Declined)
	c.Metrics.Replied(800 * time.Millisecond)
	c.Metrics.Replied(-time.Second) // clocks differ
	c.Metrics.Dropped()
	c.Metrics.Heard()
	c.Metrics.Stream(web.StreamBroken)

	resp, body := get(t, s.URL()+"/metrics", nil)
	if resp.StatusCode != 200 {
		t.Fatalf("GET /metrics = %d, want 200", resp.StatusCode)
	}
	for _, want := range []string{
		`quotebot_build_info{version="v1.2.3"} 1`,
		`quotebot_ready 1`,
		`quotebot_deliveries_total{outcome="posted"} 2`,
		`quotebot_deliveries_total{outcome="failed"} 1`,
		`quotebot_deliveries_total{outcome="skipped"} 0`,
		`quotebot_deliveries_total{outcome="missed"} 0`,
		`quotebot_mentions_total{decision="answered"} 1`,
		`quotebot_mentions_total{decision="declined"} 2`,
		`quotebot_answer_latency_seconds_bucket{le="0.5"} 1`,
		`quotebot_answer_latency_seconds_bucket{le="1"} 2`,
		`quotebot_answer_latency_seconds_sum 0.8`,
		`quotebot_answer_latency_seconds_count 2`,
		`quotebot_silent_drops_total 1`,
		`quotebot_last_success_timestamp_seconds{work="post"} 1.792926e+09`,
		`quotebot_last_success_timestamp_seconds{work="mentions"} 1.792926e+09`,
		`quotebot_stream{state="broken"} 1`,
		`quotebot_stream{state="live"} 0`,
		`quotebot_stream{state="none"} 0`,
		`quotebot_queue_deeds{state="waiting"} 0`,
		`quotebot_queue_deeds{state="pending"} 2`,
		`quotebot_queue_oldest_timestamp_seconds{state="pending"} 1.79292591e+09`,
		`quotebot_rate_limit_remaining{family="posts"} 287`,
		`quotebot_rate_limit_requests{family="posts"} 300`,
		`quotebot_rate_limit_reset_timestamp_seconds{family="posts"} 1.7929332e+09`,
		`go_goroutines `,
		`process_start_time_seconds `,
	} {
		if !strings.Contains(body, "\n"+want) {
			t.Errorf("GET /metrics lacks %s", want)
		}
	}
	for _, not := range []string{`queue_oldest_timestamp_seconds{state="waiting"}`, `rate_limit_requests{family="media"}`} {
		if strings.Contains(body, not) {
			t.Errorf("GET /metrics has %s, which is not known", not)
		}
	}
	problems, err := promlint.New(strings.NewReader(body)).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if strings.HasPrefix(p.Metric, "quotebot_") {
			t.Errorf("%s: %s", p.Metric, p.Text)
		}
	}
}

// What is wrong with the database leaves the other metrics where they are.
func TestMetricsWithoutDatabase(t *testing.T) {
	t.Parallel()
	c := config(t)
	c.Ready = func(context.Context) error { return errors.New("the database is gone") }
	c.Queue = func(context.Context) ([]web.Queued, error) { return nil, errors.New("the database is gone") }
	resp, body := get(t, serve(t, c).URL()+"/metrics", nil)
	if resp.StatusCode != 200 || !strings.Contains(body, "\nquotebot_ready 0\n") {
		t.Errorf("GET /metrics = %d, want 200 with quotebot_ready 0", resp.StatusCode)
	}
	if strings.Contains(body, "quotebot_queue_deeds") {
		t.Error("GET /metrics has a queue that nobody knows")
	}
}

// The page says how long the stream has been as it is.
func TestStreamState(t *testing.T) {
	t.Parallel()
	now := noon
	c := config(t)
	c.Metrics = web.NewMetrics("v1.2.3", func() time.Time { return now })
	c.Status = func(context.Context) (web.Status, error) { return web.Status{Now: now}, nil }
	s := serve(t, c)
	says := func(want string) {
		t.Helper()
		if _, body := get(t, s.URL()+"/status", nil); !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	says("<dd>none for 0 s</dd>")
	c.Metrics.Stream(web.StreamBroken)
	now = now.Add(5 * time.Minute)
	c.Metrics.Stream(web.StreamBroken)
	says(`<dd class="bad">broken for 5 min</dd>`)
	c.Metrics.Stream(web.StreamLive)
	says("<dd>live for 0 s</dd>")
}
