package bot_test

import (
	"errors"
	"io"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"quotebot/bot/sandbox"
	"quotebot/bot/store"
)

// pages waits until the operator's pages are there and gives their address.
func (w *world) pages() string {
	w.t.Helper()
	timeout := time.After(patience)
	for {
		select {
		case line := <-w.log:
			if found := regexp.MustCompile(`msg="operator's pages" url=(\S+)`).FindStringSubmatch(line); found != nil {
				return found[1]
			}
		case <-timeout:
			w.t.Fatal("the log never says where the pages are")
		}
	}
}

func (w *world) get(url string) (status int, body string) {
	w.t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// metric reads one series; 0 where there is none.
func (w *world) metric(pages, series string) float64 {
	w.t.Helper()
	_, all := w.get(pages + "/metrics")
	_, rest, found := strings.Cut(all, "\n"+series+" ")
	if !found {
		return 0
	}
	value, _, _ := strings.Cut(rest, "\n")
	number, err := strconv.ParseFloat(value, 64)
	if err != nil {
		w.t.Fatal(err)
	}
	return number
}

// until asks for a metric until it has a value: what is told to the operator
// comes after the log.
func (w *world) until(pages, series string, want float64) {
	w.t.Helper()
	timeout := time.After(patience)
	for got := w.metric(pages, series); got != want; got = w.metric(pages, series) {
		select {
		case <-timeout:
			w.t.Fatalf("%s = %v, want %v", series, got, want)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// What happens shows in the metrics and on the page.
func TestPagesTellWhatHappens(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		w.settings.AdminListen = "127.0.0.1:0"
		w.account(sandbox.NewAccount{Username: "robot", Bot: true})
		stop := w.run()
		pages := w.pages()
		w.until(pages, `quotebot_stream{state="live"}`, 1)
		w.answerTo(w.publish("alice", sandbox.NewStatus{Text: "@quotebot what about the courts?"}))
		w.publish("robot", sandbox.NewStatus{Text: "@quotebot judicial"})
		w.publish("bob@far.example", sandbox.NewStatus{Text: "@quotebot thank you!"})
		for series, want := range map[string]float64{
			`quotebot_mentions_total{decision="answered"}`: 2,
			`quotebot_mentions_total{decision="declined"}`: 1,
			`quotebot_answer_latency_seconds_count`:        1,
			`quotebot_ready`:                               1,
			`quotebot_queue_deeds{state="pending"}`:        0,
			`quotebot_deliveries_total{outcome="posted"}`:  float64(len(w.server.Statuses("quotebot")) + 1), // and a favourite
		} {
			w.until(pages, series, want)
		}
		if took := w.metric(pages, `quotebot_answer_latency_seconds_sum`); took <= 0 || took > patience.Seconds() {
			t.Errorf("the answer took %v s", took)
		}
		if code, body := w.get(pages + "/readyz"); code != http.StatusOK {
			t.Errorf("GET /readyz = %d %q, want 200", code, body)
		}
		_, page := w.get(pages + "/status")
		for _, want := range []string{
			"<title>ready · quotebot@" + sandbox.Domain + "</title>", "II.4.", "<td class=\"n\">2</td><td class=\"n\">1</td>",
			"live for", "1 Jan 00:00", w.server.Statuses("quotebot")[0].URL,
		} {
			if !strings.Contains(page, want) {
				t.Errorf("the page lacks %q:\n%s", want, page)
			}
		}
		if err := stop(); err != nil {
			t.Errorf("Run = %v, want nil", err)
		}
		if _, err := http.Get(pages); err == nil {
			t.Error("the pages are there when the bot has ended")
		}
	})
}

// What goes wrong shows as well.
func TestPagesTellTroubles(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	w.settings.AdminListen = "127.0.0.1:0"
	w.run()
	pages := w.pages()
	w.server.Play(sandbox.Posts, sandbox.SilentDrop)
	w.publish("alice", sandbox.NewStatus{Text: "@quotebot help"})
	w.until(pages, `quotebot_silent_drops_total`, 1)
	w.server.SetFaults(sandbox.Faults{PostStatus: http.StatusUnprocessableEntity})
	refused := w.publish("alice", sandbox.NewStatus{Text: "@quotebot help"})
	w.until(pages, `quotebot_deliveries_total{outcome="failed"}`, 1)
	w.server.DropStream()
	w.waitFor("stream broken")
	_, page := w.get(pages + "/status")
	for _, want := range []string{"not there", "not posted", "stream broken", "reply/" + refused.ID, `<span class="bad">failed</span>`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
}

// The page is there also where a line of the schedule has nothing to post.
func TestPageOfAStuckSchedule(t *testing.T) {
	t.Parallel()
	w := newWorldWith(t, sandbox.Config{MaxChars: 40})
	w.settings.AdminListen = "127.0.0.1:0"
	w.settings.Schedule = "@every 1s"
	w.run()
	pages := w.pages()
	w.waitFor("schedule is stuck")
	if code, page := w.get(pages + "/status"); code != http.StatusOK || !strings.Contains(page, "schedule is stuck") {
		t.Errorf("GET /status = %d, want a page that tells of the schedule:\n%s", code, page)
	}
}

// A thread that is to begin tomorrow stands among the coming posts, in its place.
func TestPageShowsThreadToCome(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	w.settings.AdminListen = "127.0.0.1:0"
	w.settings.Schedule = "@every 48h"
	w.run()
	pages := w.pages()
	b := w.open()
	defer b.Close()
	talk := w.talk(b, "cities", fiveParts)
	talk.At = time.Now().Add(24 * time.Hour)
	if _, err := b.Publish(t.Context(), talk); err != nil {
		t.Fatal(err)
	}
	_, page := w.get(pages + "/status")
	_, coming, _ := strings.Cut(page, "Coming posts")
	first, _, _ := strings.Cut(coming, "</li>")
	if !strings.Contains(first, "<code>cities</code>") {
		t.Errorf("the first of the coming posts is %q, want the thread", first)
	}
}

// The pages are there until the last post under way is done, and say that the bot
// is not ready any more.
func TestPagesWhileStopping(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	w.settings.AdminListen = "127.0.0.1:0"
	held, release := make(chan struct{}), make(chan struct{})
	w.front(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodPost {
			close(held)
			<-release
		}
		return false
	})
	stop := w.run()
	pages := w.pages()
	w.publish("alice", sandbox.NewStatus{Text: "@quotebot help"})
	<-held
	ended := make(chan error, 1)
	go func() { ended <- stop() }()
	w.until(pages, "quotebot_ready", 0)
	if code, body := w.get(pages + "/readyz"); code != http.StatusServiceUnavailable || body != "not ready: it is stopping\n" {
		t.Errorf("GET /readyz while the bot stops = %d %q, want 503", code, body)
	}
	close(release)
	if err := w.ended(ended); err != nil {
		t.Errorf("Run = %v, want nil", err)
	}
	w.next() // was posted
}

// A port in use ends the bot before it does anything, with what to do; where it
// is another quotebot on the same database that has it, that is said.
func TestPortInUse(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	w.settings.AdminListen = l.Addr().String()
	b := w.open()
	defer b.Close()
	if err := b.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "port in use: choose another with QUOTEBOT_ADMIN_LISTEN") {
		t.Errorf("Run with a port in use = %v, want advice", err)
	}

	w.settings.AdminListen = "off"
	w.run()
	w.settings.AdminListen = l.Addr().String()
	second := w.open()
	defer second.Close()
	if err := second.Run(t.Context()); !errors.Is(err, store.ErrLocked) {
		t.Errorf("Run beside another quotebot = %v, want ErrLocked", err)
	}
}
