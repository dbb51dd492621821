package quotes

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// An object is a YAML mapping with known keys. Reading a key that is absent
// gives an empty value.
type object struct {
	r      *reader
	what   string // "area", for messages
	at     place
	fields map[string]ast.Node
}

// object reads a mapping. A key that ends in _* stands for itself and for its
// forms in other languages: title_* for title, title_zh, title_fr. It reports
// keys that are unknown or given twice; ok is false if n is not a mapping.
func (r *reader) object(n ast.Node, what string, keys ...string) (o object, ok bool) {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		r.wrongType(n, what, "a mapping with "+englishList(keys))
		return object{}, false
	}
	o = object{r, what, r.at(m), make(map[string]ast.Node)}
	for _, v := range m.Values {
		o.set(v, keys)
	}
	return o, true
}

func (o object) set(v *ast.MappingValueNode, keys []string) {
	at, key := o.r.at(v.Key), v.Key.GetToken().Value
	if complaint := keyComplaint(key, keys); complaint != "" {
		o.r.report(at, "%s", complaint)
		return
	}
	if first, ok := o.fields[key]; ok {
		o.r.report(at, "%s is given twice, first in line %d; remove one", key, first.GetToken().Position.Line)
		return
	}
	if _, empty := v.Value.(*ast.NullNode); !empty {
		o.fields[key] = v.Value
	}
}

func keyComplaint(key string, keys []string) string {
	if slices.Contains(keys, key) || slices.Contains(keys, key+"_*") {
		return ""
	}
	base, lang, suffixed := strings.Cut(key, "_")
	if suffixed && slices.Contains(keys, base+"_*") {
		if isLanguage(lang) {
			return ""
		}
		return "key " + strconv.Quote(key) + " ends in no ISO 639-1 language code; write two letters, as in " + base + "_zh"
	}
	if !isLanguage(lang) {
		base = key
	}
	return "unknown key " + strconv.Quote(key) + "; " + suggest(base, keys)
}

// words reads the value of key.
func (o object) words(key string) word {
	n, ok := o.fields[key]
	if !ok {
		return word{at: o.at}
	}
	return o.r.scalar(n, key)
}

// required is words, and reports the key where it is absent.
func (o object) required(key string) word {
	o.has(key)
	return o.words(key)
}

// language is words for a key that holds a language code.
func (o object) language(key string) word {
	w := o.words(key)
	if w.text != "" && !isLanguage(w.text) {
		o.r.report(w.at, "%s %q is no ISO 639-1 code; write two letters, such as en or zh", key, w.text)
		w.text = ""
	}
	return w
}

// number is a whole number from 1 up; 0 has been reported.
func (o object) number(key string) (int, place) {
	if !o.has(key) {
		return 0, o.at
	}
	n := o.fields[key]
	at := o.r.at(n)
	i, err := strconv.Atoi(n.GetToken().Value)
	if _, whole := n.(*ast.IntegerNode); !whole || err != nil || i < 1 {
		o.r.report(at, "%s must be a whole number from 1 up", key)
		return 0, at
	}
	return i, at
}

// A localized is one text in several languages, with places. The key "" is the
// language of the source, which another file may tell.
type localized map[string]word

func (o object) localized(key string) localized {
	l := make(localized)
	for k := range o.fields {
		if k == key {
			l[""] = o.words(k)
		} else if lang, ok := strings.CutPrefix(k, key+"_"); ok && isLanguage(lang) {
			l[lang] = o.words(k)
		}
	}
	return l
}

// wordLists reads lists of words by language, as aliases are.
func (o object) wordLists(key string) map[string][]word {
	n, ok := o.fields[key]
	if !ok {
		return nil
	}
	m, ok := n.(*ast.MappingNode)
	if !ok {
		o.r.wrongType(n, key, "a mapping of languages to lists, such as {en: [a, b]}")
		return nil
	}
	lists := make(map[string][]word)
	for _, v := range m.Values {
		lang := v.Key.GetToken().Value
		if !isLanguage(lang) {
			o.r.report(o.r.at(v.Key), "%s under %q, which is no ISO 639-1 code; write two letters, such as en or zh", key, lang)
			continue
		}
		if _, twice := lists[lang]; twice {
			o.r.report(o.r.at(v.Key), "%s in %s are given twice; put them into one list", key, lang)
			continue
		}
		lists[lang] = o.r.wordList(v.Value, key)
	}
	return lists
}

func (r *reader) wordList(n ast.Node, what string) []word {
	var words []word
	for _, item := range r.list(n, what) {
		words = append(words, r.scalar(item, "entry of "+what))
	}
	return words
}
