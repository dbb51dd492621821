package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"quotebot/bot"
)

type loginOptions struct {
	paste bool
	force bool
}

func newLoginCommand() *cobra.Command {
	var o loginOptions
	cmd := &cobra.Command{
		Use:   "login [SERVER]",
		Short: "Get an access token for the bot's account and keep it in .env",
		Long: `Register quotebot at the server, have the account's owner allow it in a browser,
and write the server and the access token to .env in the working directory, which
its owner alone may read; or the token to the file that QUOTEBOT_ACCESS_TOKEN_FILE
names. It asks for these scopes and no others:

` + scopeList() + `
The browser brings its answer to a page on this machine. Where it is on another
one, --paste takes the code that the server shows instead. A token that is there
already is replaced after a question, and revoked if quotebot login had made it.`,
		Example: `  quotebot login https://mastodon.example
  quotebot login https://mastodon.example --paste`,
		Args: arguments(0, 1, "give one address: quotebot login https://mastodon.example"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return login(cmd, strings.Join(args, ""), o)
		},
	}
	cmd.Flags().BoolVar(&o.paste, "paste", false, "take a code that is copied from the browser")
	cmd.Flags().BoolVar(&o.force, "force", false, "replace the token that is there")
	return cmd
}

func scopeList() string {
	var b strings.Builder
	for _, s := range bot.Scopes() {
		fmt.Fprintf(&b, "  %-20s to %s\n", s.Name, s.For)
	}
	return b.String()
}

func login(cmd *cobra.Command, server string, o loginOptions) error {
	k, err := prepareLogin(server)
	if err != nil {
		return err
	}
	if k.token != "" {
		if err := confirm(cmd, o.force, "--force", fmt.Sprintf("There is an access token for %s already. Replace it?", bare(k.settings.Server))); err != nil {
			return err
		}
	}
	warnings := envWarnings()
	pass, err := ask(cmd, k.server, o.paste)
	if err != nil {
		return err
	}
	if err := pass.Check(cmd.Context(), k.config); err != nil {
		return errors.Join(err, pass.Revoke(cmd.Context()))
	}
	if err := k.save(pass); err != nil {
		return errors.Join(fmt.Errorf("keep the access token: %w", err), pass.Revoke(cmd.Context()))
	}
	for _, warning := range warnings {
		fmt.Fprintln(cmd.ErrOrStderr(), "quotebot: warning: "+warning)
	}
	fmt.Fprintf(cmd.OutOrStdout(), `
Logged in as %s. The access token is in %s.
Next: `+"`quotebot doctor` looks whether all is well, `quotebot run` starts the bot.\n", pass.Handle, k.place())
	k.forget(cmd)
	return nil
}

// ask has the account's owner allow the bot, and returns what that gives.
func ask(cmd *cobra.Command, server string, paste bool) (bot.Pass, error) {
	ctx, out := cmd.Context(), cmd.OutOrStdout()
	redirect := bot.OutOfBand
	var back *bot.Redirect
	if !paste {
		var err error
		if back, err = bot.ListenRedirect(); err != nil {
			return bot.Pass{}, err
		}
		defer back.Close()
		redirect = back.URL()
	}
	l, err := bot.BeginLogin(ctx, server, redirect)
	if err != nil {
		return bot.Pass{}, err
	}
	fmt.Fprintf(out, "%s is %s.\nOpen this page, sign in as the bot's account, and allow quotebot:\n\n  %s\n\n", l.Server, l.Software, l.Address)
	openBrowser(l.Address)
	code, err := answerOf(cmd, l, back)
	if err != nil {
		return bot.Pass{}, err
	}
	return l.Finish(ctx, code)
}

func answerOf(cmd *cobra.Command, l *bot.Login, back *bot.Redirect) (code string, err error) {
	if back != nil {
		fmt.Fprintln(cmd.OutOrStdout(), "Waiting for a browser on this machine (--paste is for one elsewhere); Ctrl-C ends it.")
		return back.Wait(cmd.Context(), l)
	}
	fmt.Fprint(cmd.OutOrStdout(), "The code that it shows then: ")
	code, err = readLine(cmd.Context(), cmd.InOrStdin())
	if err == nil && code == "" {
		err = errors.New("no code was given: log in again, and paste the code that the server shows")
	}
	return code, err
}

// openBrowser shows a page where there is a desktop. Nothing depends on it: the
// address is printed, too.
func openBrowser(address string) {
	var command []string
	switch {
	case runtime.GOOS == "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler"}
	case runtime.GOOS == "darwin":
		command = []string{"open"}
	case os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "":
		command = []string{"xdg-open"}
	default:
		return
	}
	browser := exec.Command(command[0], append(command[1:], address)...)
	browser.Env = slices.DeleteFunc(os.Environ(), func(entry string) bool { return strings.HasPrefix(entry, "QUOTEBOT_") }) // secrets of .env among them
	if browser.Start() == nil {
		go browser.Wait()
	}
}
