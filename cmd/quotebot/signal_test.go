package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"quotebot/bot/sandbox"
)

// waitCode is the exit code of a started command, -1 if a signal killed it.
func waitCode(t *testing.T, cmd *exec.Cmd) int {
	t.Helper()
	late := time.AfterFunc(patience, func() { cmd.Process.Kill() })
	defer late.Stop()
	cmd.Wait()
	return cmd.ProcessState.ExitCode()
}

// A command that waits for its input ends when it is asked to.
func TestInterruptWhileReading(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"count -", "count --jsonl", "ask -", "ask --jsonl"} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			var errs bytes.Buffer
			cmd := exec.Command("quotebot", strings.Fields(line)...)
			cmd.Stderr = &errs
			in, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			// More than a pipe holds: it is reading when this is written.
			if _, err := io.WriteString(in, strings.Repeat("\n", 1<<20)); err != nil {
				t.Fatal(err)
			}
			cmd.Process.Signal(syscall.SIGTERM)
			if code := waitCode(t, cmd); code != exitInterrupted || errs.Len() > 0 {
				t.Errorf("quotebot %s: exit code %d and %q after SIGTERM, want %d and silence", line, code, errs.String(), exitInterrupted)
			}
		})
	}
}

// An interrupted post says what becomes of it, and the next one sees to that.
func TestInterruptPost(t *testing.T) {
	t.Parallel()
	s, env, posts := crashSite(t, sandbox.GoToSocial)
	p := startProcess(t, env, "post", "--id", "gov-4-1")
	receive(t, posts)
	p.cmd.Process.Signal(os.Interrupt)
	p.waitFor("interrupted: the quote stays in the outbox")
	if code := waitCode(t, p.cmd); code != exitInterrupted {
		t.Errorf("post: exit code %d after SIGINT, want %d", code, exitInterrupted)
	}

	startProcess(t, env, "post", "--id", "gov-4-2")
	close(receive(t, posts).answer)
	if n := len(s.Statuses("quotebot")); n != 2 {
		t.Errorf("%d statuses of an interrupted post and another, want 2", n)
	}
}

// The demo clears up when its terminal is closed.
func TestHangUpDemo(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	cmd := exec.Command("quotebot", "demo")
	cmd.Env = append(os.Environ(), "TMPDIR="+folder)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAtLeast(out, make([]byte, 64), 1); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Fatalf("temporary folders of a running demo: %v, %v, want one", left, err)
	}
	cmd.Process.Signal(syscall.SIGHUP)
	go io.Copy(io.Discard, out)
	if code := waitCode(t, cmd); code != exitOK {
		t.Errorf("demo: exit code %d after SIGHUP, want 0", code)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("the demo leaves %v, %v", left, err)
	}
}

// Who has read enough hears no complaint, also where SIGPIPE does not end us.
func TestReaderGone(t *testing.T) {
	t.Parallel()
	for _, script := range []string{"exec quotebot quotes list", "trap '' PIPE; exec quotebot quotes list"} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		var errs bytes.Buffer
		cmd := exec.Command("sh", "-c", script)
		cmd.Stdout, cmd.Stderr = w, &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		w.Close()
		if code := waitCode(t, cmd); code == exitOK || errs.Len() > 0 {
			t.Errorf("%s into a closed pipe: exit code %d and %q, want a failure and silence", script, code, errs.String())
		}
	}
}
