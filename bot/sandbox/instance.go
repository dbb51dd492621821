package sandbox

import (
	"maps"
	"net/http"
	"slices"
)

// The versions that are played. GoToSocial gives a bare version without its name, Akkoma first one of Mastodon.
const (
	mastodonVersion   = "4.5.15"
	gotosocialVersion = "0.19.2+git-abcdef"
	pleromaVersion    = "2.7.2 (compatible; Akkoma 3.10.4-0-gebfb617)"
)

type object = map[string]any

func (s *Server) version() string {
	switch s.cfg.Flavour {
	case GoToSocial:
		return gotosocialVersion
	case Pleroma:
		return pleromaVersion
	}
	return mastodonVersion
}

// software is the name that nodeinfo gives.
func (f Flavour) software() string {
	if f == Pleroma {
		return "akkoma"
	}
	return f.String()
}

// streamingURL is a WebSocket address. GoToSocial announces wss:// even where it is served over plain HTTP.
func (s *Server) streamingURL() string {
	host := s.base[len("http://"):]
	if s.cfg.Flavour == GoToSocial {
		return "wss://" + host
	}
	return "ws://" + host
}

// configuration is in both instance documents (docs.joinmastodon.org/entities/Instance/#configuration).
// GoToSocial announces 25 characters for a URL although it does not apply them.
func (s *Server) configuration() object {
	statuses := object{"max_characters": s.cfg.MaxChars, "max_media_attachments": s.world.maxAttached(), "characters_reserved_per_url": urlCost}
	polls := object{"max_options": 4, "max_characters_per_option": 50, "min_expiration": 300, "max_expiration": 2629746}
	if s.cfg.Flavour == GoToSocial {
		statuses["characters_reserved_per_url"] = 25
		statuses["supported_mime_types"] = []string{"text/plain", "text/markdown"}
		polls["max_options"] = 6
	}
	return object{
		"accounts": object{"max_featured_tags": 10, "max_pinned_statuses": s.world.maxPins()},
		"statuses": statuses,
		"media_attachments": object{
			"supported_mime_types": slices.Sorted(maps.Keys(mediaTypes)), "description_limit": maxDescription,
			"image_size_limit": maxMediaSize, "image_matrix_limit": 33177600,
			"video_size_limit": 103809024, "video_frame_rate_limit": 120, "video_matrix_limit": 8294400,
		},
		"polls": polls,
	}
}

const (
	instanceTitle       = "quotebot sandbox"
	instanceDescription = "A fediverse server that lives in one process and forgets everything when it ends."
)

// instanceV1 is docs.joinmastodon.org/entities/V1_Instance.
func (s *Server) instanceV1(c *call) error {
	doc := object{
		"uri": Domain, "title": instanceTitle, "short_description": instanceDescription, "description": instanceDescription,
		"email": "admin@" + Domain, "version": s.version(), "urls": object{"streaming_api": s.streamingURL()},
		"stats": s.stats(), "thumbnail": s.base + "/thumbnail.png", "languages": []string{"en"},
		"registrations": false, "approval_required": false, "invites_enabled": false,
		"configuration": s.configuration(), "contact_account": nil, "rules": []object{},
	}
	switch s.cfg.Flavour {
	case GoToSocial:
		doc["max_toot_chars"] = s.cfg.MaxChars
	case Pleroma:
		s.describePleroma(doc)
	}
	return c.json(doc)
}

// describePleroma is lib/pleroma/web/mastodon_api/views/instance_view.ex of Akkoma: limits of its own in place of the configuration.
func (s *Server) describePleroma(doc object) {
	delete(doc, "configuration")
	doc["max_toot_chars"], doc["description_limit"], doc["upload_limit"] = s.cfg.MaxChars, 5000, 16_000_000
	doc["poll_limits"] = object{"max_options": 20, "max_option_chars": 200, "min_expiration": 0, "max_expiration": 31_536_000}
	doc["pleroma"] = object{
		"metadata": object{
			"account_activation_required": false, "features": []string{"pleroma_api", "akkoma_api", "mastodon_api", "mastodon_api_streaming", "editing"},
			"federation": object{"enabled": true}, "post_formats": []string{"text/plain"},
		},
		"stats": object{"mau": s.stats()["user_count"]},
	}
}

// instanceV2 is docs.joinmastodon.org/entities/Instance. Akkoma has none.
func (s *Server) instanceV2(c *call) error {
	if s.cfg.Flavour == Pleroma {
		return s.world.notFound()
	}
	conf := s.configuration()
	conf["urls"] = object{"streaming": s.streamingURL()}
	conf["translation"] = object{"enabled": false}
	doc := object{
		"domain": Domain, "title": instanceTitle, "description": instanceDescription, "version": s.version(),
		"source_url": "https://github.com/mastodon/mastodon",
		"usage":      object{"users": object{"active_month": s.stats()["user_count"]}},
		"thumbnail":  object{"url": s.base + "/thumbnail.png"}, "icon": []object{}, "languages": []string{"en"},
		"configuration": conf, "registrations": object{"enabled": false, "approval_required": false, "message": nil},
		"contact": object{"email": "admin@" + Domain, "account": nil}, "rules": []object{},
	}
	if s.cfg.Flavour == GoToSocial {
		doc["source_url"] = "https://codeberg.org/superseriousbusiness/gotosocial"
	} else {
		doc["api_versions"] = object{"mastodon": 7} // the number of 4.5 (lib/mastodon/version.rb)
	}
	return c.json(doc)
}

func (s *Server) stats() object {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	users, domains, posts := 0, map[string]bool{}, 0
	for _, a := range w.byAcct {
		switch {
		case a.gone:
		case a.Domain == "":
			users++
		default:
			domains[a.Domain] = true
		}
	}
	for _, st := range w.statuses {
		if st.author.Domain == "" {
			posts++
		}
	}
	return object{"user_count": users, "status_count": posts, "domain_count": len(domains)}
}

// nodeinfoLinks and nodeinfo are the documents of nodeinfo.diaspora.software. They are not part of the API: no token, no limits.
func (s *Server) nodeinfoLinks(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, object{"links": []object{{
		"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": s.base + "/nodeinfo/2.0",
	}}})
}

func (s *Server) nodeinfo(w http.ResponseWriter, _ *http.Request) {
	stats := s.stats()
	writeJSON(w, http.StatusOK, object{
		"version": "2.0", "software": object{"name": s.cfg.Flavour.software(), "version": s.version()},
		"protocols": []string{"activitypub"}, "services": object{"inbound": []string{}, "outbound": []string{}},
		"openRegistrations": false, "metadata": object{},
		"usage": object{"users": object{"total": stats["user_count"]}, "localPosts": stats["status_count"]},
	})
}
