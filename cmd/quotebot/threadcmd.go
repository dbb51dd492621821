package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"quotebot/bot"
	"quotebot/bot/thread"
	"quotebot/bot/toot"
	"quotebot/quotes"
)

func newThreadCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "thread",
		Short: "Publish a talk's Markdown file as a thread and keep it in step",
		Long: `Publish a talk's follow-up as a thread, from a Markdown file, and keep the thread in
step with the file. bot/thread/example/talk.md is a file to begin with.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newThreadPreviewCommand(), newThreadPostCommand(), newThreadStatusCommand(), newThreadResumeCommand(),
		newThreadUpdateCommand(), newThreadDeleteCommand(), newThreadExportCommand())
	return cmd
}

// maxTalk bounds a talk's file, in bytes.
const maxTalk = 4 << 20

// readTalk reads a talk's file for a server with these limits. What is wrong with
// the file is the caller's to mend.
func readTalk(path string, c bot.Config, limits toot.Limits, allowNoAlt bool) (bot.Talk, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return bot.Talk{}, usageError{fmt.Errorf("%w: name the talk's Markdown file", err)}
	case !info.Mode().IsRegular():
		return bot.Talk{}, usageError{fmt.Errorf("%s is not a regular file: name the talk's Markdown file", path)}
	case info.Size() > maxTalk:
		return bot.Talk{}, usageError{fmt.Errorf("%s is larger than %d MiB: no thread is that long", path, maxTalk>>20)}
	}
	source, err := os.ReadFile(path)
	if err != nil {
		return bot.Talk{}, err
	}
	whole, err := bot.TalkPath(path)
	if err != nil {
		return bot.Talk{}, err
	}
	t, err := thread.Parse(source, thread.Options{
		File: path, Corpus: c.Corpus, Template: c.Template, Images: os.DirFS(filepath.Dir(whole)), Limits: limits, AllowNoAlt: allowNoAlt,
	})
	if err != nil {
		return bot.Talk{}, usageError{problemsOf(err)}
	}
	return bot.Talk{Talk: t, Path: whole, At: t.At}, nil
}

// problemsOf is an error as it is shown, one problem a line.
func problemsOf(err error) error {
	var problems quotes.Problems
	if errors.As(err, &problems) {
		return problems
	}
	return err
}

// withBot runs f with the configured bot.
func withBot(cmd *cobra.Command, f func(b *bot.Bot, c bot.Config) error) (err error) {
	c, err := configure(true)
	if err != nil {
		return err
	}
	c.LogLevel = max(c.LogLevel, slog.LevelWarn) // what is done is printed
	b, err := bot.Open(cmd.Context(), c, newLogger(cmd.ErrOrStderr(), c))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	return f(b, c)
}

// awaitTalk waits until a talk's thread is what it is to be, and tells how far it
// is.
func awaitTalk(cmd *cobra.Command, b *bot.Bot, name string) error {
	bar := newProgress(cmd.ErrOrStderr())
	err := b.AwaitTalk(cmd.Context(), name, bar.show)
	bar.end()
	if err != nil && cmd.Context().Err() != nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "interrupted: `quotebot run` goes on with it, or `quotebot thread resume %s`\n", name)
	}
	return err
}

func spokenTime(t time.Time) string { return t.Format("Mon 2006-01-02 15:04 MST") }
