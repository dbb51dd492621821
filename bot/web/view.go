package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"
	"time"
)

// A view is a Status as the page has it: in words.
type view struct {
	Status
	Style    template.CSS
	Still    bool // do not load again
	NotReady string
	Stream   string
	Alarm    bool // the stream is broken
	Uptime   string
	Coming   []comingView
	Posts    []postView
	Queue    []queueView
	Mentions []mentionsView
	Limits   []limitView
	Troubles []troubleView
	Charts   []template.HTML
	At       moment
}

// A moment is a time for people and for programs.
type moment struct{ Words, Stamp string }

type comingView struct {
	Coming
	At moment
	In string
}

type postView struct {
	Post
	At  moment
	Bad bool // it did not come about as it should
}

type queueView struct {
	Queued
	Since string // how long ago the oldest was written down
}

type mentionsView struct {
	Period             string
	Answered, Declined int
}

type limitView struct {
	Limit
	Part  int // of a hundred
	Until moment
}

type troubleView struct {
	Trouble
	At moment
}

// view asks the bot for all that the page shows.
func (s *Server) view(ctx context.Context) (view, error) {
	status, err := s.config.Status(ctx)
	if err != nil {
		return view{}, err
	}
	queue, err := s.config.Queue(ctx)
	if err != nil {
		return view{}, err
	}
	status.Zone = cmp.Or(status.Zone, time.UTC)
	v := view{Status: status, Style: template.CSS(style), At: status.moment(status.Now, "15:04:05 MST"), Uptime: span(status.Now.Sub(status.Started))}
	if err := s.config.Ready(ctx); err != nil {
		v.NotReady = err.Error()
	}
	state, since := s.config.Metrics.streaming()
	v.Alarm = state == StreamBroken
	v.Stream = string(state) + " for " + span(status.Now.Sub(since))
	v.addDeeds()
	v.addQueue(queue)
	v.addLimits(s.config.Limits())
	for _, t := range status.Troubles {
		v.Troubles = append(v.Troubles, troubleView{t, v.moment(t.At, shortTime)})
	}
	return v, v.addDays()
}

// How times are written: what is near, and what may be days away.
const (
	clockTime = "15:04"
	shortTime = "Mon 2 Jan 15:04"
	dayTime   = "Mon 2 Jan"
)

func (s Status) moment(t time.Time, layout string) moment {
	return moment{t.In(s.Zone).Format(layout), t.UTC().Format(time.RFC3339)}
}

// badStates are those that an operator may have to do something about.
var badStates = []string{"failed", "missed", "dropped"}

func (v *view) addDeeds() {
	for _, c := range v.Status.Coming {
		v.Coming = append(v.Coming, comingView{c, v.moment(c.At, shortTime), span(c.At.Sub(v.Now))})
	}
	for _, p := range v.Status.Posts {
		v.Posts = append(v.Posts, postView{p, v.moment(p.At, shortTime), slices.Contains(badStates, p.State)})
	}
}

func (v *view) addQueue(queue []Queued) {
	for _, q := range queue {
		row := queueView{Queued: q}
		if q.Count > 0 {
			row.Since = span(v.Now.Sub(q.Oldest))
		}
		v.Queue = append(v.Queue, row)
	}
}

func (v *view) addLimits(limits []Limit) {
	for _, l := range limits {
		row := limitView{Limit: l, Until: v.moment(l.Until, clockTime)}
		if l.Total > 0 {
			row.Part = min(100, max(0, 100*l.Left/l.Total))
		}
		v.Limits = append(v.Limits, row)
	}
}

// addDays adds what is summed up by the day.
func (v *view) addDays() error {
	days := daysOf(v.Done, v.Now, v.Zone)
	today, all := mentionsView{Period: "today"}, mentionsView{Period: fmt.Sprintf("%d days", historyDays)}
	posts := Chart{Title: "Posts a day"}
	answers := Chart{Title: "Answers a day"}
	latency := Chart{Title: "From mention to answer, median of a day", Say: seconds, Ladder: ladder()}
	for i, d := range days {
		all.Answered += d.answered
		all.Declined += d.declined
		if i == len(days)-1 {
			today.Answered, today.Declined = d.answered, d.declined
		}
		posts.add(d, float64(d.said))
		answers.add(d, float64(d.answered))
		latency.add(d, d.latency)
	}
	v.Mentions = []mentionsView{today, all}
	for _, c := range []Chart{posts, answers, latency} {
		svg, err := c.SVG()
		if err != nil {
			return err
		}
		v.Charts = append(v.Charts, svg)
	}
	return nil
}

func (c *Chart) add(d day, value float64) {
	c.Labels = append(c.Labels, d.begins.Format(dayTime))
	c.Values = append(c.Values, value)
}

// ladder are times that people know, in seconds.
func ladder() []float64 { return []float64{0.1, 0.5, 1, 5, 30, 120, 600, 3600, 21600, 86400, 864000} }

// seconds is a time in words.
func seconds(s float64) string {
	if s < 9.95 {
		return strings.TrimSuffix(fmt.Sprintf("%.1f", s), ".0") + " s"
	}
	return span(time.Duration(math.Round(s)) * time.Second)
}

// span is a time in words, in at most two units; what lies behind is none.
func span(d time.Duration) string {
	d = max(0, d)
	day := 24 * time.Hour
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < time.Hour:
		return twoUnits(d, time.Minute, "min", time.Second, "s")
	case d < day:
		return twoUnits(d, time.Hour, "h", time.Minute, "min")
	}
	return twoUnits(d, day, "d", time.Hour, "h")
}

func twoUnits(d, large time.Duration, largeName string, small time.Duration, smallName string) string {
	whole := fmt.Sprintf("%d %s", d/large, largeName)
	if rest := d % large / small; rest > 0 {
		return fmt.Sprintf("%s %d %s", whole, rest, smallName)
	}
	return whole
}
