package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// page is the part of a list that a request asks for (docs.joinmastodon.org/api/guidelines, "Pagination").
type page struct {
	max, min, since string
	limit           int
}

// pageOf reads the paging parameters. Mastodon takes any limit: none is the default, 0 and words are an empty page, more
// than the maximum is cut. On GoToSocial the limit is 1 to 80 and 0 is the default; words are an error.
func pageOf(q url.Values, f Flavour, byDefault, most int) (page, error) {
	p := page{max: q.Get("max_id"), min: q.Get("min_id"), since: q.Get("since_id"), limit: byDefault}
	text := q.Get("limit")
	if text == "" {
		return p, nil
	}
	n, err := strconv.Atoi(text)
	if f == GoToSocial {
		if err != nil {
			return p, refuse(http.StatusBadRequest, "Bad Request: error parsing limit: %q is not a number", text)
		}
		if n != 0 {
			p.limit = min(max(n, 1), 80)
		}
		return p, nil
	}
	p.limit = min(max(n, -n), most)
	return p, nil
}

// cut returns the page of all, which is ascending by id, as far as keep lets it. The answer is always newest first, but
// min_id takes the page immediately above it, while since_id and no cursor take the newest page
// (Mastodon: app/models/concerns/paginable.rb).
func cut[T interface{ idOf() string }](all []T, p page, keep func(T) bool) []T {
	var found []T
	for _, item := range all {
		id := item.idOf()
		if p.max != "" && compareIDs(id, p.max) >= 0 {
			break
		}
		if (p.min != "" && compareIDs(id, p.min) <= 0) || (p.min == "" && p.since != "" && compareIDs(id, p.since) <= 0) {
			continue
		}
		if keep(item) {
			found = append(found, item)
		}
	}
	if p.min != "" {
		found = found[:min(p.limit, len(found))]
	} else {
		found = found[max(0, len(found)-p.limit):]
	}
	slices.Reverse(found)
	return found
}

// linkHeader points below and above a page: max_id of its last item, min_id of its first. The other parameters are kept,
// the cursors are not. An empty page has none.
func linkHeader[T interface{ idOf() string }](base string, r *http.Request, items []T, next bool) string {
	if len(items) == 0 {
		return ""
	}
	link := func(cursor, id, rel string) string {
		q := r.URL.Query()
		for _, old := range []string{"max_id", "min_id", "since_id", "access_token"} {
			q.Del(old)
		}
		q.Set(cursor, id)
		return "<" + base + r.URL.Path + "?" + q.Encode() + `>; rel="` + rel + `"`
	}
	var links []string
	if next {
		links = append(links, link("max_id", items[len(items)-1].idOf(), "next"))
	}
	return strings.Join(append(links, link("min_id", items[0].idOf(), "prev")), ", ")
}
