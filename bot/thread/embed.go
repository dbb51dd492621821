package thread

import (
	"errors"
	"fmt"
	"hash/fnv"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"quotebot/bot/toot"
	"quotebot/quotes"
)

// A picker remembers which quotes a talk has, so that none comes twice.
type picker struct {
	named map[string]int // quotes that are named by id: how often
	taken map[string]bool
	draws []quotes.Draw
}

// reserve notes which quotes the file names itself, so that they are not chosen
// for an area before.
func (p *picker) reserve(doc ast.Node) {
	p.named, p.taken = make(map[string]int), make(map[string]bool)
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if d, ok := n.(*directive); ok {
			if o, err := parseOrder(d.words); err == nil && o.id != "" {
				p.named[o.id]++
			}
		}
	}
}

// An order is what a {{quote …}} asks for: one quote by its id, or n of an area.
type order struct {
	id, area string
	n        int
}

var argument = regexp.MustCompile(`([a-z]+)\s*=\s*("[^"]*"|[^\s"]+)|("[^"]*"|[^\s"]+)`)

// parseOrder reads what stands between the braces.
func parseOrder(s string) (order, error) {
	s = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`).Replace(s) // as word processors have them
	name, rest, _ := strings.Cut(s, " ")
	if name != "quote" {
		return order{}, fmt.Errorf(`unknown {{%s}}; %s`, s, suggest(name, []string{"quote"}, `known is {{quote "ID"}}`))
	}
	o := order{n: 1}
	left := argument.ReplaceAllString(rest, "")
	for _, m := range argument.FindAllStringSubmatch(rest, -1) {
		if err := o.set(m[1], strings.Trim(m[2]+m[3], `"`)); err != nil {
			return order{}, err
		}
	}
	if strings.TrimSpace(left) != "" || (o.id == "") == (o.area == "") {
		return order{}, fmt.Errorf(`{{%s}}: want {{quote "ID"}} or {{quote area="AREA" n=2}}`, s)
	}
	return o, nil
}

func (o *order) set(key, value string) error {
	switch key {
	case "":
		o.id = value
	case "area":
		o.area = value
	case "n":
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 {
			return fmt.Errorf("n=%s: want a whole number from 1 up", value)
		}
		o.n = n
	default:
		return fmt.Errorf("unknown %s=; %s", key, suggest(key, []string{"area", "n"}, "known are area= and n="))
	}
	return nil
}

// embed sets the quotes that a line {{quote …}} asks for, each as a block that
// is never cut. One that is too long for a part becomes several blocks, with
// forced cuts between them and every cut marked.
func (r *renderer) embed(d *directive) {
	at := r.at(d)
	o, err := parseOrder(d.words)
	if err == nil && r.Corpus == nil {
		err = errors.New("there are no quotes to take it from")
	}
	var chosen []quotes.Quote
	if err == nil {
		chosen, err = r.choose(o)
	}
	if err != nil {
		r.report(at, "%v", err)
		return
	}
	for _, q := range chosen {
		parts, err := toot.SetThread(r.Corpus, q, r.setting())
		var tooLong *toot.TooLongError
		switch {
		case errors.As(err, &tooLong):
			r.report(at, "quote %q has %d characters at the tightest, and a part has room for %d beside its number", q.ID, tooLong.Length, tooLong.Max)
		case err != nil:
			r.report(at, "%v", err)
		}
		for i, text := range parts {
			if i > 0 {
				r.cut = true
			}
			r.add(words(tidy(text)), block{line: at.line, keep: true})
		}
	}
}

// setting leaves room for what stands in a part besides a quote: its number,
// and the hashtags in the first.
func (r *renderer) setting() toot.Setting {
	s := toot.Setting{Template: r.Template, CW: r.talk.CW, Limits: r.talk.Limits}
	closing := r.talk.longestNumber()
	if len(r.script.blocks) == 0 {
		closing = r.talk.tags() + closing
	}
	s.Limits.MaxChars = max(1, s.Limits.Max()-costOf(closing, s.Limits))
	return s
}

// choose returns the quotes of an order. Those of an area follow from the name
// of the thread and what the file has had before, so that the same file always
// has the same quotes.
func (r *renderer) choose(o order) ([]quotes.Quote, error) {
	if o.id != "" {
		return r.byID(o.id)
	}
	if _, ok := r.Corpus.Area(o.area); !ok {
		var ids []string
		for _, a := range r.Corpus.Areas {
			ids = append(ids, a.ID)
		}
		return nil, fmt.Errorf("unknown area %q; %s", o.area, suggest(o.area, ids, "known are "+strings.Join(ids, ", ")))
	}
	free := slices.DeleteFunc(r.Corpus.InArea(o.area), func(q quotes.Quote) bool {
		return r.quotes.taken[q.ID] || r.quotes.named[q.ID] > 0
	})
	if o.n > len(free) {
		return nil, fmt.Errorf("area %s has only %d quotes left that this talk has not, not %d", o.area, len(free), o.n)
	}
	var chosen []quotes.Quote
	for len(chosen) < o.n {
		draw, _ := r.Corpus.Next(seedOf(r.talk.Name), r.quotes.draws, o.area)
		r.quotes.draws = append(r.quotes.draws, draw)
		if r.quotes.taken[draw.Quote] || r.quotes.named[draw.Quote] > 0 {
			continue
		}
		r.quotes.taken[draw.Quote] = true
		q, _ := r.Corpus.Quote(draw.Quote)
		chosen = append(chosen, q)
	}
	return chosen, nil
}

func (r *renderer) byID(id string) ([]quotes.Quote, error) {
	q, ok := r.Corpus.Quote(id)
	if !ok {
		var ids []string
		for _, q := range r.Corpus.Quotes {
			ids = append(ids, q.ID)
		}
		return nil, fmt.Errorf("unknown quote %q; %s", id, suggest(id, ids, "`quotebot quotes list` shows all"))
	}
	if r.quotes.taken[id] {
		return nil, fmt.Errorf("quote %q stands in this talk already", id)
	}
	r.quotes.taken[id] = true
	return []quotes.Quote{q}, nil
}

func seedOf(name string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(name)) // never fails
	return h.Sum64()
}

// plainSheet sets words and nothing else.
var plainSheet, errPlainSheet = toot.ParseTemplate("{{.Words}}\x1e{{.Citation}}")

// marksAround returns the quotation marks of a language to set around a text;
// none if it has its own. Which they are is known to toot, which tells it by
// setting a quotation.
func marksAround(text, language string) (opening, closing string) {
	const quotationMarks = `"“”„«»「」‚‘’『』`
	probe := "x" + strings.Map(func(c rune) rune {
		if strings.ContainsRune(quotationMarks, c) {
			return c
		}
		return -1
	}, text)
	if text == "" || hasMarks(text, quotationMarks) || errPlainSheet != nil {
		return "", ""
	}
	q := quotes.Quote{Text: probe, Verbatim: true, Language: language}
	set, err := toot.Set(&quotes.Corpus{}, q, toot.Setting{Template: plainSheet, Limits: toot.Limits{MaxChars: len(text) + 100}})
	if err != nil {
		return "", ""
	}
	set, _, _ = strings.Cut(set, "\x1e")
	opening, closing, _ = strings.Cut(set, probe)
	return opening, closing
}

// hasMarks says whether a text as a whole stands in quotation marks.
func hasMarks(text, quotationMarks string) bool {
	runes := []rune(text)
	if len(runes) < 2 || !strings.ContainsRune(quotationMarks, runes[0]) || !strings.ContainsRune(quotationMarks, runes[len(runes)-1]) {
		return false
	}
	inside := string(runes[1 : len(runes)-1])
	return !strings.ContainsRune(inside, runes[len(runes)-1]) && !strings.ContainsRune(inside, runes[0])
}
