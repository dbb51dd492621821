package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"quotebot/bot"
	"quotebot/bot/fedi"
)

// A keeping is where a login puts what it gets, beside what is there.
type keeping struct {
	server   string       // to log in to
	settings bot.Settings // as they are
	token    string       // that is there, "" if none is
	config   bot.Config   // without server and token
}

// prepareLogin refuses whatever would come in the way after the login: then the
// server would have given a token for nothing.
func prepareLogin(server string) (k keeping, err error) {
	names := overriding(server)
	if k.settings, err = readSettings(); err != nil {
		return k, err
	}
	k.server = cmp.Or(server, k.settings.Server)
	switch _, wrong := fedi.ParseServer(k.server); {
	case k.server == "":
		return k, usageError{errors.New("name your server: quotebot login https://mastodon.example")}
	case wrong != nil:
		return k, usageError{wrong}
	case len(names) > 0:
		return k, usageError{fmt.Errorf("%s is set in the environment, which wins over %s: unset it, and log in again", strings.Join(names, ", "), envFile)}
	}
	old, _ := bot.Configure(k.settings, false, time.Now()) // what is wrong with the old token is of no matter
	k.token = old.Token
	rest := k.settings
	rest.Server, rest.AccessToken, rest.AccessTokenFile = "", "", ""
	if k.config, err = bot.Configure(rest, false, time.Now()); err != nil {
		return k, err
	}
	return k, k.tryOut()
}

// overriding are the settings of a login that the environment has and .env could
// not change. One that is set to nothing is one, too.
func overriding(server string) (names []string) {
	for _, name := range []string{varServer, varToken, varClientKey, varClientSecret} {
		value, set := os.LookupEnv(name)
		if set && !(name == varServer && (value == server || server == "")) {
			names = append(names, name)
		}
	}
	return names
}

// tryOut looks whether the files can be written.
func (k keeping) tryOut() error {
	file := k.settings.AccessTokenFile
	if file != "" && !strings.ContainsAny(file, `/\`) {
		if _, err := os.Stat(file); err != nil { // its name may be the token itself
			return usageError{errors.New("QUOTEBOT_ACCESS_TOKEN_FILE names no file that is there: write it with its folder, like ./token")}
		}
	}
	for _, path := range []string{envFile, cmp.Or(file, envFile)} {
		if err := replaceable(path); err != nil {
			if errors.Is(err, errNoFile) || errors.Is(err, errLoose) {
				return usageError{fmt.Errorf("the access token could not be kept: %w", err)}
			}
			return fmt.Errorf("the access token could not be kept: %w: start quotebot in a folder that this user may write, as the user to whom %s belongs", err, path)
		}
	}
	text, err := os.ReadFile(envFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := editEnv(string(text), k.changes(bot.Pass{Server: k.server, Token: "t", ClientKey: "k", ClientSecret: "s"})); err != nil {
		return usageError{fmt.Errorf("%s %w", envFile, err)}
	}
	return nil
}

// changes are what a login changes in .env.
func (k keeping) changes(p bot.Pass) []assignment {
	list := []assignment{{varServer, p.Server}, {varToken, p.Token}, {varClientKey, p.ClientKey}, {varClientSecret, p.ClientSecret}}
	if k.settings.AccessTokenFile != "" {
		list[1].value = ""
	}
	return list
}

func (k keeping) save(p bot.Pass) error {
	if file := k.settings.AccessTokenFile; file != "" {
		if err := replaceFile(file, p.Token+"\n"); err != nil {
			return err
		}
	}
	return writeEnv(k.changes(p)...)
}

// place names where the token is kept.
func (k keeping) place() string { return cmp.Or(k.settings.AccessTokenFile, envFile) }

// pass is what is there already.
func (k keeping) pass() bot.Pass {
	return bot.Pass{Server: k.settings.Server, Token: k.token, ClientKey: k.settings.ClientKey, ClientSecret: k.settings.ClientSecret}
}

// forget revokes the token that was there before, which nothing uses any more.
func (k keeping) forget(cmd *cobra.Command) {
	old := k.pass()
	if old.Token == "" {
		return
	}
	said := "the access token that was there before is revoked: a bot that runs with it ends, start it again"
	if old.ClientKey == "" || old.ClientSecret == "" {
		said = "the access token that was there before is still good: delete its application in that account's preferences, under Development"
	} else if err := old.Revoke(cmd.Context()); err != nil {
		said = fmt.Sprintf("the access token that was there before is still good: %v", err)
	}
	fmt.Fprintln(cmd.ErrOrStderr(), "quotebot: "+said)
}
