package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/joho/godotenv"
	"github.com/spf13/cobra"

	"quotebot/bot"
)

// envFile is read from the working directory, under what the environment says.
const envFile = ".env"

// maxEnvFile bounds it, in bytes.
const maxEnvFile = 1 << 20

func readSettings() (bot.Settings, error) {
	if err := loadEnvFile(); err != nil {
		return bot.Settings{}, usageError{err}
	}
	return bot.ReadSettings()
}

// hasMark is whether a file begins with what some editors write before UTF-8.
func hasMark(path string) bool {
	data, err := os.ReadFile(path)
	return err == nil && strings.HasPrefix(string(data), "\uFEFF")
}

// loadEnvFile puts the file's variables into the environment, if there is a file.
func loadEnvFile() error {
	info, err := os.Stat(envFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil && !info.Mode().IsRegular(): // opening a pipe would wait for ever
		return fmt.Errorf("%s is not a regular file: rename it, or start quotebot in another folder", envFile)
	case err == nil && info.Size() > maxEnvFile:
		return fmt.Errorf("%s is larger than %d MiB: leave only settings in it", envFile, maxEnvFile>>20)
	}
	err = godotenv.Load(envFile)
	var unread *fs.PathError
	switch {
	case errors.As(err, &unread):
		return fmt.Errorf("%w: let this user read it, or start quotebot in another folder", unread)
	case err != nil && hasMark(envFile):
		return fmt.Errorf("%s begins with a byte order mark: save it as UTF-8 without one (BOM)", envFile)
	case err != nil: // the parser's message would show the line, and the line may be a token
		return fmt.Errorf("%s is not understood: write one NAME=value on each line", envFile)
	}
	return nil
}

// configure reads and checks the settings; online demands a server and a token.
func configure(online bool) (bot.Config, error) {
	s, err := readSettings()
	if err != nil {
		return bot.Config{}, err
	}
	return bot.Configure(s, online, time.Now())
}

func newConfigCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show every setting, what is in force, and what is wrong with it",
		Long: `Show every QUOTEBOT_* variable with its meaning, its default and the value in
force, from the environment or from .env in the working directory. Secrets are
hidden. Exits 2 and lists every problem if ` + "`quotebot run`" + ` would refuse them.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, unknown := readSettings()
			var problems bot.Problems
			if unknown != nil && !errors.As(unknown, &problems) {
				return unknown
			}
			c, wrong := bot.Configure(s, true, time.Now())
			if s.DatabaseURL == "" {
				s.DatabaseURL = c.DatabasePath
			}
			return errors.Join(printVariables(cmd.OutOrStdout(), s.Variables(), asJSON), unknown, wrong)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func printVariables(w io.Writer, rows []bot.Variable, asJSON bool) error {
	if asJSON {
		return printJSON(w, rows)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "VARIABLE\tIN FORCE\tMEANING")
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%s\t%s\n", r.Name, cmp.Or(r.Value, "-"), r.Meaning)
	}
	return t.Flush()
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
