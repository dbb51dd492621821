package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/joho/godotenv"
	"github.com/rogpeppe/go-internal/testscript"

	"quotebot/bot"
	"quotebot/bot/fedi"
	"quotebot/bot/sandbox"
)

// The scripts of setting up run on servers of both flavours, those in the folder
// once on one alone.
func TestSetUpScripts(t *testing.T) {
	t.Parallel()
	for dir, flavours := range map[string][]sandbox.Flavour{
		"testdata/setup":      {sandbox.Mastodon, sandbox.GoToSocial},
		"testdata/setup/once": {sandbox.Mastodon},
	} {
		for _, flavour := range flavours {
			t.Run(path.Join(dir, flavour.String()), func(t *testing.T) {
				t.Parallel()
				testscript.Run(t, setUpParams(dir, flavour))
			})
		}
	}
}

func setUpParams(dir string, flavour sandbox.Flavour) testscript.Params {
	return testscript.Params{
		Dir: dir,
		Setup: func(env *testscript.Env) error {
			deploy, err := filepath.Abs(deployFolder)
			if err != nil {
				return err
			}
			env.Setenv("DEPLOY", deploy)
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("XDG_STATE_HOME", env.WorkDir+"/state")
			env.Setenv("QUOTEBOT_ADMIN_LISTEN", "off")
			env.Setenv("QUOTEBOT_SPACING", "0s")
			env.Setenv("GORACE", noSleep)
			env.Setenv("LONG", strings.Repeat("o", 256))
			return nil
		},
		Condition: func(name string) (bool, error) { return name == flavour.String(), nil },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"server":   func(ts *testscript.TestScript, _ bool, args []string) { startServer(ts, flavour, args) },
			"website":  startWebsite,
			"exitcode": exitcode,
			"statuses": statuses,
			"signin":   signin,
			"token":    takeToken,
			"revoke":   revokeToken,
			"deaf":     breakStreams,
			"pinned":   pinned,
			"forget":   forget,
		},
	}
}

// startServer is "server [person] [late] [chars=N]": a server with the accounts
// quotebot, which is marked as a bot unless it says person, and alice. $SERVER is
// its address. late: its clock is ten minutes ahead.
func startServer(ts *testscript.TestScript, flavour sandbox.Flavour, args []string) {
	c, automated := sandbox.Config{Flavour: flavour, Limits: sandbox.RateLimits{Off: true}}, true
	for _, arg := range args {
		name, value, _ := strings.Cut(arg, "=")
		switch name {
		case "person":
			automated = false
		case "late":
			c.Now = func() time.Time { return time.Now().Add(10 * time.Minute) }
		case "chars":
			_, err := fmt.Sscan(value, &c.MaxChars)
			ts.Check(err)
		}
	}
	s, err := sandbox.Start(c)
	ts.Check(err)
	ts.Defer(func() { s.Close() })
	for _, a := range []sandbox.NewAccount{{Username: "quotebot", Bot: automated, Password: password}, {Username: "alice", Password: password}} {
		_, _, err = s.CreateAccount(a)
		ts.Check(err)
	}
	ts.Setenv("SERVER", s.URL())
	sandboxes.Store(ts, s)
}

func serverOf(ts *testscript.TestScript) *sandbox.Server {
	s, ok := sandboxes.Load(ts)
	if !ok {
		ts.Fatalf("no server was started")
	}
	return s.(*sandbox.Server)
}

// signin is "signin CODE STEPS COMMAND ARGS": the command prints the address of a
// page, the account's owner does these steps, with commas between them, and the
// command ends with that code. What it prints, errors too, is the stdout.
func signin(ts *testscript.TestScript, _ bool, args []string) {
	l, err := startChild(ts.MkAbs("."), environment(ts), args[2:]...)
	ts.Check(err)
	for step := range strings.SplitSeq(args[1], ",") {
		ts.Check(l.act(step))
	}
	code, err := l.wait()
	fmt.Fprint(ts.Stdout(), l)
	ts.Check(err)
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("%v ended with %d, want %s: %s", args[2:], code, args[0], l)
	}
}

// environment is what a script gives to its commands, as far as quotebot looks at
// it.
func environment(ts *testscript.TestScript) []string {
	names := []string{"HOME", "PATH", "XDG_STATE_HOME", "TMPDIR", "GORACE"}
	for _, v := range bot.DefaultSettings().Variables() {
		names = append(names, v.Name)
	}
	var env []string
	for _, name := range names {
		if value := ts.Getenv(name); value != "" {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// takeToken is "token USER SCOPES...": the environment has a token of that user
// with these scopes, all of them if none are named.
func takeToken(ts *testscript.TestScript, _ bool, args []string) {
	scopes := args[1:]
	if len(scopes) == 0 {
		for _, s := range bot.Scopes() {
			scopes = append(scopes, s.Name)
		}
	}
	server := serverOf(ts).URL()
	client, err := fedi.New(server, "", "test")
	ts.Check(err)
	app, err := client.RegisterApp(context.Background(), "test", "", "http://127.0.0.1:1/", scopes)
	ts.Check(err)
	address, proof := client.AuthorizeURL(app)
	_, to, err := decide(address, form{username: args[0], password: password, decision: "allow"})
	ts.Check(err)
	code, err := proof.Code(to.Query())
	ts.Check(err)
	token, err := client.ExchangeCode(context.Background(), app, code, proof)
	ts.Check(err)
	ts.Setenv("QUOTEBOT_SERVER", server)
	ts.Setenv("QUOTEBOT_ACCESS_TOKEN", token.Value)
}

// revokeToken is "revoke": the owner of the account takes the token in .env back.
func revokeToken(ts *testscript.TestScript, _ bool, _ []string) {
	env, err := godotenv.Read(ts.MkAbs(".env"))
	ts.Check(err)
	ts.Check(serverOf(ts).RevokeToken(env[varToken]))
}

// breakStreams is "deaf": the next stream is refused.
func breakStreams(ts *testscript.TestScript, _ bool, _ []string) {
	serverOf(ts).Play(sandbox.Connects, sandbox.BadGateway)
}

// pinned is "pinned TEXT": one status is pinned to the profile, and it holds that.
func pinned(ts *testscript.TestScript, _ bool, args []string) {
	if found := pins(ts); len(found) != 1 || !strings.Contains(found[0].Content, args[0]) {
		ts.Fatalf("pinned are %v, want one with %q", found, args[0])
	}
}

// forget is "forget": what is pinned is deleted by hand.
func forget(ts *testscript.TestScript, _ bool, _ []string) {
	for _, p := range pins(ts) {
		ts.Check(serverOf(ts).DeleteStatus(p.ID))
	}
}

type pin struct{ ID, Content string }

// pins are the statuses that the profile shows first.
func pins(ts *testscript.TestScript) (found []pin) {
	server := serverOf(ts).URL()
	var account pin
	look := func(path string, into any) {
		_, body, err := visit(server + path)
		ts.Check(err)
		ts.Check(json.Unmarshal([]byte(body), into))
	}
	look("/api/v1/accounts/lookup?acct=quotebot", &account)
	look("/api/v1/accounts/"+account.ID+"/statuses?pinned=true", &found)
	return found
}
