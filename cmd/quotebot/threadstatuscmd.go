package main

import (
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"quotebot/bot"
	"quotebot/bot/store"
)

func newThreadStatusCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "status [NAME]",
		Short:   "Show what of a thread is posted, what is pending, and what failed and why",
		Example: `  quotebot thread status talk --json`,
		Args:    arguments(0, 1, "name one thread at the most: quotebot thread status NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := configure(false)
			if err != nil {
				return err
			}
			name := ""
			if len(args) == 1 {
				name = args[0]
			}
			reports, err := bot.TalkReports(cmd.Context(), c, name)
			if name == "" && (errors.Is(err, bot.ErrNoDatabase) || err == nil && len(reports) == 0) {
				return errors.New("no thread has been published: `quotebot thread post FILE` does that")
			}
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), reportViews(reports))
			}
			for _, r := range reports {
				printReport(cmd.OutOrStdout(), r)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func printReport(w io.Writer, r bot.TalkReport) {
	fmt.Fprintf(w, "%s (%s)\n", r.Talk.Name, r.Talk.Path)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i, d := range r.Parts {
		fmt.Fprintf(t, "  part %d\t%s\t%s\n", i+1, d.State, stateOf(d))
	}
	for _, d := range r.Other {
		fmt.Fprintf(t, "  %s\t%s\t%s\n", d.Action, d.State, stateOf(d))
	}
	t.Flush() // the output remembers its first error
}

// stateOf is what a person wants to know of a deed beside its state.
func stateOf(d store.Deed) string {
	switch {
	case d.State == store.Posted && d.StatusURL != "":
		return d.StatusURL
	case d.State.Open() && !d.NotBefore.IsZero():
		return "not before " + spokenTime(d.NotBefore)
	case d.State.Open():
		return ""
	}
	return d.Reason
}

type reportJSON struct {
	Name  string     `json:"name"`
	Path  string     `json:"path"`
	Parts []partJSON `json:"parts"`
	Other []partJSON `json:"changes"`
}

type partJSON struct {
	Key    string `json:"key"`
	Action string `json:"action"`
	State  string `json:"state"`
	URL    string `json:"url,omitempty"`
	Reason string `json:"reason,omitempty"`
}

func reportViews(reports []bot.TalkReport) []reportJSON {
	views := make([]reportJSON, len(reports))
	for i, r := range reports {
		views[i] = reportJSON{r.Talk.Name, r.Talk.Path, partViews(r.Parts), partViews(r.Other)}
	}
	return views
}

func partViews(deeds []store.Deed) []partJSON {
	views := make([]partJSON, len(deeds))
	for i, d := range deeds {
		views[i] = partJSON{d.Key, string(d.Action), string(d.State), d.StatusURL, d.Reason}
	}
	return views
}
