package thread

import "quotebot/bot/toot"

// A View is the parts of a talk as programs read them.
type View struct {
	Parts []PartView `json:"parts"`
}

// A PartView is one part. Its length and the limit are in the unit of the
// server's flavour, the content warning counted.
type PartView struct {
	Text       string          `json:"text"`
	Length     int             `json:"length"`
	Limit      int             `json:"limit"`
	CW         string          `json:"cw"`
	Language   string          `json:"language"`
	Visibility toot.Visibility `json:"visibility"`
	Media      []MediaView     `json:"media"`
	Warnings   []string        `json:"warnings,omitempty"`
}

// A MediaView is one image of a part.
type MediaView struct {
	Path string `json:"path"`
	Alt  string `json:"alt"`
}

// View returns what a preview shows of the talk's parts.
func (t *Talk) View() View {
	v := View{Parts: make([]PartView, len(t.Parts))}
	for i, p := range t.Parts {
		part := PartView{
			Text: p.Text, Length: toot.Length(p.Text, p.CW, t.Limits), Limit: t.Limits.Max(),
			CW: p.CW, Language: p.Language, Visibility: p.Visibility, Media: []MediaView{},
		}
		for _, m := range p.Media {
			part.Media = append(part.Media, MediaView{m.Path, m.Alt})
		}
		for _, w := range p.Warnings {
			part.Warnings = append(part.Warnings, w.String())
		}
		v.Parts[i] = part
	}
	return v
}
