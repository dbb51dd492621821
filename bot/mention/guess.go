package mention

// understood tells that something was found that makes a request.
func (d *decision) understood() bool {
	return d.hasSubject() || d.negated || d.thanked && !d.asked() || d.has(help, menu, areaNouns, source, wanted, tongue)
}

// guess reads words that were not understood as names with another ending, and
// if that fails, with a slip. Words that mean something stay what they are.
func (d *decision) guess() {
	rooted, stemmed := newRow(d.words, word.rooted), newRow(d.words, word.stemmed)
	names := d.reader.index
	ending := func(at, n int) []subject { return names.rooted.entries[rooted.slice(at, n)] }
	slip := func(at, n int) []subject { return names.withSlip(stemmed, at, n) }
	if !d.rename(ending, "a name with another ending") {
		d.rename(slip, "a name with a slip")
	}
}

// longestGuess is how many words a guessed name may have.
const longestGuess = 4

// rename gives words not understood the subjects that lookup has for the n words
// from the place at, and tells whether there were any.
func (d *decision) rename(lookup func(at, n int) []subject, how string) bool {
	done := false
	for i := range d.finds {
		least, most := d.run(i)
		for n := min(most, longestGuess); n >= least && n > 0; n-- {
			if s := lookup(d.finds[i].at, n); s != nil {
				d.take(i, n, s)
				d.because(d.finds[i].raw, how)
				done = true
				break
			}
		}
	}
	return done
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
