package quotes

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
)

var idPattern = regexp.MustCompile(`^[a-z0-9-]+$`)

// id reads the key "id", which everything that can be asked for must have.
func (o object) id() word {
	w := o.required("id")
	if w.text != "" && !idPattern.MatchString(w.text) {
		o.r.report(w.at, "id %q may have only the characters a-z, 0-9 and -", w.text)
		w.text = ""
	}
	return w
}

// has reports a key that is absent or has nothing in it.
func (o object) has(key string) bool {
	n, ok := o.fields[key]
	if l, isList := n.(*ast.SequenceNode); !ok || isList && len(l.Values) == 0 {
		o.r.report(o.at, "%s has no %s; add one", o.what, key)
		return false
	}
	return true
}

// date reads an ISO 8601 day, month or year.
func (o object) date(key string) word {
	w := o.words(key)
	if w.text == "" {
		return w
	}
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if _, err := time.Parse(layout, w.text); err == nil {
			return w
		}
	}
	o.r.report(w.at, "%s %q is no date; write it as 2014-06-14, 2014-06 or 2014", key, w.text)
	return word{at: w.at}
}

// url reads a link that people can follow.
func (o object) url(key string) word {
	w := o.words(key)
	if w.text == "" {
		return w
	}
	u, err := url.Parse(w.text)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		o.r.report(w.at, "%s %q is no web address; it begins with https:// or http://", key, w.text)
		return word{at: w.at}
	}
	return w
}

// languages are the two-letter codes of ISO 639-1.
const languages = " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy" +
	" da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz" +
	" ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv" +
	" mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw" +
	" sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty" +
	" ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "

func isLanguage(code string) bool {
	return len(code) == 2 && strings.Contains(languages, " "+code+" ")
}

// suggest names the known word nearest to an unknown one, or all of them if
// none is near enough to be a slip of the pen.
func suggest(unknown string, known []string) string {
	plain := make([]string, len(known))
	for i, k := range known {
		plain[i] = strings.TrimSuffix(k, "_*")
	}
	if best := Nearest(unknown, plain, 2); best != "" {
		return "did you mean " + strconv.Quote(best) + "?"
	}
	if len(known) == 0 {
		return "there is none yet"
	}
	return "known are " + englishList(known)
}

// Nearest is the known word that an unknown one may be a slip of: the one with the
// fewest letters to change, of most at the most; "" if there is none.
func Nearest(unknown string, known []string, most int) string {
	best, distance := "", most+1
	for _, k := range known {
		if d := slips(strings.ToLower(unknown), k); d < distance && d < len(k) {
			best, distance = k, d
		}
	}
	return best
}

func englishList(words []string) string {
	return strings.ReplaceAll(strings.Join(words, ", "), "_*", "")
}

// slips counts the letters to insert, remove or replace between two words
// (Levenshtein's distance), in bytes.
func slips(a, b string) int {
	if len(a) > 64 { // a bound for keys that somebody made absurdly long
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
