package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func isTestArea(id string) bool { return id == "judicial" || id == "commercial" }

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func parseTestSchedule(t *testing.T, text string, z *time.Location) Schedule {
	t.Helper()
	s, err := ParseSchedule(text, z, isTestArea, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatalf("ParseSchedule(%q): %v", text, err)
	}
	return s
}

func TestParseScheduleGrammar(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]Line{
		"0 9 * * *":                            {{Spec: "0 9 * * *"}},
		"@daily":                               {{Spec: "@daily"}},
		"judicial@0 9 * * 1":                   {{Area: "judicial", Spec: "0 9 * * 1"}},
		"judicial@@daily":                      {{Area: "judicial", Spec: "@daily"}},
		"judicial@daily":                       {{Area: "judicial", Spec: "@daily"}},
		"judicial@every 6h":                    {{Area: "judicial", Spec: "@every 6h"}},
		" 0 9 * * 1,3 ; commercial@@hourly ; ": {{Spec: "0 9 * * 1,3"}, {Area: "commercial", Spec: "@hourly"}},
	} {
		got := parseTestSchedule(t, text, time.UTC).Lines
		for i := range got {
			got[i].next = nil
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(Line{})); diff != "" {
			t.Errorf("ParseSchedule(%q) lines (-want +got):\n%s", text, diff)
		}
	}
}

func TestParseScheduleRefuses(t *testing.T) {
	t.Parallel()
	for text, wants := range map[string][]string{
		"":                                 {"there is no line in it"},
		" ; ":                              {"there is no line in it"},
		"TZ=x":                             {"QUOTEBOT_TIMEZONE"},
		"TZ=Europe/Berlin 0 9 * * *":       {"QUOTEBOT_TIMEZONE"},
		"CRON_TZ=UTC 0 9 * * *":            {"QUOTEBOT_TIMEZONE"},
		"0 9 30 2 *":                       {"never comes"},
		"0 25 * * *":                       {"five fields"},
		"0 9 * *":                          {"five fields"},
		"@every -1h":                       {"one second"},
		"judicial@@every 1ns":              {"one second"},
		"poetry@0 9 * * *":                 {`"poetry" is not an area`},
		"0 9 30 2 *; poetry@@daily; 0 9 *": {"never comes", "poetry", "five fields"},
	} {
		_, err := ParseSchedule(text, time.UTC, isTestArea, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
		if err == nil {
			t.Errorf("ParseSchedule(%q) succeeded", text)
			continue
		}
		for _, want := range wants {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("ParseSchedule(%q) = %q, want a message with %q", text, err, want)
			}
		}
	}
}

// Every case crosses a change of the clock; times are on the wall, with the
// offset from UTC.
func TestSlotsOverClockChanges(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, zone, schedule, after, until string
		want                               []string
	}{
		{"fixed hour in the spring gap comes right after it", "Europe/Berlin", "30 2 * * *",
			"2026-03-28T00:00:00+01:00", "2026-03-30T12:00:00+02:00",
			[]string{"2026-03-28T02:30+01:00", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00"}},
		{"many fixed times in the gap are one", "Europe/Berlin", "*/15 2 * * *",
			"2026-03-29T00:00:00+01:00", "2026-03-29T12:00:00+02:00",
			[]string{"2026-03-29T03:00+02:00"}},
		{"fixed hour that autumn repeats comes once", "Europe/Berlin", "30 2 * * *",
			"2026-10-24T12:00:00+02:00", "2026-10-26T12:00:00+01:00",
			[]string{"2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"}},
		{"hourly follows elapsed time in spring", "Europe/Berlin", "0 * * * *",
			"2026-03-29T00:30:00+01:00", "2026-03-29T04:30:00+02:00",
			[]string{"2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00"}},
		{"hourly follows elapsed time in autumn", "America/New_York", "0 * * * *",
			"2026-11-01T00:30:00-04:00", "2026-11-01T02:30:00-05:00",
			[]string{"2026-11-01T01:00-04:00", "2026-11-01T01:00-05:00", "2026-11-01T02:00-05:00"}},
		{"quarters over the gap", "America/New_York", "*/15 * * * *",
			"2026-03-08T01:40:00-05:00", "2026-03-08T03:20:00-04:00",
			[]string{"2026-03-08T01:45-05:00", "2026-03-08T03:00-04:00", "2026-03-08T03:15-04:00"}},
		{"half an hour of gap", "Australia/Lord_Howe", "15 2 * * *",
			"2026-10-03T12:00:00+10:30", "2026-10-05T12:00:00+11:00",
			[]string{"2026-10-04T02:30+11:00", "2026-10-05T02:15+11:00"}},
		{"quarters over half an hour of gap", "Australia/Lord_Howe", "*/15 * * * *",
			"2026-10-04T01:40:00+10:30", "2026-10-04T02:50:00+11:00",
			[]string{"2026-10-04T01:45+10:30", "2026-10-04T02:30+11:00", "2026-10-04T02:45+11:00"}},
		{"quarters over half an hour repeated", "Australia/Lord_Howe", "*/15 * * * *",
			"2026-04-05T01:40:00+11:00", "2026-04-05T02:10:00+10:30",
			[]string{"2026-04-05T01:45+11:00", "2026-04-05T01:30+10:30", "2026-04-05T01:45+10:30", "2026-04-05T02:00+10:30"}},
		{"hourly over half an hour of gap", "Australia/Lord_Howe", "0 * * * *",
			"2026-10-04T00:30:00+10:30", "2026-10-04T04:30:00+11:00",
			[]string{"2026-10-04T01:00+10:30", "2026-10-04T03:00+11:00", "2026-10-04T04:00+11:00"}},
		{"quarters over the gap in Berlin", "Europe/Berlin", "*/15 * * * *",
			"2026-03-29T01:40:00+01:00", "2026-03-29T03:20:00+02:00",
			[]string{"2026-03-29T01:45+01:00", "2026-03-29T03:00+02:00", "2026-03-29T03:15+02:00"}},
		{"quarters that autumn repeats in Berlin", "Europe/Berlin", "*/15 * * * *",
			"2026-10-25T02:40:00+02:00", "2026-10-25T02:20:00+01:00",
			[]string{"2026-10-25T02:45+02:00", "2026-10-25T02:00+01:00", "2026-10-25T02:15+01:00"}},
		{"hourly in a zone without changes", "Asia/Shanghai", "0 * * * *",
			"2026-03-29T00:30:00+08:00", "2026-03-29T03:30:00+08:00",
			[]string{"2026-03-29T01:00+08:00", "2026-03-29T02:00+08:00", "2026-03-29T03:00+08:00"}},
		{"half an hour repeated", "Australia/Lord_Howe", "45 1 * * *",
			"2026-04-04T12:00:00+11:00", "2026-04-06T12:00:00+10:30",
			[]string{"2026-04-05T01:45+11:00", "2026-04-06T01:45+10:30"}},
		{"a zone without changes", "Asia/Shanghai", "0 9 * * *",
			"2026-03-28T12:00:00+08:00", "2026-03-30T12:00:00+08:00",
			[]string{"2026-03-29T09:00+08:00", "2026-03-30T09:00+08:00"}},
		{"leap day", "UTC", "0 9 29 2 *",
			"2026-01-01T00:00:00+00:00", "2032-12-31T00:00:00+00:00",
			[]string{"2028-02-29T09:00Z", "2032-02-29T09:00Z"}},
		{"two lines share a moment", "UTC", "0 9 * * *; 0 9,12 * * *",
			"2026-06-01T00:00:00Z", "2026-06-01T23:00:00Z",
			[]string{"2026-06-01T09:00Z", "2026-06-01T12:00Z"}},
		{"every counts from midnight", "UTC", "@every 6h",
			"2026-06-01T01:00:00Z", "2026-06-01T23:00:00Z",
			[]string{"2026-06-01T06:00Z", "2026-06-01T12:00Z", "2026-06-01T18:00Z"}},
		{"every beside a more frequent line", "UTC", "0 * * * *; @every 90m",
			"2026-06-01T00:00:00Z", "2026-06-01T03:30:00Z",
			[]string{"2026-06-01T01:00Z", "2026-06-01T01:30Z", "2026-06-01T02:00Z", "2026-06-01T03:00Z"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			z := zone(t, c.zone)
			s := parseTestSchedule(t, c.schedule, z)
			var got []string
			for slot := range s.Between("", at(t, c.after), at(t, c.until)) {
				got = append(got, slot.At.In(z).Format("2006-01-02T15:04Z07:00"))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("slots of %q in %s (-want +got):\n%s", c.schedule, c.zone, diff)
			}
		})
	}
}

func TestSlotKeys(t *testing.T) {
	t.Parallel()
	for want, slot := range map[string]Slot{
		"slot/any/2026-11-23T08:00Z":      {"", at(t, "2026-11-23T09:00:00+01:00")},
		"slot/judicial/2026-11-23T08:00Z": {"judicial", at(t, "2026-11-23T08:00:00Z")},
		"slot/any/2026-11-23T08:00:05Z":   {"", at(t, "2026-11-23T08:00:05Z")},
	} {
		if got := slot.Key(); got != want {
			t.Errorf("%v.Key() = %q, want %q", slot, got, want)
		}
	}
}

func at(t *testing.T, text string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
