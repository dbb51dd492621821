package sandbox

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// What a profile may hold on Mastodon (app/models/account.rb); GoToSocial takes six fields.
const (
	maxDisplayName = 30
	maxNote        = 500
	maxFieldText   = 255
)

func (w *world) maxFields() int {
	if w.flavour == GoToSocial {
		return 6
	}
	return 4
}

// verifyCredentials is docs.joinmastodon.org/methods/accounts/#verify_credentials.
func (s *Server) verifyCredentials(c *call) error {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	return c.json(s.world.wireSelf(c.who))
}

func (w *world) wireSelf(a *account) wireSelf {
	source := wireProfile{Privacy: a.privacy, Language: a.language, Note: a.Note, Fields: []wireField{}}
	for _, f := range a.fields {
		source.Fields = append(source.Fields, wireField{Name: f.Name, Value: f.Value})
	}
	return wireSelf{wireAccount: w.wireAccount(a), Source: source, Role: wireRole{ID: "-99", Permissions: "65536"}}
}

// profileParams are what updateCredentials can change.
var profileParams = strings.Fields(`display_name note bot source source.privacy source.language
	fields_attributes fields_attributes.name fields_attributes.value`)

// updateCredentials is docs.joinmastodon.org/methods/accounts/#update_credentials. What is left out stays; the fields are
// replaced together.
func (s *Server) updateCredentials(c *call) error {
	p, err := readParams(c.r, s.cfg.Flavour)
	if err != nil {
		return err
	}
	for name := range p {
		if !slices.Contains(profileParams, name) {
			return refuse(http.StatusUnprocessableEntity, "Validation failed: %s is refused by the sandbox", name)
		}
	}
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.changeProfile(c.who, p); err != nil {
		return err
	}
	return c.json(w.wireSelf(c.who))
}

// changeProfile changes what p has, all of it or nothing.
func (w *world) changeProfile(a *account, p url.Values) error {
	fields, err := w.fieldsOf(a, p)
	if err != nil {
		return err
	}
	text := map[string]*string{
		"display_name": new(a.DisplayName), "note": new(a.Note), "source.privacy": new(a.privacy), "source.language": new(a.language),
	}
	for name, value := range text {
		if p.Has(name) {
			*value = strings.Trim(p.Get(name), rubySpace)
		}
	}
	switch {
	case utf8.RuneCountInString(*text["display_name"]) > maxDisplayName:
		return w.invalid(fmt.Sprintf("Display name is too long (maximum is %d characters)", maxDisplayName), "display name is too long")
	case Count(*text["note"], "", Mastodon) > maxNote:
		return w.invalid(fmt.Sprintf("Bio is too long (maximum is %d characters)", maxNote), "note is too long")
	case !slices.Contains([]string{"public", "unlisted", "private", "direct"}, *text["source.privacy"]):
		return w.invalid("Default privacy is not included in the list", "default privacy is not a visibility")
	case !languageWords[*text["source.language"]]:
		return w.invalid("Default language is not included in the list", "language: tag is not well-formed")
	}
	a.DisplayName, a.Note, a.privacy, a.language = *text["display_name"], *text["note"], *text["source.privacy"], *text["source.language"]
	a.fields = fields
	if p.Has("bot") {
		a.Bot = truthy(p.Get("bot"))
	}
	w.renderProfile(a)
	return nil
}

// fieldsOf reads fields_attributes, without the empty ones; the account's own stay if there are none.
func (w *world) fieldsOf(a *account, p url.Values) ([]Field, error) {
	if !p.Has("fields_attributes") {
		return a.fields, nil
	}
	names, values := p["fields_attributes.name"], p["fields_attributes.value"]
	if len(names) != len(values) {
		return nil, w.invalid("Fields need a name and a value each", "fields need a name and a value each")
	}
	fields := []Field{}
	for i, name := range names {
		if utf8.RuneCountInString(name) > maxFieldText || utf8.RuneCountInString(values[i]) > maxFieldText {
			return nil, w.invalid("Fields are too long", "profile field is too long")
		}
		if name != "" || values[i] != "" {
			fields = append(fields, Field{Name: name, Value: values[i]})
		}
	}
	if len(fields) > w.maxFields() {
		return nil, w.invalid(fmt.Sprintf("Fields are too many (maximum is %d)", w.maxFields()), "too many profile fields")
	}
	return fields, nil
}
