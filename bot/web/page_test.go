package web_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"quotebot/bot/web"
)

// plausible is a bot's status after a fortnight, with two bad days in it.
func plausible(t *testing.T) web.Status {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	s := web.Status{
		Now: noon, Zone: berlin, Started: noon.Add(-76 * time.Hour),
		Account: "quotebot@mastodon.example", AccountURL: "https://mastodon.example/@quotebot",
		Server: "Mastodon of Example", Software: "mastodon 4.5.15", Flavour: "mastodon", Version: "v1.2.3",
		Coming: []web.Coming{
			{At: noon.Add(21 * time.Hour), Quote: "jud-1-2", Section: "II.4.1 Judicial credibility"},
			{At: noon.Add(45 * time.Hour), Quote: "com-9-h1", Section: "II.2.9 Creditworthiness in the commercial field", Area: "commercial"},
			{At: noon.Add(69 * time.Hour), Quote: "gov-4-1", Section: "II.1.4 Integrity of civil servants"},
		},
		Posts: []web.Post{
			{At: noon.Add(-12 * time.Minute), Key: "reply/115600000000000001", State: "posted", Quote: "jud-1-1", Section: "II.4.1 Judicial credibility", URL: "https://mastodon.example/@quotebot/115600000000000002"},
			{At: noon.Add(-3 * time.Hour), Key: "slot/any/2026-10-25T08:00Z", State: "posted", Quote: "soc-2-3", Section: "II.3.2 Medical and health care", URL: "https://mastodon.example/@quotebot/115600000000000000"},
			{At: noon.Add(-20 * time.Hour), Key: "reply/115599000000000000", State: "skipped", Reason: "the status to answer is gone: 404"},
			{At: noon.Add(-27 * time.Hour), Key: "slot/any/2026-10-24T08:00Z", State: "failed", Quote: "gov-2-1", Section: "II.1.2 Law-based administration", Reason: "post: 422: Validation failed: Text contains a disallowed hashtag"},
		},
		Troubles: []web.Trouble{
			{At: noon.Add(-2 * time.Hour), Level: slog.LevelWarn, What: "server cannot be used", Details: `err="post: 502 Bad Gateway" kind=uncertain retry_in=4s`, Times: 7},
			{At: noon.Add(-27 * time.Hour), Level: slog.LevelError, What: "not posted", Details: `key=slot/any/2026-10-24T08:00Z state=failed reason="post: 422: Validation failed: Text contains a disallowed hashtag"`, Times: 1},
		},
	}
	for i, answers := range []int{3, 5, 2, 0, 8, 12, 40, 7, 4, 6, 0, 3, 9, 5} {
		at := noon.AddDate(0, 0, i-13).Add(-time.Hour)
		if i != 10 {
			s.Done = append(s.Done, web.Done{At: at, What: web.Said})
		}
		for n := range answers {
			took := time.Duration(n+1) * 700 * time.Millisecond
			if i == 6 {
				took *= 300
			}
			s.Done = append(s.Done, web.Done{At: at, What: web.Answered, Took: took})
		}
		s.Done = append(s.Done, web.Done{At: at, What: web.Declined})
	}
	return s
}

// telling is a config that has much to tell.
func telling(t *testing.T) web.Config {
	t.Helper()
	c := config(t)
	s := plausible(t)
	c.Status = func(context.Context) (web.Status, error) { return s, nil }
	c.Queue = func(context.Context) ([]web.Queued, error) {
		return []web.Queued{{State: "waiting"}, {State: "pending", Count: 2, Oldest: noon.Add(-90 * time.Second)}, {State: "sending", Count: 1, Oldest: noon.Add(-4 * time.Second)}}, nil
	}
	c.Limits = func() []web.Limit {
		return []web.Limit{{"posts", 287, 300, noon.Add(2 * time.Hour)}, {"reads", 41, 300, noon.Add(3 * time.Minute)}, {"media", 30, 0, noon.Add(29 * time.Minute)}}
	}
	c.Metrics.Stream(web.StreamLive)
	return c
}

func TestStatusPage(t *testing.T) {
	t.Parallel()
	s := serve(t, telling(t))
	resp, body := get(t, s.URL()+"/status", nil)
	if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("GET /status = %d %s, want 200 as HTML", resp.StatusCode, resp.Header.Get("Content-Type"))
	}
	words := wellFormed(t, body)
	for _, want := range []string{
		"@quotebot@mastodon.example ready",
		"Server Mastodon of Example", "Software mastodon 4.5.15 counted as mastodon", "Up for 3 d 4 h", "quotebot v1.2.3", "Stream live for 0 s", "Time zone Europe/Berlin",
		"waiting 0 –", "pending 2 1 min 30 s",
		"today 5 1", "14 days 104 14",
		"posts 287 of 300 14:00", "media 30 12:29",
		"Mon 26 Oct 09:00 in 21 h jud-1-2 II.4.1 Judicial credibility",
		"line of commercial",
		"Sun 25 Oct 11:48 posted jud-1-1",
		"Sat 24 Oct 10:00 failed gov-2-1",
		"post: 422: Validation failed",
		"WARN server cannot be used 7 times",
		"As of 12:00:00 CET",
		"Posts a day: most Mon 12 Oct: 1; last Sun 25 Oct: 1",
		"Answers a day: most Sun 18 Oct: 40; last Sun 25 Oct: 5",
		"median of a day: most Sun 18 Oct: 1 h 10 min; last Sun 25 Oct: 2.1 s",
	} {
		if !strings.Contains(words, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if t.Failed() {
		t.Log(words)
	}
}

// Days are the zone's, also the one of 25 hours: what happens in the last minute
// before midnight and in the first after it lies on different days.
func TestDays(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	midnight := time.Date(2026, time.October, 26, 0, 0, 0, 0, berlin)
	first := web.HistoryBegins(midnight.Add(time.Hour), berlin)
	if want := time.Date(2026, time.October, 13, 0, 0, 0, 0, berlin); !first.Equal(want) {
		t.Errorf("HistoryBegins = %s, want %s", first, want)
	}
	c := config(t)
	c.Status = func(context.Context) (web.Status, error) {
		said := func(at time.Time) web.Done { return web.Done{At: at.UTC(), What: web.Said} }
		return web.Status{Now: midnight.Add(time.Hour), Zone: berlin, Done: []web.Done{
			said(first.Add(-time.Second)), said(first), said(first.Add(time.Minute)),
			said(midnight.Add(-time.Minute)), said(midnight.Add(-25 * time.Hour)), said(midnight.Add(-25*time.Hour - time.Minute)),
			said(midnight), said(midnight.Add(24 * time.Hour)),
		}}, nil
	}
	_, body := get(t, serve(t, c).URL()+"/status", nil)
	for _, want := range []string{"Tue 13 Oct: 2<", "Sat 24 Oct: 1<", "Sun 25 Oct: 2<", "Mon 26 Oct: 1<"} {
		if !strings.Contains(body, "<title>"+want) {
			t.Errorf("the chart of posts lacks %q", want)
		}
	}
}

// A bot that has done nothing has a page, and so has one that is told to show
// markup and addresses that are programs.
func TestStatusPageOfAnything(t *testing.T) {
	t.Parallel()
	const markup = `</style></title><script>alert(1)</script>"'`
	for name, status := range map[string]web.Status{
		"nothing": {},
		"markup": {
			Now: noon, Account: markup, AccountURL: "javascript:alert(1)", Server: markup, Software: markup, Flavour: markup, Version: markup,
			Coming: []web.Coming{{Area: markup, Quote: markup, Section: markup}},
			Posts: []web.Post{
				{Key: markup, State: markup, Quote: markup, Section: markup, Reason: markup},
				{State: "posted", URL: "javascript:alert(1)"},
			},
			Done:     []web.Done{{At: noon, What: "unheard of"}, {At: noon, What: web.Answered, Took: -time.Second}},
			Troubles: []web.Trouble{{What: markup, Details: markup}},
		},
	} {
		c := config(t)
		c.Status = func(context.Context) (web.Status, error) { return status, nil }
		c.Ready = func(context.Context) error { return errors.New(markup) }
		c.Queue = func(context.Context) ([]web.Queued, error) { return []web.Queued{{State: markup, Count: 1}}, nil }
		c.Limits = func() []web.Limit { return []web.Limit{{Family: markup, Left: -1, Total: 1}} }
		resp, body := get(t, serve(t, c).URL()+"/status", nil)
		if resp.StatusCode != 200 {
			t.Errorf("%s: GET /status = %d, want 200", name, resp.StatusCode)
		}
		wellFormed(t, body)
		for _, bad := range []string{"<script", "javascript:"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s: the page holds %q", name, bad)
			}
		}
	}
}

func TestStatusPageStandsStill(t *testing.T) {
	t.Parallel()
	s := serve(t, config(t))
	for query, want := range map[string]bool{"": true, "?still": false} {
		_, body := get(t, s.URL()+"/status"+query, nil)
		if got := strings.Contains(body, `http-equiv="refresh"`); got != want {
			t.Errorf("GET /status%s loads itself again: %t, want %t", query, got, want)
		}
	}
}

func TestStatusPageWithoutDatabase(t *testing.T) {
	t.Parallel()
	gone := errors.New("the database is gone")
	noStatus, noQueue := config(t), config(t)
	noStatus.Status = func(context.Context) (web.Status, error) { return web.Status{}, gone }
	noQueue.Queue = func(context.Context) ([]web.Queued, error) { return nil, gone }
	for _, c := range []web.Config{noStatus, noQueue} {
		resp, body := get(t, serve(t, c).URL()+"/status", nil)
		if resp.StatusCode != 500 || !strings.Contains(body, gone.Error()) {
			t.Errorf("GET /status = %d %q, want 500 with the reason", resp.StatusCode, body)
		}
	}
}

// The page asks nobody for anything, and its policy lets it do no more.
func TestStatusPagePolicy(t *testing.T) {
	t.Parallel()
	resp, body := get(t, serve(t, telling(t)).URL()+"/status", nil)
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; ", "X-Content-Type-Options": "nosniff",
		"Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
	} {
		if got := resp.Header.Get(name); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, foreign := range []string{"src=", "url(", "@import", `rel="stylesheet"`, " style=", "<script"} {
		if strings.Contains(body, foreign) {
			t.Errorf("the page holds %q", foreign)
		}
	}
}

// void are the elements without an end (HTML, section 13.1.2), among those that
// the page has, and those of SVG that are closed in place.
var void = map[string]bool{"meta": true, "link": true, "br": true}

// wellFormed checks that every element ends where it should, and gives the
// page's words with single blanks between them.
func wellFormed(t *testing.T, page string) string {
	t.Helper()
	var open []string
	var words strings.Builder
	count := make(map[string]int)
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("the page leaves open: %v", open)
			}
			for _, one := range []string{"html", "head", "body", "h1", "main"} {
				if count[one] != 1 {
					t.Errorf("the page has %d of %s, want one", count[one], one)
				}
			}
			return strings.Join(strings.Fields(words.String()), " ")
		case html.TextToken:
			if len(open) == 0 || open[len(open)-1] != "style" {
				fmt.Fprintf(&words, "%s ", z.Token().Data)
			}
		case html.StartTagToken:
			name := z.Token().Data
			count[name]++
			if !void[name] {
				open = append(open, name)
			}
		case html.EndTagToken:
			name := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != name {
				t.Fatalf("the page ends %s where %v are open", name, open)
			}
			open = open[:len(open)-1]
		}
	}
}
