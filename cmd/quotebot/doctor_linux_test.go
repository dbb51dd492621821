package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"quotebot/bot/sandbox"
)

// doctor looks at a bot with this environment, and returns what it prints.
func doctor(t *testing.T, env []string) string {
	t.Helper()
	cmd := exec.Command("quotebot", "doctor")
	cmd.Dir, cmd.Env = t.TempDir(), env
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState.ExitCode() != exitFailed {
		t.Fatalf("doctor: %v: %s", err, out)
	}
	return string(out)
}

func TestDoctorOnSmallDisk(t *testing.T) {
	t.Parallel()
	_, env := answering(t, filepath.Join(smallDisk(t), "quotebot.db"))
	if out := doctor(t, env); !strings.Contains(out, "✗ disk                      1 MiB free for the database: free some space") {
		t.Errorf("doctor on a disk of one MiB:\n%s", out)
	}
}

func TestDoctorBesideRunningBot(t *testing.T) {
	t.Parallel()
	_, env, _ := crashSite(t, sandbox.Mastodon)
	startProcess(t, env, "run").waitFor("hearing mentions")
	if out := doctor(t, env); !strings.Contains(out, "schema up to date; a running quotebot works on it\n") {
		t.Errorf("doctor beside a running bot:\n%s", out)
	}
}

// A terminal shows colours, unless NO_COLOR is set or it has none.
func TestDoctorInColour(t *testing.T) {
	t.Parallel()
	for setting, want := range map[string]bool{"TERM=xterm": true, "TERM=dumb": false, "NO_COLOR=1": false} {
		t.Run(setting, func(t *testing.T) {
			t.Parallel()
			screen, line := terminal(t)
			cmd := exec.Command("quotebot", "doctor")
			cmd.Dir, cmd.Stdout = t.TempDir(), line
			cmd.Env = []string{"HOME=" + cmd.Dir, "PATH=" + os.Getenv("PATH"), "TERM=xterm", setting}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			line.Close()
			out, _ := io.ReadAll(screen) // it ends with an error when nobody has the terminal open any more
			cmd.Wait()
			good, bad := strings.Contains(string(out), "\x1b[32m✓"), strings.Contains(string(out), "\x1b[31m✗")
			if good != want || bad != want || strings.Contains(string(out), "\x1b") != want || !strings.Contains(string(out), "server") {
				t.Errorf("on a terminal with %s:\n%q\nwant colours: %v", setting, out, want)
			}
		})
	}
}

// terminal is a pseudo terminal (pts(4)): what is written to line is read from
// screen.
func terminal(t *testing.T) (screen, line *os.File) {
	t.Helper()
	screen, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo terminal here: %v", err)
	}
	t.Cleanup(func() { screen.Close() })
	var number, unlocked int32
	for request, value := range map[uintptr]*int32{syscall.TIOCSPTLCK: &unlocked, syscall.TIOCGPTN: &number} {
		if _, _, no := syscall.Syscall(syscall.SYS_IOCTL, screen.Fd(), request, uintptr(unsafe.Pointer(value))); no != 0 {
			t.Fatalf("make a terminal: %v", no)
		}
	}
	if line, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0); err != nil {
		t.Fatal(err)
	}
	return screen, line
}
