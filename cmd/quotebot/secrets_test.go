package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/joho/godotenv"

	"quotebot/bot/sandbox"
)

// A household is a folder in which a bot is set up, and all that can be seen from
// outside while it is.
type household struct {
	t      *testing.T
	server *sandbox.Server
	dir    string
	env    []string
	seen   bytes.Buffer // output, logs, and the arguments of processes
}

func newHousehold(t *testing.T) *household {
	t.Helper()
	s, err := sandbox.Start(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for _, name := range []string{"quotebot", "alice"} {
		if _, _, err := s.CreateAccount(sandbox.NewAccount{Username: name, Password: password}); err != nil {
			t.Fatal(err)
		}
	}
	h := &household{t: t, server: s, dir: t.TempDir()}
	bin := filepath.Join(h.dir, "bin")
	h.env = []string{
		"HOME=" + h.dir, "PATH=" + bin + ":" + os.Getenv("PATH"), "XDG_STATE_HOME=" + filepath.Join(h.dir, "state"),
		"DISPLAY=:0", "GORACE=" + noSleep, "QUOTEBOT_ADMIN_LISTEN=off", "QUOTEBOT_LOG_LEVEL=debug", "QUOTEBOT_SPACING=0s", "QUOTEBOT_SCHEDULE=0 0 1 1 *",
	}
	browser := "#!/bin/sh\necho \"opened $*\" >>opened\nenv >>opened\n"
	if err := errorsOf(os.Mkdir(bin, 0o700), os.WriteFile(filepath.Join(bin, "xdg-open"), []byte(browser), 0o700)); err != nil {
		t.Fatal(err)
	}
	return h
}

func errorsOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// login logs in, and returns what .env holds then.
func (h *household) login(args ...string) map[string]string {
	h.t.Helper()
	l, err := startChild(h.dir, h.env, append([]string{"quotebot", "login", h.server.URL()}, args...)...)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := l.act("wrong"); err != nil {
		h.t.Fatal(err)
	}
	h.watch(l.cmd.Process.Pid)
	if err := l.act("allow"); err != nil {
		h.t.Fatal(err)
	}
	code, err := l.wait()
	h.seen.WriteString(l.String())
	if code != exitOK || err != nil {
		h.t.Fatalf("login: exit code %d, %v: %s", code, err, l)
	}
	env, err := godotenv.Read(filepath.Join(h.dir, ".env"))
	if err != nil {
		h.t.Fatal(err)
	}
	return env
}

// watch notes the arguments of a process and of its children, as far as the
// system tells them.
func (h *household) watch(pid int) {
	id := strconv.Itoa(pid)
	lists, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		h.t.Fatal(err)
	}
	for _, list := range lists {
		stat, _ := os.ReadFile(filepath.Join(filepath.Dir(list), "stat")) // it may have ended
		fields := strings.Fields(string(stat))
		if len(fields) > 3 && (fields[0] == id || fields[3] == id) {
			args, _ := os.ReadFile(list)
			h.seen.Write(bytes.ReplaceAll(args, []byte{0}, []byte{'\n'}))
		}
	}
}

// command runs quotebot, which must end with that code.
func (h *household) command(want int, args ...string) {
	h.t.Helper()
	cmd := exec.Command("quotebot", args...)
	cmd.Dir, cmd.Env = h.dir, h.env
	out, _ := cmd.CombinedOutput()
	h.seen.Write(out)
	if code := cmd.ProcessState.ExitCode(); code != want {
		h.t.Fatalf("quotebot %v: exit code %d, want %d: %s", args, code, want, out)
	}
}

// run has the bot answer somebody.
func (h *household) run() {
	h.t.Helper()
	c, err := startChild(h.dir, h.env, "quotebot", "run")
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := c.await(regexp.MustCompile("hearing mentions")); err != nil {
		h.t.Fatal(err)
	}
	h.watch(c.cmd.Process.Pid)
	publish(h.t, h.server, "@quotebot judicial")
	_, err = c.await(regexp.MustCompile("msg=posted"))
	if err = errorsOf(err, c.cmd.Process.Signal(syscall.SIGTERM)); err != nil {
		h.t.Fatal(err)
	}
	code, err := c.wait()
	h.seen.WriteString(c.String())
	if code != exitOK || err != nil {
		h.t.Fatalf("run: exit code %d, %v: %s", code, err, c)
	}
}

// A token, and the secret with which it can be revoked, are in .env and nowhere
// else: not in what is printed or logged, not in the arguments of a process, not
// in the database, not in any other file.
func TestSecretsAreInEnvAlone(t *testing.T) {
	t.Parallel()
	h := newHousehold(t)
	first := h.login()
	second := h.login("--force")
	h.command(exitOK, "config", "--json")
	h.command(exitOK, "doctor", "--fix")
	h.command(exitOK, "doctor", "--json")
	h.command(exitOK, "profile", "apply", "--yes", "--pin")
	h.command(exitOK, "post")
	h.run()
	kept, err := os.ReadFile(filepath.Join(h.dir, ".env"))
	if err != nil {
		t.Fatal(err)
	}
	h.command(exitOK, "logout")
	if err := os.WriteFile(filepath.Join(h.dir, ".env"), kept, 0o600); err != nil {
		t.Fatal(err)
	}
	h.command(exitFailed, "doctor") // the token is not good any more
	h.command(exitFailed, "run")
	h.command(exitOK, "logout")
	secrets := []string{first[varToken], first[varClientSecret], second[varToken], second[varClientSecret]}
	h.mustNotTell(secrets, first[varClientKey])
}

// mustNotTell looks for secrets in all that was seen. known is no secret, and must
// be found.
func (h *household) mustNotTell(secrets []string, known string) {
	h.t.Helper()
	files := 0
	err := filepath.WalkDir(h.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		h.seen.Write(data)
		return err
	})
	if err != nil || files < 4 {
		h.t.Fatalf("%d files were looked at, %v", files, err)
	}
	for _, text := range []string{known, "opened http", "quotebot\nlogin", "hearing mentions", "SQLite format 3", "401 Unauthorized"} {
		if !bytes.Contains(h.seen.Bytes(), []byte(text)) {
			h.t.Errorf("%q was not seen: the search is broken", text)
		}
	}
	for i, secret := range secrets {
		if len(secret) < 20 {
			h.t.Fatalf("secret %d is %q: the login is broken", i, secret)
		}
		if at := bytes.Index(h.seen.Bytes(), []byte(secret)); at >= 0 {
			h.t.Errorf("secret %d is told: %q", i, h.seen.Bytes()[max(0, at-80):at])
		}
	}
}
