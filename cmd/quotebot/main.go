// Command quotebot is a bot for Mastodon and the rest of the fediverse that
// quotes from a curated store.
//
// This package is the command line: it reads flags and the environment, calls
// package bot and the leaves below it, and prints. Exit codes are 0; 1 when
// something failed; 2 for wrong usage or configuration; 130 when interrupted.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	_ "time/tzdata" // zones also where the system has none

	"github.com/spf13/cobra"

	"quotebot/bot"
)

// Exit codes.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
)

func main() {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // nohup has it ignored
		signals = append(signals, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), signals...)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program: tests call it as main does.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	understood := false
	out := &output{w: stdout}
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(out)
	root.SetErr(stderr)
	beforeEach(root, func() { understood = true })
	cmd, err := root.ExecuteContextC(ctx)
	if err = out.check(err); err == nil {
		return exitOK
	}
	code := exitCode(ctx, err, understood)
	if code != exitInterrupted && err.Error() != "" {
		fmt.Fprintln(stderr, "quotebot: "+strings.ReplaceAll(err.Error(), "\n", "\n  "))
	}
	if code == exitUsage && !understood {
		fmt.Fprintf(stderr, "quotebot: see `%s --help`\n", cmd.CommandPath())
	}
	return code
}

// beforeEach has f run when a command begins: after cobra has accepted its
// arguments and flags. Commands that are not marked with endsInOrder are left
// where they are when a signal comes.
func beforeEach(cmd *cobra.Command, f func()) {
	if inner := cmd.RunE; inner != nil {
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			f()
			if cmd.Annotations[endsInOrder] != "" {
				return inner(cmd, args)
			}
			return abandon(cmd.Context(), func() error { return inner(cmd, args) })
		}
	}
	for _, child := range cmd.Commands() {
		beforeEach(child, f)
	}
}

// endsInOrder marks a command that looks at its context and has something to
// finish when that ends.
const endsInOrder = "ends in order"

// abandon runs f until it or ctx ends. It does not wait for f then, which may
// be reading standard input, and nothing can call that back: the process ends.
func abandon(ctx context.Context, f func() error) error {
	ended := make(chan error, 1)
	go func() { ended <- f() }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// exitCode sorts errors. What cobra refuses before a command begins is wrong
// usage.
func exitCode(ctx context.Context, err error, understood bool) int {
	var lost outputError
	var problems bot.Problems
	var usage usageError
	switch {
	case errors.As(err, &lost):
		return exitFailed
	case !understood, errors.As(err, &problems), errors.As(err, &usage):
		return exitUsage
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	return exitFailed
}

// A usageError is an error that the person at the keyboard can mend.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// errSilent fails a command that has said why already.
var errSilent = errors.New("")

// arguments accepts from least to most of them, and otherwise gives advice.
func arguments(least, most int, advice string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return errors.New(advice)
		}
		return nil
	}
}

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("leave out %q: `%s` takes flags only", args[0], cmd.CommandPath())
	}
	return nil
}

// version is the module's, as the go command has put it into the program.
func version() string {
	info, _ := debug.ReadBuildInfo()
	if info == nil || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "quotebot",
		Short: "A fediverse bot that quotes from a curated store",
		Long: `quotebot posts quotes from a curated store on a schedule and answers people
who mention it and ask for an area or a subject.

Try it without an account:   quotebot demo
Set a bot up:                quotebot login https://mastodon.example
See whether all is well:     quotebot doctor`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(
		newRunCommand(), newDemoCommand(), newPostCommand(), newThreadCommand(), newScheduleCommand(), newWhyCommand(), newConfigCommand(), newHealthcheckCommand(),
		newQuotesCommand(), newAskCommand(), newCountCommand(),
		newLoginCommand(), newLogoutCommand(), newDoctorCommand(), newProfileCommand(), newManCommand(),
	)
	return root
}
