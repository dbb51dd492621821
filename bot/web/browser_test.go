package web_test

import (
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"quotebot/bot/web"
)

var pictures = flag.String("pictures", "", "write pictures of the status page into this folder")

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
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// scheme has the browser ask for light or dark.
func scheme(name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
		})
		return err
	})
}

// flaws is a program for the browser. It lists what people would stumble over:
// a page that is wider than the screen, a style that did not arrive, requests
// for anything else, and text that stands out too little (WCAG 2.2, 1.4.3).
const flaws = `(() => {
	const flaws = [];
	if (document.documentElement.scrollWidth > innerWidth) flaws.push('wider than the screen: ' + document.documentElement.scrollWidth);
	if (getComputedStyle(document.body).margin !== '0px') flaws.push('the style was refused');
	for (const r of performance.getEntriesByType('resource')) if (!r.name.startsWith('data:')) flaws.push('asks for ' + r.name);
	const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
	const rgba = color => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return canvas.getImageData(0, 0, 1, 1).data; };
	const light = color => { const [r, g, b] = [...rgba(color)].map(c => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
	const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (rgba(c)[3] === 255) return c; } return 'white'; };
	let texts = 0;
	for (const e of document.querySelectorAll('body *')) {
		if (![...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()) || e.tagName === 'title') continue;
		texts++;
		const style = getComputedStyle(e), [a, b] = [light(e.closest('svg') ? style.fill : style.color), light(behind(e))].sort((x, y) => x - y);
		if ((b + .05) / (a + .05) < 4.5) flaws.push('faint: ' + e.textContent.trim());
	}
	if (texts < 20) flaws.push('nearly empty: ' + texts + ' texts');
	return flaws.join('; ');
})()`

func TestStatusPageInBrowser(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	well, ill := telling(t), telling(t)
	ill.Ready = func(context.Context) error {
		return errors.New("mentions cannot be heard: read mentions: Get \"https://mastodon.example/api/v1/notifications\": connection refused")
	}
	ill.Metrics.Stream(web.StreamBroken)
	empty := config(t)
	for name, c := range map[string]struct {
		url           string
		width, height int64
		scheme        string
	}{
		"wide-light":  {serve(t, well).URL(), 1280, 900, "light"},
		"phone-dark":  {serve(t, ill).URL(), 360, 740, "dark"},
		"empty-light": {serve(t, empty).URL(), 800, 600, "light"},
	} {
		err := chromedp.Do(ctx,
			chromedp.EmulateViewport(c.width, c.height, chromedp.EmulateScale(1.5)),
			scheme(c.scheme),
			chromedp.Navigate(c.url+"/status"),
		)
		if err != nil {
			t.Fatal(err)
		}
		found, err := chromedp.Run(ctx, chromedp.Evaluate[string](flaws))
		if err != nil || found != "" {
			t.Errorf("%s: %s, %v", name, found, err)
		}
		picture(t, ctx, name)
	}
}

// picture writes what the browser shows into the folder that was asked for.
func picture(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	if *pictures == "" {
		return
	}
	shot, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*pictures, name+".png"), shot, 0o644); err != nil {
		t.Fatal(err)
	}
}
