package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"quotebot/bot"
	"quotebot/bot/sandbox"
	"quotebot/quotes"
)

// The two accounts of the demo.
const (
	demoBot    = "quotebot"
	demoPerson = "you"
)

// replyTimeout is how long --mention waits for an answer.
const replyTimeout = 10 * time.Second

type demoOptions struct {
	every   time.Duration
	mention string
	exit    bool
	listen  string
	flavour string
}

func newDemoCommand() *cobra.Command {
	var o demoOptions
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Try the bot on this machine: no account, no token, no network",
		Long: `Start a small Mastodon-compatible server on this machine, the real bot against
it, and a page to write to the bot. Whatever speaks the Mastodon API and takes an access
token can connect with those that are printed. Of the settings only
QUOTEBOT_QUOTES counts here, but an unknown one, or an .env that is not understood, is
refused as everywhere. Everything is gone when it ends.`,
		Example: `  quotebot demo
  quotebot demo --mention "what about the courts?" --exit`,
		Args:        noArguments,
		Annotations: map[string]string{endsInOrder: "yes"},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.check(); err != nil {
				return usageError{err}
			}
			return demo(cmd.Context(), o, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().DurationVar(&o.every, "every", time.Minute, "time between scheduled quotes")
	cmd.Flag("every").DefValue = spoken(time.Minute)
	cmd.Flags().StringVar(&o.mention, "mention", "", "write this to the bot and print the exchange")
	cmd.Flags().BoolVar(&o.exit, "exit", false, "with --mention: end after the answer, without the page")
	cmd.Flags().StringVar(&o.listen, "listen", "127.0.0.1:0", "loopback address of the page and the API")
	cmd.Flags().StringVar(&o.flavour, "flavour", "mastodon", "kind of server: mastodon or gotosocial")
	return cmd
}

func (o demoOptions) check() error {
	switch {
	case o.every < time.Second:
		return fmt.Errorf("--every %s is too short: one second is the least", o.every)
	case o.exit && o.mention == "":
		return errors.New("--exit needs --mention TEXT")
	case o.flavour != "mastodon" && o.flavour != "gotosocial":
		return fmt.Errorf("--flavour %q is not one of the demo: choose mastodon or gotosocial", o.flavour)
	case !isLoopback(o.listen):
		return fmt.Errorf("--listen %q is not a loopback address with a port: write it like 127.0.0.1:8080", o.listen)
	}
	return nil
}

func isLoopback(address string) bool {
	host, port, err := net.SplitHostPort(address)
	_, portErr := strconv.ParseUint(port, 10, 16)
	return err == nil && portErr == nil && (host == "localhost" || net.ParseIP(host).IsLoopback())
}

// A stage is a running demo: server, bot, and the person's account.
type stage struct {
	server      *sandbox.Server
	bot         *bot.Bot
	botToken    string
	personToken string
	folder      string
	corpus      *quotes.Corpus
	posted      chan sandbox.Status // what the bot posts
}

func demo(ctx context.Context, o demoOptions, stdout, stderr io.Writer) (err error) {
	st, err := newStage(ctx, o, stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.close()) }()

	running, stop := context.WithCancel(ctx)
	var botErr error
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		botErr = st.bot.Run(running)
	}()
	err = st.play(running, o, stdout, ended)
	stop()
	<-ended
	if err = errors.Join(err, botErr); err != nil || o.exit {
		return err
	}
	slots, replies, err := st.bot.Tally(context.WithoutCancel(ctx))
	fmt.Fprintf(stdout, "\nStopped. Posted %s on schedule, answered %s.\n", plural(slots, "quote"), plural(replies, "mention"))
	return err
}

// newStage starts the server, opens its accounts and prepares the bot.
func newStage(ctx context.Context, o demoOptions, stderr io.Writer) (_ *stage, err error) {
	st := &stage{posted: make(chan sandbox.Status, 64)}
	defer func() {
		if err != nil {
			err = errors.Join(err, st.close())
		}
	}()
	given, err := readSettings()
	if err != nil {
		return nil, err
	}
	if st.corpus, err = quotes.Open(given.Quotes); err != nil {
		return nil, usageError{err}
	}
	if st.server, err = sandbox.Start(st.serverConfig(o)); err != nil {
		return nil, fmt.Errorf("%w: choose another address with --listen", err)
	}
	// The bot follows the person, or the server would hide direct mentions.
	bot := sandbox.NewAccount{Username: demoBot, DisplayName: "quotebot", Bot: true, Follows: []string{demoPerson}}
	if _, st.botToken, err = st.server.CreateAccount(bot); err != nil {
		return nil, err
	}
	if _, st.personToken, err = st.server.CreateAccount(sandbox.NewAccount{Username: demoPerson, DisplayName: "You", Follows: []string{demoBot}}); err != nil {
		return nil, err
	}
	if st.folder, err = os.MkdirTemp("", "quotebot-demo-"); err != nil {
		return nil, err
	}
	return st, st.open(ctx, o, given.Quotes, stderr)
}

func (st *stage) open(ctx context.Context, o demoOptions, corpus string, stderr io.Writer) error {
	c, err := st.config(o, corpus)
	if err != nil {
		return err
	}
	st.bot, err = bot.Open(ctx, c, newLogger(stderr, c))
	return err
}

// suggestions are words that a person may write to a bot with this corpus: an
// area, a number, an area in the document's language, help.
func suggestions(c *quotes.Corpus) []string {
	var words []string
	if n := len(c.Areas); n > 0 {
		words = append(words, c.Areas[n-1].ID, fmt.Sprint(c.Areas[n/2].Number))
		if original := c.Areas[0].Name[c.Source.OriginalLanguage]; original != "" {
			words = append(words, original)
		}
	}
	return append(words, "help")
}

func (st *stage) serverConfig(o demoOptions) sandbox.Config {
	c := sandbox.Config{
		Addr: o.listen, Page: !o.exit, Viewer: demoPerson, Flavour: sandbox.Mastodon,
		Greeting: "@" + demoBot + " ", Suggestions: suggestions(st.corpus),
	}
	if o.flavour == "gotosocial" {
		c.Flavour = sandbox.GoToSocial
	}
	c.AfterCommit = func(_ context.Context, s sandbox.Status) {
		select {
		case st.posted <- s:
		default: // nobody waits for answers any more
		}
	}
	return c
}

// config is the bot's, with nothing of the environment but the corpus: a demo
// must not meet the settings of a real bot.
func (st *stage) config(o demoOptions, corpus string) (bot.Config, error) {
	s := bot.DefaultSettings()
	s.Quotes = corpus
	s.Server, s.AccessToken = st.server.URL(), st.botToken
	s.DatabaseURL = filepath.Join(st.folder, "quotebot.db")
	s.Schedule = "@every " + o.every.String()
	s.Visibility = "public"
	s.Hashtags = "quotebot"
	s.LogLevel = "warn"
	s.AdminListen = "off"
	return bot.Configure(s, true, time.Now())
}

func (st *stage) close() error {
	var errs []error
	if st.bot != nil {
		errs = append(errs, st.bot.Close())
	}
	if st.server != nil {
		errs = append(errs, st.server.Close())
	}
	if st.folder != "" {
		errs = append(errs, os.RemoveAll(st.folder))
	}
	return errors.Join(errs...)
}

// play shows the demo until ctx ends, the bot does, or the exchange is over.
func (st *stage) play(ctx context.Context, o demoOptions, w io.Writer, ended <-chan struct{}) error {
	select {
	case <-st.bot.Ready():
	case <-ended:
		return nil
	}
	if !o.exit {
		st.welcome(w, o)
		if _, err := st.bot.Post(ctx, bot.Choice{}); err != nil && ctx.Err() == nil {
			return err
		}
	}
	if o.mention != "" {
		err := st.exchange(ctx, o.mention, w)
		if o.exit || (err != nil && ctx.Err() == nil) {
			return err
		}
	}
	<-ended
	return nil
}

func (st *stage) welcome(w io.Writer, o demoOptions) {
	fmt.Fprintf(w, `quotebot demo: a server, the bot, and you, all on this machine.

  page          %s/
  API           %s
  bot's token   %s
  your token    %s

Open the page and write "@%s %s". A quote is posted every %s.
Ctrl-C ends it; nothing is kept.
`, st.server.URL(), st.server.URL(), st.botToken, st.personToken, demoBot, suggestions(st.corpus)[0], spoken(o.every))
}

// exchange writes to the bot as the person and prints both sides, every part of
// the answer.
func (st *stage) exchange(ctx context.Context, text string, w io.Writer) error {
	if !namesBot(text) {
		text = "@" + demoBot + " " + text
	}
	asked, err := st.server.Publish(demoPerson, sandbox.NewStatus{Text: text, Visibility: "public", Language: "en"})
	if err != nil {
		return usageError{fmt.Errorf("write to the bot: %w", err)}
	}
	printToot(w, asked)
	timeout := time.NewTimer(replyTimeout)
	defer timeout.Stop()
	for last, printed := asked.ID, 0; ; {
		select {
		case s := <-st.posted:
			if s.InReplyToID != last {
				continue
			}
			printToot(w, s)
			last = s.ID
			printed++
			if parts, err := st.bot.Answer(ctx, asked.ID); err != nil || printed == len(parts) {
				return err
			}
		case <-timeout.C:
			return fmt.Errorf("the bot did not answer within %s: it stays silent when it is not asked for anything", replyTimeout)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

var handle = regexp.MustCompile(`[\w.-]*@[\w.-]+(@[\w.-]+)?`)

// namesBot is whether a text mentions the demo's bot, by its whole name.
func namesBot(text string) bool {
	return slices.ContainsFunc(handle.FindAllString(text, -1), func(h string) bool {
		h = strings.ToLower(strings.TrimRight(h, ".-"))
		return h == "@"+demoBot || h == "@"+demoBot+"@"+sandbox.Domain
	})
}

func printToot(w io.Writer, s sandbox.Status) {
	fmt.Fprintf(w, "\n@%s (%s)\n", s.Acct, s.Visibility)
	for line := range strings.SplitSeq(s.Text, "\n") {
		fmt.Fprintln(w, strings.TrimRight("  "+line, " "))
	}
}

// spoken is a span of time as people write it: 1m, not 1m0s.
func spoken(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
