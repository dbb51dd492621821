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

// A mentionCase is one line of a file of cases: a status, and what its writer
// wants by somebody's judgement. The fields are those of quotebot ask --jsonl,
// and besides them the language and other readings that are as good.
type mentionCase struct {
	ID      string    `json:"id"`
	Lang    string    `json:"lang"`
	HTML    string    `json:"html"`
	ReplyTo string    `json:"reply_to"`
	Links   []string  `json:"links"`
	Expect  reading   `json:"expect"`
	Accept  []reading `json:"accept"`
	Hard    bool      `json:"hard"`
}

func (c mentionCase) status() mention.Status {
	return mention.Status{HTML: c.HTML, ReplyTo: mention.ReplyTo(c.ReplyTo), Links: c.Links}
}

// A reading is what a case compares. Where a field is absent, anything goes,
// but for a request that names an area or areas it has to be those.
type reading struct {
	Intent string   `json:"intent"`
	Area   *string  `json:"area"`
	Areas  []string `json:"areas,omitempty"`
	Topic  *string  `json:"topic,omitempty"`
	Count  *int     `json:"count,omitempty"`
	Link   []string `json:"link,omitempty"`
}

func (want reading) fits(got mention.Request) bool {
	if mention.Intent(want.Intent) != got.Intent {
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
		if !same(got.Areas, want.Areas) {
			return false
		}
	case mention.Followup:
		return same(got.Links, want.Link)
	}
	return (want.Topic == nil || got.Topic == *want.Topic) && (want.Count == nil || got.Count == *want.Count)
}

func same(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// A score counts right readings and all, by a word.
type score map[string][2]int

func (s score) count(word string, right bool) {
	n := s[word]
	n[1]++
	if right {
		n[0]++
	}
	s[word] = n
}

func (s score) String() string {
	var b strings.Builder
	for _, word := range slices.Sorted(maps.Keys(s)) {
		fmt.Fprintf(&b, "\n\t%-10s %4d of %4d", word, s[word][0], s[word][1])
	}
	return b.String()
}

// TestReadCases reads every case, prints the score by intent and by language,
// and wants all of them right.
func TestReadCases(t *testing.T) {
	t.Parallel()
	r := reader(t)
	for _, file := range []string{"examples", "mentions"} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			intents, languages := make(score), make(score)
			for _, c := range cases(t, "testdata/"+file+".jsonl") {
				got := r.Read(c.status())
				right := slices.ContainsFunc(append(c.Accept, c.Expect), func(want reading) bool { return want.fits(got) })
				intents.count(c.Expect.Intent, right)
				languages.count(c.Lang, right)
				if !right {
					t.Errorf("%s: Read(%q) = %s, want %s; why %q", c.ID, mention.Text(c.HTML), got, want(c.Expect), got.Why)
				}
			}
			t.Logf("by intent:%s\nby language:%s", intents, languages)
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

func want(r reading) string {
	b, err := json.Marshal(r)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
