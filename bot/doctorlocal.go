package bot

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"quotebot/bot/store"
	"quotebot/bot/toot"
)

func (e *examination) quoteChecks() []check {
	return []check{
		{name: checkZone, of: []string{"TIMEZONE"}, look: e.zone},
		{name: checkCorpus, of: []string{"QUOTES"}, look: e.corpus},
		{name: "schedule", of: []string{"SCHEDULE"}, needs: []string{checkZone, checkCorpus}, look: e.schedule},
		{name: checkTemplate, of: []string{"TEMPLATE"}, look: e.template},
		{name: "quotes that fit", needs: []string{checkCorpus, checkTemplate, checkLimits}, look: e.fitting},
	}
}

func (e *examination) zone(context.Context) (string, error) {
	here := e.now().In(e.config.Schedule.Zone)
	return fmt.Sprintf("%s, where it is %s", e.config.Schedule.Zone, here.Format("Mon 15:04 MST")), nil
}

// comingSlots is how many slots are shown.
const comingSlots = 3

func (e *examination) schedule(context.Context) (string, error) {
	var slots []string
	for s := range nextSlots(e.config.Schedule, comingSlots, e.now()) {
		text := s.At.In(e.config.Schedule.Zone).Format("Mon 2006-01-02 15:04")
		if s.Area != "" {
			text += " (" + s.Area + ")"
		}
		slots = append(slots, text)
	}
	return "next " + strings.Join(slots, ", "), nil
}

func (e *examination) corpus(context.Context) (string, error) {
	c := e.config.Corpus
	detail := fmt.Sprintf("%d quotes in %d areas", len(c.Quotes), len(c.Areas))
	if n := len(c.Lint()); n > 0 {
		detail += fmt.Sprintf("; warnings: %d, which `quotebot quotes lint` lists", n)
	}
	return detail, nil
}

func (e *examination) template(context.Context) (string, error) {
	if e.settings.Template == "" {
		return "the built-in one", nil
	}
	return e.settings.Template, nil
}

// fitting looks which quotes are never posted, because not even a thread of them
// fits this server.
func (e *examination) fitting(context.Context) (string, error) {
	setting := toot.Setting{Template: e.config.Template, Hashtags: e.config.Hashtags, Limits: e.instance.Limits}
	var misfits []string
	threads := 0
	for _, q := range e.config.Corpus.Quotes {
		parts, err := toot.SetThread(e.config.Corpus, q, setting)
		if err != nil {
			misfits = append(misfits, q.ID)
		}
		if len(parts) > 1 {
			threads++
		}
	}
	all, n := len(e.config.Corpus.Quotes), len(misfits)
	if n == 0 {
		return fmt.Sprintf("all %d, %d of them as threads", all, threads), nil
	}
	shown := strings.Join(misfits[:min(n, 3)], ", ")
	if n > 3 {
		shown += ", …"
	}
	return "", ail("shorten the quotes, or what the template adds", "%d of %d are never posted, since they do not fit the server: %s", n, all, shown)
}

func (e *examination) databaseChecks() []check {
	return []check{
		{name: checkDatabase, of: []string{"DATABASE_URL"}, look: e.database},
		{name: "account", needs: []string{checkToken, checkDatabase}, look: e.account},
		{name: "disk", needs: []string{checkDatabase}, look: e.disk},
	}
}

// database opens the file, which brings its schema up to date, and asks who works
// on it.
func (e *examination) database(ctx context.Context) (detail string, err error) {
	err = look(ctx, e.config, func(db *store.DB) error {
		if e.owner, err = db.Fact(ctx, accountFact); err != nil {
			return err
		}
		detail, err = worker(db)
		return err
	})
	if errors.Is(err, ErrNoDatabase) {
		return "none yet: `quotebot run` makes " + e.config.DatabasePath, canMake(e.config.DatabasePath)
	}
	if err != nil {
		return "", ail("give the bot a SQLite file that this user may read and write, with QUOTEBOT_DATABASE_URL", "%v", err)
	}
	return e.config.DatabasePath + ", schema up to date; " + detail, nil
}

// worker says whether a process works on the database.
func worker(db *store.DB) (string, error) {
	unlock, err := db.Lock()
	if errors.Is(err, store.ErrLocked) {
		return "a running quotebot works on it", nil
	}
	if err != nil {
		return "", err
	}
	return "no quotebot runs on it now", unlock()
}

// canMake tries whether a file could be made at path, without making its folder.
func canMake(path string) error {
	f, err := os.CreateTemp(nearest(path), ".quotebot-*")
	if err != nil {
		return ail("choose a folder that this user may write with QUOTEBOT_DATABASE_URL", "%s cannot be made: %v", path, err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// nearest is the innermost folder above path that is there.
func nearest(path string) string {
	dir := filepath.Dir(path)
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	return dir
}

func (e *examination) account(context.Context) (string, error) {
	switch e.owner {
	case "":
		return "the database will belong to " + e.self.URL, nil
	case e.self.URL:
		return "the database belongs to " + e.owner, nil
	}
	return "", ail("log in as that account with `quotebot login`, or name another QUOTEBOT_DATABASE_URL", "the token is of %s, and the database belongs to %s", e.self.URL, e.owner)
}

// leastSpace is the least that should be free for the database, in bytes: years
// of posts, and the copies that SQLite makes.
const leastSpace = 100 << 20

func (e *examination) disk(context.Context) (string, error) {
	free, err := freeSpace(nearest(e.config.DatabasePath))
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		return "free space is not known on this system", nil
	case err != nil:
		return "", err
	case free < leastSpace:
		return "", ail("free some space: what cannot be written down is not posted", "%d MiB free for the database", free>>20)
	}
	return fmt.Sprintf("%.1f GiB free for the database", float64(free)/(1<<30)), nil
}
