package mention

import "strings"

// list is the phrases that patterns between commas stand for.
func list(patterns string) []string {
	if strings.TrimSpace(patterns) == "" {
		return nil
	}
	var phrases []string
	for _, pattern := range strings.Split(patterns, ",") {
		phrases = append(phrases, expand(strings.Join(strings.Fields(pattern), " "))...)
	}
	return phrases
}

// expand is the phrases that a pattern stands for: "{show|send} me {one|}" is
// four. Braces do not nest.
func expand(pattern string) []string {
	before, rest, ok := strings.Cut(pattern, "{")
	if !ok {
		return []string{pattern}
	}
	choices, after, _ := strings.Cut(rest, "}")
	var phrases []string
	for _, end := range expand(after) {
		for _, choice := range strings.Split(choices, "|") {
			phrases = append(phrases, before+choice+end)
		}
	}
	return phrases
}
