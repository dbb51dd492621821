package mention_test

import (
	"strings"
	"testing"

	"quotebot/bot/mention"
	"quotebot/quotes"
)

// asking is how people ask for a thing, by language.
var asking = map[string][]string{
	"en": {"%?", "a quote about %, please", "anything on %?", "what does it say about %", "do you have something about %?"},
	"de": {"%?", "ein Zitat zu %, bitte", "hast du etwas über %?", "was steht da zu %"},
	"fr": {"%?", "une citation sur %, s'il te plaît", "tu as quelque chose sur % ?"},
	"es": {"¿%?", "una cita sobre %, por favor", "¿tienes algo sobre %?"},
	"zh": {"%？", "来一条关于%的", "有没有提到%的？", "%怎么说"},
}

// Whatever the corpus calls an area or a topic is understood, in every language:
// alone, and in a request, another one for each name.
func TestNamesAreUnderstood(t *testing.T) {
	t.Parallel()
	c, err := quotes.Open("")
	if err != nil {
		t.Fatal(err)
	}
	r := reader(t)
	names := 0
	check := func(language, name string, want mention.Request) {
		names++
		ways := asking[language]
		for _, ask := range []string{"%", ways[names%len(ways)]} {
			text := strings.ReplaceAll(ask, "%", name)
			if got := r.ReadText(text); got.Intent != want.Intent || got.Area != want.Area || got.Topic != want.Topic {
				t.Errorf("ReadText(%q) = %s, want %s; why %q", text, got, want, got.Why)
			}
		}
	}
	for _, a := range c.Areas {
		for language, names := range a.Aliases {
			for _, name := range names {
				check(language, name, mention.Request{Intent: mention.Quote, Area: a.ID})
			}
		}
		for _, topic := range a.Topics {
			for language, names := range topic.Aliases {
				for _, name := range names {
					check(language, name, mention.Request{Intent: mention.Topic, Area: a.ID, Topic: topic.Key})
				}
			}
		}
	}
}
