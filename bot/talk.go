package bot

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/store"
	"quotebot/bot/thread"
	"quotebot/bot/toot"
)

// ErrNoWorker says that nobody would post at the time that was asked for.
var ErrNoWorker = errors.New("no quotebot is running that would post it at that time: start `quotebot run` first")

// A Talk is a talk's file and the thread that it has, or will have.
type Talk struct {
	*thread.Talk
	Path      string    // of the file, absolute
	InReplyTo string    // id of the status that the thread answers; "" for none
	At        time.Time // not before; zero for now
}

// TalkLimits are the limits of the bot's server.
func (b *Bot) TalkLimits() toot.Limits { return b.instance.Limits }

// Resolve is the id, on the bot's server, of a status that is given by its id or
// its address.
func (b *Bot) Resolve(ctx context.Context, status string) (string, error) {
	id, err := b.server.Resolve(ctx, status)
	if err != nil {
		return "", fmt.Errorf("find the status %s: %w", status, explain(err))
	}
	return id, nil
}

// Publish writes the thread of a talk down: all its parts, each with a deed of
// its own, the next due when the last one's status is recorded. It reports
// whether the thread is new: one that was begun goes on where it was, and is
// never posted twice.
func (b *Bot) Publish(ctx context.Context, t Talk) (isNew bool, err error) {
	known, err := b.db.Talk(ctx, t.Name)
	switch {
	case errors.Is(err, store.ErrNoTalk):
	case err != nil:
		return false, err
	case known.Path != t.Path:
		return false, fmt.Errorf("the name %q is taken by %s: give this talk another with `name:` in its front matter", t.Name, known.Path)
	default:
		return false, b.unchanged(ctx, t, known)
	}
	if err := b.expectWorker(t.At); err != nil {
		return false, err
	}
	now := b.now()
	row := store.Talk{Name: t.Name, Path: t.Path, Title: t.Title, Links: linksText(t.Links), Edition: 1, CreatedAt: now}
	return true, b.queue.inTx(ctx, func(tx *sql.Tx) error {
		if err := store.PutTalk(ctx, tx, row); err != nil {
			return err
		}
		return b.addDeeds(ctx, tx, b.partDeeds(t, row, now))
	})
}

// unchanged refuses to go on with a thread whose file says something else now, and
// with one that is not there any more.
func (b *Bot) unchanged(ctx context.Context, t Talk, known store.Talk) error {
	rows, live, err := b.published(ctx, known)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(rows, func(d store.Deed) bool { return d.State == store.Posted || d.State.Open() }) {
		return fmt.Errorf("%q was published before and is not there any more: %s; `quotebot thread update --repost %s` posts it anew", t.Name, fate(rows[0]), t.Path)
	}
	same := slices.EqualFunc(live, t.Parts, func(a, b thread.Part) bool { return a.Text == b.Text && a.CW == b.CW })
	if !same {
		return fmt.Errorf("%q is published already and the file has changed since: `quotebot thread update %s` brings the thread in step with it", t.Name, t.Path)
	}
	return nil
}

// expectWorker refuses a time to come if nobody works on the database.
func (b *Bot) expectWorker(at time.Time) error {
	if at.IsZero() {
		return nil
	}
	unlock, err := b.db.Lock()
	if errors.Is(err, store.ErrLocked) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(ErrNoWorker, unlock())
}

// threadKey names the deed of posting a part, from 1. A thread that was posted
// anew has keys of its own.
func threadKey(t store.Talk, part int) string {
	name := t.Name
	if t.Edition > 1 {
		name = fmt.Sprintf("%s@%d", t.Name, t.Edition)
	}
	return fmt.Sprintf("thread/%s/%d", name, part)
}

// partDeeds are the parts of a talk as rows of the outbox.
func (b *Bot) partDeeds(t Talk, row store.Talk, now time.Time) []store.Deed {
	out := make([]store.Deed, len(t.Parts))
	for i, p := range t.Parts {
		out[i] = partDeed(t, row, p, i+1, now)
		if i == 0 {
			out[i].State, out[i].After = store.Pending, ""
			out[i].InReplyTo, out[i].NotBefore = t.InReplyTo, t.At
		}
	}
	return out
}

// partDeed is a part that waits for the one before it.
func partDeed(t Talk, row store.Talk, p thread.Part, n int, now time.Time) store.Deed {
	return store.Deed{
		Key: threadKey(row, n), State: store.Waiting, After: threadKey(row, n-1), Talk: t.Name, CreatedAt: now,
		Text: p.Text, CW: p.CW, Language: p.Language, Visibility: string(p.Visibility), Media: written(t.attach(p.Media)),
	}
}

// attach makes the images of a part what the outbox remembers of them.
func (t Talk) attach(images []thread.Image) []attachment {
	var media []attachment
	for _, m := range images {
		path := filepath.Join(filepath.Dir(t.Path), filepath.FromSlash(m.Path))
		media = append(media, attachment{Path: path, Alt: m.Alt, Type: m.Type, Sum: m.Sum})
	}
	return media
}

// addDeeds writes deeds down. Those that are due get their jobs; the others wait
// for the one before.
func (b *Bot) addDeeds(ctx context.Context, tx *sql.Tx, deeds []store.Deed) error {
	for _, d := range deeds {
		added, err := store.Add(ctx, tx, d)
		if err != nil {
			return err
		}
		if !added {
			return fmt.Errorf("%s is in the outbox already", d.Key)
		}
		if !d.State.Due() {
			continue
		}
		if err := b.queue.enqueue(ctx, tx, d.Key); err != nil {
			return err
		}
	}
	return nil
}

// published is what is, or will be, on the server of a talk's thread: the rows of
// its parts and the parts themselves, with their numbers.
func (b *Bot) published(ctx context.Context, t store.Talk) ([]store.Deed, []thread.Part, error) {
	all, err := b.db.DeedsOfTalk(ctx, t.Name)
	if err != nil {
		return nil, nil, err
	}
	rows := partsOf(all, t)
	live := make([]thread.Part, len(rows))
	for i, d := range rows {
		if live[i], err = partOf(d, filepath.Dir(t.Path)); err != nil {
			return nil, nil, err
		}
	}
	_, live = thread.ReadNumbers(live)
	return rows, live, nil
}

// partsOf picks the rows of a thread's parts, in order.
func partsOf(deeds []store.Deed, t store.Talk) []store.Deed {
	byKey := make(map[string]store.Deed, len(deeds))
	for _, d := range deeds {
		byKey[d.Key] = d
	}
	var rows []store.Deed
	for n := 1; ; n++ {
		d, ok := byKey[threadKey(t, n)]
		if !ok {
			return rows
		}
		rows = append(rows, d)
	}
}

// partOf is a row as a part. The images' paths are relative to the file's folder.
func partOf(d store.Deed, folder string) (thread.Part, error) {
	p := thread.Part{Draft: toot.Draft{Text: d.Text, CW: d.CW, Language: d.Language, Visibility: toot.Visibility(d.Visibility)}}
	media, err := attachments(d)
	if err != nil {
		return p, err
	}
	for _, m := range media {
		path, err := filepath.Rel(folder, m.Path)
		if err != nil {
			path = m.Path
		}
		p.Media = append(p.Media, thread.Image{Path: filepath.ToSlash(path), Alt: m.Alt, Type: m.Type, Sum: m.Sum})
	}
	return p, nil
}

// A link is a talk's link as the outbox remembers it, in JSON.
type link struct {
	Name string `json:"name"`
	URL  string `json:"url"` // "" while it has not come
}

func linksText(links []thread.Link) string {
	out := make([]link, len(links))
	for i, l := range links {
		out[i] = link{l.Name, l.URL}
	}
	text, err := json.Marshal(out)
	if err != nil {
		panic(err) // strings can be written as JSON
	}
	return string(text)
}

func linksOf(t store.Talk) (links []link, err error) {
	if err := json.Unmarshal([]byte(t.Links), &links); err != nil {
		return nil, fmt.Errorf("read links of talk %s: %w", t.Name, err)
	}
	return links, nil
}

// AwaitTalk waits until every deed of a talk has come to its end, and delivers
// while nobody else does. progress is told of every deed that has, and how many
// there are.
func (b *Bot) AwaitTalk(ctx context.Context, name string, progress func(done, all int)) error {
	return b.await(ctx, func(ctx context.Context) (bool, error) {
		deeds, err := b.db.DeedsOfTalk(ctx, name)
		open := 0
		for _, d := range deeds {
			if d.State.Open() {
				open++
			}
		}
		progress(len(deeds)-open, len(deeds))
		return open == 0, err
	})
}

// Export is a published thread of the bot's account as a talk's file: the thread
// that a status, given by its id or its address, belongs to.
func (b *Bot) Export(ctx context.Context, status string) ([]byte, error) {
	id, err := b.Resolve(ctx, status)
	if err != nil {
		return nil, err
	}
	chain, err := b.chain(ctx, id)
	if err != nil {
		return nil, explain(err)
	}
	parts := make([]thread.Part, len(chain))
	for i, s := range chain {
		if parts[i], err = b.livePart(ctx, s); err != nil {
			return nil, explain(err)
		}
	}
	return thread.Export(parts), nil
}

// chain is the bot's own thread around a status, from its first part on.
func (b *Bot) chain(ctx context.Context, id string) ([]fedi.Status, error) {
	s, err := b.server.Status(ctx, id)
	if err != nil {
		return nil, err
	}
	if s.Account.ID != b.self.ID {
		return nil, fmt.Errorf("%s is not the bot's: only a thread of the account %s can be exported", s.URL, b.self.URL)
	}
	above, below, err := b.server.Context(ctx, id)
	if err != nil {
		return nil, err
	}
	chain := []fedi.Status{s}
	for _, s := range slices.Backward(above) {
		if s.Account.ID != b.self.ID || s.ID != chain[0].InReplyToID {
			break
		}
		chain = slices.Insert(chain, 0, s)
	}
	for _, s := range below {
		if s.Account.ID == b.self.ID && s.InReplyToID == chain[len(chain)-1].ID {
			chain = append(chain, s)
		}
	}
	return chain, nil
}

// livePart is a status as a part: its text as it was written, and what the outbox
// knows of its images.
func (b *Bot) livePart(ctx context.Context, s fedi.Status) (thread.Part, error) {
	text, cw, err := b.server.Source(ctx, s.ID)
	if err != nil {
		return thread.Part{}, err
	}
	p := thread.Part{Draft: toot.Draft{Text: text, CW: cw, Language: s.Language, Visibility: s.Visibility}}
	deed, err := b.db.DeedOfStatus(ctx, s.ID)
	if err != nil && !errors.Is(err, store.ErrNoDeed) {
		return p, err
	}
	known, err := attachments(deed)
	for i, m := range s.Media {
		path := filepath.Base(m.URL)
		if i < len(known) {
			path = fromHere(known[i].Path)
		}
		p.Media = append(p.Media, thread.Image{Path: filepath.ToSlash(path), Alt: m.Alt})
	}
	return p, err
}

// fromHere is a file's name as a talk in the working directory would have it: that
// of a file which lies elsewhere is shortened to its last part.
func fromHere(path string) string {
	here, err := os.Getwd()
	if err != nil {
		return filepath.Base(path)
	}
	relative, err := filepath.Rel(here, path)
	if err != nil || !filepath.IsLocal(relative) {
		return filepath.Base(path)
	}
	return relative
}
