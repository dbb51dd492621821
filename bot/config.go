package bot

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"quotebot/bot/fedi"
	"quotebot/bot/toot"
	"quotebot/bot/web"
	"quotebot/quotes"
)

// A Config is what a bot works with: Settings, read and checked.
type Config struct {
	Server       string
	Token        string
	DatabasePath string
	Corpus       *quotes.Corpus
	Schedule     Schedule
	Visibility   toot.Visibility
	Language     string // "" for the quote's own
	Hashtags     []string
	Template     *toot.Template // nil for the built-in one
	Misfire      time.Duration
	Settle       time.Duration
	CatchUp      time.Duration
	Spacing      time.Duration

	MaxPostsPerHour  int
	AnswersPerHour   int
	AnswersPerDay    int
	AnswersPerThread int
	QuotesPerAnswer  int

	LogLevel slog.Level
	LogJSON  bool

	AdminListen   string // "" for nowhere
	AdminPassword string // "" for none, on loopback only

	Owner string // who answers for the bot, "" if nobody is named

	Version string // of quotebot, as whoever calls Open knows it
}

// A Problem is one thing that is wrong with the configuration.
type Problem struct {
	Variable string
	Message  string // what is wrong, and what to do
}

// Problems are all that is wrong with a configuration.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Variable + ": " + p.Message
	}
	return strings.Join(lines, "\n")
}

// Configure checks settings. Its error is Problems, all of them at once.
// online asks for what a server needs; without it those settings may be missing.
func Configure(s Settings, online bool, now time.Time) (Config, error) {
	r := reading{now: now}
	r.server(s, online)
	r.database(s)
	r.corpus(s)
	r.schedule(s)
	r.words(s)
	r.template(s)
	r.times(s)
	r.numbers(s)
	r.logging(s)
	r.admin(s)
	r.owner(s)
	if len(r.problems) > 0 {
		return r.config, r.problems
	}
	return r.config, nil
}

// A reading collects values and problems, one group of settings a method.
type reading struct {
	config   Config
	problems Problems
	now      time.Time
}

func (r *reading) report(variable, format string, args ...any) {
	r.problems = append(r.problems, Problem{prefix + "_" + variable, fmt.Sprintf(format, args...)})
}

func (r *reading) server(s Settings, online bool) {
	r.config.Token = r.token(s)
	r.config.Server = s.Server
	switch {
	case s.Server != "":
		r.address(s.Server)
	case online:
		r.report("SERVER", "is not set: name your server, like https://mastodon.example")
	}
	if online && r.config.Token == "" && s.AccessToken == "" && s.AccessTokenFile == "" {
		r.report("ACCESS_TOKEN", "is not set: get one with `quotebot login`, or name a file with one in %s_ACCESS_TOKEN_FILE", prefix)
	}
}

func (r *reading) address(server string) {
	if mayHoldPassword(server) {
		r.report("SERVER", "holds more than an address: write it like https://mastodon.example, without a user name, a password or a query")
		return
	}
	u, err := fedi.ParseServer(server)
	switch {
	case err != nil:
		r.report("SERVER", "%v", err)
	case u.Scheme == "https" && u.Hostname() != "localhost" && !strings.ContainsAny(u.Hostname(), ".:"):
		r.report("SERVER", "%q has no domain: write it like https://mastodon.example, or with http:// for a server on your own network", server)
	}
}

// token takes the token from the setting or from the file; its value never
// stands in a message.
func (r *reading) token(s Settings) string {
	token, variable := s.AccessToken, "ACCESS_TOKEN"
	if s.AccessToken != "" && s.AccessTokenFile != "" {
		r.report("ACCESS_TOKEN_FILE", "is set together with %s_ACCESS_TOKEN: keep one of the two", prefix)
		return ""
	}
	if s.AccessTokenFile != "" {
		variable = "ACCESS_TOKEN_FILE"
		var err error
		if token, err = readToken(s.AccessTokenFile); err != nil {
			name := "the file"
			if !mayBeToken(s.AccessTokenFile) {
				name = s.AccessTokenFile
			}
			r.report(variable, "%s: %v: name a file that holds the access token, and not the token itself", name, err)
			return ""
		}
	}
	if strings.ContainsFunc(token, func(c rune) bool { return c <= ' ' || c > '~' }) {
		r.report(variable, "holds characters that no token has: copy it again, without blanks or quotation marks")
		return ""
	}
	return token
}

func (r *reading) database(s Settings) {
	const advice = "give the path of a SQLite file"
	path := strings.TrimPrefix(s.DatabaseURL, "sqlite:")
	scheme, _, found := strings.Cut(path, ":")
	switch {
	case found && len(scheme) != 1 && !strings.ContainsAny(scheme, `/\.`): // one letter is a drive
		r.report("DATABASE_URL", "%s: is not supported: "+advice, scheme)
		return
	case path == "" && s.DatabaseURL != "":
		r.report("DATABASE_URL", "names no file: "+advice+", like sqlite:/var/lib/quotebot/quotebot.db")
		return
	case path == "":
		folder, err := stateFolder()
		if err != nil {
			r.report("DATABASE_URL", "there is no state folder (%v): "+advice, err)
			return
		}
		path = filepath.Join(folder, "quotebot.db")
	}
	r.config.DatabasePath = path
}

// stateFolder is where a program's state belongs, by the XDG base directory
// specification; systemd sets STATE_DIRECTORY for a service.
func stateFolder() (string, error) {
	if dir, _, _ := strings.Cut(os.Getenv("STATE_DIRECTORY"), ":"); dir != "" {
		return dir, nil
	}
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "quotebot"), nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "state", "quotebot"), err
}

func (r *reading) corpus(s Settings) {
	c, err := quotes.Open(s.Quotes)
	if err != nil {
		r.report("QUOTES", "%v", err)
		return
	}
	r.config.Corpus = c
}

func (r *reading) schedule(s Settings) {
	zone, err := time.LoadLocation(s.Timezone)
	if err != nil || s.Timezone == "Local" {
		r.report("TIMEZONE", "%q is not a time zone: write it like Europe/Berlin, or UTC", s.Timezone)
		zone = time.UTC
	}
	isArea := func(id string) bool {
		if r.config.Corpus == nil {
			return true // the corpus's own problem is reported
		}
		_, ok := r.config.Corpus.Area(id)
		return ok
	}
	r.config.Schedule, err = ParseSchedule(s.Schedule, zone, isArea, r.now)
	if err != nil {
		r.report("SCHEDULE", "%v", err)
	}
}

func (r *reading) words(s Settings) {
	v, err := toot.ParseVisibility(s.Visibility)
	if err != nil || v == toot.Direct {
		r.report("VISIBILITY", "%q is not one for scheduled quotes: choose public, unlisted or private", s.Visibility)
	}
	r.config.Visibility = v
	if s.Language != "" && !isLanguage(s.Language) {
		r.report("LANGUAGE", "%q is not a language: write a two-letter ISO 639-1 code like en", s.Language)
	}
	r.config.Language = s.Language
	for _, tag := range strings.FieldsFunc(s.Hashtags, func(c rune) bool { return unicode.IsSpace(c) || c == ',' }) {
		if !isHashtag(strings.TrimPrefix(tag, "#")) {
			r.report("HASHTAGS", "%q is not a hashtag: use letters, digits and _, and at least one letter", tag)
		}
		r.config.Hashtags = append(r.config.Hashtags, strings.TrimPrefix(tag, "#"))
	}
}

// isLanguage allows only plain two-letter codes: GoToSocial and Akkoma refuse a
// post with anything else.
func isLanguage(s string) bool {
	return len(s) == 2 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == ""
}

func isHashtag(s string) bool {
	word := func(c rune) bool { return unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsDigit(c) || c == '_' }
	return strings.ContainsFunc(s, unicode.IsLetter) && !strings.ContainsFunc(s, func(c rune) bool { return !word(c) })
}

func (r *reading) template(s Settings) {
	if s.Template == "" {
		return
	}
	data, err := readSmall(s.Template)
	if err != nil {
		r.report("TEMPLATE", "%s: %v: name a file with a text/template", s.Template, err)
		return
	}
	if r.config.Template, err = toot.ParseTemplate(string(data)); err != nil {
		r.report("TEMPLATE", "%s: %v: the fields are .Words, .Citation, .Credit, .Link and .Hashtags", s.Template, err)
	}
}

func (r *reading) times(s Settings) {
	r.config.Misfire = r.duration("MISFIRE", s.Misfire)
	if d, err := time.ParseDuration(s.Misfire); err == nil && d >= 0 && d < time.Minute {
		r.report("MISFIRE", "%q is too short: write at least 1m, or no slot would ever be in time", s.Misfire)
	}
	r.config.Settle = r.duration("SETTLE", s.Settle)
	r.config.CatchUp = r.duration("CATCH_UP", s.CatchUp)
	r.config.Spacing = r.duration("SPACING", s.Spacing)
}

// mostQuotes is the most that QUOTEBOT_QUOTES_PER_ANSWER may be.
const mostQuotes = 10

func (r *reading) numbers(s Settings) {
	r.config.MaxPostsPerHour = r.number("MAX_POSTS_PER_HOUR", s.MaxPostsPerHour)
	r.config.AnswersPerHour = r.number("ANSWERS_PER_HOUR", s.AnswersPerHour)
	r.config.AnswersPerDay = r.number("ANSWERS_PER_DAY", s.AnswersPerDay)
	r.config.AnswersPerThread = r.number("ANSWERS_PER_THREAD", s.AnswersPerThread)
	if r.config.QuotesPerAnswer = r.number("QUOTES_PER_ANSWER", s.QuotesPerAnswer); r.config.QuotesPerAnswer > mostQuotes {
		r.report("QUOTES_PER_ANSWER", "%q is more than %d: one answer must not fill a timeline", s.QuotesPerAnswer, mostQuotes)
	}
}

// number reads a whole number of at least one.
func (r *reading) number(variable, value string) int {
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		r.report(variable, "%q is not a number of at least 1", value)
	}
	return n
}

func (r *reading) duration(variable, value string) time.Duration {
	d, err := time.ParseDuration(value)
	if err != nil || d < 0 {
		r.report(variable, "%q is not a span of time: write it like 30s or 2h", value)
	}
	return d
}

func (r *reading) logging(s Settings) {
	// UnmarshalText knows more, such as info+3.
	levels := []string{"debug", "info", "warn", "error"}
	if err := r.config.LogLevel.UnmarshalText([]byte(s.LogLevel)); err != nil || !slices.Contains(levels, strings.ToLower(s.LogLevel)) {
		r.report("LOG_LEVEL", "%q is not a level: choose debug, info, warn or error", s.LogLevel)
	}
	if s.LogFormat != "text" && s.LogFormat != "json" {
		r.report("LOG_FORMAT", "%q is not a format: choose text or json", s.LogFormat)
	}
	r.config.LogJSON = s.LogFormat == "json"
}

// off turns the operator's pages off.
const off = "off"

func (r *reading) admin(s Settings) {
	if s.AdminListen == off || s.AdminListen == "" {
		return
	}
	r.config.AdminListen = s.AdminListen
	r.adminPassword(s.AdminPasswordFile)
	if err := web.CheckAddress(s.AdminListen, s.AdminPasswordFile != ""); err != nil {
		r.report("ADMIN_LISTEN", "%v", err)
	}
}

func (r *reading) adminPassword(file string) {
	if file == "" {
		return
	}
	name := "the file"
	if !mayBeToken(file) {
		name = file
	}
	data, err := readSmall(file)
	if err != nil {
		r.report("ADMIN_PASSWORD_FILE", "%s: %v: name a file that holds the password, and not the password itself", name, err)
		return
	}
	r.config.AdminPassword = strings.TrimSpace(string(data))
	if err := web.CheckPassword(r.config.AdminPassword); err != nil {
		r.report("ADMIN_PASSWORD_FILE", "%s: %v", name, err)
	}
}
