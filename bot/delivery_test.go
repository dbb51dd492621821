package bot

import (
	"bytes"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quotebot/bot/sandbox"
	"quotebot/bot/store"
	"quotebot/bot/thread"
)

// A 503 comes with the usual headers, which do not say when the server is well.
func TestUnavailableWithAllowance(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	r.answer = func(rw http.ResponseWriter, req *http.Request) bool {
		if !isPost(req) {
			return false
		}
		r.allow(rw, 250, 150*time.Minute)
		return refuse(rw, 503, "There was a temporary problem serving your request, please try again")
	}
	r.add(store.Deed{Key: "post/1", Text: "one"})
	if wait := r.step("post/1"); wait > longBackoff {
		t.Errorf("the toot waits for %v, want %v at the most", wait, longBackoff)
	}
	r.expectOthersGoOn()
}

// An allowance that is renewed in the moment in which it is asked for ends nothing:
// neither is the look-up left out, nor is the deed forgotten.
func TestRefusedAtTheLastMoment(t *testing.T) {
	t.Parallel()
	for name, inDoubt := range map[string]bool{"look-up": true, "send": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, noLimits)
			r.add(store.Deed{Key: "post/1", Text: "one"})
			if inDoubt {
				r.server.Play(sandbox.Posts, sandbox.LostAnswer)
				r.clock.forward(r.step("post/1"))
				r.d.looked["post/1"] = true // by a first look, as if it were not there yet
			}
			until := r.useUp(inDoubt)
			r.tick.Store(int64(10 * time.Microsecond))
			for before := 200 * time.Microsecond; before > 0; before -= time.Microsecond {
				r.clock.nanos.Store(until.Add(-before).UnixNano())
				r.d.notBefore = time.Time{}
				wait := r.step("post/1")
				if n := len(r.texts()); n > 1 {
					t.Fatalf("%v before: said %d times", before, n)
				}
				if wait <= 0 && r.deed("post/1").State.Due() {
					t.Fatalf("%v before: its job is done and the deed is %s", before, r.deed("post/1").State)
				}
			}
		})
	}
}

// useUp takes the last request of reads or posts, and says when there will be more.
func (r *rig) useUp(reads bool) (until time.Time) {
	r.t.Helper()
	until = r.clock.now().Add(time.Minute)
	r.answer = func(rw http.ResponseWriter, req *http.Request) bool {
		r.allow(rw, 0, time.Minute)
		return refuse(rw, 422, "no")
	}
	if reads {
		r.b.server.Statuses(r.t.Context(), r.b.self.ID, "")
	} else {
		r.add(store.Deed{Key: "post/0", Text: "refused"})
		r.step("post/0")
	}
	r.answer = func(http.ResponseWriter, *http.Request) bool { return false }
	return until
}

// A status to answer that can never be read is answered in the end: what must not
// be answered, the server refuses.
func TestQuestionThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for status, message := range map[int]string{500: "Internal server error", 403: "Forbidden"} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			r := newRig(t, noLimits)
			asked := r.ask()
			r.answer = func(rw http.ResponseWriter, req *http.Request) bool {
				return req.Method == http.MethodGet && strings.HasSuffix(req.URL.Path, "/statuses/"+asked) && refuse(rw, status, message)
			}
			key := replyKey(asked)
			r.add(store.Deed{Key: key, Text: "@alice an answer", InReplyTo: asked})
			r.clock.forward(2 * rereadAfter)
			r.step(key)
			r.expectOthersGoOn()
			r.steps(key, 100)
			r.expect(key, store.Posted)
			if r.halted.Load() {
				t.Error("the bot stopped")
			}
		})
	}
}

// Own statuses that cannot be listed keep a deed in doubt, ever more patiently, and
// nothing else.
func TestLookUpThatNeverSucceeds(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	r.server.Play(sandbox.Posts, sandbox.LostAnswer)
	r.add(store.Deed{Key: "post/1", Text: "one"})
	r.steps("post/1", 1)
	r.answer = func(rw http.ResponseWriter, req *http.Request) bool {
		if req.Method != http.MethodGet || !strings.HasSuffix(req.URL.Path, "/statuses") {
			return false
		}
		rw.Header().Set("Content-Type", "application/json")
		io.WriteString(rw, `[{"id":"1","created_at":"not a time"}]`)
		return true
	}
	r.steps("post/1", 50)
	if wait := r.step("post/1"); wait != longBackoff {
		t.Errorf("it waits for %v in the end, want %v", wait, longBackoff)
	}
	r.expectOthersGoOn()
	r.expect("post/1", store.Sending)
}

// Failed looks are not added up while others succeed.
func TestFailedLooksAmongOthers(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	for i := range 12 {
		asked := r.ask()
		r.add(store.Deed{Key: replyKey(asked), Text: fmt.Sprint("@alice answer ", i), InReplyTo: asked})
		r.clock.forward(2 * rereadAfter)
		r.server.Play("GET /api/v1/statuses/{id}", sandbox.ErrorBefore)
		if wait := r.step(replyKey(asked)); wait != shortBackoff {
			t.Errorf("failed look %d waits for %v, want %v", i, wait, shortBackoff)
		}
		r.clock.forward(shortBackoff)
		r.step(replyKey(asked))
		r.expect(replyKey(asked), store.Posted)
	}
}

// Failed look-ups are not added up while others succeed, of the same deed too.
func TestFailedLookUpsAmongOthers(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	fail := func(place sandbox.Place) {
		r.server.SetFaults(sandbox.Faults{Mix: sandbox.Mix{Rates: map[sandbox.Place]sandbox.Rates{place: {sandbox.ErrorBefore: 1}}}})
	}
	fail(sandbox.Posts)
	r.add(store.Deed{Key: "post/1", Text: "one"})
	r.steps("post/1", 1)
	for i := range 8 {
		fail(sandbox.Reads)
		wait := r.step("post/1")
		if pause := r.d.notBefore.Sub(r.clock.now()); pause != shortBackoff {
			t.Errorf("failed look-up %d: all wait for %v, want %v", i, pause, shortBackoff)
		}
		r.clock.forward(wait)
		fail(sandbox.Posts)
		r.steps("post/1", 1) // finds nothing, and every other time sends again
	}
}

// A server that wants to be left alone is, in the midst of a look-up too.
func TestLookUpHeedsRetryAfter(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	r.server.Play(sandbox.Posts, sandbox.LostAnswer)
	r.add(store.Deed{Key: "post/1", Text: "one"})
	r.steps("post/1", 1)
	var reads atomic.Int32
	r.answer = func(rw http.ResponseWriter, _ *http.Request) bool {
		reads.Add(1)
		rw.Header().Set("Retry-After", "30")
		return refuse(rw, 503, "throttled")
	}
	r.step("post/1")
	if n := reads.Load(); n != 1 {
		t.Errorf("%d requests within Retry-After, want 1", n)
	}
}

// Our statuses are found also where a server does not give their source.
func TestFoundAsShown(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"See https://example.org/a/very/long/path/that/is/shortened?q=1&r=2#frag and #Courts 🧵 1/2",
		"@alice slides: https://www.example.org/slides_2026.pdf",
		"1. one\n2. two\n\n\n\n- three <b>bold</b> &amp; 5 < 6",
		"Bücher: https://bücher.example/ü (https://en.wikipedia.org/wiki/Foo_(bar))",
		"me@example.org and @nobody@nowhere.example, x@y",
	} {
		for _, flavour := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial, sandbox.Pleroma} {
			r := newRig(t, sandbox.Config{Flavour: flavour, Keys: sandbox.KeysNone, Limits: noLimits.Limits})
			r.answer = func(rw http.ResponseWriter, req *http.Request) bool {
				return strings.HasSuffix(req.URL.Path, "/source") && refuse(rw, 404, "Record not found")
			}
			r.server.Play(sandbox.Posts, sandbox.LostAnswer)
			r.add(store.Deed{Key: "post/1", Text: text})
			r.steps("post/1", 20)
			if n := len(r.texts()); n != 1 {
				t.Errorf("%s: %d times %q", flavour, n, text)
			}
		}
	}
}

// A toot on which the server always fails holds up itself alone.
func TestTootThatAlwaysFails(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	r.answer = func(rw http.ResponseWriter, req *http.Request) bool {
		body, err := io.ReadAll(req.Body)
		req.Body = io.NopCloser(bytes.NewReader(body))
		return err == nil && bytes.Contains(body, []byte("poison")) && refuse(rw, 500, "Internal server error")
	}
	r.add(store.Deed{Key: "post/1", Text: "poison"})
	for r.deed("post/1").Sends < 20 {
		r.clock.forward(min(r.step("post/1"), r.d.settle)) // sooner than it asks for
	}
	r.expectOthersGoOn()
	r.steps("post/1", 1000)
	r.expect("post/1", store.Failed)
}

// A server that gives every refusal as one that it remembers is asked ever less.
func TestRefusalsRememberedForEver(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	var posts atomic.Int32
	r.answer = func(rw http.ResponseWriter, req *http.Request) bool {
		if !isPost(req) {
			return false
		}
		posts.Add(1)
		rw.Header().Set("Idempotent-Replayed", "true")
		return refuse(rw, 422, "no")
	}
	r.add(store.Deed{Key: "post/1", Text: "one"})
	for begun := r.clock.now(); r.clock.now().Sub(begun) < 24*time.Hour; {
		r.clock.forward(r.step("post/1"))
	}
	if n := posts.Load(); n > 120 {
		t.Errorf("%d requests within a day, want 120 at the most", n)
	}
}

// Somebody who blocks the bot is not answered; that the bot cannot be sure for a
// moment does not end it.
func TestBlockedWhileTheServerFails(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	var fails atomic.Bool
	fails.Store(true)
	r.answer = func(rw http.ResponseWriter, req *http.Request) bool {
		switch {
		case isPost(req):
			return refuse(rw, 403, "This action is not allowed")
		case strings.HasSuffix(req.URL.Path, "/verify_credentials") && fails.Load():
			http.Error(rw, "bad gateway", http.StatusBadGateway)
			return true
		}
		return false
	}
	r.add(store.Deed{Key: "reply/7", Text: "@alice an answer", InReplyTo: "7", AskedAt: r.clock.now()})
	r.clock.forward(r.step("reply/7"))
	r.expect("reply/7", store.Pending)
	fails.Store(false)
	r.step("reply/7")
	r.expect("reply/7", store.Skipped)
	if r.halted.Load() {
		t.Error("the bot stopped")
	}
}

// An image on which the server always fails is given up after a day, and holds up
// its thread alone.
func TestUploadThatAlwaysFails(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	r.answer = func(rw http.ResponseWriter, req *http.Request) bool {
		if !strings.HasSuffix(req.URL.Path, "/media") {
			return false
		}
		io.Copy(io.Discard, req.Body)
		return refuse(rw, 500, "Error processing thumbnail for uploaded media")
	}
	path := filepath.Join(t.TempDir(), "chart.png")
	if err := os.WriteFile(path, bytes.Repeat([]byte("x"), 100), 0o600); err != nil {
		t.Fatal(err)
	}
	r.add(store.Deed{Key: "thread/talk/1", Text: "one", Media: written([]attachment{{Path: path, Type: "image/png"}})})
	r.steps("thread/talk/1", 20)
	r.expectOthersGoOn()
	r.steps("thread/talk/1", 150)
	r.expect("thread/talk/1", store.Failed)
}

// Answers do not wait for the allowance of deletions.
func TestDeletionsHoldUpNobody(t *testing.T) {
	t.Parallel()
	r := newRig(t, sandbox.Config{})
	waits := 0
	for i := range 35 {
		s, err := r.server.Publish("quotebot", sandbox.NewStatus{Text: fmt.Sprint("part ", i)})
		if err != nil {
			t.Fatal(err)
		}
		key := fmt.Sprintf("thread/talk/%d/delete", i)
		r.add(store.Deed{Key: key, Action: store.Delete, Target: s.ID})
		if r.step(key) > 0 {
			waits++
		}
	}
	if waits == 0 {
		t.Error("all deletions were allowed, want some to wait")
	}
	r.expectOthersGoOn()
}

// A read that comes from a replica which is behind does not make a toot dropped.
func TestOneLookThatFindsNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	r.add(store.Deed{Key: "post/1", Text: "one"})
	r.step("post/1")
	r.clock.forward(verifyAfter)
	r.answer = func(rw http.ResponseWriter, _ *http.Request) bool { return refuse(rw, 404, "Record not found") }
	if err := r.d.verify(t.Context(), "post/1"); err == nil {
		t.Error("no second look is asked for")
	}
	r.expect("post/1", store.Posted)
	r.clock.forward(verifyAfter)
	if err := r.d.verify(t.Context(), "post/1"); err != nil {
		t.Error(err)
	}
	r.expect("post/1", store.Dropped)
}

// A toot that may not be read is not looked at for ever.
func TestTootThatCannotBeRead(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	r.add(store.Deed{Key: "post/1", Text: "one"})
	r.step("post/1")
	r.answer = func(rw http.ResponseWriter, _ *http.Request) bool { return refuse(rw, 403, "Forbidden") }
	r.clock.forward(verifyAfter)
	if err := r.d.verify(t.Context(), "post/1"); err == nil {
		t.Error("no second look is asked for")
	}
	r.clock.forward(verifyFor)
	if err := r.d.verify(t.Context(), "post/1"); err != nil {
		t.Errorf("a day later: %v, want no more looks", err)
	}
}

// Stop holds at once: for answers that wait, and for links that were asked for.
func TestNothingAfterStop(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	r.add(store.Deed{Key: "reply/1", Text: "@alice an answer", Recipient: "77"})
	question := store.Question{Status: r.ask(), Link: "recording", Talk: "talk", Account: "77", Acct: "alice", Visibility: "unlisted", Language: "en", AskedAt: r.clock.now()}
	r.tx(func(tx *sql.Tx) error {
		if err := store.AddQuestion(t.Context(), tx, question); err != nil {
			return err
		}
		return store.OptOut(t.Context(), tx, "77", r.clock.now())
	})
	r.step("reply/1")
	r.expect("reply/1", store.Skipped)
	told, err := r.b.told(t.Context(), Talk{Talk: &thread.Talk{Name: "talk", Links: []thread.Link{recording}}})
	if len(told) > 0 || err != nil {
		t.Errorf("told %d people, %v; want nobody", len(told), err)
	}
}

var recording = thread.Link{Name: "recording", URL: "https://example.org/recording"}

// Who asked for a link weeks ago, and deleted that, is not told: some servers would
// make it a toot to nobody.
func TestQuestionOfALinkIsGone(t *testing.T) {
	t.Parallel()
	r := newRig(t, noLimits)
	asked := r.ask()
	if err := r.server.DeleteStatus(asked); err != nil {
		t.Fatal(err)
	}
	r.clock.forward(30 * 24 * time.Hour)
	d := r.b.tell(store.Question{Status: asked, Link: "recording", Talk: "talk", Account: "1", Acct: "alice", Visibility: "unlisted", Language: "en"}, recording)
	r.add(d)
	sofar := len(r.server.Requests())
	r.step(d.Key)
	r.expect(d.Key, store.Skipped)
	for _, req := range r.server.Requests()[sofar:] {
		if req.Method == http.MethodPost {
			t.Errorf("%s %s, want no try to answer it", req.Method, req.Path)
		}
	}
}
