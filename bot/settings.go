package bot

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/kelseyhightower/envconfig"
)

// Settings are the QUOTEBOT_* variables as they were given. They are read as
// plain text because envconfig stops at the first value it cannot convert and
// cuts lists at commas, which cron lines contain; Configure converts them all
// and reports every problem.
type Settings struct {
	Server            string `desc:"address of your server, like https://mastodon.example" secret:"address"`
	AccessToken       string `split_words:"true" desc:"access token of the bot's account" secret:"token"`
	AccessTokenFile   string `split_words:"true" desc:"file that holds the access token, instead of the token itself" secret:"file"`
	DatabaseURL       string `envconfig:"DATABASE_URL" desc:"SQLite file: a path or sqlite:PATH" unset:"quotebot.db in the user's state folder" secret:"address"`
	Quotes            string `desc:"corpus: a folder of YAML or one file" unset:"the built-in Planning Outline"`
	Schedule          string `default:"0 9 * * *" desc:"when quotes are posted: [area@]cron lines with ; between them"`
	Timezone          string `default:"UTC" desc:"zone of the schedule, like Europe/Berlin"`
	Visibility        string `default:"unlisted" desc:"of scheduled quotes: public, unlisted or private"`
	Language          string `desc:"ISO 639-1 code that posts carry" unset:"the quote's own language"`
	Template          string `desc:"file with a text/template that lays out a quote" unset:"the built-in one"`
	Hashtags          string `desc:"hashtags of scheduled quotes, with blanks between them" unset:"none"`
	Misfire           string `default:"2h" desc:"how late a missed slot may still be posted"`
	AnswersPerHour    string `split_words:"true" default:"6" desc:"answers that one person gets within an hour"`
	AnswersPerDay     string `split_words:"true" default:"20" desc:"answers that one person gets within a day"`
	AnswersPerThread  string `split_words:"true" default:"5" desc:"answers in one conversation"`
	QuotesPerAnswer   string `split_words:"true" default:"3" desc:"quotes in one answer to somebody who asks for several, 1 to 10"`
	MaxPostsPerHour   string `split_words:"true" default:"100" desc:"flood brake: how many toots may go out within an hour, whatever asks for them"`
	Spacing           string `default:"1s" desc:"time between the parts of a thread"`
	CatchUp           string `split_words:"true" default:"24h" desc:"how old a mention may be that is found after a time away"`
	Settle            string `default:"30s" desc:"how long a request whose answer was lost may still be at work on the server"`
	LogLevel          string `split_words:"true" default:"info" desc:"debug, info, warn or error"`
	LogFormat         string `split_words:"true" default:"text" desc:"text or json"`
	AdminListen       string `split_words:"true" default:"127.0.0.1:8081" desc:"where the operator's pages are (/status, /healthz, /readyz, /metrics): host:port, or off"`
	AdminPasswordFile string `split_words:"true" desc:"file that holds the password of the operator's pages; needed where they are not on loopback" secret:"file"`
	ClientKey         string `split_words:"true" desc:"application that the access token was given to; login writes it, logout needs it"`
	ClientSecret      string `split_words:"true" desc:"secret of that application" secret:"token"`
	Owner             string `desc:"who answers for the bot, shown in its profile: an account like @you@mastodon.example, or an address"`
}

// prefix is what the names of all variables begin with.
const prefix = "QUOTEBOT"

// ReadSettings reads the variables from the environment. One that is set and
// empty counts as not set, as people write it in .env files. One that begins
// like ours and is none is a Problem, a slip of the pen; the Settings are read
// all the same.
func ReadSettings() (Settings, error) {
	var s Settings
	if err := envconfig.Process(prefix, &s); err != nil {
		return s, fmt.Errorf("read environment: %w", err)
	}
	given, defaults := reflect.ValueOf(&s).Elem(), reflect.ValueOf(DefaultSettings())
	for i := range given.NumField() {
		if given.Field(i).IsZero() {
			given.Field(i).Set(defaults.Field(i))
		}
	}
	if unknown := unknownVariables(os.Environ()); len(unknown) > 0 {
		return s, unknown
	}
	return s, nil
}

// foreign are what the names of variables begin with that Kubernetes gives to
// every container beside a Service called quotebot.
var foreign = []string{prefix + "_PORT", prefix + "_SERVICE_"}

func unknownVariables(environment []string) Problems {
	var problems Problems
	for _, entry := range environment {
		name, _, _ := strings.Cut(entry, "=")
		begins := func(start string) bool { return strings.HasPrefix(name, start) }
		isOurs := func(v Variable) bool { return v.Name == name }
		if begins(prefix+"_") && !slices.ContainsFunc(foreign, begins) && !slices.ContainsFunc(DefaultSettings().Variables(), isOurs) {
			problems = append(problems, Problem{name, "is not a setting: `quotebot config` lists them"})
		}
	}
	return problems
}

// DefaultSettings are the settings of an empty environment.
func DefaultSettings() Settings {
	var s Settings
	v := reflect.ValueOf(&s).Elem()
	for i := range v.NumField() {
		v.Field(i).SetString(v.Type().Field(i).Tag.Get("default"))
	}
	return s
}

// A Variable is one row of the table that `quotebot config` prints.
type Variable struct {
	Name    string `json:"name"`
	Value   string `json:"value"` // in force; what is or may be a secret is hidden
	Default string `json:"default"`
	Meaning string `json:"meaning"`
}

// Variables lists every setting with what is in force.
func (s Settings) Variables() []Variable {
	v, t := reflect.ValueOf(s), reflect.TypeFor[Settings]()
	var rows []Variable
	for i := range t.NumField() {
		f := t.Field(i)
		row := Variable{
			Name:    variableName(f),
			Value:   v.Field(i).String(),
			Default: f.Tag.Get("default"),
			Meaning: f.Tag.Get("desc"),
		}
		if row.Default == "" {
			row.Default = f.Tag.Get("unset")
		}
		if row.Value = shown(row.Value, f.Tag.Get("secret")); row.Value == "" {
			row.Value = row.Default
		}
		rows = append(rows, row)
	}
	return rows
}

// variableName builds the name as envconfig does.
func variableName(f reflect.StructField) string {
	if name := f.Tag.Get("envconfig"); name != "" {
		return prefix + "_" + name
	}
	if f.Tag.Get("split_words") == "" {
		return prefix + "_" + strings.ToUpper(f.Name)
	}
	var b strings.Builder
	for _, r := range f.Name {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('_')
		}
		b.WriteRune(r)
	}
	return prefix + strings.ToUpper(b.String())
}
