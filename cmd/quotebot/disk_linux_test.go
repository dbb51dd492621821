package main

import (
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"quotebot/bot/sandbox"
)

// smallDisk mounts a file system of one MiB. Only root may; the checks run as
// root in CI.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		if os.Geteuid() == 0 && os.Getenv("CI") != "" {
			t.Fatalf("mount: %v", err)
		}
		t.Skip("needs root, to mount a small file system")
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// answering is a crash site whose bot may post: its answers are let go.
func answering(t *testing.T, database string) (s *sandbox.Server, env []string) {
	t.Helper()
	s, env, posts := crashSite(t, sandbox.Mastodon)
	done := make(chan struct{})
	t.Cleanup(func() { close(done) })
	go func() {
		for {
			select {
			case p := <-posts:
				close(p.answer)
			case <-done:
				return
			}
		}
	}()
	return s, append(env, "QUOTEBOT_DATABASE_URL="+database)
}

// fill leaves no byte free, and makes room again when free is called.
func fill(t *testing.T, dir string) (free func()) {
	t.Helper()
	path := filepath.Join(dir, "ballast")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{64 << 10, 4 << 10, 1} {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("fill the disk: %v", err)
		}
	}
	f.Close()
	return func() {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// A full disk stops nothing for ever: the bot says so, and when there is room
// again it answers what it could not write down.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	dir := smallDisk(t)
	s, env := answering(t, filepath.Join(dir, "quotebot.db"))
	p := startProcess(t, env, "run")
	p.waitFor("hearing mentions")
	first := publish(t, s, "@quotebot judicial")
	p.waitFor("msg=posted")
	free := fill(t, dir)
	second := publish(t, s, "@quotebot courts")
	p.waitFor("free some space and try again: what was recorded is safe")
	free()
	s.DropStream() // a look over REST follows
	p.waitFor("msg=posted")
	p.kill()
	for _, asked := range []sandbox.Status{first, second} {
		if n := answersTo(s, asked.ID); n != 1 {
			t.Errorf("%d answers to %q, want 1", n, asked.Text)
		}
	}
	fill(t, dir)
	why := exec.Command("quotebot", "why", "reply/"+second.ID)
	why.Env = env
	if out, err := why.CombinedOutput(); err != nil || !strings.Contains(string(out), "posted") {
		t.Errorf("why, on a full disk: %v: %s", err, out)
	}
}

// A file that is deleted under the running bot: it stops with a message, and the
// next one knows all that was recorded.
func TestDatabaseDeleted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, env := answering(t, filepath.Join(dir, "quotebot.db"))
	p := startProcess(t, env, "run")
	p.waitFor("hearing mentions")
	asked := publish(t, s, "@quotebot judicial")
	p.waitFor("msg=posted")
	files, err := filepath.Glob(filepath.Join(dir, "quotebot.db*"))
	if err != nil || len(files) < 3 {
		t.Fatalf("files of the database: %v, %v", files, err)
	}
	for _, f := range files {
		if err := os.Remove(f); err != nil {
			t.Fatal(err)
		}
	}
	publish(t, s, "@quotebot courts")
	p.waitFor("was deleted while quotebot was running; it was written back: start again")
	var exit *exec.ExitError
	if err := p.cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != exitFailed {
		t.Errorf("run ended with %v, want exit code %d", err, exitFailed)
	}
	startProcess(t, env, "run").waitFor("hearing mentions")
	why := exec.Command("quotebot", "why", asked.ID)
	why.Env = env
	if out, err := why.CombinedOutput(); err != nil || !strings.Contains(string(out), "posted") {
		t.Errorf("why, after the rescue: %v: %s", err, out)
	}
	if n := answersTo(s, asked.ID); n != 1 {
		t.Errorf("%d answers, want 1", n)
	}
}

// Another program holds the file: one message, and nothing is posted.
func TestDatabaseLocked(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "quotebot.db")
	s, env := answering(t, path)
	post := func() (string, error) {
		cmd := exec.Command("quotebot", "post", "--id", "gov-4-1")
		cmd.Env = env
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := post(); err != nil {
		t.Fatalf("post: %v: %s", err, out)
	}
	other, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	other.SetMaxOpenConns(1)
	if _, err := other.Exec(`PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE fact SET value = value`); err != nil {
		t.Fatal(err)
	}
	if out, err := post(); err == nil || !strings.Contains(out, "another program holds it: close that program and try again") {
		t.Errorf("post beside another program = %v: %s", err, out)
	}
	if n := len(s.Statuses("quotebot")); n != 1 {
		t.Errorf("%d statuses, want 1", n)
	}
	if _, err := other.Exec(`ROLLBACK`); err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if out, err := post(); err != nil {
		t.Errorf("post after the other program: %v: %s", err, out)
	}
}

// A file system that was made read-only under an existing database.
func TestDatabaseReadOnly(t *testing.T) {
	t.Parallel()
	dir := smallDisk(t)
	s, env := answering(t, filepath.Join(dir, "quotebot.db"))
	post := func() (string, error) {
		cmd := exec.Command("quotebot", "post", "--id", "gov-4-1")
		cmd.Env = env
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := post(); err != nil {
		t.Fatalf("post: %v: %s", err, out)
	}
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	if out, err := post(); err == nil || !strings.Contains(out, "read-only file system") || !strings.Contains(out, "QUOTEBOT_DATABASE_URL") {
		t.Errorf("post on a read-only disk = %v: %s", err, out)
	}
	if n := len(s.Statuses("quotebot")); n != 1 {
		t.Errorf("%d statuses, want 1", n)
	}
}
