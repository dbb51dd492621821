package web

import (
	"math"
	"slices"
	"time"
)

// historyDays is how many days the charts go back, today included.
const historyDays = 14

// HistoryBegins is when the oldest day of the charts begins.
func HistoryBegins(now time.Time, zone *time.Location) time.Time {
	y, m, d := now.In(zone).Date()
	return time.Date(y, m, d-historyDays+1, 0, 0, 0, 0, zone)
}

// A day sums up what was done on one day of the zone.
type day struct {
	begins   time.Time
	said     int
	answered int
	declined int
	latency  float64 // median of the answers in seconds, NaN without one
}

// daysOf sums up what was done, oldest day first. What lies before the first day
// or after the last is left out.
func daysOf(done []Done, now time.Time, zone *time.Location) []day {
	days := make([]day, historyDays)
	took := make([][]float64, historyDays)
	index := make(map[string]int, historyDays) // days are not all 24 hours long
	for i, begins := 0, HistoryBegins(now, zone); i < historyDays; i++ {
		days[i].begins = begins.AddDate(0, 0, i)
		index[days[i].begins.Format(time.DateOnly)] = i
	}
	for _, d := range done {
		i, ok := index[d.At.In(zone).Format(time.DateOnly)]
		if !ok {
			continue
		}
		days[i].count(d.What)
		if d.What == Answered && d.Took > 0 {
			took[i] = append(took[i], d.Took.Seconds())
		}
	}
	for i := range days {
		days[i].latency = median(took[i])
	}
	return days
}

func (d *day) count(w What) {
	switch w {
	case Said:
		d.said++
	case Answered:
		d.answered++
	case Declined:
		d.declined++
	}
}

// median is the middle value, the lower of two; NaN for none.
func median(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	slices.Sort(values)
	return values[(len(values)-1)/2]
}
