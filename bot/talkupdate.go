package bot

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"quotebot/bot/store"
	"quotebot/bot/thread"
	"quotebot/bot/toot"
)

// A TalkPlan is how a published thread is brought in step with its file.
type TalkPlan struct {
	Steps []thread.Step
	Live  []thread.Part // as they are now
	Told  []string      // accounts that are told of a link they asked for

	row  store.Talk
	rows []store.Deed
	tell []store.Deed
}

// Refused are the steps that cannot be done.
func (p TalkPlan) Refused() []thread.Step {
	return slices.DeleteFunc(slices.Clone(p.Steps), func(s thread.Step) bool { return s.Action != thread.Refuse })
}

// Changes is whether there is anything to do.
func (p TalkPlan) Changes() bool {
	return len(p.tell) > 0 || slices.ContainsFunc(p.Steps, func(s thread.Step) bool { return s.Action != thread.Keep })
}

// PlanTalk compares a talk's file with its thread.
func (b *Bot) PlanTalk(ctx context.Context, t Talk) (plan TalkPlan, err error) {
	if plan.row, err = b.db.Talk(ctx, t.Name); errors.Is(err, store.ErrNoTalk) {
		return plan, fmt.Errorf("%q is not published: `quotebot thread post %s` does that", t.Name, t.Path)
	}
	if err != nil {
		return plan, err
	}
	if plan.row.Path != t.Path {
		return plan, fmt.Errorf("the thread %q was posted from %s, and not from %s", t.Name, plan.row.Path, t.Path)
	}
	if err := b.nothingOpen(ctx, t.Name); err != nil {
		return plan, err
	}
	if plan.rows, plan.Live, err = b.published(ctx, plan.row); err != nil {
		return plan, err
	}
	if plan.Steps, err = t.Plan(plan.Live); err != nil {
		return plan, err
	}
	for i, row := range plan.rows {
		if row.State != store.Posted {
			plan.Steps[i] = thread.Step{Action: thread.Refuse, Place: i + 1, Part: plan.Live[i], Why: "it is not there: " + fate(row)}
		}
	}
	if plan.tell, err = b.told(ctx, t); err != nil {
		return plan, err
	}
	for _, d := range plan.tell {
		plan.Told = append(plan.Told, d.Recipient)
	}
	return plan, nil
}

// fate is what became of a deed, and why where that is known.
func fate(d store.Deed) string {
	if d.Reason == "" {
		return string(d.State)
	}
	return fmt.Sprintf("%s (%s)", d.State, d.Reason)
}

// nothingOpen refuses to plan against a thread that is not all there.
func (b *Bot) nothingOpen(ctx context.Context, name string) error {
	deeds, err := b.db.DeedsOfTalk(ctx, name)
	if err != nil {
		return err
	}
	for _, d := range deeds {
		if d.State.Open() {
			return fmt.Errorf("the thread %q is not finished (%s is %s): wait for it, or `quotebot thread resume %s`", name, d.Key, d.State, name)
		}
	}
	return nil
}

// UpdateTalk does what was planned. Nothing is done where a step is refused.
func (b *Bot) UpdateTalk(ctx context.Context, t Talk, plan TalkPlan) error {
	if refused := plan.Refused(); len(refused) > 0 {
		return fmt.Errorf("part %d: %s", refused[0].Place, refused[0].Why)
	}
	now := b.now()
	row := plan.row
	row.Links, row.Title = linksText(t.Links), t.Title
	deeds, err := b.changeDeeds(ctx, t, plan, now)
	if err != nil {
		return err
	}
	return b.queue.inTx(ctx, func(tx *sql.Tx) error {
		if err := store.PutTalk(ctx, tx, row); err != nil {
			return err
		}
		return b.addDeeds(ctx, tx, append(deeds, plan.tell...))
	})
}

// changeDeeds are the edits of a plan, and its new parts behind the last one.
func (b *Bot) changeDeeds(ctx context.Context, t Talk, plan TalkPlan, now time.Time) ([]store.Deed, error) {
	all, err := b.db.DeedsOfTalk(ctx, t.Name)
	if err != nil {
		return nil, err
	}
	var deeds []store.Deed
	for _, s := range plan.Steps {
		switch s.Action {
		case thread.Edit:
			d, err := editDeed(t, plan, s, edits(all, plan.rows[s.Place-1].StatusID), now)
			if err != nil {
				return nil, err
			}
			deeds = append(deeds, d)
		case thread.Append:
			d := partDeed(t, plan.row, s.Part, s.Place, now)
			if s.Place == len(plan.rows)+1 {
				d.State, d.InReplyTo = store.Pending, plan.rows[s.Place-2].StatusID
			}
			deeds = append(deeds, d)
		}
	}
	return deeds, nil
}

// edits counts the edits of a status so far.
func edits(deeds []store.Deed, statusID string) (n int) {
	for _, d := range deeds {
		if d.Action == store.Edit && d.Target == statusID {
			n++
		}
	}
	return n
}

// editDeed is the edit of a published part, all its fields sent again. An image
// that is there already is not sent again.
func editDeed(t Talk, plan TalkPlan, s thread.Step, earlier int, now time.Time) (store.Deed, error) {
	row := plan.rows[s.Place-1]
	have, err := attachments(row)
	if err != nil {
		return store.Deed{}, err
	}
	media := t.attach(s.Part.Media)
	for i, m := range media {
		if at := slices.IndexFunc(have, func(h attachment) bool { return h.Sum != "" && h.Sum == m.Sum }); at >= 0 {
			media[i].ID = have[at].ID
		}
	}
	return store.Deed{
		Key: fmt.Sprintf("%s/edit/%d", row.Key, earlier+1), State: store.Pending, Action: store.Edit, Target: row.StatusID,
		Talk: t.Name, CreatedAt: now, Text: s.Part.Text, CW: s.Part.CW, Language: s.Part.Language,
		Visibility: row.Visibility, Media: written(media), Reason: s.Why,
	}, nil
}

// DeleteTalk takes a talk's thread back, the last part first; what is still to come
// of it is not posted. It reports how many parts there are.
func (b *Bot) DeleteTalk(ctx context.Context, name string) (parts int, err error) {
	row, err := b.db.Talk(ctx, name)
	if err != nil {
		return 0, err
	}
	err = b.queue.inTx(ctx, func(tx *sql.Tx) error {
		all, err := store.TakeBack(ctx, tx, name, takenBack)
		if err != nil {
			return err
		}
		deeds := b.deletions(row, partsOf(all, row), b.now())
		parts = len(deeds)
		return b.addNew(ctx, tx, deeds)
	})
	if errors.Is(err, store.ErrSending) {
		err = fmt.Errorf("%w: wait for it, or `quotebot thread resume %s`, and delete then", err, name)
	}
	return parts, err
}

const takenBack = "the thread is taken back"

// addNew writes down those of a chain's deeds that are new: a deletion that was
// begun goes on.
func (b *Bot) addNew(ctx context.Context, tx *sql.Tx, deeds []store.Deed) error {
	for _, d := range deeds {
		added, err := store.Add(ctx, tx, d)
		if err != nil {
			return err
		}
		if added && d.State.Due() {
			if err := b.queue.enqueue(ctx, tx, d.Key); err != nil {
				return err
			}
		}
	}
	return nil
}

// deletions are a chain of deeds that take back the parts which are there.
func (b *Bot) deletions(t store.Talk, rows []store.Deed, now time.Time) []store.Deed {
	var deeds []store.Deed
	for _, row := range slices.Backward(rows) {
		if row.State != store.Posted {
			continue
		}
		d := store.Deed{
			Key: row.Key + "/delete", State: store.Pending, Action: store.Delete, Target: row.StatusID,
			Talk: t.Name, Visibility: row.Visibility, CreatedAt: now, Reason: takenBack,
		}
		if len(deeds) > 0 {
			d.State, d.After = store.Waiting, deeds[len(deeds)-1].Key
		}
		deeds = append(deeds, d)
	}
	return deeds
}

// RepostTalk takes a talk's thread back and posts it anew, under keys of its own.
func (b *Bot) RepostTalk(ctx context.Context, t Talk) error {
	if t.At.After(b.now()) {
		if err := b.expectWorker(t.At); err != nil {
			return err
		}
	}
	row, err := b.db.Talk(ctx, t.Name)
	if err != nil {
		return err
	}
	rows, _, err := b.published(ctx, row)
	if err != nil {
		return err
	}
	now := b.now()
	deeds := b.deletions(row, rows, now)
	row.Edition++
	row.Links, row.Title = linksText(t.Links), t.Title
	parts := b.partDeeds(t, row, now)
	if len(deeds) > 0 {
		parts[0].State, parts[0].After = store.Waiting, deeds[len(deeds)-1].Key
	}
	return b.queue.inTx(ctx, func(tx *sql.Tx) error {
		if err := store.PutTalk(ctx, tx, row); err != nil {
			return err
		}
		return b.addDeeds(ctx, tx, append(deeds, parts...))
	})
}

// told are the answers to those who asked for a link that has come now.
func (b *Bot) told(ctx context.Context, t Talk) ([]store.Deed, error) {
	questions, err := b.db.Questions(ctx, t.Name)
	if err != nil {
		return nil, err
	}
	var deeds []store.Deed
	for _, q := range questions {
		i := slices.IndexFunc(t.Links, func(l thread.Link) bool { return l.Name == q.Link && l.URL != "" })
		if i < 0 {
			continue
		}
		if out, err := b.db.OptedOut(ctx, q.Account); err != nil {
			return nil, err
		} else if out {
			continue
		}
		d := b.tell(q, t.Links[i])
		if _, err := b.db.Deed(ctx, d.Key); errors.Is(err, store.ErrNoDeed) {
			deeds = append(deeds, d)
		} else if err != nil {
			return nil, err
		}
	}
	return deeds, nil
}

// tell is the answer to a question that had to wait: once, to the one who asked,
// as visible as the question was.
func (b *Bot) tell(q store.Question, l thread.Link) store.Deed {
	w, language := wordsIn(q.Language)
	return store.Deed{
		Key: "followup/" + q.Status + "/" + q.Link, State: store.Pending, CreatedAt: b.now(),
		Text: "@" + q.Acct + " " + fmt.Sprintf(w.link, toot.Harmless(l.Name), l.URL), CW: q.CW, Language: language,
		Visibility: q.Visibility, InReplyTo: q.Status, Recipient: q.Account, Talk: q.Talk,
		Reason: "asked for the link " + q.Link + " before it had come",
	}
}

// TalkReport is how far a talk's thread has come.
type TalkReport struct {
	Talk  store.Talk
	Parts []store.Deed
	Other []store.Deed // edits and deletions, oldest first
}

// TalkReports tells of one talk, or of all for "".
func TalkReports(ctx context.Context, c Config, name string) (reports []TalkReport, err error) {
	err = look(ctx, c, func(db *store.DB) error {
		talks, err := db.Talks(ctx)
		if err != nil {
			return err
		}
		for _, t := range talks {
			if name != "" && t.Name != name {
				continue
			}
			deeds, err := db.DeedsOfTalk(ctx, t.Name)
			if err != nil {
				return err
			}
			r := TalkReport{Talk: t, Parts: partsOf(deeds, t)}
			for _, d := range deeds {
				if d.Action != store.Post {
					r.Other = append(r.Other, d)
				}
			}
			reports = append(reports, r)
		}
		return nil
	})
	if err == nil && name != "" && len(reports) == 0 {
		err = fmt.Errorf("there is no thread %q: `quotebot thread status` lists them", name)
	}
	return reports, err
}

// TalkPath is a file's one true name.
func TalkPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(path)
}
