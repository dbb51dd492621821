package mention_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"quotebot/bot/mention"
	"quotebot/quotes"
)

// reader reads for the built-in corpus, as @bot of host.
func reader(t testing.TB) *mention.Reader {
	t.Helper()
	c, err := quotes.Open("")
	if err != nil {
		t.Fatal(err)
	}
	return mention.NewReader(c, mention.Self{URL: "https://host/@bot", Acct: "bot"})
}

// A mentionCase is one line of a file of cases.
type mentionCase struct {
	ID      string    `json:"id"`
	HTML    string    `json:"html"`
	ReplyTo string    `json:"reply_to"`
	Expect  reading   `json:"expect"`
	Accept  []reading `json:"accept"`
}

// A reading is what a case compares. Where a field is absent, anything goes,
// but for a request that names an area or areas it has to be those.
type reading struct {
	Intent string   `json:"intent"`
	Area   *string  `json:"area"`
	Areas  []string `json:"areas"`
	Topic  *string  `json:"topic"`
	Count  *int     `json:"count"`
}

func (want reading) fits(got mention.Request) bool {
	switch mention.Intent(want.Intent) {
	case got.Intent:
	default:
		return false
	}
	area := ""
	if want.Area != nil {
		area = *want.Area
	}
	switch got.Intent {
	case mention.Quote, mention.Topic, mention.Thread:
		if got.Area != area {
			return false
		}
	case mention.Ambiguous:
		if !slices.Equal(slices.Sorted(slices.Values(got.Areas)), slices.Sorted(slices.Values(want.Areas))) {
			return false
		}
	}
	return (want.Topic == nil || got.Topic == *want.Topic) && (want.Count == nil || got.Count == *want.Count)
}

func TestReadCases(t *testing.T) {
	t.Parallel()
	r := reader(t)
	for _, file := range []string{"testdata/examples.jsonl", "testdata/mentions.jsonl"} {
		t.Run(strings.TrimSuffix(strings.TrimPrefix(file, "testdata/"), ".jsonl"), func(t *testing.T) {
			t.Parallel()
			score := make(map[string][2]int) // by intent: right, all
			for _, c := range cases(t, file) {
				got := r.Read(mention.Status{HTML: c.HTML, ReplyTo: mention.ReplyTo(c.ReplyTo)})
				s := score[c.Expect.Intent]
				s[1]++
				if slices.ContainsFunc(append(c.Accept, c.Expect), func(want reading) bool { return want.fits(got) }) {
					s[0]++
				} else {
					t.Errorf("%s: %s\n\tgot  %s\n\twant %s\n\twhy  %q", c.ID, mention.Text(c.HTML), show(got), want(c.Expect), got.Why)
				}
				score[c.Expect.Intent] = s
			}
			if t.Failed() {
				for _, intent := range slices.Sorted(maps.Keys(score)) {
					t.Errorf("%-10s %d of %d", intent, score[intent][0], score[intent][1])
				}
			}
		})
	}
}

func cases(t *testing.T, file string) []mentionCase {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []mentionCase
	for s := bufio.NewScanner(f); s.Scan(); {
		var c mentionCase
		if err := json.Unmarshal(s.Bytes(), &c); err != nil {
			t.Fatalf("%s: %v: %s", file, err, s.Text())
		}
		all = append(all, c)
	}
	if len(all) == 0 {
		t.Fatalf("%s holds no cases", file)
	}
	return all
}

func show(r mention.Request) string {
	return fmt.Sprintf("%s area=%q areas=%q topic=%q count=%d", r.Intent, r.Area, r.Areas, r.Topic, r.Count)
}

func want(r reading) string {
	b, err := json.Marshal(r)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
