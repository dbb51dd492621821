package quotes_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"quotebot/quotes"
)

// A babbler makes up words as often as a language has them, by Zipf's law.
type babbler struct{ rank *rand.Zipf }

func newBabbler(r *rand.Rand) babbler { return babbler{rand.NewZipf(r, 1.1, 4, 30000)} }

func (b babbler) say(words int) string {
	syllables := [...]string{"ba", "ke", "li", "mo", "ru", "sa", "te", "vo", "zi", "du", "fa", "go"}
	var out strings.Builder
	for range words {
		for n := b.rank.Uint64(); ; n /= uint64(len(syllables)) {
			out.WriteString(syllables[n%uint64(len(syllables))])
			if n < uint64(len(syllables)) {
				break
			}
		}
		out.WriteByte(' ')
	}
	return out.String()
}

// library is a corpus of so many quotes of 30 words.
func library(size int) *quotes.Corpus {
	c := &quotes.Corpus{Areas: []quotes.Area{{ID: "a", Number: 1}}}
	b := newBabbler(rand.New(rand.NewPCG(1, 2)))
	for i := range size {
		c.Quotes = append(c.Quotes, quotes.Quote{ID: fmt.Sprint(i), Area: "a", Text: b.say(30)})
	}
	return c
}

// BenchmarkSearchLibrary searches 100,000 quotes for one to six words, common
// ones as often as they are said, and reports quantiles and the index's memory.
func BenchmarkSearchLibrary(b *testing.B) {
	c := library(100_000)
	before := heap()
	c.Search("", 1) // builds the index
	memory := heap() - before
	words := newBabbler(rand.New(rand.NewPCG(3, 4)))
	var took []time.Duration
	for b.Loop() {
		query := words.say(1 + len(took)%6)
		start := time.Now()
		c.Search(query, 10)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(memory>>20), "index-MB")
	runtime.KeepAlive(c)
}

// heap is how much memory is in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
