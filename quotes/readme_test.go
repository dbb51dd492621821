package quotes_test

import (
	"os"
	"regexp"
	"testing"
)

// The examples of the README are complete corpora.
func TestReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(readme, -1)
	want := []string{"hare-1", "rights-1-h1 rights-1-h2 rights-5-1"}
	if len(examples) != len(want) {
		t.Fatalf("README.md has %d examples in YAML, want %d", len(examples), len(want))
	}
	for i, example := range examples {
		c := load(t, files("readme.yaml", string(example[1])))
		if got := ids(c.Quotes); got != want[i] {
			t.Errorf("quotes of example %d = %s, want %s", i+1, got, want[i])
		}
		if topics := c.Areas[0].Topics; i == 1 && ids(c.InTopic(topics[0].Key)) != "rights-5-1" {
			t.Errorf("InTopic(%s) = %s, want rights-5-1", topics[0].Key, ids(c.InTopic(topics[0].Key)))
		}
	}
	// Only the smallest one leaves out what lint asks for.
	if warnings := load(t, files("readme.yaml", string(examples[1][1]))).Lint(); len(warnings) > 0 {
		t.Errorf("Lint of example 2: %v", warnings)
	}
}
