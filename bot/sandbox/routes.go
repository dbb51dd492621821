package sandbox

import "net/http"

// handler lists what is served.
func (s *Server) handler() http.Handler {
	api := http.NewServeMux()
	handle := func(pattern string, h http.Handler) {
		s.places[Place(pattern)] = true
		api.Handle(pattern, h)
	}
	public := func(pattern string, endpoint func(*call) error) { handle(pattern, s.api(false, endpoint)) }
	user := func(pattern string, endpoint func(*call) error) { handle(pattern, s.api(true, endpoint)) }

	public("POST /api/v1/apps", s.registerApp)
	public("GET /api/v1/apps/verify_credentials", s.verifyApp)
	public("GET /api/v1/instance", s.instanceV1)
	public("GET /api/v2/instance", s.instanceV2)

	user("GET /api/v1/accounts/verify_credentials", s.verifyCredentials)
	user("PATCH /api/v1/accounts/update_credentials", s.updateCredentials)
	public("GET /api/v1/accounts/lookup", s.lookupAccount)
	user("GET /api/v1/accounts/relationships", s.relationships)
	public("GET /api/v1/accounts/{id}", s.getAccount)
	public("GET /api/v1/accounts/{id}/statuses", s.accountStatuses)

	user("POST /api/v1/accounts/{id}/block", s.block)
	user("POST /api/v1/accounts/{id}/unblock", s.unblock)
	user("POST /api/v1/accounts/{id}/mute", s.mute)
	user("POST /api/v1/accounts/{id}/unmute", s.unmute)

	user("GET /api/v2/search", s.search)

	user("POST /api/v1/statuses", s.postStatus)
	public("GET /api/v1/statuses/{id}", s.getStatus)
	user("PUT /api/v1/statuses/{id}", s.editStatus)
	user("DELETE /api/v1/statuses/{id}", s.deleteStatus)
	public("GET /api/v1/statuses/{id}/context", s.getContext)
	user("GET /api/v1/statuses/{id}/source", s.getSource)
	user("POST /api/v1/statuses/{id}/favourite", s.favourite)
	user("POST /api/v1/statuses/{id}/unfavourite", s.unfavourite)

	user("POST /api/v1/statuses/{id}/pin", s.pin)
	user("POST /api/v1/statuses/{id}/unpin", s.unpin)

	user("POST /api/v1/media", s.uploadMedia)
	user("POST /api/v2/media", s.uploadMedia)
	user("GET /api/v1/media/{id}", s.getMedia)
	user("PUT /api/v1/media/{id}", s.describeMedia)

	user("GET /api/v1/notifications", s.notifications)
	if s.cfg.Flavour == Mastodon {
		user("GET /api/v2/notifications/policy", s.getPolicy)
		user("PATCH /api/v2/notifications/policy", s.setPolicy)
		user("GET /api/v1/notifications/policy", s.getPolicyV1)
		user("PATCH /api/v1/notifications/policy", s.setPolicyV1)
		user("PUT /api/v1/notifications/policy", s.setPolicyV1)
	}
	user("GET /api/v1/notifications/{id}", s.getNotification)
	user("POST /api/v1/notifications/{id}/dismiss", s.dismissNotification)

	user("GET /api/v1/timelines/home", s.homeTimeline)
	public("GET /api/v1/timelines/public", s.publicTimeline)

	handle("GET /api/v1/streaming", http.HandlerFunc(s.streaming))
	api.HandleFunc("GET /api/v1/streaming/health", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("OK")) })
	public("/api/", func(*call) error { return refuse(http.StatusNotFound, "Not Found") })

	all := http.NewServeMux()
	all.Handle("/api/", cors(api))
	all.Handle("GET /.well-known/nodeinfo", cors(http.HandlerFunc(s.nodeinfoLinks)))
	all.Handle("GET /nodeinfo/2.0", cors(http.HandlerFunc(s.nodeinfo)))
	all.HandleFunc("GET /media/{name}", s.serveMedia)
	s.routeOAuth(all)
	if s.cfg.Page {
		s.routePage(all)
	}
	return s.record(s.software(guard(all)))
}
