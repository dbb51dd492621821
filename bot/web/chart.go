package web

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"
)

// A Chart is a row of values, drawn small. Values are bars over a scale from
// zero or, with a Ladder, dots on a logarithmic scale.
type Chart struct {
	Title  string
	Labels []string             // of the values, one each
	Values []float64            // NaN and infinities stand for "none"; what is below zero counts as zero
	Ladder []float64            // ascending: the values at which a logarithmic scale may begin and end
	Say    func(float64) string // a value in words; nil for whole numbers
}

// SVG draws the chart. What it shows stands in its title and in one for each
// value, as text for those who cannot see it and for the pointer.
func (c Chart) SVG() (template.HTML, error) {
	var b strings.Builder
	err := pages.ExecuteTemplate(&b, "chart.svg", c.draw())
	return template.HTML(b.String()), err
}

// The drawing's size, in its own units.
const (
	chartWidth  = 320.0
	chartHeight = 116.0
	chartTop    = 18.0 // room for the largest value's label
	chartFloor  = 96.0 // where the values begin
	ladderRoom  = 40.0 // on the left, for the labels of a ladder
	widestBar   = 24.0
)

// A drawing is where everything goes.
type drawing struct {
	Width, Height float64
	Top, Floor    float64
	Left          float64 // where the first value begins
	Step          float64 // the width that each value has to itself
	Title         string
	Highest       string  // label of the top line
	Lowest        string  // label of the floor, "" for zero
	LabelDrop     float64 // of the two, below their lines
	First, Last   string  // labels of the first and the last value
	Bars          []mark
	Dots          []mark
	Lines         []string // through the dots, broken where a value is missing
}

// A mark is one value: a bar by its upper left corner and size, a dot by its
// middle.
type mark struct {
	X, Y, W, H float64
	Left       float64 // of what the value has to itself
	Title      string
}

func (c Chart) draw() drawing {
	d := drawing{Width: chartWidth, Height: chartHeight, Top: chartTop, Floor: chartFloor, Title: c.summary(), LabelDrop: -5}
	if len(c.Labels) > 0 {
		d.First, d.Last = c.Labels[0], c.Labels[len(c.Labels)-1]
	}
	known := c.known()
	if len(known) == 0 {
		return d
	}
	if c.Ladder != nil {
		d.Left, d.LabelDrop = ladderRoom, 4
	}
	d.Step = (chartWidth - d.Left) / float64(len(c.Values))
	low, high := c.scale(known)
	d.Highest = c.say(high)
	if c.Ladder != nil {
		d.Lowest = c.say(low)
		c.drawDots(&d, low, high)
		return d
	}
	c.drawBars(&d, high)
	return d
}

func (c Chart) drawBars(d *drawing, high float64) {
	width := min(0.7*d.Step, widestBar)
	for i, v := range c.Values {
		if !isKnown(v) {
			continue
		}
		height := max(0, v) / high * (chartFloor - chartTop)
		left := float64(i) * d.Step
		d.Bars = append(d.Bars, mark{X: left + (d.Step-width)/2, Y: chartFloor - height, W: width, H: height, Left: left, Title: c.titleOf(i)})
	}
}

func (c Chart) drawDots(d *drawing, low, high float64) {
	var line []string
	for i, v := range c.Values {
		if !isKnown(v) {
			line = d.addLine(line)
			continue
		}
		part := (math.Log(max(v, low)) - math.Log(low)) / (math.Log(high) - math.Log(low))
		left := d.Left + float64(i)*d.Step
		dot := mark{X: left + d.Step/2, Y: chartFloor - part*(chartFloor-chartTop), Left: left, Title: c.titleOf(i)}
		d.Dots = append(d.Dots, dot)
		line = append(line, fmt.Sprintf("%.1f,%.1f", dot.X, dot.Y))
	}
	d.addLine(line)
}

// addLine ends a line; one of a single point is none.
func (d *drawing) addLine(points []string) []string {
	if len(points) > 1 {
		d.Lines = append(d.Lines, strings.Join(points, " "))
	}
	return nil
}

// scale is from where to where the values go: from zero to the largest, or
// between two steps of the ladder, so that they are never the same.
func (c Chart) scale(known []float64) (low, high float64) {
	lowest, highest := slices.Min(known), slices.Max(known)
	if c.Ladder == nil {
		return 0, max(1, highest)
	}
	first, last := 0, len(c.Ladder)-1
	for first+1 < last && c.Ladder[first+1] <= lowest {
		first++
	}
	for last-1 > first && c.Ladder[last-1] >= highest {
		last--
	}
	return c.Ladder[first], max(c.Ladder[last], highest)
}

func (c Chart) known() []float64 {
	return slices.DeleteFunc(slices.Clone(c.Values), func(v float64) bool { return !isKnown(v) })
}

func isKnown(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func (c Chart) say(v float64) string {
	if c.Say == nil {
		return fmt.Sprintf("%.0f", v)
	}
	return c.Say(v)
}

func (c Chart) titleOf(i int) string {
	if i >= len(c.Labels) {
		return c.say(c.Values[i])
	}
	return c.Labels[i] + ": " + c.say(c.Values[i])
}

// summary is the whole chart in one sentence.
func (c Chart) summary() string {
	most, last := -1, -1
	for i, v := range c.Values {
		if !isKnown(v) {
			continue
		}
		last = i
		if most < 0 || cmp.Compare(v, c.Values[most]) > 0 {
			most = i
		}
	}
	if last < 0 {
		return c.Title + ": nothing yet"
	}
	return fmt.Sprintf("%s: most %s; last %s", c.Title, c.titleOf(most), c.titleOf(last))
}
