package mention_test

import (
	"testing"

	"quotebot/bot/mention"
)

// The bot answers in the language of the words, where they tell.
func TestLanguageOfWords(t *testing.T) {
	t.Parallel()
	r := reader(t)
	for text, want := range map[string]string{
		"something about the courts, please":  "en",
		"Was steht da über Gerichte?":         "de",
		"Hilfe, bitte":                        "de",
		"peux-tu me donner une citation ?":    "fr",
		"¿me das una cita sobre el gobierno?": "es",
		"来一条司法公信的":                            "zh",
		"請給我一條關於法院的":                          "zh-Hant",
		"2":                                   "",
		"👋":                                   "",
	} {
		if got := r.ReadText(text).Language; got != want {
			t.Errorf("ReadText(%q).Language = %q, want %q", text, got, want)
		}
	}
}

// What the bot tells people to write, it understands.
func TestAdvisedWordsAreUnderstood(t *testing.T) {
	t.Parallel()
	r := reader(t)
	for want, words := range map[mention.Intent][]string{
		mention.More:   {"more", "mehr", "encore", "más", "更多"},
		mention.Source: {"source", "Quelle", "fuente", "出处", "出處"},
		mention.Stop:   {"stop", "stopp", "basta", "停止"},
	} {
		for _, word := range words {
			s := mention.Status{HTML: `<p><a href="https://host/@bot" class="u-url mention">@<span>bot</span></a> ` + word + `</p>`, ReplyTo: mention.ReplyToBot}
			if got := r.Read(s); got.Intent != want {
				t.Errorf("%q in reply to the bot is %s, want %s", word, got.Intent, want)
			}
		}
	}
}
