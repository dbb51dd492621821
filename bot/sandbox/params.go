package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// readParams reads the parameters of a form, a multipart form or JSON. A list "name[]" is kept under "name". What is
// nested, as in "poll[options][]" and "fields_attributes[0][name]", is kept under "poll.options" and
// "fields_attributes.name", one after the other; "poll" and "fields_attributes" then exist as well. What Rails would cut
// by the order of the names, "media_attributes[][id]" more than once, is refused: JSON says it clearly.
func readParams(r *http.Request, f Flavour) (url.Values, error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	switch kind {
	case "application/json":
		return readJSON(r)
	case "multipart/form-data":
		err = r.ParseMultipartForm(maxUpload) // all in memory; the body is bounded
	default:
		if f == GoToSocial && kind != "application/x-www-form-urlencoded" {
			return nil, refuse(http.StatusNotAcceptable, "Not Acceptable: content type %q is not supported", kind)
		}
		err = r.ParseForm()
	}
	if err != nil {
		return nil, unreadable(err)
	}
	p := url.Values{}
	for _, name := range slices.Sorted(maps.Keys(r.Form)) {
		base, rest, _ := strings.Cut(name, "[")
		if strings.Contains(name, "[][") && len(r.Form[name]) > 1 {
			return nil, refuse(http.StatusBadRequest, "Bad Request: the items of %s cannot be told apart, send JSON", base)
		}
		full := base
		for part := range strings.SplitSeq(rest, "[") {
			full = within(full, strings.TrimSuffix(part, "]"))
		}
		p[base] = append(p[base], r.Form[name]...)
		if full != base {
			p[full] = append(p[full], r.Form[name]...)
		}
	}
	return p, nil
}

func readJSON(r *http.Request) (url.Values, error) {
	var fields map[string]any
	d := json.NewDecoder(r.Body)
	d.UseNumber()
	if err := d.Decode(&fields); err != nil {
		return nil, unreadable(err)
	}
	p := url.Values{}
	for name, v := range fields {
		flatten(p, name, v)
	}
	return p, nil
}

// flatten keeps a value of JSON under name as readParams says. Go's decoder bounds how deep it is nested.
func flatten(p url.Values, name string, v any) {
	switch v := v.(type) {
	case nil:
	case []any:
		p[name] = append([]string{}, p[name]...)
		for _, item := range v {
			flatten(p, name, item)
		}
	case map[string]any:
		p[name] = append([]string{}, p[name]...)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			flatten(p, within(name, key), v[key])
		}
	default:
		p.Add(name, fmt.Sprint(v))
	}
}

// within is the name of a part. Numbers and nothing only say which item of a list it belongs to.
func within(name, part string) string {
	if strings.Trim(part, "0123456789") == "" {
		return name
	}
	return name + "." + part
}

// unreadable keeps the error of a body that is too long, and refuses everything else as a bad request.
func unreadable(err error) error {
	if tooBig := new(http.MaxBytesError); errors.As(err, &tooBig) {
		return err
	}
	return refuse(http.StatusBadRequest, "Bad Request: %v", err)
}
