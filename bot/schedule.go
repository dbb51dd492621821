package bot

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// A Schedule is when quotes are posted, as QUOTEBOT_SCHEDULE says: lines of
// "[area@]spec" with ";" between them.
type Schedule struct {
	Lines []Line
	Zone  *time.Location
}

// A Line is one cron line of a schedule.
type Line struct {
	Area string // "" for any
	Spec string
	next func(time.Time) time.Time
}

// A Slot is one moment at which a quote is due.
type Slot struct {
	Area string // "" for any
	At   time.Time
}

// Key names the deed of posting in this slot. Seconds are there only for slots
// that need them (@every lines of less than a minute).
func (s Slot) Key() string {
	layout := "2006-01-02T15:04Z"
	if s.At.Second() != 0 {
		layout = "2006-01-02T15:04:05Z"
	}
	return slotPrefix(s.Area) + s.At.UTC().Format(layout)
}

// anyArea stands for no area in a slot's key; no corpus may have such an area.
const anyArea = "any"

func slotPrefix(area string) string {
	return "slot/" + cmp.Or(area, anyArea) + "/"
}

// slotArea is the area in the key of a slot.
func slotArea(key string) (area string, isSlot bool) {
	rest, isSlot := strings.CutPrefix(key, "slot/")
	area, _, _ = strings.Cut(rest, "/")
	if area == anyArea {
		area = ""
	}
	return area, isSlot
}

// ParseSchedule reads a schedule. isArea tells the corpus's areas, so that
// "@daily" is a spec and "judicial@daily" an area's. Every bad line is reported.
func ParseSchedule(text string, zone *time.Location, isArea func(string) bool, now time.Time) (Schedule, error) {
	s := Schedule{Zone: zone}
	var problems []error
	for part := range strings.SplitSeq(text, ";") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		l, err := parseLine(part, zone, isArea, now)
		if err != nil {
			problems = append(problems, fmt.Errorf("line %q: %w", part, err))
			continue
		}
		s.Lines = append(s.Lines, l)
	}
	if len(s.Lines) == 0 && len(problems) == 0 {
		problems = append(problems, errors.New(`there is no line in it: write one like "0 9 * * *"`))
	}
	return s, errors.Join(problems...)
}

func parseLine(text string, zone *time.Location, isArea func(string) bool, now time.Time) (Line, error) {
	l := Line{Spec: text}
	if before, after, found := strings.Cut(text, "@"); found && before != "" {
		if !isArea(strings.TrimSpace(before)) {
			return l, fmt.Errorf("%q is not an area of the corpus: `quotebot quotes stats` lists them", strings.TrimSpace(before))
		}
		l.Area, l.Spec = strings.TrimSpace(before), strings.TrimSpace(after)
		if isDescriptor(l.Spec) {
			l.Spec = "@" + l.Spec
		}
	}
	// The library would let a line override the zone, and panics on "TZ=x".
	if strings.Contains(l.Spec, "TZ=") {
		return l, errors.New("a zone does not belong here: set QUOTEBOT_TIMEZONE")
	}
	if interval, isInterval := strings.CutPrefix(l.Spec, "@every "); isInterval {
		if d, err := time.ParseDuration(interval); err == nil && d < time.Second {
			return l, errors.New("an interval is one second at the least")
		}
	}
	parsed, err := cron.ParseStandard(l.Spec)
	if err != nil {
		return l, fmt.Errorf(`%w: write five fields (minute hour day month weekday), "@daily", "@hourly" or "@every 6h"`, err)
	}
	l.next = nextFunc(parsed, l.Spec, zone)
	if l.next(now).IsZero() {
		return l, errors.New("this date never comes: choose a day that the month has")
	}
	return l, nil
}

// isDescriptor reports whether a spec after "area@" is one of cron's words, so
// that both "judicial@daily" and "judicial@@daily" read as "@daily".
func isDescriptor(spec string) bool {
	words := []string{"yearly", "annually", "monthly", "weekly", "daily", "midnight", "hourly", "every"}
	word, _, _ := strings.Cut(spec, " ")
	return slices.Contains(words, word)
}

// nextFunc chooses how a line meets the changes of daylight saving time. Lines
// whose hour is "*" or a step follow elapsed time, as cron's own next does.
// Lines with fixed hours follow the clock on the wall.
func nextFunc(parsed cron.Schedule, spec string, zone *time.Location) func(time.Time) time.Time {
	fields := strings.Fields(spec)
	everyHour := len(fields) >= 2 && strings.HasPrefix(fields[1], "*")
	if interval, ok := parsed.(cron.ConstantDelaySchedule); ok {
		// Counted from a fixed time, not from the last slot: that may be another
		// line's, which would put this one off for ever.
		return func(after time.Time) time.Time { return after.UTC().Truncate(interval.Delay).Add(interval.Delay) }
	}
	if everyHour || spec == "@hourly" {
		return func(after time.Time) time.Time { return parsed.Next(after.In(zone)).UTC() }
	}
	// The wall clock is computed as if it were UTC, which has no changes.
	wall := parsed.(*cron.SpecSchedule)
	wall.Location = time.UTC
	return func(after time.Time) time.Time { return nextOnWall(wall, after, zone) }
}

// nextOnWall is the first moment after a given one at which the wall clock
// shows a time of the schedule. A time in a spring gap comes right after the
// gap; a time that autumn repeats comes only the first time. cron alone skips
// the one and doubles the other.
func nextOnWall(s *cron.SpecSchedule, after time.Time, zone *time.Location) time.Time {
	local := after.In(zone)
	// Back by more than any change of the clock, so that no candidate is lost.
	wall := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), local.Nanosecond(), time.UTC).Add(-25 * time.Hour)
	for {
		wall = s.Next(wall)
		if wall.IsZero() {
			return time.Time{}
		}
		if at := onWall(wall, zone); at.After(after) {
			return at.UTC()
		}
	}
}

// onWall is the first moment at which the zone's clock shows the given wall
// time, or the end of the gap that swallows it.
func onWall(wall time.Time, zone *time.Location) time.Time {
	at := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, zone)
	start, end := at.ZoneBounds()
	if showsWall(at, wall) {
		return firstShowing(at, start, wall)
	}
	// In a gap time.Date gives a moment on one side of it; the gap itself is the
	// bound of a zone on the side where the shown time lies beyond.
	if shown := asUTC(at); shown.After(wall) {
		return start
	}
	return end
}

// firstShowing is the earlier of the two moments that show a repeated wall time.
func firstShowing(at, start, wall time.Time) time.Time {
	if start.IsZero() {
		return at
	}
	_, before := start.Add(-time.Second).Zone()
	_, now := at.Zone()
	earlier := at.Add(time.Duration(now-before) * time.Second)
	if earlier.Before(start) && showsWall(earlier, wall) {
		return earlier
	}
	return at
}

func showsWall(at, wall time.Time) bool { return asUTC(at).Equal(wall) }

// asUTC reads the clock on the wall at a moment as if it were UTC.
func asUTC(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
}

// Between yields the slots of an area's lines after one moment and up to
// another, oldest first, each moment once.
func (s Schedule) Between(area string, after, until time.Time) iter.Seq[Slot] {
	return func(yield func(Slot) bool) {
		for at := s.Next(area, after); !at.IsZero() && !at.After(until); at = s.Next(area, at) {
			if !yield(Slot{Area: area, At: at}) {
				return
			}
		}
	}
}

// Next is the first slot of an area's lines after a moment, zero if none comes.
func (s Schedule) Next(area string, after time.Time) time.Time {
	var first time.Time
	for _, l := range s.Lines {
		if l.Area != area {
			continue
		}
		if at := l.next(after); !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}

// Specs are an area's lines as they were written.
func (s Schedule) Specs(area string) string {
	var specs []string
	for _, l := range s.Lines {
		if l.Area == area {
			specs = append(specs, l.Spec)
		}
	}
	return s.Zone.String() + " " + strings.Join(specs, "; ")
}

// Areas lists the areas that have lines, "" for lines of any area, each once.
func (s Schedule) Areas() []string {
	var areas []string
	for _, l := range s.Lines {
		if !slices.Contains(areas, l.Area) {
			areas = append(areas, l.Area)
		}
	}
	return areas
}
