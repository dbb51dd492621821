package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"quotebot/bot"
	"quotebot/bot/store"
	"quotebot/bot/toot"
)

func newPostCommand() *cobra.Command {
	var choice bot.Choice
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "post",
		Short: "Post one quote now",
		Long: `Post one quote now, through the same outbox as the running bot: beside it, or
without one. Without --area and --id it is the next of the running cycle.
--dry-run prints the text exactly as it would be sent, and its length against
the server's limit (500 characters where no server is set); it sends nothing.`,
		Args:        noArguments,
		Annotations: map[string]string{endsInOrder: "yes"},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if choice.Area != "" && choice.ID != "" {
				return usageError{errors.New("--area and --id exclude each other: give one")}
			}
			c, err := configure(!dryRun)
			if err != nil {
				return err
			}
			if err := choice.Check(c.Corpus); err != nil {
				return usageError{err}
			}
			if dryRun {
				return dryPost(cmd, c, choice)
			}
			return post(cmd, c, choice)
		},
	}
	cmd.Flags().StringVar(&choice.Area, "area", "", "take the next quote of this area")
	cmd.Flags().StringVar(&choice.ID, "id", "", "take the quote with this id")
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "show what would be sent and send nothing")
	return cmd
}

func post(cmd *cobra.Command, c bot.Config, choice bot.Choice) (err error) {
	c.LogLevel = max(c.LogLevel, slog.LevelWarn) // what was posted is printed
	b, err := bot.Open(cmd.Context(), c, newLogger(cmd.ErrOrStderr(), c))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	deed, err := b.Post(cmd.Context(), choice)
	if err != nil {
		if cmd.Context().Err() != nil {
			fmt.Fprintln(cmd.ErrOrStderr(), "interrupted: the quote stays in the outbox; `quotebot run` or the next `quotebot post` delivers it")
		}
		return err
	}
	if deed.State != store.Posted {
		return fmt.Errorf("%s is %s: %s", deed.Key, deed.State, deed.Reason)
	}
	fmt.Fprintln(cmd.OutOrStdout(), deed.StatusURL)
	return nil
}

func dryPost(cmd *cobra.Command, c bot.Config, choice bot.Choice) error {
	limits, err := limitsOf(cmd.Context(), c)
	if err != nil {
		return err
	}
	thread, err := bot.Preview(cmd.Context(), c, choice, limits)
	if err != nil {
		return err
	}
	if choice.ID == "" {
		warnOfChance(cmd, c)
	}
	for _, part := range thread {
		fmt.Fprintln(cmd.OutOrStdout(), part.Text)
		fmt.Fprintf(cmd.ErrOrStderr(), "%d of %d characters (%s), %s, language %s; nothing was sent\n",
			toot.Length(part.Text, part.CW, limits), limits.Max(), limits.Flavour, part.Visibility, part.Language)
	}
	return nil
}

// limitsOf are the limits of the configured server, or the usual ones where none
// is set.
func limitsOf(ctx context.Context, c bot.Config) (toot.Limits, error) {
	if c.Server == "" {
		return toot.Limits{Flavour: toot.Mastodon, MaxChars: toot.DefaultMaxChars}, nil
	}
	return bot.ServerLimits(ctx, c)
}

// warnOfChance says that what is drawn next is not settled yet.
func warnOfChance(cmd *cobra.Command, c bot.Config) {
	if _, err := os.Stat(c.DatabasePath); err != nil {
		fmt.Fprintln(cmd.ErrOrStderr(), "there is no database yet: which quote comes first is drawn by chance when it is made")
	}
}
