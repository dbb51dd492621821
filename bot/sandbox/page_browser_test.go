package sandbox_test

import (
	"context"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"testing"

	"github.com/chromedp/chromedp"
	"quotebot/bot/sandbox"
)

// browser is a headless Chromium. Without one the test is skipped, unless TEST_CHROMIUM is set, as deploy/check does where
// it can install it.
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
	ctx, cancel = context.WithTimeout(ctx, 6*deadline)
	t.Cleanup(cancel)
	return ctx
}

// The page shows pictures with their descriptions, an edit as it happens, and keeps pictures below a warning shut.
func TestPageShowsPicturesAndEdits(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	w := startWorld(t, sandbox.Config{Page: true, Viewer: "friend"})
	shades := image.NewGray(image.Rect(0, 0, 60, 30))
	for x := range 60 {
		for y := range 30 {
			shades.SetGray(x, y, color.Gray{Y: uint8(4 * x)})
		}
	}
	file := picture(t, func(out io.Writer, _ image.Image) error { return png.Encode(out, shades) })
	upload := func(alt string) string {
		return w.bot.upload("/api/v2/media", file, "description", alt).want(200).object()["id"].(string)
	}
	post := func(p sandbox.NewStatus) string { return w.publish(t, "quotebot", p).ID }
	post(sandbox.NewStatus{Text: "hidden", SpoilerText: "a warning", Media: []string{upload("behind it")}})
	id := post(sandbox.NewStatus{Text: "a qoute", Media: []string{upload("from black to white"), upload("")}})

	toot := func(is string) chromedp.Action[chromedp.Void] {
		return chromedp.Poll[chromedp.Void](`(() => { const toot = document.getElementById("toot-`+id+`"); return toot && (`+is+`); })()`,
			chromedp.WithPollingTimeout(3*deadline))
	}
	err := chromedp.Do(ctx,
		chromedp.EmulateViewport(800, 900),
		chromedp.Navigate(w.URL()),
		toot(`[...toot.querySelectorAll(".media img")].map(i => i.naturalWidth + i.alt).join() === "60from black to white,60"`),
		toot(`[...toot.querySelectorAll("figcaption")].map(c => c.textContent).join() === "from black to white,no description"`),
		toot(`toot.querySelector("[data-testid=edited]").hidden`),
		toot(`document.querySelector("details").closest(".toot").querySelector(".media").hidden`),
		chromedp.Click(chromedp.CSS(`summary`)),
		toot(`!document.querySelector("details").closest(".toot").querySelector(".media").hidden`),
		toot(`document.querySelector("[data-testid=live]").dataset.state === "live"`),
	)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.EditStatus(id, sandbox.NewStatus{Text: "a quote", Media: []string{upload("anew")}}); err != nil {
		t.Fatal(err)
	}
	err = chromedp.Do(ctx,
		toot(`toot.querySelector("[data-testid=toot-text]").textContent === "a quote"`),
		toot(`!toot.querySelector("[data-testid=edited]").hidden && toot.querySelector("[data-testid=edited]").title.startsWith("edited ")`),
		toot(`[...toot.querySelectorAll(".media img")].map(i => i.alt).join() === "anew"`),
	)
	if err != nil {
		t.Fatal(err)
	}
}
