package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"quotebot/bot"
	"quotebot/bot/thread"
)

type updateOptions struct {
	dryRun, yes, repost, noAlts bool
}

func newThreadUpdateCommand() *cobra.Command {
	var o updateOptions
	cmd := &cobra.Command{
		Use:   "update FILE",
		Short: "Bring a published thread in step with its file",
		Long: `Compare a talk's file with its published thread, show what is to be done, and do it:
changed parts are edited in place, new ones appended, and everybody who asked for
a link that has come is told once. A changed order or a removed part is refused:
answers to it would stand under something else. --repost takes the thread back and
posts it anew instead.`,
		Args:        arguments(1, 1, "name one file: quotebot thread update talk.md"),
		Annotations: map[string]string{endsInOrder: "yes"},
		RunE: func(cmd *cobra.Command, args []string) error {
			return withBot(cmd, func(b *bot.Bot, c bot.Config) error { return updateTalk(cmd, b, c, args[0], o) })
		},
	}
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "show the plan and do nothing")
	cmd.Flags().BoolVar(&o.yes, "yes", false, "do not ask")
	cmd.Flags().BoolVar(&o.repost, "repost", false, "take the thread back and post it anew")
	cmd.Flags().BoolVar(&o.noAlts, "allow-no-alt", false, "images may lack a description")
	return cmd
}

func updateTalk(cmd *cobra.Command, b *bot.Bot, c bot.Config, path string, o updateOptions) error {
	t, err := readTalk(path, c, b.TalkLimits(), o.noAlts)
	if err != nil {
		return err
	}
	plan, err := b.PlanTalk(cmd.Context(), t)
	if err != nil {
		return err
	}
	printPlan(cmd.OutOrStdout(), plan)
	printAudiences(cmd.OutOrStdout(), plan, t)
	refused := plan.Refused()
	switch {
	case o.dryRun:
		return nil
	case o.repost:
		err = confirm(cmd, o.yes, "--yes", fmt.Sprintf("Take %s back and post %s anew?", plural(len(plan.Live), "part"), plural(len(t.Parts), "part")))
	case len(refused) > 0:
		return fmt.Errorf("part %d: %s; nothing was done: change the file, or give --repost", refused[0].Place, refused[0].Why)
	case !plan.Changes():
		return nil
	default:
		err = confirm(cmd, o.yes, "--yes", "Do this?")
	}
	if err != nil {
		return err
	}
	if o.repost {
		err = b.RepostTalk(cmd.Context(), t)
	} else {
		err = b.UpdateTalk(cmd.Context(), t, plan)
	}
	if err != nil {
		return err
	}
	if o.repost && t.At.After(time.Now()) {
		return printLater(cmd.OutOrStdout(), t)
	}
	if err := awaitTalk(cmd, b, t.Name); err != nil {
		return err
	}
	return printOutcome(cmd.Context(), io.Discard, t.Name)
}

// printPlan shows a plan like a diff.
func printPlan(w io.Writer, plan bot.TalkPlan) {
	for _, s := range plan.Steps {
		switch s.Action {
		case thread.Keep:
			fmt.Fprintf(w, "  part %d: keep\n", s.Place)
		case thread.Edit:
			fmt.Fprintf(w, "~ part %d: edit (%s)\n", s.Place, s.Why)
			printLines(w, "-", plan.Live[s.Place-1].Text, s.Part.Text)
			printLines(w, "+", s.Part.Text, plan.Live[s.Place-1].Text)
		case thread.Append:
			fmt.Fprintf(w, "+ part %d: append\n", s.Place)
			printLines(w, "+", s.Part.Text, "")
		case thread.Refuse:
			fmt.Fprintf(w, "! part %d: cannot be done: %s\n", s.Place, s.Why)
		}
	}
	if n := len(plan.Told); n > 0 {
		fmt.Fprintf(w, "@ %s told of a link that they asked for\n", plural(n, "answer"))
	}
	if !plan.Changes() {
		fmt.Fprintln(w, "the thread is in step with the file")
	}
}

// printAudiences says which published parts keep a visibility that the file has
// changed: no server changes it by an edit.
func printAudiences(w io.Writer, plan bot.TalkPlan, t bot.Talk) {
	for i, p := range plan.Live {
		want := t.ReplyVisibility
		if i == 0 {
			want = t.Visibility
		}
		if p.Visibility != want {
			fmt.Fprintf(w, "  part %d: stays %s, as it was posted: --repost makes it %s\n", i+1, p.Visibility, want)
		}
	}
}

// printLines prints the lines of a text that another one lacks.
func printLines(w io.Writer, mark, text, other string) {
	has := make(map[string]bool)
	for line := range strings.SplitSeq(other, "\n") {
		has[line] = true
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" && !has[line] {
			fmt.Fprintf(w, "    %s %s\n", mark, line)
		}
	}
}

func newThreadDeleteCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:         "delete NAME",
		Short:       "Take a published thread back, the last part first",
		Example:     `  quotebot thread delete talk`,
		Args:        arguments(1, 1, "name one thread: quotebot thread delete NAME"),
		Annotations: map[string]string{endsInOrder: "yes"},
		RunE: func(cmd *cobra.Command, args []string) error {
			return withBot(cmd, func(b *bot.Bot, c bot.Config) error {
				reports, err := bot.TalkReports(cmd.Context(), c, args[0])
				if err != nil {
					return usageError{err}
				}
				question := fmt.Sprintf("Delete the thread %q, %s?", args[0], plural(len(reports[0].Parts), "part"))
				if err := confirm(cmd, yes, "--yes", question); err != nil {
					return err
				}
				if _, err := b.DeleteTalk(cmd.Context(), args[0]); err != nil {
					return err
				}
				return awaitTalk(cmd, b, args[0])
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}

func newThreadExportCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "export URL",
		Short:   "Write a published thread of the account as Markdown",
		Example: `  quotebot thread export https://mastodon.example/@quotebot/115600000000000000 >talk.md`,
		Args:    arguments(1, 1, "name one status of the thread: quotebot thread export URL"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withBot(cmd, func(b *bot.Bot, _ bot.Config) error {
				text, err := b.Export(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				_, err = cmd.OutOrStdout().Write(text)
				return err
			})
		},
	}
}
