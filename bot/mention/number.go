package mention

import (
	"maps"
	"slices"
)

// number settles what the numbers in a reading are: the number of an area
// becomes that area, the number of quotes wanted becomes the count.
func (d *decision) number() {
	for i := range d.finds {
		f := &d.finds[i]
		switch {
		case f.ignored:
		case f.sense == cardinal && i+1 < len(d.finds) && d.finds[i+1].sense == areaNouns: // the four areas
			f.sense = filler
		case f.sense == cardinal && (f.hash || d.chained(i) || d.marked(i)):
			d.areaNumber(f)
		case f.sense == cardinal && d.counted(i):
			d.setCount(f)
		case f.sense == ordinal && d.points(i):
			d.areaNumber(f)
		}
	}
	for i := range d.finds {
		if f := &d.finds[i]; f.sense == cardinal && !f.ignored && len(f.subjects) == 0 && f != d.count {
			d.unexplained(i)
		}
	}
}

// unexplained takes a number that nothing explains: of quotes if an area is known
// otherwise or something is to be given, of an area if not.
func (d *decision) unexplained(i int) {
	f := &d.finds[i]
	isDigit := f.text[0] >= '0' && f.text[0] <= '9'
	switch {
	case d.amongStrangers(i):
	case d.hasSubject() && d.count == nil && !d.joined(i):
		d.setCount(f)
	case i > 0 && d.finds[i-1].sense == ask && d.finds[i-1].sentence == f.sentence && f.value > 1:
		d.setCount(f)
	case f.value == 1 && !isDigit && len(d.finds) > 1: // one, please
		d.setCount(f)
	case d.strange > 1: // a number in talk
	default:
		d.areaNumber(f)
	}
}

// amongStrangers tells that a word beside a number in its clause is not
// understood, or says where something is: page 3, since 3 weeks.
func (d *decision) amongStrangers(i int) bool {
	strange := func(f find) bool { return (f.sense == unknown || f.sense == source) && len(f.subjects) == 0 }
	before := i > 0 && d.finds[i-1].sentence == d.finds[i].sentence && !d.finds[i].apart && strange(d.finds[i-1])
	after := i+1 < len(d.finds) && d.finds[i+1].sentence == d.finds[i].sentence && !d.finds[i+1].apart && strange(d.finds[i+1])
	return before || after || d.isTime(i)
}

// isTime tells that the word before a number makes it a time: at 4.
func (d *decision) isTime(i int) bool {
	if i == 0 || d.finds[i].apart {
		return false
	}
	return d.reader.book.times.entries[d.finds[i-1].text]
}

func (d *decision) setCount(f *find) {
	if d.count == nil {
		d.count = f
		d.because(f.raw, "so many")
	}
}

// areaNumber makes f the area of its number. There may be none: then the
// person should see which there are.
func (d *decision) areaNumber(f *find) {
	number := f.value
	if number == theLast {
		number = slices.Max(slices.Collect(maps.Keys(d.reader.index.areas)))
	}
	id, ok := d.reader.index.areas[number]
	if !ok {
		d.noSuchArea = f.value > 0
		return
	}
	f.subjects = []subject{{area: id}}
	f.explicit = true
}

// marked tells that the words before the i-th find make it the number of an
// area: area 3, no. 3.
func (d *decision) marked(i int) bool {
	for j := i - 1; j >= 0 && d.finds[j].sentence == d.finds[i].sentence; j-- {
		if d.finds[j].marksArea() {
			return true
		}
		if d.finds[j].sense != filler {
			return false
		}
	}
	return false
}

// chained tells that the find continues a list of area numbers: areas 2 and 3.
func (d *decision) chained(i int) bool {
	return (d.joined(i) || i > 0 && d.finds[i-1].explicit && d.finds[i].apart) && !d.counted(i)
}

// joined tells that a number stands in a list of numbers: 2 or 3.
func (d *decision) joined(i int) bool {
	return i > 1 && d.finds[i-1].sense == joint && d.finds[i-2].explicit
}

// counted tells that a number is of quotes: 3 quotes, 3 short herb quotes.
func (d *decision) counted(i int) bool {
	strange := 0
	for j := i + 1; j < len(d.finds) && j <= i+4; j++ {
		f := d.finds[j]
		if f.sentence != d.finds[i].sentence || f.apart && len(f.subjects) == 0 {
			return false
		}
		switch {
		case f.sense == quoteNoun, f.sense == manyNoun, f.sense == more:
			return true
		case len(f.subjects) > 0, f.sense == filler, f.sense == random:
		case f.sense == unknown && strange == 0:
			strange++
		default:
			return false
		}
	}
	return false
}

// points tells that an ordinal names an area: the third one, the third area,
// third please. In "the third time" it does not.
func (d *decision) points(i int) bool {
	if i+1 == len(d.finds) {
		return d.finds[i].value != theLast
	}
	next := d.finds[i+1]
	if d.finds[i].value == theLast { // last week is none
		return next.sense == areaNoun && !next.apart
	}
	if next.apart || next.sentence != d.finds[i].sentence {
		return true
	}
	return next.sense != unknown && len(next.subjects) == 0
}

var romans = [...]string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}
