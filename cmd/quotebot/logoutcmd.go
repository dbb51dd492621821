package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"time"

	"github.com/spf13/cobra"

	"quotebot/bot"
)

func newLogoutCommand() *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "logout",
		Short: "Revoke the access token at the server and remove it from .env",
		Long: `Make the access token invalid at the server, and remove it from .env with all else
that quotebot login wrote there but the server's address. A bot that runs with the
token ends. A server revokes a token only for the application that it was given
to: one that was made in the account's preferences is deleted there.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return logout(cmd, force) },
	}
	cmd.Flags().BoolVar(&force, "force", false, "remove the token from .env also where the server does not revoke it")
	return cmd
}

func logout(cmd *cobra.Command, force bool) error {
	inEnvironment := os.Getenv(varToken) != ""
	s, err := readSettings()
	if err != nil {
		return err
	}
	c, err := bot.Configure(s, false, time.Now())
	if c.Token == "" || c.Server == "" {
		return errors.Join(errors.New("there is no access token to revoke: nothing was changed"), err)
	}
	k := keeping{settings: s, token: c.Token}
	if err := revoke(cmd, k.pass()); err != nil {
		if !force {
			return fmt.Errorf("%w; `quotebot logout --force` removes it from %s all the same", err, k.place())
		}
		fmt.Fprintf(cmd.ErrOrStderr(), "quotebot: warning: %v\n", err)
	}
	if err := k.remove(); err != nil {
		return fmt.Errorf("remove the access token: %w", err)
	}
	if inEnvironment {
		fmt.Fprintf(cmd.ErrOrStderr(), "quotebot: %s is set in the environment: unset it there\n", varToken)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Logged out of %s.\n", bare(c.Server))
	return nil
}

// bare is a server's address without a password that may stand in it.
func bare(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "the server"
	}
	return u.Scheme + "://" + u.Host
}

// errNotOurs says that a token cannot be revoked from here.
var errNotOurs = errors.New("the access token is still good: it was not made by `quotebot login`, so delete its application in the account's preferences, under Development")

func revoke(cmd *cobra.Command, p bot.Pass) error {
	if p.ClientKey == "" || p.ClientSecret == "" {
		return errNotOurs
	}
	return p.Revoke(cmd.Context())
}

// remove takes out what a login wrote, but for the server.
func (k keeping) remove() error {
	if file := k.settings.AccessTokenFile; file != "" {
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if _, err := os.Stat(envFile); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return writeEnv(assignment{varToken, ""}, assignment{varClientKey, ""}, assignment{varClientSecret, ""})
}
