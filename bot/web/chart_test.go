package web_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotebot/bot/web"
)

var nan, inf = math.NaN(), math.Inf(1)

func TestCharts(t *testing.T) {
	t.Parallel()
	many := make([]float64, 1000)
	for i := range many {
		many[i] = float64(i)
	}
	steps := []float64{1, 10, 100}
	for _, tt := range []struct {
		name   string
		values []float64
		ladder []float64
		marks  int
		lines  int
		title  string
	}{
		{"none", nil, nil, 0, 0, "C: nothing yet"},
		{"only missing", []float64{nan, inf}, nil, 0, 0, "C: nothing yet"},
		{"one", []float64{7}, nil, 1, 0, "C: most d0: 7; last d0: 7"},
		{"zero", []float64{0, 0}, nil, 2, 0, "C: most d0: 0; last d1: 0"},
		{"some missing", []float64{nan, 3, -inf, 5, nan}, nil, 2, 0, "C: most d3: 5; last d3: 5"},
		{"below zero", []float64{-3, 1}, nil, 2, 0, "C: most d1: 1; last d1: 1"},
		{"huge", []float64{1e300, 1}, nil, 2, 0, "last d1: 1"},
		{"many", many, nil, 1000, 0, "C: most d999: 999; last d999: 999"},
		{"none as dots", nil, steps, 0, 0, "C: nothing yet"},
		{"one dot", []float64{nan, 5}, steps, 1, 0, "C: most d1: 5; last d1: 5"},
		{"a line that breaks", []float64{1, 2, nan, 3, 4}, steps, 4, 2, "last d4: 4"},
		{"dots off the ladder", []float64{0, 0.01, 1e9}, steps, 3, 1, "C: most d2: 1000000000"},
	} {
		c := web.Chart{Title: "C", Values: tt.values, Ladder: tt.ladder, Labels: labels(len(tt.values))}
		d := parse(t, c)
		if d.marks != tt.marks || d.lines != tt.lines {
			t.Errorf("%s: %d marks and %d lines, want %d and %d", tt.name, d.marks, d.lines, tt.marks, tt.lines)
		}
		if !strings.Contains(d.title, tt.title) {
			t.Errorf("%s: title %q, want %q", tt.name, d.title, tt.title)
		}
		if d.titles != tt.marks+1 {
			t.Errorf("%s: %d titles, want one for the chart and one for each of %d marks", tt.name, d.titles, tt.marks)
		}
	}
}

func TestChartEscapes(t *testing.T) {
	t.Parallel()
	d := parse(t, web.Chart{Title: `<script>"&`, Values: []float64{1}, Labels: []string{"</title>"}})
	if want := `<script>"&: most </title>: 1; last </title>: 1`; d.title != want {
		t.Errorf("title %q, want %q", d.title, want)
	}
}

// Whatever the values, the drawing is well formed and stays within its frame.
func TestChartStaysInFrame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := web.Chart{Title: "C", Values: rapid.SliceOfN(rapid.Float64(), 0, 50).Draw(t, "values")}
		if rapid.Bool().Draw(t, "dots") {
			c.Ladder = []float64{0.1, 1, 10}
		}
		parse(t, c)
	})
}

func labels(n int) []string {
	labels := make([]string, n)
	for i := range labels {
		labels[i] = fmt.Sprintf("d%d", i)
	}
	return labels
}

// A drawn is what a test looks at in a drawing.
type drawn struct {
	title                string
	titles, marks, lines int
}

// parse reads a drawing as XML, which is stricter than HTML.
func parse(t interface {
	Helper()
	Fatalf(string, ...any)
}, c web.Chart) drawn {
	t.Helper()
	svg, err := c.SVG()
	if err != nil {
		t.Fatalf("SVG() of %v: %v", c.Values, err)
	}
	var d drawn
	for decoder := xml.NewDecoder(strings.NewReader(string(svg))); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return d
		}
		if err != nil {
			t.Fatalf("SVG() of %v is not well formed: %v\n%s", c.Values, err, svg)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch class := attribute(start, "class"); {
		case start.Name.Local == "title":
			var text string
			if err := decoder.DecodeElement(&text, &start); err != nil {
				t.Fatalf("title: %v", err)
			}
			if d.titles++; d.titles == 1 {
				d.title = text
			}
		case class == "bar" || class == "dot":
			d.marks++
		case class == "line":
			d.lines++
		}
		if where := outside(start); where != "" {
			t.Fatalf("SVG() of %v leaves its frame at %s\n%s", c.Values, where, svg)
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// outside names an attribute of an element that lies outside of the frame; "" if
// none does.
func outside(e xml.StartElement) string {
	for name, most := range map[string]float64{"x": 320, "cx": 320, "width": 320, "y": 116, "cy": 116, "height": 116} {
		value := attribute(e, name)
		if value == "" || strings.HasSuffix(value, "%") {
			continue
		}
		if n, err := strconv.ParseFloat(value, 64); err != nil || !(n >= 0 && n <= most) {
			return name + "=" + value
		}
	}
	return ""
}
