package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"quotebot/bot/web"
)

// probeTimeout is shorter than the five seconds that the Dockerfile gives.
const probeTimeout = 4 * time.Second

func newHealthcheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "healthcheck",
		Short: "Ask the running bot whether it can do its work",
		Long: `Ask the bot that runs on this machine with the same settings whether it can do its
work: whether it hears mentions and has its database. Exits 0 if it can, and 1
with the reason otherwise. This is what a container's health check calls.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := configure(false)
			if err != nil {
				return err
			}
			if c.AdminListen == "" {
				return errors.New("nothing listens that could be asked: QUOTEBOT_ADMIN_LISTEN is off")
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), probeTimeout)
			defer cancel()
			return web.Probe(ctx, c.AdminListen)
		},
	}
}
