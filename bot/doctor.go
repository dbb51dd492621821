package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"quotebot/bot/fedi"
)

// A Verdict is how a check ended.
type Verdict string

// The verdicts.
const (
	Good      Verdict = "good"
	Bad       Verdict = "bad"
	Unchecked Verdict = "unchecked" // because of another that is bad
)

// A Finding is what one check found.
type Finding struct {
	Check   string
	Verdict Verdict
	Detail  string
	Remedy  string // what to do; "" where nothing has to be done
}

// An ailment is what is wrong, and what to do.
type ailment struct{ what, remedy string }

func (a ailment) Error() string { return a.what + ": " + a.remedy }

func ail(remedy, format string, args ...any) error {
	return ailment{fmt.Sprintf(format, args...), remedy}
}

// A check looks at one thing. Its error is an ailment, or what diagnose makes one
// of.
type check struct {
	name  string
	of    []string // settings whose problems are its own
	needs []string // checks that must have ended well
	look  func(context.Context) (detail string, err error)
	mend  func(context.Context) error // nil where nothing can be done without a person
}

// Examine looks whether a bot with these settings could do its work, one check
// after the other. Nothing is posted. problems are what was wrong with the
// settings before they could be checked. With fix, what can be mended safely is,
// and looked at again.
func Examine(ctx context.Context, s Settings, problems Problems, fix bool) iter.Seq[Finding] {
	e := &examination{settings: s, now: time.Now, ended: make(map[string]Verdict)}
	config, err := Configure(s, true, e.now())
	e.config, e.problems, e.checks = config, problems, e.list()
	var more Problems
	if errors.As(err, &more) {
		e.problems = slices.Concat(problems, more)
	}
	return func(yield func(Finding) bool) {
		for _, c := range e.checks {
			f := e.carryOut(ctx, c, fix)
			e.ended[c.name] = f.Verdict
			if ctx.Err() != nil || !yield(f) {
				return
			}
		}
	}
}

// An examination is what the checks so far have found out.
type examination struct {
	settings Settings
	config   Config
	problems Problems
	checks   []check
	now      func() time.Time
	ended    map[string]Verdict

	visitor  *fedi.Client // without a token
	server   *fedi.Client
	instance fedi.Instance
	self     fedi.Account
	owner    string // address of the account that the database belongs to
}

func (e *examination) carryOut(ctx context.Context, c check, fix bool) Finding {
	f := e.find(ctx, c)
	if f.Verdict != Bad || !fix || c.mend == nil {
		return f
	}
	if err := c.mend(ctx); err != nil {
		f.Remedy = oneLine(fmt.Sprintf("--fix could not: %v", err))
		return f
	}
	if f = e.find(ctx, c); f.Verdict == Good {
		f.Detail = "mended: " + f.Detail
	}
	return f
}

func (e *examination) find(ctx context.Context, c check) Finding {
	f := Finding{Check: c.name, Verdict: Good}
	if own := e.problemsOf(c); len(own) > 0 {
		sick := ailmentOf(own)
		f.Verdict, f.Detail, f.Remedy = Bad, oneLine(sick.what), oneLine(sick.remedy)
		return f
	}
	if i := slices.IndexFunc(c.needs, func(name string) bool { return e.ended[name] != Good }); i >= 0 {
		f.Verdict, f.Detail = Unchecked, fmt.Sprintf("cannot be checked until this passes: %s", c.needs[i])
		return f
	}
	detail, err := c.look(ctx)
	if err == nil {
		f.Detail = detail
		return f
	}
	sick := diagnose(err)
	f.Verdict, f.Detail, f.Remedy = Bad, oneLine(sick.what), oneLine(sick.remedy)
	return f
}

// diagnose adds what a person can do.
func diagnose(err error) (sick ailment) {
	var server *fedi.Error
	switch {
	case errors.As(err, &sick):
		return sick
	case errors.As(err, &server):
		return ailment{err.Error(), cmp.Or(remedyFor(err), "try again later")}
	}
	return ailment{err.Error(), "mend that, and try again"}
}

// ailmentOf is problems of settings as one: the first, whose message ends with
// what to do, and how many more there are.
func ailmentOf(ps Problems) ailment {
	first := ps[0]
	a := ailment{first.Variable + ": " + first.Message, "`quotebot quotes lint` lists them"}
	if i := strings.LastIndex(a.what, ": "); first.Variable != prefix+"_QUOTES" {
		a.what, a.remedy = a.what[:i], a.what[i+2:]
	}
	if n := len(ps) - 1; n > 0 {
		a.what += fmt.Sprintf(" (and %d more)", n)
	}
	return a
}

// problemsOf are the problems of a check's own settings; the first check has
// those of all settings that no other has.
func (e *examination) problemsOf(c check) (own Problems) {
	for _, p := range e.problems {
		owner := checkConfiguration
		for _, other := range e.checks {
			if slices.Contains(other.of, strings.TrimPrefix(p.Variable, prefix+"_")) {
				owner = other.name
			}
		}
		if owner == c.name {
			own = append(own, p)
		}
	}
	return own
}

// oneLine is a message of several lines, such as the list of a corpus's
// problems, by its first.
func oneLine(text string) string {
	first, rest, more := strings.Cut(strings.TrimSpace(text), "\n")
	if !more {
		return first
	}
	return fmt.Sprintf("%s (and %d more)", first, strings.Count(rest, "\n")+1)
}

// Names of checks that others need.
const (
	checkConfiguration = "configuration"
	checkServer        = "server"
	checkVersion       = "version"
	checkLimits        = "limits"
	checkToken         = "token"
	checkZone          = "time zone"
	checkCorpus        = "corpus"
	checkTemplate      = "template"
	checkDatabase      = "database"
	scopeOf            = "scope " // and its name
)

// list is all checks, in the order in which they build on each other.
func (e *examination) list() []check {
	return slices.Concat(
		[]check{{name: checkConfiguration, look: e.configuration}},
		e.serverChecks(), e.accountChecks(), e.quoteChecks(), e.databaseChecks(),
	)
}

func (e *examination) configuration(context.Context) (string, error) {
	set := 0
	for i, v := range e.settings.Variables() {
		if v.Value != DefaultSettings().Variables()[i].Value {
			set++
		}
	}
	return fmt.Sprintf("%d of %d settings differ from their defaults", set, len(e.settings.Variables())), nil
}
