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

// A child is quotebot as a child of the test, with all that it prints.
type child struct {
	cmd   *exec.Cmd
	stdin io.WriteCloser
	ended chan error // of cmd.Wait

	mu      sync.Mutex
	printed bytes.Buffer
	over    bool
	more    chan struct{}
}

// startChild starts a command whose output and errors are kept together.
func startChild(dir string, env []string, command ...string) (*child, error) {
	c := &child{cmd: exec.Command(command[0], command[1:]...), ended: make(chan error, 1), more: make(chan struct{}, 1)}
	c.cmd.Dir, c.cmd.Env, c.cmd.Stdout, c.cmd.Stderr = dir, env, c, c
	var err error
	if c.stdin, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		c.ended <- c.cmd.Wait()
		c.mu.Lock()
		c.over = true
		c.mu.Unlock()
		c.wake()
	}()
	return c, nil
}

func (c *child) Write(p []byte) (int, error) {
	defer c.wake()
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.printed.Write(p)
}

func (c *child) wake() {
	select {
	case c.more <- struct{}{}:
	default: // it will look anyway
	}
}

func (c *child) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.printed.String()
}

// await waits until the child has printed what matches.
func (c *child) await(pattern *regexp.Regexp) (string, error) {
	late := time.After(patience)
	for {
		c.mu.Lock()
		found, over := pattern.Find(c.printed.Bytes()), c.over
		text := string(found)
		c.mu.Unlock()
		if found != nil {
			return strings.TrimSpace(text), nil
		}
		if over {
			return "", fmt.Errorf("it ended without printing %v: %s", pattern, c)
		}
		select {
		case <-c.more:
		case <-late:
			return "", fmt.Errorf("it never prints %v: %s", pattern, c)
		}
	}
}

// wait returns the exit code.
func (c *child) wait() (int, error) {
	defer c.stdin.Close()
	late := time.AfterFunc(patience, func() { c.cmd.Process.Kill() })
	defer late.Stop()
	err := <-c.ended
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode(), nil
	}
	return 0, err
}

var loginPage = regexp.MustCompile(`http\S+/oauth/authorize\?\S+\s`)

// act does one step of the account's owner, who is shown a login page.
func (l *child) act(step string) error {
	address, err := l.await(loginPage)
	if err != nil {
		return err
	}
	name, value, _ := strings.Cut(step, "=")
	switch name {
	case "allow":
		return l.follow(address, form{username: "quotebot", password: password, decision: "allow", scope: value}, http.StatusFound)
	case "stranger":
		return l.follow(address, form{username: "alice", password: password, decision: "allow"}, http.StatusFound)
	case "wrong":
		return l.follow(address, form{username: "quotebot", password: "guessed", decision: "allow"}, http.StatusUnauthorized)
	case "deny":
		return l.follow(address, form{decision: "deny"}, http.StatusFound, http.StatusBadRequest)
	case "forge":
		return l.forge(address)
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
func (l *child) follow(address string, f form, want ...int) error {
	code, to, err := decide(address, f)
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
func (l *child) forge(address string) error {
	asked, err := url.Parse(address)
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
