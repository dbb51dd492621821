package bot_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quotebot/bot"
	"quotebot/bot/sandbox"
	"quotebot/bot/thread"
)

// talk reads a talk's file for the world's bot.
func (w *world) talk(b *bot.Bot, name, text string) bot.Talk {
	w.t.Helper()
	path := filepath.Join(filepath.Dir(w.settings.DatabaseURL), name+".md")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	path, err := bot.TalkPath(path)
	if err != nil {
		w.t.Fatal(err)
	}
	t, err := thread.Parse([]byte(text), thread.Options{File: path, Images: os.DirFS(filepath.Dir(path)), Limits: b.TalkLimits()})
	if err != nil {
		w.t.Fatal(err)
	}
	return bot.Talk{Talk: t, Path: path}
}

// await delivers what a talk's thread has open.
func (w *world) await(b *bot.Bot, name string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if err := b.AwaitTalk(ctx, name, func(int, int) {}); err != nil {
		w.t.Fatal(err)
	}
}

const fiveParts = "one\n\n---\n\ntwo\n\n---\n\nthree\n\n---\n\nfour\n\n---\n\nfive\n"

// A thread is posted through every trouble, once and in order.
func TestThreadThroughTrouble(t *testing.T) {
	t.Parallel()
	for _, flavour := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial} {
		t.Run(flavour.String(), func(t *testing.T) {
			t.Parallel()
			w := newWorldWith(t, sandbox.Config{Flavour: flavour, Delays: quick})
			b := w.open()
			defer b.Close()
			w.server.Play(sandbox.Posts, sandbox.NoFault, sandbox.ErrorBefore, sandbox.NoFault, sandbox.TooMany, sandbox.NoFault, sandbox.LostAnswer)
			if isNew, err := b.Publish(t.Context(), w.talk(b, "talk", fiveParts)); !isNew || err != nil {
				t.Fatalf("Publish = %v, %v", isNew, err)
			}
			w.await(b, "talk")
			posted := w.server.Statuses("quotebot")
			if len(posted) != 5 {
				t.Fatalf("%d parts, want 5", len(posted))
			}
			for i, s := range posted {
				if i > 0 && s.InReplyToID != posted[i-1].ID {
					t.Errorf("part %d answers %s, want the part before it", i+1, s.InReplyToID)
				}
			}
			if isNew, err := b.Publish(t.Context(), w.talk(b, "talk", fiveParts)); isNew || err != nil {
				t.Errorf("Publish again = %v, %v; want nothing new", isNew, err)
			}
		})
	}
}

// A part whose parent was deleted meanwhile ends the thread, and the reason is
// told.
func TestThreadWithDeletedParent(t *testing.T) {
	t.Parallel()
	for _, flavour := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial} {
		t.Run(flavour.String(), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, flavour)
			w.settings.Spacing = "200ms"
			b := w.open()
			defer b.Close()
			if _, err := b.Publish(t.Context(), w.talk(b, "talk", fiveParts)); err != nil {
				t.Fatal(err)
			}
			gone := make(chan error, 1)
			go func() {
				<-w.posted
				second := <-w.posted
				gone <- w.server.DeleteStatus(second.ID)
			}()
			w.await(b, "talk")
			if err := <-gone; err != nil {
				t.Fatal(err)
			}
			reports, err := bot.TalkReports(t.Context(), w.config(), "talk")
			if err != nil {
				t.Fatal(err)
			}
			for i, d := range reports[0].Parts[2:] {
				if d.State != "skipped" || !strings.Contains(d.Reason, "gone") {
					t.Errorf("part %d is %s (%s), want skipped because its parent is gone", i+3, d.State, d.Reason)
				}
			}
			if n := len(w.server.Statuses("quotebot")); n != 1 {
				t.Errorf("%d statuses, want the first part alone", n)
			}
		})
	}
}

// The story of a recording: people ask for it before it is there and are told
// that it will come; when the file names it, it is appended and everybody who
// asked is told once, as visibly as they asked; who asks later gets it at once.
func TestRecordingStory(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		const front = "---\nlinks:\n  slides: https://example.org/slides\n  recording:RECORDING\n---\n"
		text := func(recording string) string { return strings.Replace(front, "RECORDING", recording, 1) + fiveParts }
		b := w.open()
		if _, err := b.Publish(t.Context(), w.talk(b, "talk", text(""))); err != nil {
			t.Fatal(err)
		}
		w.await(b, "talk")
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		parts := w.server.Statuses("quotebot")
		for range parts {
			w.next()
		}
		w.account(sandbox.NewAccount{Username: "carol", Follows: []string{"quotebot"}})
		stop := w.run()
		ask := func(from, text, visibility string) sandbox.Status {
			return w.publish(from, sandbox.NewStatus{Text: "@quotebot " + text, Visibility: visibility, InReplyToID: parts[0].ID})
		}
		first := ask("alice", "recording?", "public")
		if _, text := w.answerTo(first); !strings.Contains(text, "Not yet (recording)") || strings.Contains(text, "example.org") {
			t.Errorf("answer before it is there: %q", text)
		}
		second := ask("bob@far.example", "will you share the slides and the recording?", "unlisted")
		if _, text := w.answerTo(second); !strings.Contains(text, "https://example.org/slides") || !strings.Contains(text, "Not yet (recording)") {
			t.Errorf("answer with one of two: %q", text)
		}
		third := ask("carol", "is there a video?", "private")
		w.answerTo(third)
		if err := stop(); err != nil {
			t.Fatal(err)
		}

		b = w.open()
		defer b.Close()
		t2 := w.talk(b, "talk", text(" https://example.org/recording"))
		plan, err := b.PlanTalk(t.Context(), t2)
		if err != nil {
			t.Fatal(err)
		}
		if len(plan.Told) != 3 || len(plan.Steps) != len(parts)+1 {
			t.Errorf("the plan tells %d people and has %d steps, want 3 and %d", len(plan.Told), len(plan.Steps), len(parts)+1)
		}
		if err := b.UpdateTalk(t.Context(), t2, plan); err != nil {
			t.Fatal(err)
		}
		w.run()
		told := make(map[string]sandbox.Status)
		for range 4 {
			s := w.next()
			told[s.InReplyToID] = s
		}
		for asked, visibility := range map[string]string{first.ID: "unlisted", second.ID: "unlisted", third.ID: "private"} {
			if s := told[asked]; !strings.Contains(s.Text, "https://example.org/recording") || s.Visibility != visibility || strings.Count(s.Text, "@") > 2 {
				t.Errorf("told %s: %+v", asked, s)
			}
		}
		last := ask("alice", "where is the recording?", "public")
		if _, text := w.answerTo(last); !strings.Contains(text, "https://example.org/recording") {
			t.Errorf("answer when it is there: %q", text)
		}
		again, err := b.PlanTalk(t.Context(), t2)
		if err != nil || again.Changes() {
			t.Errorf("the plan afterwards: %+v, %v; want nothing to do", again.Steps, err)
		}
	})
}

// An update does on the wire what its plan says, and nothing else.
func TestUpdateDoesWhatIsPlanned(t *testing.T) {
	eachFlavour(t, func(t *testing.T, w *world) {
		b := w.open()
		defer b.Close()
		picture(t, filepath.Join(filepath.Dir(w.settings.DatabaseURL), "chart.png"))
		before := "a tipo\n\n![a chart](chart.png)\n\n---\n\ntwo\n\n---\n\nthree\n"
		after := "a typo\n\n![a chart of bars](chart.png)\n\n---\n\ntwo\n\n---\n\nthree, and more\n\n---\n\nfour\n\n---\n\nfive\n"
		if _, err := b.Publish(t.Context(), w.talk(b, "talk", before)); err != nil {
			t.Fatal(err)
		}
		w.await(b, "talk")
		published := w.server.Statuses("quotebot")
		sofar := len(w.server.Requests())

		edited := w.talk(b, "talk", after)
		plan, err := b.PlanTalk(t.Context(), edited)
		if err != nil {
			t.Fatal(err)
		}
		var steps []string
		for _, s := range plan.Steps {
			steps = append(steps, string(s.Action)+" "+s.Why)
		}
		want := []string{"edit text, description of image 1", "keep ", "edit text", "append ", "append "}
		if diff := cmp.Diff(want, steps); diff != "" {
			t.Errorf("plan (-want +got):\n%s", diff)
		}
		if err := b.UpdateTalk(t.Context(), edited, plan); err != nil {
			t.Fatal(err)
		}
		w.await(b, "talk")
		var changes []string
		for _, r := range w.server.Requests()[sofar:] {
			if r.Method != http.MethodGet {
				changes = append(changes, r.Method+" "+r.Path)
			}
		}
		id := func(i int) string { return "PUT /api/v1/statuses/" + published[i].ID }
		if diff := cmp.Diff([]string{id(0), id(2), "POST /api/v1/statuses", "POST /api/v1/statuses"}, changes); diff != "" {
			t.Errorf("calls (-want +got):\n%s", diff)
		}
		now := w.server.Statuses("quotebot")
		if len(now) != 5 || now[0].Media[0].Description != "a chart of bars" || now[4].Text != "five 5/5" || now[1].Text != published[1].Text {
			t.Errorf("the thread is now %+v", now)
		}
	})
}

// A part is not appended behind one that is not there: it would stand outside its
// thread.
func TestAppendBehindRefusedPart(t *testing.T) {
	t.Parallel()
	const unnumbered = "---\nnumbering: none\n---\n"
	w := newWorld(t, sandbox.Mastodon)
	w.front(func(rw http.ResponseWriter, r *http.Request) bool {
		body, err := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		return err == nil && bytes.Contains(body, []byte("two")) && refuse(rw, 422, "Validation failed")
	})
	b := w.open()
	defer b.Close()
	if _, err := b.Publish(t.Context(), w.talk(b, "talk", unnumbered+"one\n\n---\n\ntwo\n")); err != nil {
		t.Fatal(err)
	}
	w.await(b, "talk")
	longer := w.talk(b, "talk", unnumbered+"one\n\n---\n\ntwo\n\n---\n\nthree\n")
	plan, err := b.PlanTalk(t.Context(), longer)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.UpdateTalk(t.Context(), longer, plan); err == nil || !strings.Contains(err.Error(), "part 2: it is not there: failed") {
		t.Errorf("UpdateTalk = %v, want an error that names the part", err)
	}
}

// A thread that was taken back is not in step with its file; it is posted anew if
// that is asked for.
func TestThreadThatWasTakenBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Mastodon)
	b := w.open()
	defer b.Close()
	talk := w.talk(b, "talk", fiveParts)
	if _, err := b.Publish(t.Context(), talk); err != nil {
		t.Fatal(err)
	}
	w.await(b, "talk")
	if n, err := b.DeleteTalk(t.Context(), "talk"); n != 5 || err != nil {
		t.Fatalf("DeleteTalk = %d, %v; want 5 parts", n, err)
	}
	w.await(b, "talk")
	if _, err := b.Publish(t.Context(), talk); err == nil || !strings.Contains(err.Error(), "is not there any more: deleted; `quotebot thread update --repost") {
		t.Errorf("Publish again = %v, want an error that says what to do", err)
	}
	plan, err := b.PlanTalk(t.Context(), talk)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(plan.Refused()); n != 5 {
		t.Errorf("%d parts cannot be brought in step, want all 5", n)
	}
	if err := b.RepostTalk(t.Context(), talk); err != nil {
		t.Fatal(err)
	}
	w.await(b, "talk")
	if n := len(w.server.Statuses("quotebot")); n != 5 {
		t.Errorf("%d statuses after a repost, want 5", n)
	}
}

// picture writes a small PNG.
func picture(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(png.Encode(f, image.NewGray(image.Rect(0, 0, 4, 4))), f.Close()); err != nil {
		t.Fatal(err)
	}
}
