package main

import (
	"bufio"
	"context"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

var picture = flag.Bool("picture", false, "write the pictures that README.md and deploy/README.md show")

// browser is a headless Chromium. Without one the test is skipped, unless
// TEST_CHROMIUM is set, as deploy/check does where it can install it.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil && os.Getenv("TEST_CHROMIUM") == "" {
		t.Skip("no chromium: install Debian's package chromium")
	}
	if err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*patience)
	t.Cleanup(cancel)
	return ctx
}

// A demoRun is the demo, running in this process.
type demoRun struct {
	t      *testing.T
	page   string
	lines  chan string // what it prints, closed at its end
	cancel context.CancelFunc
	code   chan int
}

// startDemo runs the demo until the test ends.
func startDemo(t *testing.T, args ...string) *demoRun {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	d := &demoRun{t: t, lines: make(chan string, 1000), cancel: cancel, code: make(chan int, 1)}
	r, w := io.Pipe()
	go func() {
		d.code <- run(ctx, append([]string{"demo"}, args...), strings.NewReader(""), w, t.Output())
		w.Close()
	}()
	go func() {
		defer close(d.lines)
		for s := bufio.NewScanner(r); s.Scan(); {
			d.lines <- s.Text()
		}
	}()
	t.Cleanup(func() { d.stop() })
	d.page = strings.Fields(d.waitFor("page "))[1]
	return d
}

// waitFor gives the next line that holds text.
func (d *demoRun) waitFor(text string) string {
	d.t.Helper()
	timeout := time.After(patience)
	for {
		select {
		case line, more := <-d.lines:
			if strings.Contains(line, text) {
				return line
			}
			if !more {
				d.t.Fatalf("the demo ended and never said %q", text)
			}
		case <-timeout:
			d.t.Fatalf("the demo never says %q", text)
		}
	}
}

// stop ends the demo as Ctrl-C does and gives what it printed last.
func (d *demoRun) stop() string {
	d.t.Helper()
	d.cancel()
	var last strings.Builder
	for line := range d.lines {
		last.WriteString(line + "\n")
	}
	select {
	case c := <-d.code:
		if c != exitOK {
			d.t.Errorf("demo ended with %d, want 0", c)
		}
	default: // stopped before
	}
	return last.String()
}

// A person opens the page, writes to the bot and sees the answer, without
// loading the page again.
func TestDemoPage(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	demo := startDemo(t)
	ask := func(text string) chromedp.Action[chromedp.Void] {
		return chromedp.Steps(
			chromedp.SetValue(chromedp.CSS(`[data-testid=compose-text]`), text),
			chromedp.Click(chromedp.CSS(`[data-testid=compose-send]`)),
		)
	}
	answered := func(words string) chromedp.Action[chromedp.Void] {
		return chromedp.Poll[chromedp.Void](`[...document.querySelectorAll('[data-testid=toot][data-acct=quotebot] [data-testid=toot-text]')]
			.some(e => e.textContent.startsWith('@you') && e.textContent.includes(`+strconv.Quote(words)+`))`, chromedp.WithPollingTimeout(patience))
	}
	err := chromedp.Do(ctx,
		chromedp.EmulateViewport(900, 1000, chromedp.EmulateScale(1.5)),
		chromedp.Navigate(demo.page),
		chromedp.WaitVisible(chromedp.CSS(`[data-testid=toot][data-acct=quotebot]`)), // the bot's first quote
		ask("@quotebot what about the courts?"),
		answered("II.4.1"),
		ask("@quotebot 政务诚信"),
		answered("Integrity in government affairs"),
		chromedp.Poll[chromedp.Void](`document.getAnimations().every(a => a.playState === 'finished' || a.effect.getTiming().iterations === Infinity)`),
	)
	if err != nil {
		t.Fatal(err)
	}
	loads, err := chromedp.Run(ctx, chromedp.Evaluate[int](`performance.getEntriesByType('navigation').length`))
	if err != nil || loads != 1 {
		t.Errorf("the page was loaded %d times, %v; want once", loads, err)
	}
	shot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "demo.png")
	if *picture {
		file = filepath.Join("..", "..", "deploy", "demo.png")
	}
	if err := os.WriteFile(file, shot, 0o644); err != nil {
		t.Fatal(err)
	}
	if len(shot) < 20_000 {
		t.Errorf("the screenshot has %d bytes: the page is empty", len(shot))
	}
	if said := demo.stop(); !strings.Contains(said, "answered 2 mentions") {
		t.Errorf("the demo's last words: %q, want a count of 2 answers", said)
	}
}

// With --mention and the page, the exchange is printed and the demo goes on.
func TestDemoExchangeAndPage(t *testing.T) {
	t.Parallel()
	demo := startDemo(t, "--mention", "judicial")
	demo.waitFor("@quotebot (unlisted)")
	demo.waitFor("Judicial credibility")
	if said := demo.stop(); !strings.Contains(said, "Posted 0 quotes on schedule, answered 1 mention.") {
		t.Errorf("the demo's last words: %q", said)
	}
}
