package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"quotebot/bot"
	"quotebot/bot/store"
)

type postOptions struct {
	at, replyTo         string
	dryRun, yes, noAlts bool
}

func newThreadPostCommand() *cobra.Command {
	var o postOptions
	cmd := &cobra.Command{
		Use:   "post FILE",
		Short: "Publish a talk's thread",
		Long: `Publish a talk's thread, part by part, through the same outbox as the running bot:
beside it, or without one. Interrupted or killed it goes on where it stopped, by
itself where ` + "`quotebot run`" + ` is there, or with ` + "`quotebot thread resume NAME`" + `.
--at takes a time with its zone, as 2026-12-01T18:30:00+01:00.`,
		Args:        arguments(1, 1, "name one file: quotebot thread post talk.md"),
		Annotations: map[string]string{endsInOrder: "yes"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.dryRun {
				t, err := previewTalk(cmd, args[0], previewOptions{allowNoAlt: o.noAlts})
				if err != nil {
					return err
				}
				return printParts(cmd.OutOrStdout(), t)
			}
			return withBot(cmd, func(b *bot.Bot, c bot.Config) error { return postTalk(cmd, b, c, args[0], o) })
		},
	}
	cmd.Flags().StringVar(&o.at, "at", "", "post at this time, which needs a running `quotebot run`")
	cmd.Flags().StringVar(&o.replyTo, "reply-to", "", "address of the status that the thread answers")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "show what would be posted and post nothing")
	cmd.Flags().BoolVar(&o.yes, "yes", false, "do not ask")
	cmd.Flags().BoolVar(&o.noAlts, "allow-no-alt", false, "images may lack a description")
	return cmd
}

func postTalk(cmd *cobra.Command, b *bot.Bot, c bot.Config, path string, o postOptions) error {
	t, err := readTalk(path, c, b.TalkLimits(), o.noAlts)
	if err != nil {
		return err
	}
	if o.at != "" {
		if t.At, err = time.Parse(time.RFC3339, o.at); err != nil {
			return usageError{fmt.Errorf("--at %q is not a time with a zone: write it like 2026-12-01T18:30:00+01:00", o.at)}
		}
	}
	if !t.At.IsZero() && !t.At.After(time.Now()) {
		return usageError{fmt.Errorf("the time %s is past: leave it out to post now", t.At.Format(time.RFC3339))}
	}
	if status := cmp.Or(o.replyTo, t.Talk.InReplyTo); status != "" {
		if t.InReplyTo, err = b.Resolve(cmd.Context(), status); err != nil {
			return err
		}
	}
	if err := confirm(cmd, o.yes, "--yes", summary(t)); err != nil {
		return err
	}
	return publishTalk(cmd, b, t)
}

func summary(t bot.Talk) string {
	when := "now"
	if !t.At.IsZero() {
		when = "at " + spokenTime(t.At)
	}
	return fmt.Sprintf("Publish the thread %q, %s (the first %s, the rest %s), %s?",
		t.Name, plural(len(t.Parts), "part"), t.Visibility, t.ReplyVisibility, when)
}

func publishTalk(cmd *cobra.Command, b *bot.Bot, t bot.Talk) error {
	isNew, err := b.Publish(cmd.Context(), t)
	if err != nil {
		return err
	}
	if !isNew {
		fmt.Fprintf(cmd.ErrOrStderr(), "the thread %q was published before: nothing is posted twice\n", t.Name)
	}
	if !t.At.IsZero() {
		return printLater(cmd.OutOrStdout(), t)
	}
	if err := awaitTalk(cmd, b, t.Name); err != nil {
		return err
	}
	return printOutcome(cmd.Context(), cmd.OutOrStdout(), t.Name)
}

// printLater says when a thread is to come.
func printLater(w io.Writer, t bot.Talk) error {
	_, err := fmt.Fprintf(w, "%s: %s on %s\n", t.Name, plural(len(t.Parts), "part"), spokenTime(t.At))
	return err
}

// printOutcome prints the addresses of a thread's parts, and fails where one is
// not there.
func printOutcome(ctx context.Context, w io.Writer, name string) error {
	c, err := configure(false)
	if err != nil {
		return err
	}
	reports, err := bot.TalkReports(ctx, c, name)
	if err != nil {
		return err
	}
	var failed error
	for i, d := range reports[0].Parts {
		if d.State == store.Posted {
			fmt.Fprintln(w, d.StatusURL)
			continue
		}
		if failed == nil {
			failed = fmt.Errorf("part %d is %s: %s", i+1, d.State, d.Reason)
		}
	}
	for _, d := range reports[0].Other {
		if d.State != store.Posted && failed == nil {
			failed = fmt.Errorf("%s is %s: %s", d.Key, d.State, d.Reason)
		}
	}
	return failed
}

func newThreadResumeCommand() *cobra.Command {
	return &cobra.Command{
		Use:         "resume NAME",
		Short:       "Go on with a thread that was interrupted",
		Example:     `  quotebot thread resume talk`,
		Args:        arguments(1, 1, "name one thread: quotebot thread resume NAME"),
		Annotations: map[string]string{endsInOrder: "yes"},
		RunE: func(cmd *cobra.Command, args []string) error {
			return withBot(cmd, func(b *bot.Bot, c bot.Config) error {
				if _, err := bot.TalkReports(cmd.Context(), c, args[0]); err != nil {
					return usageError{err}
				}
				if err := awaitTalk(cmd, b, args[0]); err != nil {
					return err
				}
				return printOutcome(cmd.Context(), cmd.OutOrStdout(), args[0])
			})
		},
	}
}
