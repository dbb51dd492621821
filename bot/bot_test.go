package bot_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quotebot/bot"
	"quotebot/bot/sandbox"
	"quotebot/bot/store"
)

// patience is how long a test waits for what must happen.
const patience = 3 * time.Minute

// A world is a server of some flavour with the accounts that the tests need, and
// a database for the bot.
type world struct {
	t        *testing.T
	server   *sandbox.Server
	settings bot.Settings
	posted   chan sandbox.Status // what the bot posts, in order
	log      chan string         // what it logs
}

// eachFlavour runs a test in a world of each flavour.
func eachFlavour(t *testing.T, f func(t *testing.T, w *world)) {
	t.Parallel()
	for _, flavour := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial} {
		t.Run(flavour.String(), func(t *testing.T) {
			t.Parallel()
			f(t, newWorld(t, flavour))
		})
	}
}

func newWorld(t *testing.T, flavour sandbox.Flavour) *world {
	t.Helper()
	return newWorldWith(t, sandbox.Config{Flavour: flavour})
}

func newWorldWith(t *testing.T, c sandbox.Config) *world {
	t.Helper()
	w := &world{t: t, posted: make(chan sandbox.Status, 1000), log: make(chan string, 10_000)}
	c.Limits = sandbox.RateLimits{Off: true}
	c.AfterCommit = func(_ context.Context, s sandbox.Status) { w.posted <- s }
	var err error
	w.server, err = sandbox.Start(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.server.Close() })
	token := w.account(sandbox.NewAccount{Username: "quotebot", Bot: true})
	w.account(sandbox.NewAccount{Username: "alice"})
	w.account(sandbox.NewAccount{Username: "bob", Domain: "far.example"})
	w.settings = bot.DefaultSettings()
	w.settings.Server, w.settings.AccessToken = w.server.URL(), token
	w.settings.DatabaseURL = filepath.Join(t.TempDir(), "quotebot.db")
	w.settings.Schedule = "0 0 1 1 *"
	w.settings.Settle, w.settings.Spacing = "1s", "0s"
	w.settings.AnswersPerHour, w.settings.AnswersPerDay, w.settings.AnswersPerThread = "1000", "1000", "1000"
	w.settings.MaxPostsPerHour = "1000"
	w.settings.AdminListen = "off"
	return w
}

func (w *world) account(a sandbox.NewAccount) (token string) {
	w.t.Helper()
	_, token, err := w.server.CreateAccount(a)
	if err != nil {
		w.t.Fatal(err)
	}
	return token
}

func (w *world) publish(from string, s sandbox.NewStatus) sandbox.Status {
	w.t.Helper()
	made, err := w.server.Publish(from, s)
	if err != nil {
		w.t.Fatal(err)
	}
	return made
}

func (w *world) config() bot.Config {
	w.t.Helper()
	c, err := bot.Configure(w.settings, true, time.Now())
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

func (w *world) open() *bot.Bot {
	w.t.Helper()
	b, err := bot.Open(w.t.Context(), w.config(), slog.New(slog.NewTextHandler(w, nil)))
	if err != nil {
		w.t.Fatal(err)
	}
	return b
}

// run starts a bot and returns once it hears mentions. stop ends it and gives
// what Run returned; it may be called twice.
func (w *world) run() (stop func() error) {
	w.t.Helper()
	b := w.open()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- errors.Join(b.Run(ctx), b.Close()) }()
	done := false
	stop = func() error {
		cancel()
		if done {
			return nil
		}
		done = true
		return w.ended(ended)
	}
	w.t.Cleanup(func() { stop() })
	select {
	case <-b.Ready():
	case err := <-ended:
		w.t.Fatalf("the bot ended: %v", err)
	case <-time.After(patience):
		w.t.Fatal("the bot hears no mentions")
	}
	return stop
}

func (w *world) ended(c <-chan error) error {
	w.t.Helper()
	select {
	case err := <-c:
		return err
	case <-time.After(patience):
		w.t.Error("the bot does not end")
		return nil
	}
}

// Write takes a line of the log.
func (w *world) Write(line []byte) (int, error) {
	select {
	case w.log <- string(line):
	default: // nobody reads so much
	}
	return w.t.Output().Write(line)
}

// waitFor reads the log until a line holds text.
func (w *world) waitFor(text string) {
	w.t.Helper()
	timeout := time.After(patience)
	for {
		select {
		case line := <-w.log:
			if strings.Contains(line, text) {
				return
			}
		case <-timeout:
			w.t.Fatalf("the log never says %q", text)
		}
	}
}

// next is the next status that the bot posts.
func (w *world) next() sandbox.Status {
	w.t.Helper()
	select {
	case s := <-w.posted:
		return s
	case <-time.After(patience):
		w.t.Fatal("the bot posts nothing")
		return sandbox.Status{}
	}
}

// answerTo is the bot's answer to a status, all parts of it as one text.
func (w *world) answerTo(asked sandbox.Status) (first sandbox.Status, text string) {
	w.t.Helper()
	first = w.next()
	if first.InReplyToID != asked.ID {
		w.t.Fatalf("the bot posts %q in reply to %s, want an answer to %s", first.Text, first.InReplyToID, asked.ID)
	}
	last, text := first, first.Text
	for !strings.Contains(text, "Planning Outline") && strings.HasSuffix(last.Text, "/2") { // the citation closes it
		last = w.next()
		text += "\n" + last.Text
	}
	return first, text
}

// scheduled are the next n statuses that answer nobody, or some more, each with the
// last of its thread. Threads of several slots may mix.
func (w *world) scheduled(n int) (firsts, lasts []sandbox.Status) {
	w.t.Helper()
	for open := 0; len(firsts) < n || open > 0; {
		s := w.next()
		thread := slices.IndexFunc(lasts, func(last sandbox.Status) bool { return last.ID == s.InReplyToID })
		switch {
		case thread >= 0:
			lasts[thread] = s
			open--
		case s.InReplyToID != "":
			w.t.Fatalf("%q answers %s, want a scheduled status", s.Text, s.InReplyToID)
		default:
			firsts, lasts = append(firsts, s), append(lasts, s)
			if strings.HasSuffix(s.Text, "1/2") {
				open++
			}
		}
	}
	return firsts, lasts
}

// replies counts the bot's answers by the status they answer.
func (w *world) replies() map[string]int {
	n := make(map[string]int)
	for _, s := range w.server.Statuses("quotebot") {
		n[s.InReplyToID]++
	}
	return n
}

func TestMentionIsAnsweredByStream(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		w.run()
		for _, c := range []struct{ from, text, want string }{
			{"alice", "@quotebot judicial", "Judicial credibility"},
			{"bob@far.example", "@quotebot what about the courts?", "Judicial credibility"},
			{"alice", "@quotebot 2", "Commercial integrity"},
			{"alice", "@quotebot 政务诚信", "Integrity in government affairs"},
			{"alice", "@quotebot", "Planning Outline"},
			{"alice", "@quotebot help", "Ask me for one of its areas"},
			{"alice", "@quotebot which areas are there?", "3 Societal integrity"},
		} {
			asked := w.publish(c.from, sandbox.NewStatus{Text: c.text})
			if _, text := w.answerTo(asked); !strings.HasPrefix(text, "@"+c.from+" ") || !strings.Contains(text, c.want) {
				t.Errorf("%s wrote %q; answer: %q, want one with %q", c.from, c.text, text, c.want)
			}
		}
	})
}

func TestScheduleIsPosted(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		w.settings.Schedule = "@every 1s; judicial@@every 1s"
		w.settings.Hashtags = "SocialCredit"
		w.settings.Visibility = "public"
		stop := w.run()
		texts := make(map[string]bool)
		firsts, lasts := w.scheduled(6)
		for i, s := range firsts {
			last := lasts[i]
			if s.Visibility != "public" || s.Language != "en" || !strings.HasSuffix(last.Text, "\n#SocialCredit") {
				t.Errorf("scheduled status %+v, ending in %+v", s, last)
			}
			if texts[s.Text] {
				t.Errorf("posted twice within a cycle: %q", s.Text)
			}
			texts[s.Text] = true
		}
		if err := stop(); err != nil {
			t.Errorf("Run = %v after a stop, want nil", err)
		}
	})
}

func TestHistoryIsNotAnswered(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		w.publish("alice", sandbox.NewStatus{Text: "@quotebot judicial"})
		w.run()
		asked := w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts"})
		if got := w.next(); got.InReplyToID != asked.ID {
			t.Errorf("the first answer is to %s, want %s: what came before the first start is history", got.InReplyToID, asked.ID)
		}
	})
}

func TestDowntimeOfThreePages(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		if err := w.run()(); err != nil {
			t.Fatal(err)
		}
		const mentions = 100
		asked := make(map[string]bool)
		for i := range mentions {
			visibility := "public"
			if i%7 == 0 {
				visibility = "direct" // hidden by the default policy
			}
			asked[w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts", Visibility: visibility}).ID] = true
		}
		w.server.NullNotification("quotebot")
		w.run()
		for range mentions {
			w.next()
		}
		replies := w.replies()
		for id := range asked {
			if replies[id] != 1 {
				t.Errorf("%d answers to %s, want 1", replies[id], id)
			}
		}
	})
}

func TestAnswerIsNeverWider(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		w.run()
		for asked, want := range map[string]string{"public": "unlisted", "unlisted": "unlisted", "private": "private", "direct": "direct"} {
			w.account(sandbox.NewAccount{Username: "asker_" + asked, Follows: []string{"quotebot"}})
			w.publish("asker_"+asked, sandbox.NewStatus{Text: "@quotebot courts", Visibility: asked})
			if asked == "direct" || asked == "private" {
				// Hidden from the stream by the default policy: a look over REST finds it.
				w.server.DropStream()
			}
			if got := w.next(); got.Visibility != want {
				t.Errorf("answer to a %s toot is %s, want %s", asked, got.Visibility, want)
			}
		}
	})
}

func TestContentWarningIsCarried(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		w.run()
		for cw, want := range map[string]string{"": "", "politics": "re: politics", "re: politics": "re: politics", "Re: x": "Re: x"} {
			w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts", SpoilerText: cw})
			if got := w.next(); got.SpoilerText != want {
				t.Errorf("answer to the warning %q has %q, want %q", cw, got.SpoilerText, want)
			}
		}
	})
}

func TestSilence(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		w.account(sandbox.NewAccount{Username: "robot", Bot: true})
		w.account(sandbox.NewAccount{Username: "ghost"})
		w.account(sandbox.NewAccount{Username: "carol"})
		w.run()
		w.publish("robot", sandbox.NewStatus{Text: "@quotebot judicial"})
		w.publish("quotebot", sandbox.NewStatus{Text: "@quotebot judicial"})
		w.publish("alice", sandbox.NewStatus{Text: "I like following @quotebot these days."})
		w.publish("carol", sandbox.NewStatus{Text: "@quotebot stop"})
		w.publish("ghost", sandbox.NewStatus{Text: "@quotebot judicial", Visibility: "direct"})
		w.server.Vanish("ghost")
		w.server.NullNotification("quotebot")
		w.publish("bob@far.example", sandbox.NewStatus{HTML: "<p>@quotebot " + strings.Repeat("<b>x &amp; y</b>", 300_000) + "</p>", Text: "@quotebot x"})
		asked := w.publish("alice", sandbox.NewStatus{Text: "@quotebot courts"})
		for got := w.next(); got.InReplyToID != asked.ID; got = w.next() {
			if got.Acct == "quotebot" && got.InReplyToID != "" && !strings.HasPrefix(got.Text, "@bob@far.example ") {
				t.Errorf("answered what wanted no answer: %q", got.Text)
			}
		}
	})
}

func TestOneAnswerWhenTheAnswerIsLost(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		w.run()
		w.server.SetFaults(sandbox.Faults{CutAfterCommit: true})
		asked := w.publish("alice", sandbox.NewStatus{Text: "@quotebot judicial"})
		w.next()
		w.server.SetFaults(sandbox.Faults{})
		last := w.publish("alice", sandbox.NewStatus{Text: "@quotebot more", InReplyToID: w.server.Statuses("quotebot")[0].ID})
		for got := w.next(); got.InReplyToID != last.ID; got = w.next() {
			t.Errorf("posted again: %q", got.Text)
		}
		if n := w.replies()[asked.ID]; n != 1 {
			t.Errorf("%d answers after a lost answer, want 1", n)
		}
	})
}

func TestSecondWorkerIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	w.run()
	second := w.open()
	t.Cleanup(func() { second.Close() })
	if err := second.Run(t.Context()); !errors.Is(err, store.ErrLocked) {
		t.Errorf("second Run = %v, want ErrLocked", err)
	}
	deed, err := second.Post(t.Context(), bot.Choice{Area: "judicial"})
	if err != nil || deed.State != store.Posted || !strings.Contains(deed.Text, "Judicial credibility") {
		t.Errorf("Post beside a running bot = %+v, %v", deed, err)
	}
}

func TestRevokedTokenStopsTheBot(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	b := w.open()
	t.Cleanup(func() { b.Close() })
	w.server.SetFaults(sandbox.Faults{PostStatus: 401})
	_, err := b.Post(t.Context(), bot.Choice{})
	if err == nil || !strings.Contains(err.Error(), "QUOTEBOT_ACCESS_TOKEN") {
		t.Errorf("Post with a revoked token = %v, want an error that says what to do", err)
	}
	posts := 0
	for _, r := range w.server.Requests() {
		if r.Method == "POST" {
			posts++
		}
	}
	if posts != 1 {
		t.Errorf("%d requests with a revoked token, want 1", posts)
	}
}

func TestDatabaseBelongsToItsAccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	w.open().Close()
	w.settings.AccessToken = w.account(sandbox.NewAccount{Username: "other"})
	c, err := bot.Configure(w.settings, true, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	b, err := bot.Open(t.Context(), c, slog.New(slog.DiscardHandler))
	if err == nil {
		b.Close()
	}
	if err == nil || !strings.Contains(err.Error(), "belongs to") {
		t.Errorf("Open with another account's token = %v, want a refusal", err)
	}
}
