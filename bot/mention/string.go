package mention

import (
	"fmt"
	"strings"
)

// String is the request in one line: "topic, area judicial, topic courts".
func (r Request) String() string {
	parts := []string{string(r.Intent)}
	for _, p := range []struct{ name, value string }{
		{"area", r.Area}, {"areas", strings.Join(r.Areas, " and ")}, {"topic", r.Topic}, {"quote", r.Quote}, {"link", strings.Join(r.Links, " and ")},
	} {
		if p.value != "" {
			parts = append(parts, p.name+" "+p.value)
		}
	}
	if r.Count > 0 {
		parts = append(parts, fmt.Sprint("count ", r.Count))
	}
	return strings.Join(parts, ", ")
}
