package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"quotebot/bot"
	"quotebot/bot/thread"
	"quotebot/bot/toot"
)

type previewOptions struct {
	json       bool
	html       string
	limit      int
	flavour    string
	allowNoAlt bool
}

func newThreadPreviewCommand() *cobra.Command {
	var o previewOptions
	cmd := &cobra.Command{
		Use:   "preview FILE",
		Short: "Show the parts of a talk's thread as they will appear",
		Long: `Show the parts of a talk's thread with their lengths, attachments and warnings, cut
for the configured server, for the one that --limit and --flavour describe, or for
500 characters as Mastodon counts them. No token is read and nothing is posted.`,
		Args: arguments(1, 1, "name one file: quotebot thread preview talk.md"),
		RunE: func(cmd *cobra.Command, args []string) error {
			t, err := previewTalk(cmd, args[0], o)
			if err != nil {
				return err
			}
			if o.html != "" {
				return writePage(o.html, t)
			}
			if o.json {
				return printJSON(cmd.OutOrStdout(), t.View())
			}
			return printParts(cmd.OutOrStdout(), t)
		},
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	cmd.Flags().StringVar(&o.html, "html", "", "write a page that looks like the thread to this file")
	cmd.Flags().IntVar(&o.limit, "limit", 0, "characters in one toot, instead of the server's limit")
	cmd.Flags().StringVar(&o.flavour, "flavour", "", "mastodon, gotosocial, pleroma or unknown, instead of the server's")
	cmd.Flags().BoolVar(&o.allowNoAlt, "allow-no-alt", false, "images may lack a description")
	return cmd
}

// previewTalk reads a talk without a token: nothing of the account is needed.
func previewTalk(cmd *cobra.Command, path string, o previewOptions) (bot.Talk, error) {
	s, err := readSettings()
	if err != nil {
		return bot.Talk{}, err
	}
	s.AccessToken, s.AccessTokenFile = "", ""
	c, err := bot.Configure(s, false, time.Now())
	if err != nil {
		return bot.Talk{}, err
	}
	limits, err := o.limits(cmd, c)
	if err != nil {
		return bot.Talk{}, err
	}
	return readTalk(path, c, limits, o.allowNoAlt)
}

func (o previewOptions) limits(cmd *cobra.Command, c bot.Config) (toot.Limits, error) {
	if o.limit < 0 {
		return toot.Limits{}, usageError{fmt.Errorf("--limit %d is not a number of characters", o.limit)}
	}
	if o.flavour != "" {
		f, err := toot.ParseFlavour(o.flavour)
		if err != nil {
			return toot.Limits{}, usageError{err}
		}
		return toot.Limits{Flavour: f, MaxChars: o.limit}, nil
	}
	if o.limit > 0 {
		return toot.Limits{Flavour: toot.Mastodon, MaxChars: o.limit}, nil
	}
	return limitsOf(cmd.Context(), c)
}

// writePage writes the preview's page, whole or not at all.
func writePage(path string, t bot.Talk) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".quotebot-*.html")
	if err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name()) // the error that counts is the other
		}
	}()
	account := thread.Account{Name: "quotebot"}
	if err := errors.Join(thread.WriteHTML(f, t.Talk, account), f.Chmod(0o644), f.Close()); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return os.Rename(f.Name(), path)
}

// boxWidth is the width of a part's box, in columns.
const boxWidth = 76

// printParts shows each part in a box.
func printParts(w io.Writer, t bot.Talk) error {
	box := lipgloss.NewStyle().Border(lipgloss.RoundedBorder()).Padding(0, 1).Width(boxWidth)
	for i, p := range t.View().Parts {
		lines := []string{fmt.Sprintf("%d of %d · %d/%d characters · %s%s", i+1, len(t.Parts), p.Length, p.Limit, p.Visibility, tagOf(p))}
		if p.CW != "" {
			lines = append(lines, "content warning: "+p.CW)
		}
		lines = append(lines, "", p.Text)
		for n, m := range p.Media {
			if n == 0 {
				lines = append(lines, "")
			}
			lines = append(lines, fmt.Sprintf("[%s: %s]", m.Path, cmp.Or(m.Alt, "no description")))
		}
		for _, warning := range p.Warnings {
			lines = append(lines, "", "warning: "+warning)
		}
		if _, err := fmt.Fprintln(w, box.Render(strings.Join(lines, "\n"))); err != nil {
			return err
		}
	}
	return nil
}

func tagOf(p thread.PartView) string {
	if p.Language == "" {
		return ""
	}
	return " · " + p.Language
}
