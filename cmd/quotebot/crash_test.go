package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"quotebot/bot/sandbox"
)

// patience is how long a test waits for what must happen.
const patience = 3 * time.Minute

// A process is quotebot as a child of the test.
type process struct {
	t     *testing.T
	cmd   *exec.Cmd
	lines chan string // of its log
}

// A commit is a status that the server has stored and not yet answered for.
type commit struct {
	status sandbox.Status
	ctx    context.Context // ends when the client has gone
	answer chan<- struct{} // close to let the answer go
}

// crashSite starts a server that hands every post of the bot to the test before
// it answers.
func crashSite(t *testing.T, flavour sandbox.Flavour) (s *sandbox.Server, env []string, posts <-chan commit) {
	t.Helper()
	commits := make(chan commit)
	done := make(chan struct{})
	s, err := sandbox.Start(sandbox.Config{
		Flavour: flavour,
		AfterCommit: func(ctx context.Context, st sandbox.Status) {
			answer := make(chan struct{})
			select {
			case commits <- commit{st, ctx, answer}:
			case <-done:
				return
			}
			select {
			case <-answer:
			case <-ctx.Done():
			case <-done:
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { close(done); s.Close() })
	_, token, err := s.CreateAccount(sandbox.NewAccount{Username: "quotebot", Bot: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.CreateAccount(sandbox.NewAccount{Username: "alice"}); err != nil {
		t.Fatal(err)
	}
	return s, append(os.Environ(),
		"QUOTEBOT_SERVER="+s.URL(),
		"QUOTEBOT_ACCESS_TOKEN="+token,
		"QUOTEBOT_DATABASE_URL="+filepath.Join(t.TempDir(), "quotebot.db"),
		"QUOTEBOT_SCHEDULE=0 0 1 1 *",
		"QUOTEBOT_SETTLE=1s", "QUOTEBOT_SPACING=0s", "QUOTEBOT_ADMIN_LISTEN=off",
	), commits
}

func startProcess(t *testing.T, env []string, args ...string) *process {
	t.Helper()
	p := &process{t: t, cmd: exec.Command("quotebot", args...), lines: make(chan string, 10_000)}
	p.cmd.Env = env
	r, w := io.Pipe()
	p.cmd.Stderr = w
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		for s := bufio.NewScanner(r); s.Scan(); {
			p.lines <- s.Text()
		}
	}()
	t.Cleanup(func() { p.kill(); w.Close() })
	return p
}

// kill is SIGKILL, and waits until the process is gone.
func (p *process) kill() {
	if p.cmd.ProcessState == nil {
		p.cmd.Process.Signal(syscall.SIGKILL)
		p.cmd.Wait()
	}
}

// waitFor reads the log until a line holds text, and gives that line.
func (p *process) waitFor(text string) string {
	p.t.Helper()
	timeout := time.After(patience)
	for {
		select {
		case line := <-p.lines:
			p.t.Log(line)
			if strings.Contains(line, text) {
				return line
			}
		case <-timeout:
			p.t.Fatalf("the log never says %q", text)
		}
	}
}

func receive(t *testing.T, posts <-chan commit) commit {
	t.Helper()
	select {
	case p := <-posts:
		return p
	case <-time.After(patience):
		t.Fatal("the bot posts nothing")
		return commit{}
	}
}

func publish(t *testing.T, s *sandbox.Server, text string) sandbox.Status {
	t.Helper()
	made, err := s.Publish("alice", sandbox.NewStatus{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func answersTo(s *sandbox.Server, id string) (n int) {
	for _, st := range s.Statuses("quotebot") {
		if st.InReplyToID == id {
			n++
		}
	}
	return n
}

// The process is killed after the server has stored the reply and before the
// bot has recorded it. The next one must find it, and go on.
func TestKillBetweenSendAndRecord(t *testing.T) {
	t.Parallel()
	for _, flavour := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial} {
		t.Run(flavour.String(), func(t *testing.T) {
			t.Parallel()
			s, env, posts := crashSite(t, flavour)
			first := startProcess(t, env, "run")
			first.waitFor("hearing mentions")
			asked := publish(t, s, "@quotebot judicial")
			p := receive(t, posts)
			if p.status.InReplyToID != asked.ID {
				t.Fatalf("first post answers %s, want %s", p.status.InReplyToID, asked.ID)
			}
			first.kill()
			<-p.ctx.Done()

			second := startProcess(t, env, "run")
			second.waitFor("found what an earlier try had posted")
			last := publish(t, s, "@quotebot courts")
			next := receive(t, posts)
			close(next.answer)
			if next.status.InReplyToID != last.ID {
				t.Errorf("next post answers %s, want %s: the first mention was answered already", next.status.InReplyToID, last.ID)
			}
			if n := answersTo(s, asked.ID); n != 1 {
				t.Errorf("%d answers after a kill, want 1", n)
			}
		})
	}
}

// The process is killed when it has promised an answer and the server has not
// seen it: the next one sends it.
func TestKillBeforeSend(t *testing.T) {
	t.Parallel()
	s, env, posts := crashSite(t, sandbox.GoToSocial)
	first := startProcess(t, env, "run")
	first.waitFor("hearing mentions")
	publish(t, s, "@quotebot judicial")
	held := receive(t, posts) // the one worker waits for this answer
	waiting := publish(t, s, "@quotebot courts")
	first.waitFor("mention=" + waiting.ID)
	first.kill()
	<-held.ctx.Done()

	startProcess(t, env, "run")
	for got := receive(t, posts); ; got = receive(t, posts) {
		close(got.answer)
		if got.status.InReplyToID == waiting.ID {
			break
		}
	}
	for _, id := range []string{held.status.InReplyToID, waiting.ID} {
		if n := answersTo(s, id); n != 1 {
			t.Errorf("%d answers to %s, want 1", n, id)
		}
	}
}

func TestPostBesideRunningWorker(t *testing.T) {
	t.Parallel()
	for _, flavour := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial} {
		t.Run(flavour.String(), func(t *testing.T) {
			t.Parallel()
			s, env, posts := crashSite(t, flavour)
			worker := startProcess(t, env, "run")
			worker.waitFor("hearing mentions")
			var out, errs bytes.Buffer
			client := exec.Command("quotebot", "post", "--id", "gov-4-1")
			client.Env, client.Stdout, client.Stderr = env, &out, &errs
			if err := client.Start(); err != nil {
				t.Fatal(err)
			}
			p := receive(t, posts)
			close(p.answer)
			if err := client.Wait(); err != nil {
				t.Fatalf("post: %v: %s", err, errs.String())
			}
			if got := strings.TrimSpace(out.String()); got != p.status.URL {
				t.Errorf("post printed %q, want %q", got, p.status.URL)
			}
			worker.waitFor("status=" + p.status.URL) // the worker delivered it
			if n := len(s.Statuses("quotebot")); n != 1 {
				t.Errorf("%d statuses, want 1", n)
			}
		})
	}
}

// SIGTERM ends the bot in order, with exit code 0.
func TestTerminate(t *testing.T) {
	t.Parallel()
	_, env, _ := crashSite(t, sandbox.Mastodon)
	p := startProcess(t, env, "run")
	p.waitFor("hearing mentions")
	p.cmd.Process.Signal(syscall.SIGTERM)
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("run ended with %v after SIGTERM, want exit code 0", err)
	}
	p.waitFor("stopped")
}
