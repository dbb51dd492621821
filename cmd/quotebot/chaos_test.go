package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"quotebot/bot/sandbox"
	"quotebot/bot/store"
)

// The size of a chaos run; deploy/chaos gives the long one.
var (
	chaosMentions = flag.Int("chaos.mentions", 60, "mentions in a chaos run")
	chaosKills    = flag.Int("chaos.kills", 8, "SIGKILLs in a chaos run")
	chaosSlots    = flag.Int("chaos.slots", 4, "scheduled slots in a chaos run")
	chaosPace     = flag.Duration("chaos.pace", 50*time.Millisecond, "time between two mentions of a chaos run")
	chaosPatience = flag.Duration("chaos.patience", 10*time.Minute, "how long a chaos run may take to settle")
	chaosSeed     = flag.Uint64("chaos.seed", 1, "seed of a chaos run")
)

// A chaosReport is what a run must answer for. What is in the second line must be
// zero; a mention that was deleted, or whose answer the server threw away and the
// bot noticed it, has no answer by right.
type chaosReport struct {
	Mentions, Slots, Kills, Deleted, Dropped       int
	Lost, Duplicated, WrongVisibility, WrongParent int
}

func (r chaosReport) clean() bool {
	return r.Lost+r.Duplicated+r.WrongVisibility+r.WrongParent == 0
}

// A chaosRun is a server that misbehaves and a bot that is killed again and
// again.
type chaosRun struct {
	t      *testing.T
	server *sandbox.Server
	env    []string
	db     string
	chance *rand.Rand
	kills  int
	log    *os.File // of all the bots, one after the other
	binary string

	mu     sync.Mutex
	child  *exec.Cmd
	over   bool
	asked  map[string]string // wanted visibility of the answer, by id of the mention
	askers map[string]string // by id of the mention
}

func TestChaos(t *testing.T) {
	t.Parallel()
	for _, keys := range []sandbox.Keys{sandbox.KeysMastodon45, sandbox.KeysMastodon46Bug, sandbox.KeysPleroma, sandbox.KeysNone} {
		t.Run(string(keys), func(t *testing.T) {
			t.Parallel()
			c := newChaosRun(t, keys, "quotebot")
			report := c.run(everyFault(*chaosSeed))
			played := c.server.Played()
			t.Logf("keys %s: %+v; faults %v", keys, report, played)
			if report.Dropped > played[sandbox.SilentDrop] {
				t.Errorf("%d answers are said to be thrown away, but the server threw away %d", report.Dropped, played[sandbox.SilentDrop])
			}
			if report.Mentions != *chaosMentions || !report.clean() {
				t.Errorf("chaos with keys %s and seed %d: %+v, want nothing lost, doubled or misplaced", keys, *chaosSeed, report)
			}
		})
	}
}

// The chaos run itself is proved: a bot that does not look before it sends again
// posts twice, and the run must say so.
func TestChaosProof(t *testing.T) {
	t.Parallel()
	blind := filepath.Join(t.TempDir(), "quotebot")
	if out, err := exec.Command("go", "build", "-tags", "blind", "-o", blind, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v: %s", err, out)
	}
	c := newChaosRun(t, sandbox.KeysNone, blind)
	defer c.start()()
	c.server.SetFaults(sandbox.Faults{Mix: sandbox.Mix{Seed: *chaosSeed, Rates: map[sandbox.Place]sandbox.Rates{
		sandbox.Posts: {sandbox.LostAnswer: 0.5},
	}}})
	c.mention()
	c.until("a bot that does not look is found out", func(*store.DB) (bool, error) {
		return c.count().Duplicated > 0, nil
	})
}

func newChaosRun(t *testing.T, keys sandbox.Keys, binary string) *chaosRun {
	t.Helper()
	flavour := sandbox.Mastodon
	if keys == sandbox.KeysNone {
		flavour = sandbox.GoToSocial
	}
	server, err := sandbox.Start(sandbox.Config{
		Flavour: flavour, Keys: keys, Limits: sandbox.RateLimits{Off: true},
		Delays: sandbox.Delays{Commit: 300 * time.Millisecond, Answer: 200 * time.Millisecond, Retry: time.Second},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	_, token, err := server.CreateAccount(sandbox.NewAccount{Username: "quotebot", Bot: true})
	if err != nil {
		t.Fatal(err)
	}
	c := &chaosRun{
		t: t, server: server, db: filepath.Join(t.TempDir(), "quotebot.db"), binary: binary,
		chance: rand.New(rand.NewPCG(*chaosSeed, 1)), asked: make(map[string]string), askers: make(map[string]string),
	}
	if c.log, err = os.Create(filepath.Join(t.TempDir(), "log")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.tail(); c.log.Close() })
	every := max(5*time.Second, (time.Duration(*chaosMentions) * *chaosPace / time.Duration(*chaosSlots)).Round(time.Second))
	c.env = append(os.Environ(),
		"QUOTEBOT_SERVER="+server.URL(), "QUOTEBOT_ACCESS_TOKEN="+token, "QUOTEBOT_DATABASE_URL="+c.db,
		"QUOTEBOT_SCHEDULE=@every "+every.String(), "QUOTEBOT_SETTLE=1s", "QUOTEBOT_SPACING=0s", "QUOTEBOT_MAX_POSTS_PER_HOUR=100000",
		"QUOTEBOT_ANSWERS_PER_HOUR=100000", "QUOTEBOT_ANSWERS_PER_DAY=100000", "QUOTEBOT_ADMIN_LISTEN=off",
	)
	return c
}

// tail shows the end of the log of a run that failed.
func (c *chaosRun) tail() {
	if !c.t.Failed() {
		return
	}
	text, err := os.ReadFile(c.log.Name())
	if err != nil {
		c.t.Error(err)
	}
	c.t.Logf("%s", text[max(0, len(text)-20000):])
	c.peek(func(db *store.DB) (bool, error) {
		due, err := db.DueDeeds(context.Background())
		for _, d := range due[:min(len(due), 20)] {
			c.t.Logf("open: %s %s, sent %d times", d.Key, d.State, d.Sends)
		}
		return true, err
	})
}

// everyFault is a mix of all that a server may do, at stated rates.
func everyFault(seed uint64) sandbox.Faults {
	posts := sandbox.Rates{}
	for _, f := range sandbox.Posts.Faults() {
		posts[f] = 0.006
	}
	reads := sandbox.Rates{
		sandbox.ErrorBefore: 0.01, sandbox.BadGateway: 0.005, sandbox.Unavailable: 0.005, sandbox.TooMany: 0.005,
		sandbox.CutAnswer: 0.005, sandbox.TruncatedJSON: 0.005, sandbox.LostAnswer: 0.005, sandbox.Delay: 0.01,
		sandbox.Revoked: 0.002, sandbox.Suspended: 0.002,
	}
	events := sandbox.Rates{
		sandbox.EventLost: 0.02, sandbox.EventTwice: 0.05, sandbox.EventLate: 0.02, sandbox.StreamCut: 0.02, sandbox.HalfOpen: 0.01,
	}
	mentions := sandbox.Rates{
		sandbox.LateID: 0.02, sandbox.Filtered: 0.02, sandbox.Edited: 0.03, sandbox.Deleted: 0.01, sandbox.NullStatus: 0.01,
	}
	return sandbox.Faults{Mix: sandbox.Mix{Seed: seed, Rates: map[sandbox.Place]sandbox.Rates{
		sandbox.Posts: posts, sandbox.Reads: reads, sandbox.Events: events, sandbox.Mentions: mentions,
	}}}
}

// run mentions the bot at a steady pace while it is killed, waits until the slots
// are posted too and nothing is open on a server that goes on misbehaving, and
// counts.
func (c *chaosRun) run(faults sandbox.Faults) chaosReport {
	c.t.Helper()
	defer c.start()()
	c.server.SetFaults(faults)
	c.mention()
	c.until("the slots are posted", func(*store.DB) (bool, error) { return c.count().Slots >= *chaosSlots, nil })
	c.setNoMore()
	c.settle()
	c.end()
	return c.count()
}

// start has a bot begin, and returns what ends it for good.
func (c *chaosRun) start() (stop func()) {
	c.t.Helper()
	var supervisor sync.WaitGroup
	supervisor.Go(c.supervise)
	c.ready()
	return func() { c.end(); supervisor.Wait() }
}

// supervise keeps a bot running, as systemd would.
func (c *chaosRun) supervise() {
	for {
		c.mu.Lock()
		if c.over {
			c.mu.Unlock()
			return
		}
		c.child = exec.Command(c.binary, "run")
		c.child.Env, c.child.Stderr = c.env, c.log
		child := c.child
		err := child.Start()
		c.mu.Unlock()
		if err != nil {
			c.t.Errorf("start: %v", err)
			return
		}
		child.Wait()
	}
}

// setNoMore has the bot begin again without a slot in sight, so that what it has
// promised can come to an end.
func (c *chaosRun) setNoMore() {
	c.mu.Lock()
	c.env = append(c.env, "QUOTEBOT_SCHEDULE=@yearly")
	c.mu.Unlock()
	c.kill()
}

func (c *chaosRun) end() {
	c.mu.Lock()
	c.over = true
	c.mu.Unlock()
	c.kill()
}

func (c *chaosRun) kill() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.child != nil {
		c.child.Process.Signal(syscall.SIGKILL) // an error means that it is gone
	}
}

// ready waits until the bot has begun, so that what follows is no history to it.
func (c *chaosRun) ready() {
	c.t.Helper()
	c.until("the bot begins", func(db *store.DB) (bool, error) {
		begun, err := db.Fact(c.t.Context(), "mentions")
		return begun != "", err
	})
}

// until asks the database again and again.
func (c *chaosRun) until(what string, done func(*store.DB) (bool, error)) {
	c.t.Helper()
	deadline := time.After(*chaosPatience)
	for {
		if ok, err := c.peek(done); err == nil && ok {
			return
		}
		select {
		case <-deadline:
			c.mu.Lock()
			c.child.Process.Signal(syscall.SIGQUIT)
			c.mu.Unlock()
			<-time.After(time.Second)
			c.t.Fatalf("%s: not within %v: %+v", what, *chaosPatience, c.count())
		case <-time.After(time.Second):
		}
	}
}

func (c *chaosRun) peek(done func(*store.DB) (bool, error)) (ok bool, err error) {
	if _, err := os.Stat(c.db); err != nil {
		return false, err
	}
	db, err := store.Open(context.Background(), c.db)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return done(db)
}

var chaosVisibilities = map[string]string{"public": "unlisted", "unlisted": "unlisted", "private": "private", "direct": "direct"}

// mention publishes the mentions and does the killing. Every other kill is aimed
// at the first instants after a mention, since a bot is mostly idle.
func (c *chaosRun) mention() {
	c.t.Helper()
	visibilities := slices.Sorted(maps.Keys(chaosVisibilities))
	pace := time.NewTicker(*chaosPace)
	defer pace.Stop()
	killEvery := max(1, *chaosMentions / *chaosKills)
	for i := range *chaosMentions {
		<-pace.C
		visibility := visibilities[i%len(visibilities)]
		asker := fmt.Sprint("asker", i%50)
		c.person(asker)
		asked, err := c.server.Publish(asker, sandbox.NewStatus{Text: "@quotebot courts, please", Visibility: visibility})
		if err != nil {
			c.t.Fatal(err)
		}
		c.asked[asked.ID], c.askers[asked.ID] = chaosVisibilities[visibility], asker
		if i%killEvery == killEvery-1 {
			within := 15 * time.Millisecond
			if i/killEvery%2 == 1 {
				within = *chaosPace
			}
			<-time.After(time.Duration(c.chance.Int64N(int64(within))))
			c.kill()
			c.kills++
		}
	}
}

func (c *chaosRun) person(name string) {
	c.t.Helper()
	_, _, err := c.server.CreateAccount(sandbox.NewAccount{Username: name, Follows: []string{"quotebot"}})
	if err != nil && !strings.Contains(err.Error(), "exists already") {
		c.t.Fatal(err)
	}
}

// settle waits until every mention is in the outbox and nothing is open.
func (c *chaosRun) settle() {
	c.t.Helper()
	c.until("everything is delivered", func(db *store.DB) (bool, error) {
		c.server.Surface()
		for id := range c.asked {
			if _, err := db.Deed(c.t.Context(), "reply/"+id); err != nil && !c.deleted(id) {
				return false, err
			}
		}
		due, err := db.DueDeeds(c.t.Context())
		if err != nil || len(due) > 0 {
			return false, err
		}
		return c.count().Lost == 0, nil
	})
}

// deleted is whether a mention is not there any more.
func (c *chaosRun) deleted(id string) bool {
	return !slices.ContainsFunc(c.server.Statuses(c.askers[id]), func(s sandbox.Status) bool { return s.ID == id })
}

// dropped is whether the bot has noticed that the server threw an answer away.
func (c *chaosRun) dropped(id string) (dropped bool) {
	c.peek(func(db *store.DB) (bool, error) {
		d, err := db.Deed(context.Background(), "reply/"+id)
		dropped = d.State == store.Dropped
		return true, err
	})
	return dropped
}

// strays is 1 for a status that no deed has become, and 0 for one of a deed's.
func (c *chaosRun) strays(id string) (n int) {
	c.peek(func(db *store.DB) (bool, error) {
		if held, err := db.Holds(context.Background(), id); err == nil && !held {
			n = 1
		}
		return true, nil
	})
	return n
}

// count compares what stands on the server with what was asked.
func (c *chaosRun) count() chaosReport {
	r := chaosReport{Mentions: len(c.asked), Kills: c.kills}
	answers, own := make(map[string]int), make(map[string]bool)
	for _, s := range c.server.Statuses("quotebot") {
		own[s.ID] = true
		want, isAnswer := c.asked[s.InReplyToID]
		switch {
		case isAnswer:
			answers[s.InReplyToID]++
			if s.Visibility != want {
				r.WrongVisibility++
			}
		case own[s.InReplyToID]: // a part of a thread
			r.Duplicated += c.strays(s.ID)
		case s.InReplyToID != "":
			r.WrongParent++
		case !strings.HasPrefix(s.Text, "@"): // else its question is gone
			r.Slots++
			r.Duplicated += c.strays(s.ID)
		}
	}
	for id := range c.asked {
		switch n := answers[id]; {
		case n > 1:
			r.Duplicated += n - 1
		case n == 1:
		case c.deleted(id):
			r.Deleted++
		case c.dropped(id):
			r.Dropped++
		default:
			r.Lost++
		}
	}
	return r
}
