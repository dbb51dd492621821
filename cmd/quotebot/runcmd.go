package main

import (
	"context"
	"errors"
	"io"
	"log/slog"

	"github.com/spf13/cobra"

	"quotebot/bot"
)

func newRunCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "run",
		Short: "Run the bot: post on schedule and answer mentions",
		Long: `Run the bot against the server and account that the QUOTEBOT_* variables name,
until it is interrupted. What it has promised is kept in the database, so that
it may be stopped or killed at any time and goes on where it was.`,
		Args:        noArguments,
		Annotations: map[string]string{endsInOrder: "yes"},
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := configure(true)
			if err != nil {
				return err
			}
			c.Version = version()
			log := newLogger(cmd.ErrOrStderr(), c)
			if f := envFinding(nil, false); f.Verdict == bot.Bad {
				log.Warn(f.Detail, "file", f.Check, "remedy", f.Remedy)
			}
			return runBot(cmd.Context(), c, log)
		},
	}
}

func runBot(ctx context.Context, c bot.Config, log *slog.Logger) (err error) {
	b, err := bot.Open(ctx, c, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	return b.Run(ctx)
}

func newLogger(w io.Writer, c bot.Config) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogJSON {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}
