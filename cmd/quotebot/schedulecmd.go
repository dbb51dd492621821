package main

import (
	"cmp"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"quotebot/bot"
)

// maxSlots bounds what is listed: slots of one line a minute for a week.
const maxSlots = 10_000

func newScheduleCommand() *cobra.Command {
	var next int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "schedule",
		Short: "List the coming slots and the quotes that will be posted",
		Long: `List the coming slots of QUOTEBOT_SCHEDULE, in the zone of QUOTEBOT_TIMEZONE, and
the quote that each will have. A quote that is posted by hand before takes its
turn in the cycle.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if next < 1 || next > maxSlots {
				return usageError{fmt.Errorf("--next %d is not a number of slots: give 1 to %d", next, maxSlots)}
			}
			c, err := configure(false)
			if err != nil {
				return err
			}
			limits, err := limitsOf(cmd.Context(), c)
			if err != nil {
				return err
			}
			planned, err := bot.Upcoming(cmd.Context(), c, limits, next, time.Now())
			if err != nil {
				return err
			}
			warnOfChance(cmd, c)
			return printPlanned(cmd.OutOrStdout(), planned, c.Schedule.Zone, asJSON)
		},
	}
	cmd.Flags().IntVar(&next, "next", 30, "how many slots")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

type plannedJSON struct {
	At      time.Time `json:"at"`
	Area    string    `json:"area,omitempty"` // of the schedule's line
	Quote   string    `json:"quote"`
	Section string    `json:"section,omitempty"`
}

func printPlanned(w io.Writer, planned []bot.Planned, zone *time.Location, asJSON bool) error {
	if asJSON {
		rows := make([]plannedJSON, len(planned))
		for i, p := range planned {
			rows[i] = plannedJSON{p.Slot.At, p.Slot.Area, p.Quote.ID, p.Quote.Section}
		}
		return printJSON(w, rows)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "SLOT\tLINE\tQUOTE\tSECTION\tTEXT")
	for _, p := range planned {
		at := p.Slot.At.In(zone).Format("Mon 2006-01-02 15:04 MST")
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", at, cmp.Or(p.Slot.Area, "any"), p.Quote.ID, p.Quote.Section, excerpt(p.Quote.Text))
	}
	return t.Flush()
}
