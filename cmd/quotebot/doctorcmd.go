package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"quotebot/bot"
)

func newDoctorCommand() *cobra.Command {
	var fix, asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Look whether all is well: settings, server, account, quotes, database",
		Long: `Look at everything that a bot with the present settings needs, one line a check:
what is well, or what is wrong and what to do. It posts nothing and may be used
beside a running bot. What cannot be checked because something else is wrong says
so. Exits 1 if anything is wrong.

--fix mends what can be mended safely: it marks the account as automated, has the
server deliver every mention, and lets only its owner read .env.

--json prints a list of {check, ok, detail, remedy}; ok is null where something
could not be checked.`,
		Example: `  quotebot doctor
  quotebot doctor --fix
  quotebot doctor --json`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			all := allFindings(cmd.Context(), fix)
			if asJSON {
				return jsonFindings(cmd.OutOrStdout(), all)
			}
			return printFindings(cmd.OutOrStdout(), all)
		},
	}
	cmd.Flags().BoolVar(&fix, "fix", false, "mend what can be mended safely")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// allFindings are what .env is found to be, and all that package bot finds.
func allFindings(ctx context.Context, fix bool) iter.Seq[bot.Finding] {
	unread := loadEnvFile()
	s, err := bot.ReadSettings()
	var problems bot.Problems
	if !errors.As(err, &problems) && err != nil {
		problems = bot.Problems{{Variable: "environment", Message: err.Error()}}
	}
	return func(yield func(bot.Finding) bool) {
		if !yield(envFinding(unread, fix)) {
			return
		}
		for f := range bot.Examine(ctx, s, problems, fix) {
			if !yield(f) {
				return
			}
		}
	}
}

// envFinding looks at .env itself.
func envFinding(unread error, fix bool) bot.Finding {
	f := bot.Finding{Check: envFile, Verdict: bot.Good}
	_, err := os.Stat(envFile)
	mode, open := openMode(envFile)
	switch {
	case unread != nil:
		f.Verdict, f.Detail, f.Remedy = bot.Bad, unread.Error(), "its settings count for nothing until then"
	case errors.Is(err, fs.ErrNotExist):
		f.Detail = "not there: settings come from the environment"
	case runtime.GOOS == "windows":
		f.Detail = "read"
	case !open:
		f.Detail = "read; its owner alone can read it"
	case !holdsSecret():
		f.Detail = fmt.Sprintf("read; others can read it (mode %04o), and it holds no secret", mode)
	case fix:
		f.Detail = "mended: its owner alone can read it"
		if err := os.Chmod(envFile, 0o600); err != nil {
			f.Verdict, f.Detail = bot.Bad, fmt.Sprintf("others can read it (mode %04o), and it holds a secret", mode)
			f.Remedy = fmt.Sprintf("--fix could not: %v", err)
		}
	default:
		f.Verdict, f.Detail = bot.Bad, fmt.Sprintf("others can read it (mode %04o), and it holds a secret", mode)
		f.Remedy = "`quotebot doctor --fix`, or chmod 600 " + envFile
	}
	return f
}

// A findingJSON is a finding as scripts see it.
type findingJSON struct {
	Check  string `json:"check"`
	OK     *bool  `json:"ok"` // null where it could not be checked
	Detail string `json:"detail"`
	Remedy string `json:"remedy"`
}

func jsonFindings(w io.Writer, all iter.Seq[bot.Finding]) error {
	list, sick := []findingJSON{}, false
	for f := range all {
		row := findingJSON{Check: f.Check, Detail: f.Detail, Remedy: f.Remedy}
		if f.Verdict != bot.Unchecked {
			row.OK = new(f.Verdict == bot.Good)
		}
		list, sick = append(list, row), sick || f.Verdict == bot.Bad
	}
	if err := printJSON(w, list); err != nil {
		return err
	}
	if sick {
		return errSilent
	}
	return nil
}

// printFindings shows each finding as soon as it is there.
func printFindings(w io.Writer, all iter.Seq[bot.Finding]) error {
	p := paletteFor(w)
	count := make(map[bot.Verdict]int)
	for f := range all {
		count[f.Verdict]++
		mark, text := p.good.Render("✓"), f.Detail
		switch f.Verdict {
		case bot.Bad:
			mark = p.bad.Render("✗")
		case bot.Unchecked:
			mark, text = p.faint.Render("–"), p.faint.Render(text)
		}
		if f.Remedy != "" {
			text += ": " + f.Remedy
		}
		if _, err := fmt.Fprintf(w, "%s %-25s %s\n", mark, f.Check, text); err != nil {
			return err
		}
	}
	if count[bot.Bad] == 0 {
		fmt.Fprintf(w, "%s\n", p.good.Render(fmt.Sprintf("all is well: %s", plural(count[bot.Good], "check"))))
		return nil
	}
	fmt.Fprintf(w, "%s\n", p.bad.Render(fmt.Sprintf("%d of %s went wrong", count[bot.Bad], plural(count[bot.Good]+count[bot.Bad]+count[bot.Unchecked], "check"))))
	return errSilent
}
