package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"quotebot/bot"
)

func newWhyCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "why STATUS",
		Short: "Say why a quote was chosen, or why there was no answer",
		Long: `Tell what is remembered of a status: which deed it was, which quote, and why. STATUS
is the id or the address of a status of the bot, or of one that mentions it, or
the key of a deed such as slot/any/2026-11-23T08:00Z.`,
		Example: `  quotebot why https://mastodon.example/@quotebot/115600000000000000`,
		Args:    arguments(1, 1, "name one status: quotebot why STATUS"),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := configure(false)
			if err != nil {
				return err
			}
			story, err := bot.Why(cmd.Context(), c, args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), storyView(story))
			}
			return printStory(cmd.OutOrStdout(), storyView(story))
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

type storyJSON struct {
	Key      string     `json:"key"`
	State    string     `json:"state"`
	Quote    string     `json:"quote,omitempty"`
	Section  string     `json:"section,omitempty"`
	Answers  string     `json:"answers,omitempty"` // id of a status
	Created  time.Time  `json:"created"`
	Posted   *time.Time `json:"posted,omitempty"`
	StatusID string     `json:"status_id,omitempty"`
	URL      string     `json:"url,omitempty"`
	Why      string     `json:"why,omitempty"`
}

func storyView(s bot.Story) storyJSON {
	d := s.Deed
	v := storyJSON{
		Key: d.Key, State: string(d.State), Quote: d.QuoteID, Answers: d.InReplyTo, Created: d.CreatedAt,
		StatusID: d.StatusID, URL: d.StatusURL, Why: s.Why,
	}
	if !d.PostedAt.IsZero() {
		v.Posted = &d.PostedAt
	}
	if s.Quote != nil {
		v.Section = s.Quote.Section
	}
	return v
}

func printStory(w io.Writer, v storyJSON) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range []struct{ name, value string }{
		{"deed", v.Key}, {"state", v.State}, {"quote", v.Quote}, {"section", v.Section}, {"answers", v.Answers},
		{"written", v.Created.Format(time.RFC3339)}, {"posted", stampOf(v.Posted)}, {"status", v.URL}, {"why", v.Why},
	} {
		if row.value != "" {
			fmt.Fprintf(t, "%s\t%s\n", row.name, row.value)
		}
	}
	return t.Flush()
}

func stampOf(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format(time.RFC3339)
}
