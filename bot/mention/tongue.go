package mention

import (
	"strings"

	"quotebot/quotes"
)

// tongue is the language of the words: Chinese where there are Chinese characters,
// otherwise the one that most of the phrases are in which mean something in that
// language alone; "" where two have as many, or none has any.
func (d *decision) tongue() string {
	votes := make([]int, len(d.reader.book.codes))
	for _, f := range d.finds {
		if strings.ContainsFunc(f.raw, isHan) {
			if quotes.Traditional(d.said()) {
				return "zh-Hant"
			}
			return "zh"
		}
		if len(f.meanings) == 1 {
			votes[f.meanings[0].language] += f.n
		}
	}
	best, tied := 0, true
	for i := 1; i < len(votes); i++ { // the first are signs
		switch {
		case votes[i] > votes[best] || best == 0 && votes[i] > 0:
			best, tied = i, false
		case votes[i] == votes[best]:
			tied = true
		}
	}
	if tied {
		return ""
	}
	return d.reader.book.codes[best]
}

// said is all that was said to the bot.
func (d *decision) said() string {
	var b strings.Builder
	for _, f := range d.finds {
		b.WriteString(f.raw)
	}
	return b.String()
}
