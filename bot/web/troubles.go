package web

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"
)

// maxTroubles is how many warnings and errors are kept; maxDetails how much of
// each, in bytes.
const (
	maxTroubles = 30
	maxDetails  = 400
)

// A Trouble is a warning or an error.
type Trouble struct {
	At      time.Time // the last time
	Level   slog.Level
	What    string
	Details string // attributes of the last time, as key=value
	Times   int    // in a row
}

// Troubles is a slog.Handler that keeps the newest warnings and errors and hands
// everything on to another.
type Troubles struct {
	next  slog.Handler
	words slog.Handler // writes details to kept.details
	kept  *kept
}

// kept is shared by a Troubles and what With made of it.
type kept struct {
	mu      sync.Mutex
	details bytes.Buffer
	newest  []Trouble // oldest first
}

// KeepTroubles makes a handler that hands everything on to next.
func KeepTroubles(next slog.Handler) *Troubles {
	k := new(kept)
	words := slog.NewTextHandler(&k.details, &slog.HandlerOptions{Level: slog.LevelWarn, ReplaceAttr: onlyDetails})
	return &Troubles{next: next, words: words, kept: k}
}

// onlyDetails leaves out what a Trouble has fields for.
func onlyDetails(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && slices.Contains([]string{slog.TimeKey, slog.LevelKey, slog.MessageKey}, a.Key) {
		return slog.Attr{}
	}
	return a
}

// Newest are the warnings and errors kept, newest first.
func (t *Troubles) Newest() []Trouble {
	t.kept.mu.Lock()
	defer t.kept.mu.Unlock()
	newest := slices.Clone(t.kept.newest)
	slices.Reverse(newest)
	return newest
}

// Enabled is part of slog.Handler.
func (t *Troubles) Enabled(ctx context.Context, l slog.Level) bool {
	return t.words.Enabled(ctx, l) || t.next.Enabled(ctx, l)
}

// Handle is part of slog.Handler.
func (t *Troubles) Handle(ctx context.Context, r slog.Record) error {
	if t.words.Enabled(ctx, r.Level) {
		if err := t.keep(ctx, r); err != nil {
			return err
		}
	}
	if !t.next.Enabled(ctx, r.Level) {
		return nil
	}
	return t.next.Handle(ctx, r)
}

func (t *Troubles) keep(ctx context.Context, r slog.Record) error {
	k := t.kept
	k.mu.Lock()
	defer k.mu.Unlock()
	k.details.Reset()
	if err := t.words.Handle(ctx, r); err != nil {
		return err
	}
	trouble := Trouble{At: r.Time, Level: r.Level, What: r.Message, Details: cut(strings.TrimSpace(k.details.String())), Times: 1}
	if n := len(k.newest); n > 0 && k.newest[n-1].What == trouble.What && k.newest[n-1].Level == trouble.Level {
		trouble.Times += k.newest[n-1].Times
		k.newest = k.newest[:n-1]
	}
	k.newest = append(k.newest, trouble)
	k.newest = k.newest[max(0, len(k.newest)-maxTroubles):]
	return nil
}

// cut shortens details that are too long.
func cut(s string) string {
	if len(s) <= maxDetails {
		return s
	}
	return strings.ToValidUTF8(s[:maxDetails], "") + "…"
}

// WithAttrs is part of slog.Handler.
func (t *Troubles) WithAttrs(a []slog.Attr) slog.Handler {
	return &Troubles{t.next.WithAttrs(a), t.words.WithAttrs(a), t.kept}
}

// WithGroup is part of slog.Handler.
func (t *Troubles) WithGroup(name string) slog.Handler {
	return &Troubles{t.next.WithGroup(name), t.words.WithGroup(name), t.kept}
}
