package mention_test

import (
	"testing"

	"quotebot/bot/mention"
)

func BenchmarkBombs(b *testing.B) {
	r := reader(b)
	for name, html := range bombs() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Read(mention.Status{HTML: html, ReplyTo: mention.ReplyToBot})
				mention.Text(html)
			}
		})
	}
}
