package thread

import (
	"fmt"
	"slices"
	"strings"

	"quotebot/bot/toot"
)

// An Action is what is to be done with a part of a published thread.
type Action string

// The actions.
const (
	Keep   Action = "keep"
	Edit   Action = "edit"   // in place, with all fields of the part
	Append Action = "append" // as a reply to the part before
	Refuse Action = "refuse" // it cannot be done; then nothing of the plan may be
)

// A Step is what is to be done with one part.
type Step struct {
	Action Action
	Place  int    // of the part in the thread, from 1
	Part   Part   // as it is to be; what is published where the step is refused
	Why    string // what changes, or why it cannot be done; empty for keep and append
}

// Plan says how a published thread becomes what the file says now: for each part
// that is published, in order, and for those to append. If live is empty, all of
// Parts is to be appended.
//
// Published cuts stay where they are as long as the parts still fit; see aligner
// for how the text is laid over them. A part is edited only if its text, its
// content warning, its language, or its images or their descriptions differ.
// Published numbers and visibilities never change; an appended part k is numbered
// k/k. What is written behind the end of the published text becomes parts of its
// own, and so do links that have come since: links that are published keep their
// place. A part of which nothing is left, and parts that stand in another order,
// are refused, since replies to them would stand under something else; where the
// order has changed, the plan has those steps alone.
//
// Live parts need their Number set (see ReadNumbers). Images are compared by
// their sums where both sides have one, otherwise by their number and
// descriptions alone.
func (t *Talk) Plan(live []Part) ([]Step, error) {
	if len(live) == 0 {
		return t.appended(t.Parts, 0), nil
	}
	p := planner{talk: t, live: live, steps: make([]Step, len(live))}
	if err := p.planText(); err != nil {
		return nil, err
	}
	if len(p.moved) > 0 {
		return p.moved, nil
	}
	if err := p.planLinks(); err != nil {
		return nil, err
	}
	return append(p.steps, t.appended(p.rest, len(live))...), nil
}

func (t *Talk) appended(parts []Part, published int) []Step {
	steps := make([]Step, len(parts))
	for i, p := range parts {
		steps[i] = Step{Action: Append, Place: published + i + 1, Part: p}
	}
	return steps
}

// A planner plans one update. Parts that only hold links are planned apart from
// the text, so that text may be appended behind them and links behind text.
type planner struct {
	talk  *Talk
	live  []Part
	steps []Step // for each live part
	rest  []Part // to append
	moved []Step // refused, since their order has changed
}

// planText plans the parts with the text of the talk.
func (p *planner) planText() error {
	t := p.talk
	var places []int
	var parts []Part
	for i, l := range p.live {
		if i == 0 || p.linksOf(l) == nil {
			places, parts = append(places, i), append(parts, l)
		}
	}
	a := aligner{
		cutter: cutter{talk: t, script: &t.script, number: func(k int) string {
			if k < len(parts) {
				return parts[k].Number
			}
			n := len(p.live) + k - len(parts) + 1
			return numberOf(t.Numbering, n, n)
		}},
		live: parts, bodies: t.bodies(parts),
	}
	ends := a.asBefore()
	if ends == nil {
		a.compare()
		if p.moved = p.outOfOrder(&a, places); len(p.moved) > 0 {
			return nil
		}
		ends = a.align()
	}
	from := 0
	for k, i := range places {
		p.step(i, &t.script, from, ends[k], k)
		from = ends[k]
	}
	if t.script.empty(from, t.script.end()) {
		return nil
	}
	return p.append(a.cutter, from, len(parts))
}

// outOfOrder refuses the parts whose order has changed.
func (p *planner) outOfOrder(a *aligner, places []int) []Step {
	var steps []Step
	for k, other := range a.moved() {
		if other >= 0 {
			why := fmt.Sprintf("it stands behind what is published as part %d; to change the order, post the thread anew", places[other]+1)
			steps = append(steps, p.refused(places[k], why))
		}
	}
	return steps
}

// append cuts what lies behind from into parts to append. The k-th part of the
// cutter is the first of them.
func (p *planner) append(c cutter, from, k int) error {
	starts, err := c.cut(from, c.script.end(), k)
	if err != nil {
		return fmt.Errorf("append to the thread: %w", err)
	}
	for i, from := range starts {
		to := c.script.end()
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		p.rest = append(p.rest, p.talk.part(c.script, from, to, k+i, c.number(k+i)))
	}
	return nil
}

// bodies are the words of published parts.
func (t *Talk) bodies(parts []Part) []string {
	bodies := make([]string, len(parts))
	for k, l := range parts {
		bodies[k] = l.Body()
	}
	if tags := lastLine(bodies[0]); strings.HasPrefix(tags, "#") && !slices.ContainsFunc(strings.Fields(tags), func(s string) bool {
		return !strings.HasPrefix(s, "#")
	}) {
		bodies[0] = strings.TrimSuffix(bodies[0], tags)
	}
	return bodies
}

func lastLine(s string) string { return s[strings.LastIndex(s, "\n")+1:] }

// planLinks plans the parts with links, and appends those that have come.
func (p *planner) planLinks() error {
	published := make(map[string]bool)
	for i, l := range p.live {
		var lines []string
		links := p.linksOf(l)
		if i == 0 || links == nil {
			continue
		}
		for _, link := range links {
			published[link.label()] = true
			if link.URL != "" {
				lines = append(lines, link.line())
			}
		}
		var s script
		s.add(words(strings.Join(lines, "\n")), block{})
		p.step(i, &s, 0, s.end(), i)
	}
	var s script
	if p.talk.addLinks(&s, published); s.text == "" {
		return nil
	}
	k := len(p.live) + len(p.rest)
	return p.append(cutter{talk: p.talk, script: &s, number: func(k int) string {
		return numberOf(p.talk.Numbering, k+1, k+1)
	}}, 0, k)
}

// linksOf are the talk's links that a published part consists of, in its order;
// none if it has anything else, or is of the text.
func (p *planner) linksOf(l Part) []Link {
	var links []Link
	for line := range strings.SplitSeq(l.Body(), "\n") {
		label, url, _ := strings.Cut(line, ": ")
		i := slices.IndexFunc(p.talk.Links, func(l Link) bool { return l.label() == label })
		if i < 0 || !isWebAddress(url) || strings.Contains(p.talk.script.text, line) ||
			strings.Contains(p.talk.script.text, p.talk.Links[i].line()) {
			return nil
		}
		links = append(links, p.talk.Links[i])
	}
	return links
}

// step plans that the i-th live part becomes a range of a script, which is its
// k-th.
func (p *planner) step(i int, s *script, from, to, k int) {
	if s.empty(from, to) {
		p.steps[i] = p.refused(i, "nothing of it is left in the file; to take it out, post the thread anew")
		return
	}
	old := p.live[i]
	now := p.talk.part(s, from, to, k, old.Number)
	now.Visibility, now.InReplyTo = old.Visibility, old.InReplyTo
	if now.Language == "" {
		now.Language = old.Language
	}
	p.steps[i] = Step{Action: Keep, Place: i + 1, Part: now}
	changes := changes(old, now)
	if len(changes) == 0 {
		return
	}
	p.steps[i].Action, p.steps[i].Why = Edit, strings.Join(changes, ", ")
	if length, limit := toot.Length(now.Text, now.CW, p.talk.Limits), p.talk.Limits.Max(); length > limit {
		p.steps[i] = p.refused(i, fmt.Sprintf("it would have %d characters, and a part may have %d", length, limit))
	}
}

func (p *planner) refused(i int, why string) Step {
	return Step{Action: Refuse, Place: i + 1, Part: p.live[i], Why: why}
}

// changes names what differs between a part as it is and as it is to be.
func changes(old, now Part) []string {
	var all []string
	for _, c := range []struct {
		what    string
		differs bool
	}{
		{"text", old.Text != now.Text},
		{"content warning", old.CW != now.CW},
		{"language", old.Language != now.Language},
	} {
		if c.differs {
			all = append(all, c.what)
		}
	}
	if len(old.Media) != len(now.Media) {
		return append(all, "images")
	}
	for i, m := range now.Media {
		if o := old.Media[i]; o.Sum != "" && m.Sum != "" && o.Sum != m.Sum {
			all = append(all, fmt.Sprintf("image %d", i+1))
		} else if o.Alt != m.Alt {
			all = append(all, fmt.Sprintf("description of image %d", i+1))
		}
	}
	return all
}
