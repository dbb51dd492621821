package quotes_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quotebot/quotes"
)

func outline(t *testing.T) *quotes.Corpus {
	t.Helper()
	c, err := quotes.Open("")
	if err != nil {
		t.Fatalf("Open(%q): %v", "", err)
	}
	return c
}

// The words are what the document and its translation say: a change of a single
// byte is a mistake. A line of the list is a checksum of a text and its id.
func TestOutlineWords(t *testing.T) {
	t.Parallel()
	list, err := os.ReadFile("testdata/outline.sha256")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, q := range outline(t).Quotes {
		got = append(got, fmt.Sprintf("%x  %s", sha256.Sum256([]byte(q.Text)), q.ID))
	}
	want := strings.Split(strings.TrimSpace(string(list)), "\n")
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("texts by checksum (-want +got):\n%s", diff)
	}
}

func TestOutlineSource(t *testing.T) {
	t.Parallel()
	want := quotes.Source{
		Title: quotes.Localized{
			"en": "Planning Outline for the Construction of a Social Credit System (2014-2020)",
			"zh": "社会信用体系建设规划纲要（2014—2020年）",
		},
		Issuer:           "State Council of the People's Republic of China",
		Number:           "Guofa (2014) No. 21",
		Date:             "2014-06-14",
		Language:         "en",
		OriginalLanguage: "zh",
		URLOriginal:      "https://www.gov.cn/zhengce/content/2014-06/27/content_8913.htm",
		URLTranslation:   "https://digichina.stanford.edu/work/planning-outline-for-the-construction-of-a-social-credit-system-2014-2020/",
		Translator:       "Rogier Creemers, China Copyright and Media",
	}
	if diff := cmp.Diff(want, outline(t).Source); diff != "" {
		t.Errorf("Source (-want +got):\n%s", diff)
	}
}

// Topics are asked for by these keys, so none may go.
var outlineTopics = map[string]string{
	"government": "civil servants, administration, transparency, policymaking, local government, open government",
	"commercial": "production safety, product quality, retail, logistics, finance, banks, insurance, securities, tax, pricing, construction, " +
		"government procurement, bidding, transport, e-commerce, statistics, intermediaries, exhibitions, advertising, credit management, anti-monopoly, bribery",
	"societal": "health care, family planning, social security, labour, education, research, culture, sport, tourism, intellectual property, " +
		"environment, energy saving, social organisations, individuals, internet",
	"judicial": "courts, procuratorates, police, household registration, fire safety, food and drug crime, prisons, judicial administration, " +
		"lawyers, notaries, forensics, law enforcement",
}

func TestOutlineAreas(t *testing.T) {
	t.Parallel()
	c := outline(t)
	var ids []string
	for i, a := range c.Areas {
		ids = append(ids, a.ID)
		if a.Number != i+1 || a.Name["zh"] == "" {
			t.Errorf("area %s: number %d, Chinese name %q, want %d and a name", a.ID, a.Number, a.Name["zh"], i+1)
		}
		var keys []string
		for _, topic := range a.Topics {
			keys = append(keys, topic.Key)
			for _, lang := range []string{"en", "zh", "de", "fr", "es"} {
				if len(topic.Aliases[lang]) == 0 {
					t.Errorf("topic %s has no aliases in %s", topic.Key, lang)
				}
			}
			if len(c.InTopic(topic.Key)) == 0 {
				t.Errorf("topic %s has no quotes", topic.Key)
			}
		}
		if diff := cmp.Diff(outlineTopics[a.ID], strings.Join(keys, ", ")); diff != "" {
			t.Errorf("topics of %s (-want +got):\n%s", a.ID, diff)
		}
	}
	if diff := cmp.Diff([]string{"government", "commercial", "societal", "judicial"}, ids); diff != "" {
		t.Errorf("areas (-want +got):\n%s", diff)
	}
}

func TestOutlineLint(t *testing.T) {
	t.Parallel()
	for _, p := range outline(t).Lint() {
		t.Errorf("Lint: %v", p)
	}
}

// A few of the words that people use, to see that none was lost in editing.
func TestOutlineAliases(t *testing.T) {
	t.Parallel()
	owner := make(map[string]string)
	c := outline(t)
	for _, a := range c.Areas {
		for _, words := range a.Aliases {
			for _, word := range words {
				owner[word] = a.ID
			}
		}
		for _, topic := range a.Topics {
			for _, words := range topic.Aliases {
				for _, word := range words {
					owner[word] = topic.Key
				}
			}
		}
	}
	for word, want := range map[string]string{
		"hospital": "health care", "医院": "health care", "醫院": "health care",
		"VAT": "tax", "税": "tax", "判决": "courts", "judge": "courts", "bureaucrat": "civil servants", "cop": "police",
		"justice": "judicial", "business": "commercial", "society": "societal", "government": "government", "official": "government",
		"Regierung": "government", "社会": "societal", "hukou": "household registration",
	} {
		if owner[word] != want {
			t.Errorf("%q stands for %q, want %q", word, owner[word], want)
		}
	}
	// Each of these is common in requests without naming a subject.
	for _, word := range []string{"case", "open", "people", "public", "social", "credit", "share", "job", "translation", "信用", "地方", "建设"} {
		if owner[word] != "" {
			t.Errorf("%q stands for %q and would misfire", word, owner[word])
		}
	}
}
