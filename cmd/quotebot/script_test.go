package main

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"quotebot/bot/sandbox"
)

// sandboxes are the servers of the running scripts.
var sandboxes sync.Map

var update = flag.Bool("update", false, "rewrite the expected output in the scripts")

// In a test run the binary is quotebot itself when it is called by that name,
// so that scripts and crash tests drive the real program as child processes.
func TestMain(m *testing.M) {
	os.Setenv("GORACE", noSleep)
	testscript.Main(m, map[string]func(){"quotebot": main})
}

// noSleep has programs under the race detector end at once; otherwise each sleeps
// a second then (go.dev/doc/articles/race_detector).
const noSleep = "atexit_sleep_ms=0"

func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:           "testdata",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("XDG_STATE_HOME", env.WorkDir+"/state")
			env.Setenv("QUOTEBOT_ADMIN_LISTEN", "off")
			env.Setenv("GORACE", noSleep)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"sandbox":  startSandbox,
			"exitcode": exitcode,
			"statuses": statuses,
			"website":  startWebsite,
			"why":      why,
			"export":   export,
			"picture":  makePicture,
		},
	})
}

// startSandbox is "sandbox FLAVOUR [MAXCHARS]": a server with the bot's account,
// named to quotebot by the environment.
func startSandbox(ts *testscript.TestScript, _ bool, args []string) {
	c := sandbox.Config{}
	if args[0] == "gotosocial" {
		c.Flavour = sandbox.GoToSocial
	}
	if len(args) > 1 {
		_, err := fmt.Sscan(args[1], &c.MaxChars)
		ts.Check(err)
	}
	s, err := sandbox.Start(c)
	ts.Check(err)
	ts.Defer(func() { s.Close() })
	_, token, err := s.CreateAccount(sandbox.NewAccount{Username: "quotebot", Bot: true})
	ts.Check(err)
	ts.Setenv("QUOTEBOT_SERVER", s.URL())
	ts.Setenv("QUOTEBOT_ACCESS_TOKEN", token)
	sandboxes.Store(ts, s)
}

// startWebsite names a web server that is no Mastodon to quotebot.
func startWebsite(ts *testscript.TestScript, _ bool, _ []string) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "<!doctype html><title>A shop</title>")
	}))
	ts.Defer(s.Close)
	ts.Setenv("QUOTEBOT_SERVER", s.URL)
}

// why is "why FILE": quotebot why, for the address in the file.
func why(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(ts.Exec("quotebot", "why", strings.TrimSpace(ts.ReadFile(args[0]))))
}

// export is "export URLS FILE": the thread of the first address in a file as a
// talk's file.
func export(ts *testscript.TestScript, _ bool, args []string) {
	url, _, _ := strings.Cut(ts.ReadFile(args[0]), "\n")
	ts.Check(ts.Exec("quotebot", "thread", "export", url))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(ts.ReadFile("stdout")), 0o600))
}

// makePicture is "picture FILE": a small PNG.
func makePicture(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(png.Encode(f, image.NewGray(image.Rect(0, 0, 4, 4))))
	ts.Check(f.Close())
}

// statuses is "statuses N": the bot has posted so many.
func statuses(ts *testscript.TestScript, _ bool, args []string) {
	s, ok := sandboxes.Load(ts)
	if !ok {
		ts.Fatalf("statuses: no sandbox was started")
	}
	if got := len(s.(*sandbox.Server).Statuses("quotebot")); fmt.Sprint(got) != args[0] {
		ts.Fatalf("the bot has posted %d statuses, want %s", got, args[0])
	}
}

// exitcode is "exitcode N COMMAND ARGS": the command ends with that code.
func exitcode(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("%v ended with %d, want %s", args[1:], code, args[0])
	}
}
