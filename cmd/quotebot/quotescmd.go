package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"quotebot/bot/toot"
	"quotebot/quotes"
)

func newQuotesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "quotes",
		Short: "List, show, search and check the quotes",
		Long: `Look into the corpus that QUOTEBOT_QUOTES names, or the built-in one. The format
of a corpus is described in quotes/README.md.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().Bool("json", false, "print JSON")
	cmd.AddCommand(newQuotesListCommand(), newQuotesShowCommand(), newQuotesSearchCommand(),
		newQuotesLintCommand(), newQuotesStatsCommand())
	return cmd
}

// corpusCommand is a subcommand that looks into the configured corpus.
func corpusCommand(use, short, example string, args cobra.PositionalArgs, f func(*cobra.Command, *quotes.Corpus, []string) error) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Example: "  quotebot quotes " + example, Args: args,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := readSettings()
			if err != nil {
				return err
			}
			c, err := quotes.Open(s.Quotes)
			if err != nil {
				return usageError{err}
			}
			return f(cmd, c, args)
		},
	}
}

func newQuotesListCommand() *cobra.Command {
	var area string
	cmd := corpusCommand("list", "List the quotes in the order of the document", "list --area judicial", noArguments,
		func(cmd *cobra.Command, c *quotes.Corpus, _ []string) error {
			list := c.Quotes
			if area != "" {
				if _, ok := c.Area(area); !ok {
					return usageError{fmt.Errorf("%q is not an area of the corpus: it has %s", area, areaIDs(c))}
				}
				list = c.InArea(area)
			}
			return printQuotes(cmd, c, list)
		})
	cmd.Flags().StringVar(&area, "area", "", "only the quotes of this area")
	return cmd
}

func newQuotesShowCommand() *cobra.Command {
	return corpusCommand("show ID", "Show one quote as it would be posted", "show gov-4-1", arguments(1, 1, "name one quote: quotebot quotes show ID"),
		func(cmd *cobra.Command, c *quotes.Corpus, args []string) error {
			q, ok := c.Quote(args[0])
			if !ok {
				return usageError{fmt.Errorf("no quote has the id %q: `quotebot quotes list` shows them", args[0])}
			}
			if asJSON(cmd) {
				return printJSON(cmd.OutOrStdout(), quoteView(c, q))
			}
			text, err := toot.Set(c, q, toot.Setting{Limits: toot.Limits{Flavour: toot.Mastodon, MaxChars: math.MaxInt}})
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), text)
			return nil
		})
}

// searchLimit is how many hits are shown.
const searchLimit = 20

func newQuotesSearchCommand() *cobra.Command {
	return corpusCommand("search WORDS", "Find quotes by their words, headings and topics", "search prisons", arguments(1, math.MaxInt, "give words to look for: quotebot quotes search WORDS"),
		func(cmd *cobra.Command, c *quotes.Corpus, args []string) error {
			words := strings.Join(args, " ")
			hits := c.Search(words, searchLimit)
			found := make([]quotes.Quote, len(hits))
			for i, h := range hits {
				found[i] = h.Quote
			}
			if err := printQuotes(cmd, c, found); err != nil {
				return err
			}
			if len(found) == 0 {
				return fmt.Errorf("nothing found for %q", words)
			}
			return nil
		})
}

func newQuotesStatsCommand() *cobra.Command {
	return corpusCommand("stats", "Count areas, topics and quotes", "stats --json", noArguments,
		func(cmd *cobra.Command, c *quotes.Corpus, _ []string) error {
			rows := areaViews(c)
			if asJSON(cmd) {
				return printJSON(cmd.OutOrStdout(), rows)
			}
			t := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(t, "NO.\tAREA\tNAME\tQUOTES\tVERBATIM\tTOPICS")
			for _, r := range rows {
				fmt.Fprintf(t, "%d\t%s\t%s\t%d\t%d\t%d\n", r.Number, r.ID, r.Name, r.Quotes, r.Verbatim, r.Topics)
			}
			return t.Flush()
		})
}

func newQuotesLintCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "lint [PATH]",
		Short: "Check a corpus: every problem with file, line and column",
		Long: `Check the corpus at PATH, or the configured one. Exits 1 if it cannot be used.
Warnings, such as a quote that does not fit 500 characters on every kind of
server, exit 0.`,
		Args: arguments(0, 1, "give one path: quotebot quotes lint PATH"),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := readSettings()
			if err != nil {
				return err
			}
			path := s.Quotes
			if len(args) == 1 {
				path = args[0]
			}
			return lint(cmd, path)
		},
	}
}

// A finding is one line of lint's report.
type finding struct {
	Severity string `json:"severity"` // error or warning
	Message  string `json:"message"`
}

func lint(cmd *cobra.Command, path string) error {
	findings, fit, err := inspect(path)
	if err != nil {
		return err
	}
	w := cmd.OutOrStdout()
	if asJSON(cmd) {
		err = printJSON(w, findings)
	} else {
		for _, f := range findings {
			fmt.Fprintf(w, "%s: %s\n", f.Severity, f.Message)
		}
	}
	if err != nil {
		return err
	}
	if fit == "" {
		return errSilent
	}
	if !asJSON(cmd) {
		fmt.Fprintf(w, "%s\nok\n", fit)
	}
	return nil
}

// inspect lists what is wrong with the corpus at path, and says how its quotes
// fit, "" where it cannot be used. Its error is for a path that cannot be read
// at all.
func inspect(path string) (findings []finding, fit string, err error) {
	c, err := quotes.Open(path)
	var problems quotes.Problems
	if errors.As(err, &problems) {
		for _, p := range problems {
			findings = append(findings, finding{"error", p.String()})
		}
		return findings, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	misfits, fit := fitOf(c)
	for _, misfit := range misfits {
		findings = append(findings, finding{"warning", misfit})
	}
	for _, w := range c.Lint() {
		findings = append(findings, finding{"warning", w.String()})
	}
	return findings, fit, nil
}

// fitOf names the quotes that do not fit the usual limit on some flavour, and
// says how many do.
func fitOf(c *quotes.Corpus) (misfits []string, fit string) {
	threads := 0
	for _, q := range c.Quotes {
		parts, flavour, err := setAnywhere(c, q)
		if err != nil {
			misfits = append(misfits, fmt.Sprintf("%s: %v (%s): it is posted only where more is allowed", c.Place(q.ID), err, flavour))
		}
		if parts > 1 {
			threads++
		}
	}
	return misfits, fmt.Sprintf("%d of %d quotes fit %d characters on every kind of server, %d of them somewhere as a thread",
		len(c.Quotes)-len(misfits), len(c.Quotes), toot.DefaultMaxChars, threads)
}

// setAnywhere sets a quote for each flavour, and returns the most parts that
// makes, or the first flavour where it does not fit.
func setAnywhere(c *quotes.Corpus, q quotes.Quote) (parts int, f toot.Flavour, err error) {
	for _, f := range []toot.Flavour{toot.Mastodon, toot.GoToSocial, toot.Pleroma, toot.Unknown} {
		thread, err := toot.SetThread(c, q, toot.Setting{Limits: usualLimits(f)})
		if err != nil {
			return 0, f, err
		}
		parts = max(parts, len(thread))
	}
	return parts, "", nil
}

func usualLimits(f toot.Flavour) toot.Limits {
	return toot.Limits{Flavour: f, MaxChars: toot.DefaultMaxChars}
}

func asJSON(cmd *cobra.Command) bool {
	v, err := cmd.Flags().GetBool("json")
	return err == nil && v
}

func areaIDs(c *quotes.Corpus) string {
	ids := make([]string, len(c.Areas))
	for i, a := range c.Areas {
		ids[i] = a.ID
	}
	return strings.Join(ids, ", ")
}

// quoteJSON is a quote as scripts see it.
type quoteJSON struct {
	ID       string           `json:"id"`
	Area     string           `json:"area"`
	Section  string           `json:"section,omitempty"`
	Heading  quotes.Localized `json:"heading,omitempty"`
	Text     string           `json:"text"`
	Verbatim bool             `json:"verbatim"`
	Language string           `json:"language"`
	Topics   []string         `json:"topics,omitempty"`
}

func quoteView(c *quotes.Corpus, q quotes.Quote) quoteJSON {
	v := quoteJSON{q.ID, q.Area, q.Section, q.Heading, q.Text, q.Verbatim, q.Language, nil}
	area, _ := c.Area(q.Area)
	for _, t := range area.Topics {
		if slices.Contains(t.Sections, q.Section) {
			v.Topics = append(v.Topics, t.Key)
		}
	}
	return v
}

func printQuotes(cmd *cobra.Command, c *quotes.Corpus, list []quotes.Quote) error {
	if asJSON(cmd) {
		views := make([]quoteJSON, len(list))
		for i, q := range list {
			views[i] = quoteView(c, q)
		}
		return printJSON(cmd.OutOrStdout(), views)
	}
	return printTable(cmd.OutOrStdout(), list)
}

// shownRunes is how much of a quote stands in a table.
const shownRunes = 72

func printTable(w io.Writer, list []quotes.Quote) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, q := range list {
		fmt.Fprintf(t, "%s\t%s\t%s\n", q.ID, q.Section, excerpt(q.Text))
	}
	return t.Flush()
}

// excerpt is the beginning of a quote, in one line.
func excerpt(quote string) string {
	text := []rune(strings.Join(strings.Fields(quote), " "))
	if len(text) > shownRunes {
		text = append(text[:shownRunes-1], '…')
	}
	return string(text)
}

type areaJSON struct {
	Number   int    `json:"number"`
	ID       string `json:"id"`
	Name     string `json:"name"`
	Quotes   int    `json:"quotes"`
	Verbatim int    `json:"verbatim"`
	Topics   int    `json:"topics"`
}

func areaViews(c *quotes.Corpus) []areaJSON {
	rows := make([]areaJSON, len(c.Areas))
	for i, a := range c.Areas {
		in := c.InArea(a.ID)
		rows[i] = areaJSON{Number: a.Number, ID: a.ID, Name: a.Name.In(c.Source.Language, ownLanguage), Quotes: len(in), Topics: len(a.Topics)}
		for _, q := range in {
			if q.Verbatim {
				rows[i].Verbatim++
			}
		}
	}
	return rows
}

// ownLanguage is the language of the program's own words.
const ownLanguage = "en"
