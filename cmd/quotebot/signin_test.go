package main

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"time"
)

// A loginProcess is quotebot login as a child of the test, and the browser of the
// account's owner.
type loginProcess struct {
	cmd     *exec.Cmd
	stdin   io.WriteCloser
	out     capture
	errs    bytes.Buffer
	address string // that it has printed
	ended   chan error
}

// A capture keeps what is written to it, and tells when that has a match.
type capture struct {
	mu    sync.Mutex
	text  bytes.Buffer
	want  *regexp.Regexp
	found chan string
}

func (c *capture) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.text.Write(p)
	if m := c.want.Find(c.text.Bytes()); m != nil {
		select {
		case c.found <- strings.TrimSpace(string(m)):
		default:
		}
	}
	return len(p), nil
}

func (c *capture) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text.String()
}

// startLogin runs a command that prints the address of a page.
func startLogin(dir string, env []string, command ...string) (*loginProcess, error) {
	l := &loginProcess{cmd: exec.Command(command[0], command[1:]...), ended: make(chan error, 1)}
	l.out = capture{want: regexp.MustCompile(`http\S+/oauth/authorize\?\S+\s`), found: make(chan string, 1)}
	l.cmd.Dir, l.cmd.Env, l.cmd.Stdout, l.cmd.Stderr = dir, env, &l.out, &l.errs
	var err error
	if l.stdin, err = l.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := l.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { l.ended <- l.cmd.Wait() }()
	return l, nil
}

// act does one step of the owner.
func (l *loginProcess) act(step string) (err error) {
	if l.address == "" {
		select {
		case l.address = <-l.out.found:
		case err := <-l.ended:
			return fmt.Errorf("%v, and no address was printed: %s%s", err, &l.out, &l.errs)
		case <-time.After(patience):
			return fmt.Errorf("no address was printed: %s%s", &l.out, &l.errs)
		}
	}
	name, value, _ := strings.Cut(step, "=")
	switch name {
	case "allow":
		return l.follow(form{username: "quotebot", password: password, decision: "allow", scope: value}, http.StatusFound)
	case "stranger":
		return l.follow(form{username: "alice", password: password, decision: "allow"}, http.StatusFound)
	case "wrong":
		return l.follow(form{username: "quotebot", password: "guessed", decision: "allow"}, http.StatusUnauthorized)
	case "deny":
		return l.follow(form{decision: "deny"}, http.StatusFound, http.StatusBadRequest)
	case "forge":
		return l.forge()
	case "type":
		_, err = io.WriteString(l.stdin, value+"\n")
		return err
	case "interrupt":
		return l.cmd.Process.Signal(os.Interrupt)
	}
	return fmt.Errorf("there is no step %q", step)
}

// password is that of every account with one.
const password = "correct horse"

// A form is what the owner fills in.
type form struct {
	username, password, decision string
	scope                        string // other than was asked for; "" for the same
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// follow opens the page, sends its form, and goes on as a browser does: back to
// quotebot, or, where a code is shown, to the terminal.
func (l *loginProcess) follow(f form, want ...int) error {
	code, to, err := decide(l.address, f)
	if err != nil {
		return err
	}
	if code != want[0] && code != want[len(want)-1] {
		return fmt.Errorf("the server answers %d, want %v", code, want)
	}
	if to == nil {
		return nil
	}
	code, page, err := visit(to.String())
	switch copied := regexp.MustCompile(`id="code"[^>]*>([^<]+)<`).FindStringSubmatch(page); {
	case err != nil:
		return err
	case copied != nil:
		_, err = io.WriteString(l.stdin, copied[1]+"\n")
		return err
	case code != http.StatusOK || !strings.Contains(page, "You can close this window"):
		return fmt.Errorf("the browser sees %d %s", code, page)
	}
	return nil
}

// forge is what a page on the Internet may try: to bring a code of its own.
func (l *loginProcess) forge() error {
	asked, err := url.Parse(l.address)
	if err != nil {
		return err
	}
	code, page, err := visit(asked.Query().Get("redirect_uri") + "?code=stolen&state=guessed")
	if err == nil && (code != http.StatusBadRequest || !strings.Contains(page, "another login")) {
		err = fmt.Errorf("a forged answer sees %d %s", code, page)
	}
	return err
}

// decide sends the form of a consent page. to is where the browser is sent, nil
// where it stays.
func decide(address string, f form) (code int, to *url.URL, err error) {
	_, page, err := visit(address)
	if err != nil {
		return 0, nil, err
	}
	values := url.Values{"username": {f.username}, "password": {f.password}, "decision": {f.decision}}
	for _, m := range hiddenField.FindAllStringSubmatch(page, -1) {
		values.Set(m[1], html.UnescapeString(m[2]))
	}
	if f.scope != "" {
		values.Set("scope", strings.ReplaceAll(f.scope, "+", " "))
	}
	base, _, _ := strings.Cut(address, "?")
	stay := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := stay.PostForm(base, values)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	to, err = resp.Location()
	if errors.Is(err, http.ErrNoLocation) {
		err = nil
	}
	return resp.StatusCode, to, err
}

func visit(address string) (code int, page string, err error) {
	resp, err := http.Get(address)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body), err
}

// wait returns the exit code.
func (l *loginProcess) wait() (int, error) {
	defer l.stdin.Close()
	late := time.AfterFunc(patience, func() { l.cmd.Process.Kill() })
	defer late.Stop()
	err := <-l.ended
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode(), nil
	}
	return 0, err
}
