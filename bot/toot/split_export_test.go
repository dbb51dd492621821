package toot

// AllowedCuts returns where Split may cut a text that does not fit, as the ends
// of what stands before and the beginnings of what stands behind. The first is
// the beginning of the text, the last its end.
func AllowedCuts(text string, l Limits, o SplitOptions) (cleaned string, ends, starts []int, err error) {
	if o.Numbering == "" {
		o.Numbering = None
	}
	s := splitter{text: clean(text), limits: l, options: o, dress: o.number}
	if _, err := s.split(); err != nil { // to know whether it is wary
		return "", nil, nil, err
	}
	layout, err := s.fewest()
	for _, c := range layout.cuts {
		ends, starts = append(ends, c.end), append(starts, c.start)
	}
	return s.text, ends, starts, err
}
