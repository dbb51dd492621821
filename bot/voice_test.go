package bot_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"quotebot/bot"
	"quotebot/bot/mention"
	"quotebot/bot/toot"
	"quotebot/quotes"
)

func outline(t *testing.T) *quotes.Corpus {
	t.Helper()
	c, err := quotes.Open("")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func text(r bot.Reply) string {
	var all []string
	for _, part := range r {
		all = append(all, part.Text)
	}
	return strings.Join(all, "\n\n")
}

func situation() bot.Situation {
	return bot.Situation{Prefix: "@alice ", Random: rand.New(rand.NewPCG(1, 2)), Heard: map[string]bool{}}
}

func TestReply(t *testing.T) {
	t.Parallel()
	c := outline(t)
	voice := bot.Voice{Corpus: c, Limits: toot.Limits{Flavour: toot.Mastodon}}
	last, _ := c.Quote("jud-1-2")
	for _, k := range []struct {
		name    string
		request mention.Request
		last    *quotes.Quote
		want    []string // in the answer; none: silence
	}{
		{"area", mention.Request{Intent: mention.Quote, Area: "societal"}, nil, []string{"Societal integrity", "II.3."}},
		{"any", mention.Request{Intent: mention.Quote}, nil, []string{"Planning Outline", "https://"}},
		{"topic", mention.Request{Intent: mention.Topic, Area: "judicial", Topic: "courts"}, nil, []string{"II.4.1"}},
		{"two areas", mention.Request{Intent: mention.Ambiguous, Areas: []string{"judicial", "government"}}, nil, []string{"Judicial credibility", "Integrity in government affairs"}},
		{"several", mention.Request{Intent: mention.Thread, Area: "societal"}, nil, []string{"Societal integrity", "II.3."}},
		{"by id", mention.Request{Intent: mention.Quote, Area: "government", Quote: "gov-4-1"}, nil, []string{"Set up integrity files"}},
		{"more", mention.Request{Intent: mention.More}, &last, []string{"Judicial credibility"}},
		{"source", mention.Request{Intent: mention.Source}, &last, []string{"II.4.1", "Courts", "gov.cn", "digichina", "2014-06-14"}},
		{"source of nothing", mention.Request{Intent: mention.Source}, nil, []string{"Planning Outline", "gov.cn"}},
		{"original", mention.Request{Intent: mention.Original}, &last, []string{"社会信用体系建设规划纲要", "法院公信建设", "gov.cn"}},
		{"help", mention.Request{Intent: mention.Help}, nil, []string{"“government”", "“1”", "1 Integrity in government affairs"}},
		{"areas", mention.Request{Intent: mention.Areas}, nil, []string{"4 Judicial credibility (司法公信)"}},
		{"thanks", mention.Request{Intent: mention.Thanks}, &last, nil},
		{"stop", mention.Request{Intent: mention.Stop}, &last, nil},
		{"none", mention.Request{Intent: mention.None}, &last, nil},
	} {
		s := situation()
		if k.last != nil {
			s.Last = &bot.Last{Quote: *k.last}
		}
		reply, ok := voice.Reply(k.request, s)
		if ok != (k.want != nil) {
			t.Errorf("%s: Reply = %q, %v", k.name, text(reply), ok)
			continue
		}
		for _, want := range k.want {
			if !strings.Contains(text(reply), want) {
				t.Errorf("%s: Reply = %q, want an answer with %q", k.name, text(reply), want)
			}
		}
		for _, part := range reply {
			n := toot.Length(part.Text, "", voice.Limits)
			if n > 500 || !strings.HasPrefix(part.Text, "@alice ") || strings.Count(part.Text, "@") > 1 {
				t.Errorf("%s: part of %d characters, or one that names others than alice: %q", k.name, n, part.Text)
			}
		}
	}
}

// Nobody hears a quote twice while there is another, even where a long warning
// and a tight limit leave few that fit.
func TestReplyIsNew(t *testing.T) {
	t.Parallel()
	c := outline(t)
	voice := bot.Voice{Corpus: c, Limits: toot.Limits{Flavour: toot.Unknown, MaxChars: 480}}
	s := situation()
	s.CW = "re: " + strings.Repeat("w", 60)
	request := mention.Request{Intent: mention.Quote, Area: "judicial"}
	for range c.InArea("judicial") {
		reply, ok := voice.Reply(request, s)
		if !ok {
			t.Fatal("no quote fits")
		}
		if n := toot.Length(text(reply), s.CW, voice.Limits); n > 480 {
			t.Errorf("%s has %d characters, more than 480", reply[0].QuoteID, n)
		}
		if s.Heard[reply[0].QuoteID] {
			fits := 0
			for _, q := range c.InArea("judicial") {
				if _, err := toot.Set(c, q, toot.Setting{Prefix: s.Prefix, CW: s.CW, Limits: voice.Limits}); err == nil {
					fits++
				}
			}
			if len(s.Heard) != fits {
				t.Errorf("%s was said again after %d of %d quotes that fit", reply[0].QuoteID, len(s.Heard), fits)
			}
			return
		}
		s.Heard[reply[0].QuoteID] = true
	}
}
