package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"quotebot/bot"
	"quotebot/bot/fedi"
)

func newProfileCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "profile",
		Short: "Show the account's profile, and set it from corpus and settings",
		Long: `Show the account's profile as the server has it, or make it say what people want to
know of a bot: what it does, how often, how to ask and how to be left alone, who
answers for it (QUOTEBOT_OWNER), and where its words come from.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return showProfile(cmd) },
	}
	cmd.PersistentFlags().Bool("json", false, "print JSON")
	cmd.AddCommand(newProfileShowCommand(), newProfileApplyCommand())
	return cmd
}

func newProfileShowCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "show",
		Short:   "Show the account's profile as the server has it",
		Example: `  quotebot profile show --json`,
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return showProfile(cmd) },
	}
}

func showProfile(cmd *cobra.Command) error {
	c, err := configure(true)
	if err != nil {
		return err
	}
	p, err := bot.ReadProfiles(cmd.Context(), c, "", time.Now())
	if err != nil {
		return err
	}
	w := cmd.OutOrStdout()
	if asJSON(cmd) {
		return printJSON(w, profileView(p.Present))
	}
	fmt.Fprintln(w, p.Handle)
	for _, part := range partsOf(p.Present) {
		fmt.Fprintf(w, "\n%s\n%s", part.name, indent("  ", part.value))
	}
	return nil
}

type profileOptions struct {
	dryRun, yes, pin bool
	name             string
}

func newProfileApplyCommand() *cobra.Command {
	var o profileOptions
	cmd := &cobra.Command{
		Use:   "apply",
		Short: "Set the profile from corpus and settings, after showing what changes",
		Long: `Show what of the account's profile changes, ask, and change it: the bot flag, the
text, and all fields. The display name changes only where the account has none of
its own, or where --name gives one.

--pin posts an introduction, unlisted and once, and pins it to the profile: what
the bot quotes, how to ask it, and how to be left alone.`,
		Example: `  quotebot profile apply --dry-run
  quotebot profile apply --name "Quotes of the day" --pin`,
		Args:        noArguments,
		Annotations: map[string]string{endsInOrder: "yes"},
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := configure(true)
			if err != nil {
				return err
			}
			return applyProfile(cmd, c, o)
		},
	}
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "show what would change and change nothing")
	cmd.Flags().BoolVar(&o.yes, "yes", false, "do not ask")
	cmd.Flags().BoolVar(&o.pin, "pin", false, "post an introduction and pin it")
	cmd.Flags().StringVar(&o.name, "name", "", "display name")
	return cmd
}

func applyProfile(cmd *cobra.Command, c bot.Config, o profileOptions) error {
	w := cmd.OutOrStdout()
	p, err := bot.ReadProfiles(cmd.Context(), c, o.name, time.Now())
	if err != nil {
		return err
	}
	if c.Owner == "" {
		fmt.Fprintln(cmd.ErrOrStderr(), "quotebot: warning: the profile does not say who answers for the bot: set QUOTEBOT_OWNER")
	}
	changes := diffOf(p)
	printDiff(w, p.Handle, changes)
	if o.pin {
		if err := printIntroduction(cmd, c); err != nil {
			return err
		}
	}
	if o.dryRun || len(changes) == 0 && !o.pin {
		return nil
	}
	if err := confirm(cmd, o.yes, "--yes", "Do that?"); err != nil {
		return err
	}
	if len(changes) > 0 {
		if err := setProfile(cmd, c, p); err != nil {
			return err
		}
	}
	if o.pin {
		return introduce(cmd, c)
	}
	return nil
}

// setProfile changes the profile and looks whether the server has kept all of it.
func setProfile(cmd *cobra.Command, c bot.Config, p bot.Profiles) error {
	set, err := bot.SetProfile(cmd.Context(), c, p.Wanted)
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "The profile of %s is set.\n", p.Handle)
	if left := diffOf(bot.Profiles{Present: set, Wanted: p.Wanted}); len(left) > 0 {
		return fmt.Errorf("the server did not keep all of it: %s", left[0].name)
	}
	return nil
}

func printIntroduction(cmd *cobra.Command, c bot.Config) error {
	limits, err := bot.ServerLimits(cmd.Context(), c)
	if err != nil {
		return err
	}
	thread, err := bot.Introduction(c, limits, time.Now())
	if err != nil {
		return err
	}
	for _, part := range thread {
		fmt.Fprintf(cmd.OutOrStdout(), "\nintroduction, if there is none yet\n%s", indent("+ ", part.Text))
	}
	return nil
}

func introduce(cmd *cobra.Command, c bot.Config) (err error) {
	c.LogLevel = max(c.LogLevel, slog.LevelWarn)
	b, err := bot.Open(cmd.Context(), c, newLogger(cmd.ErrOrStderr(), c))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	deed, err := b.Introduce(cmd.Context())
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "The introduction is pinned: %s\n", deed.StatusURL)
	return nil
}

// A part is one part of a profile, for people.
type part struct{ name, value string }

func partsOf(p fedi.Profile) []part {
	automated := "no"
	if p.Bot {
		automated = "yes"
	}
	list := []part{{"display name", p.DisplayName}, {"automated", automated}, {"text", p.Note}}
	for _, f := range p.Fields {
		list = append(list, part{"field " + f.Name, f.Value})
	}
	return list
}

// A change is a part that was one thing and is to be another; "" for none.
type change struct{ name, from, to string }

// diffOf lists what changes: first what stays in its place, then what goes.
func diffOf(p bot.Profiles) (changes []change) {
	before, after := partsOf(p.Present), partsOf(p.Wanted)
	find := func(list []part, name string) string {
		if i := slices.IndexFunc(list, func(p part) bool { return p.name == name }); i >= 0 {
			return list[i].value
		}
		return ""
	}
	for _, a := range after {
		if was := find(before, a.name); was != a.value {
			changes = append(changes, change{a.name, was, a.value})
		}
	}
	for _, b := range before {
		if find(after, b.name) == "" && b.value != "" {
			changes = append(changes, change{b.name, b.value, ""})
		}
	}
	return changes
}

func printDiff(w io.Writer, handle string, changes []change) {
	if len(changes) == 0 {
		fmt.Fprintf(w, "The profile of %s is as it should be.\n", handle)
		return
	}
	p := paletteFor(w)
	fmt.Fprintf(w, "The profile of %s changes:\n", handle)
	for _, c := range changes {
		fmt.Fprintf(w, "\n%s\n", c.name)
		if c.from != "" {
			fmt.Fprint(w, paint(p.bad, indent("- ", c.from)))
		}
		if c.to != "" {
			fmt.Fprint(w, paint(p.good, indent("+ ", c.to)))
		}
	}
	fmt.Fprintln(w)
}

// indent puts something before each line of a text, and ends the last.
func indent(before, text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimRight(before+line, " ") + "\n")
	}
	return b.String()
}

type profileJSON struct {
	DisplayName string      `json:"display_name"`
	Automated   bool        `json:"automated"`
	Text        string      `json:"text"`
	Fields      []fieldJSON `json:"fields"`
}

type fieldJSON struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

func profileView(p fedi.Profile) profileJSON {
	v := profileJSON{DisplayName: p.DisplayName, Automated: p.Bot, Text: p.Note, Fields: []fieldJSON{}}
	for _, f := range p.Fields {
		v.Fields = append(v.Fields, fieldJSON(f))
	}
	return v
}
