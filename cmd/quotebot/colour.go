package main

import (
	"io"
	"os"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/mattn/go-isatty"
)

// A palette colours what is shown on a terminal. Its zero value has no colours.
type palette struct {
	good, bad, faint lipgloss.Style
}

// paletteFor has colours where w is a terminal that knows them and nobody has
// said otherwise (no-color.org).
func paletteFor(w io.Writer) palette {
	if out, ok := w.(*output); ok {
		w = out.w
	}
	f, ok := w.(*os.File)
	if !ok || !isatty.IsTerminal(f.Fd()) || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return palette{}
	}
	return palette{
		good:  lipgloss.NewStyle().Foreground(lipgloss.Green),
		bad:   lipgloss.NewStyle().Foreground(lipgloss.Red),
		faint: lipgloss.NewStyle().Faint(true),
	}
}

// paint colours each line of a text. As a block, lines would be filled up with
// blanks.
func paint(s lipgloss.Style, text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		rest := strings.TrimSuffix(line, "\n")
		b.WriteString(s.Render(rest) + line[len(rest):])
	}
	return b.String()
}
