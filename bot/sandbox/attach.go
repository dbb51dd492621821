package sandbox

import (
	"net/http"
	"net/url"
	"slices"
)

// setMedia finds what p attaches: uploads of the author that belong to no other status and have been processed
// (Mastodon: app/services/post_status_service.rb, validate_media!; GoToSocial: internal/processing/status/common.go).
func (w *world) setMedia(st *status, p NewStatus) error {
	if most := w.maxAttached(); len(p.Media) > most {
		return w.badMedia("Cannot attach more than %d files", most)
	}
	for _, id := range p.Media {
		m := w.mediaByID(id)
		if m == nil || m.owner != st.author || m.status != nil && m.status != p.edited {
			return w.badMedia("Media %s not found or already attached to another post", id)
		}
		if !w.processed(m) {
			return w.badMedia("Cannot attach files that have not finished processing. Try again in a moment!")
		}
		if !slices.Contains(st.media, m) {
			st.media = append(st.media, m)
			st.Media = append(st.Media, m.Media)
		}
	}
	return w.redescribe(st, p.Descriptions)
}

// redescribe sets what the descriptions will be. Mastodon would ignore one for media that the status does not have.
func (w *world) redescribe(st *status, descriptions map[string]string) error {
	for id, text := range descriptions {
		i := slices.IndexFunc(st.media, func(m *media) bool { return m.ID == id })
		if i < 0 {
			return w.badMedia("Media %s not found", id)
		}
		if err := w.checkDescription(text); err != nil {
			return err
		}
		st.Media[i].Description = text
	}
	return nil
}

// descriptionsOf reads media_attributes (docs.joinmastodon.org/methods/statuses/#edit). Each item needs its id and its
// description; focus and thumbnail are not done.
func descriptionsOf(p url.Values) (map[string]string, error) {
	ids, texts := p["media_attributes.id"], p["media_attributes.description"]
	if len(ids) != len(texts) || p.Has("media_attributes.focus") || p.Has("media_attributes.thumbnail") {
		return nil, refuse(http.StatusUnprocessableEntity, "Validation failed: media_attributes are taken with id and description")
	}
	descriptions := map[string]string{}
	for i, id := range ids {
		descriptions[id] = texts[i]
	}
	return descriptions, nil
}

// attach makes the media those of the status. What an edit takes off stays the status's own and can come back.
func (st *status) attach() {
	for i, m := range st.media {
		m.status, m.Description = st, st.Media[i].Description
	}
}

// badMedia refuses the media of a status: 422 on Mastodon, 400 on GoToSocial.
func (w *world) badMedia(format string, args ...any) error {
	if w.flavour == GoToSocial {
		return refuse(http.StatusBadRequest, "Bad Request: "+format, args...)
	}
	return refuse(http.StatusUnprocessableEntity, format, args...)
}
