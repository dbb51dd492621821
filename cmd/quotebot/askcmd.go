package main

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"github.com/spf13/cobra"

	"quotebot/bot"
	"quotebot/bot/mention"
	"quotebot/bot/toot"
)

func newAskCommand() *cobra.Command {
	var me string
	var jsonl bool
	cmd := &cobra.Command{
		Use:   "ask [TEXT|-]",
		Short: "Show what the bot understands and what it would answer",
		Long: `Show what the bot understands of a text that is addressed to it, which words led
to that, and what it would answer. Nothing is sent.
--jsonl reads objects {"id":…,"html":…,"reply_to":…,"links":…}, one a line, where
html is the content of a status that mentions the bot, reply_to is "bot", "other"
or left out, and links are the names of the links of the thread that the status
stands under; it writes {"id","intent","area","areas","topic","count","link"}.`,
		Example: `  quotebot ask "something about the courts, please"`,
		Args:    arguments(0, 1, "give one text, in quotation marks: quotebot ask \"TEXT\""),
		RunE: func(cmd *cobra.Command, args []string) error {
			if jsonl && len(args) > 0 {
				return usageError{errors.New("--jsonl reads mentions from standard input: leave out TEXT")}
			}
			c, err := configure(false)
			if err != nil {
				return err
			}
			reader := mention.NewReader(c.Corpus, mention.Self{URL: me})
			if jsonl {
				return askLines(cmd.InOrStdin(), cmd.OutOrStdout(), reader)
			}
			text, err := argumentOrInput(cmd.InOrStdin(), args)
			if err != nil {
				return err
			}
			showAnswer(cmd.OutOrStdout(), c, reader.ReadText(text))
			return nil
		},
	}
	cmd.Flags().StringVar(&me, "me", "https://host/@bot", "address of the bot's own profile, for --jsonl")
	cmd.Flags().BoolVar(&jsonl, "jsonl", false, "read and write one JSON object a line")
	return cmd
}

func showAnswer(w io.Writer, c bot.Config, r mention.Request) {
	fmt.Fprintln(w, "understood:", r)
	for _, why := range r.Why {
		fmt.Fprintln(w, "  -", why)
	}
	limits := toot.Limits{Flavour: toot.Mastodon, MaxChars: toot.DefaultMaxChars}
	voice := bot.Voice{Corpus: c.Corpus, Limits: limits, Language: c.Language, Most: c.QuotesPerAnswer}
	chance := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	reply, ok := voice.Reply(r, bot.Situation{Language: r.Language, Random: chance})
	if !ok {
		fmt.Fprintln(w, "answer: none")
		return
	}
	for _, part := range reply {
		fmt.Fprintf(w, "answer (%d characters):\n\n%s\n", toot.Length(part.Text, "", limits), part.Text)
	}
}

type question struct {
	ID      string `json:"id"`
	HTML    string `json:"html"`
	ReplyTo string `json:"reply_to"`
	// Links are those of the thread that the status stands under.
	Links []string `json:"links"`
}

type understood struct {
	ID     string         `json:"id"`
	Intent mention.Intent `json:"intent"`
	Area   *string        `json:"area"`
	Areas  []string       `json:"areas,omitempty"`
	Topic  string         `json:"topic,omitempty"`
	Count  int            `json:"count,omitempty"`
	Link   []string       `json:"link,omitempty"`
}

func askLines(in io.Reader, out io.Writer, reader *mention.Reader) error {
	return eachLine(in, out, func(q question) (any, error) {
		switch q.ReplyTo {
		case "", "bot", "other":
		default:
			return nil, fmt.Errorf(`has %q as reply_to: write "bot", "other" or leave it out`, q.ReplyTo)
		}
		r := reader.Read(mention.Status{HTML: q.HTML, ReplyTo: mention.ReplyTo(q.ReplyTo), Links: q.Links})
		u := understood{ID: q.ID, Intent: r.Intent, Areas: r.Areas, Topic: r.Topic, Count: r.Count, Link: r.Links}
		if area := r.Area; area != "" {
			u.Area = &area
		}
		return u, nil
	})
}
