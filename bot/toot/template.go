package toot

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"text/template"
)

// A Sheet is what a template sets: the parts of a toot that quotes something.
type Sheet struct {
	Words    string // of the quote, in quotation marks if they are a quotation
	Citation string // document, section, area
	Credit   string // whose translation it is; may be empty
	Link     string // to the document; may be empty
	Hashtags string // with their signs and blanks between them; may be empty
}

// A Template lays out the sheet of a quote as the text of a toot.
type Template struct{ t *template.Template }

//go:embed quote.tmpl
var defaultText string

var defaultTemplate = must(ParseTemplate(defaultText))

func must(t *Template, err error) *Template {
	if err != nil {
		panic(err) // the template is embedded
	}
	return t
}

// ParseTemplate reads a text/template over Sheet. A template that does not set
// the words and the citation as they are, whole and once, is refused: neither
// ever leaves a toot.
func ParseTemplate(text string) (*Template, error) {
	parsed, err := template.New("template").Option("missingkey=error").Parse(text)
	if err != nil {
		return nil, err
	}
	t := &Template{parsed}
	for _, sheet := range []Sheet{
		{Words: "“words”", Citation: "citation", Credit: "credit", Link: "https://example.org", Hashtags: "#tag"},
		{Words: "“words”", Citation: "citation"},
	} {
		out, err := t.layOut(sheet)
		if err != nil {
			return nil, err
		}
		if strings.Count(out, sheet.Words) != 1 || strings.Count(out, sheet.Citation) != 1 {
			return nil, errors.New("it must set {{.Words}} and {{.Citation}} once each, as they are")
		}
	}
	return t, nil
}

// layOut sets a sheet. Line ends around the text go.
func (t *Template) layOut(s Sheet) (string, error) {
	var b strings.Builder
	if err := t.t.Execute(&b, s); err != nil {
		return "", fmt.Errorf("lay out a quote: %w", err)
	}
	return strings.Trim(b.String(), "\n"), nil
}
