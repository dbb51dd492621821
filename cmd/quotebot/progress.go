package main

import (
	"fmt"
	"io"
	"os"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"
)

// A progress tells how far a thread has come: a bar on a terminal, nothing where
// nobody watches.
type progress struct {
	w   io.Writer
	bar *progressbar.ProgressBar
}

func newProgress(w io.Writer) *progress {
	if f, ok := w.(*os.File); !ok || !isatty.IsTerminal(f.Fd()) {
		return &progress{}
	}
	return &progress{w: w}
}

func (p *progress) show(done, all int) {
	if p.w == nil || all == 0 {
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions(all, progressbar.OptionSetWriter(p.w), progressbar.OptionShowCount(),
			progressbar.OptionSetDescription("parts"), progressbar.OptionSetWidth(40), progressbar.OptionSetPredictTime(false))
	}
	p.bar.Set(done) // an error means that the terminal has gone
}

func (p *progress) end() {
	if p.bar != nil {
		fmt.Fprintln(p.w)
	}
}
