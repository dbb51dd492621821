package mention

import "slices"

// understood tells that something was found that makes a request.
func (d *decision) understood() bool {
	return d.hasSubject() || d.negated || d.thanked && !d.asked() || d.has(help, menu, areaNouns, source, wanted, tongue)
}

// plainlySlipped is from how many letters on a word that is one slip away from a
// name is hardly another word.
const plainlySlipped = 7

// fewFinds is how much may be said in what is hardly anything but a subject.
const fewFinds = 4

// guess reads words that were not understood as names or phrases with a slip:
// short ones only where nothing else says what is wanted, and something is.
func (d *decision) guess() {
	letters := plainlySlipped
	if !d.understood() && (d.asked() || d.has(quoteNoun, manyNoun) || len(d.finds) <= fewFinds) {
		letters = shortestSlipped
	}
	tried := 0
	for i := range d.finds {
		f := &d.finds[i]
		if f.sense != unknown || len(f.subjects) > 0 || f.ignored || f.kind != term {
			continue
		}
		if tried++; tried > mostGuessed {
			return
		}
		if d.name(i, letters) {
			continue
		}
		m, ok := d.reader.book.slips.find(d.literal, f.at, 1, letters)
		if !ok {
			m, ok = d.reader.originals.slips.find(d.literal, f.at, 1, letters)
		}
		if ok {
			f.sense, f.value = m[0].sense, m[0].value
			d.because(f.raw, "a phrase with a slip")
		}
	}
}

// mostGuessed is how many words of one status are guessed at.
const mostGuessed = 40

// longestGuess is how many words a guessed name may have.
const longestGuess = 4

// name gives the i-th find, and those behind it as far as they belong to the
// name, the subjects it names with a slip.
func (d *decision) name(i, letters int) bool {
	least, most := d.run(i)
	for n := min(most, longestGuess); n >= least && n > 0; n-- {
		if s, ok := d.slipped(d.finds[i].at, n, letters); ok {
			d.take(i, n, s)
			d.because(d.finds[i].raw, "a name with a slip")
			return true
		}
	}
	return false
}

// slipped is the subjects that n words name with a slip: in the corpus's language
// and those of the other words, and in any language if the word is long.
func (d *decision) slipped(at, n, letters int) ([]subject, bool) {
	for _, lang := range slices.Concat(d.spoken, d.reader.index.slipLanguages) {
		least := letters
		if !slices.Contains(d.spoken, lang) {
			least = plainlySlipped
		}
		if s, ok := d.reader.index.slips[lang].find(d.one, at, n, least); ok {
			return s, true
		}
	}
	return nil, false
}

// take makes n finds, of a word each, one that names subjects.
func (d *decision) take(i, n int, subjects []subject) {
	f := &d.finds[i]
	f.subjects, f.n = subjects, n
	f.raw = raw(d.words[f.at : f.at+n])
	for j := i + 1; j < i+n; j++ {
		d.finds[j].ignored = true
	}
}

// run is how many words from the i-th find on may be a name, at least and at
// most: neighbours without meaning, one of them unknown. Nothing may be if most
// is less than least.
func (d *decision) run(i int) (least, most int) {
	for ; i+most < len(d.finds); most++ {
		f := d.finds[i+most]
		if f.n != 1 || f.kind != term || f.ignored || len(f.subjects) > 0 || most > 0 && f.apart || f.sense != unknown && f.sense != filler {
			break
		}
		if f.sense == unknown && least == 0 {
			least = most + 1
		}
	}
	if least == 0 {
		return 1, 0
	}
	return least, most
}
