package sandbox

import (
	"fmt"
	"io"
	"net/http"
	"strings"
)

// maxUpload bounds the request of an upload, in bytes: it is more than a file may have, so that the server can say so.
const maxUpload = maxMediaSize + 1<<20

func isUpload(r *http.Request) bool {
	return r.Method == http.MethodPost && (strings.HasSuffix(r.URL.Path, "/v1/media") || strings.HasSuffix(r.URL.Path, "/v2/media"))
}

// longestBody is how many bytes of a request are read.
func longestBody(r *http.Request) int64 {
	if isUpload(r) {
		return maxUpload
	}
	return maxBody
}

// uploadMedia is docs.joinmastodon.org/methods/media/#v2 and #v1. The first version answers when the file has been
// processed. GoToSocial always does that, and in the second version answers 200 without an address all the same
// (internal/api/client/media/mediacreate.go).
func (s *Server) uploadMedia(c *call) error {
	data, description, err := s.readUpload(c.r)
	if err != nil {
		return err
	}
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	m, err := w.newMedia(c.who, data, description)
	if err != nil {
		return err
	}
	second := strings.HasPrefix(c.r.URL.Path, "/api/v2")
	if second && w.flavour == Mastodon {
		m.ready = w.now().Add(s.cfg.MediaProcessing)
	}
	w.keepMedia(m)
	out := w.wireMedia(m)
	if second && w.flavour == GoToSocial {
		out.URL = nil
	}
	if !w.processed(m) {
		c.code = http.StatusAccepted
	}
	return c.json(out)
}

// readUpload returns the file and its description.
func (s *Server) readUpload(r *http.Request) (data []byte, description string, err error) {
	p, err := readParams(r, s.cfg.Flavour)
	if err != nil {
		return nil, "", err
	}
	if err := refuseUnsupported(p, "focus"); err != nil {
		return nil, "", err
	}
	if r.MultipartForm == nil || len(r.MultipartForm.File["file"]) != 1 || len(r.MultipartForm.File) > 1 {
		return nil, "", s.world.invalid("File can't be blank", "one file is taken, and no thumbnail")
	}
	file, err := r.MultipartForm.File["file"][0].Open()
	if err != nil {
		return nil, "", fmt.Errorf("open upload: %w", err)
	}
	defer file.Close()
	if data, err = io.ReadAll(file); err != nil {
		return nil, "", fmt.Errorf("read upload: %w", err)
	}
	return data, p.Get("description"), nil
}

// unattached returns the upload that the path names. Once it is attached, it is not found any more
// (Mastodon: app/controllers/api/v1/media_controller.rb).
func (w *world) unattached(c *call) (*media, error) {
	m := w.mediaByID(c.r.PathValue("id"))
	if m == nil || m.owner != c.who || m.status != nil {
		return nil, w.notFound()
	}
	if !w.processed(m) {
		c.code = http.StatusPartialContent
	}
	return m, nil
}

// getMedia is docs.joinmastodon.org/methods/media/#get: 206 until the file has been processed.
func (s *Server) getMedia(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	m, err := w.unattached(c)
	if err != nil {
		return err
	}
	return c.json(w.wireMedia(m))
}

// describeMedia is docs.joinmastodon.org/methods/media/#update.
func (s *Server) describeMedia(c *call) error {
	p, err := readParams(c.r, s.cfg.Flavour)
	if err != nil {
		return err
	}
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	m, err := w.unattached(c)
	if err != nil {
		return err
	}
	if err := refuseUnsupported(p, "focus", "thumbnail"); err != nil {
		return err
	}
	if p.Has("description") {
		if err := w.checkDescription(p.Get("description")); err != nil {
			return err
		}
		m.Description = p.Get("description")
	}
	return c.json(w.wireMedia(m))
}

// wireMedia is docs.joinmastodon.org/entities/MediaAttachment.
type wireMedia struct {
	ID               string  `json:"id"`
	Type             string  `json:"type"`
	URL              *string `json:"url"` // null while it is processed
	PreviewURL       string  `json:"preview_url"`
	RemoteURL        *string `json:"remote_url"`
	PreviewRemoteURL *string `json:"preview_remote_url"`
	TextURL          *string `json:"text_url"`
	Meta             object  `json:"meta"`
	Description      *string `json:"description"`
	Blurhash         *string `json:"blurhash"`
}

func (w *world) wireMedia(m *media) wireMedia {
	out := wireMedia{ID: m.ID, Type: "image", PreviewURL: m.URL, Meta: object{}}
	if w.processed(m) {
		url := m.URL
		out.URL = &url
	}
	if m.Description != "" {
		text := m.Description
		out.Description = &text
	}
	if m.height > 0 {
		size := object{
			"width": m.width, "height": m.height, "size": fmt.Sprintf("%dx%d", m.width, m.height),
			"aspect": float64(m.width) / float64(m.height),
		}
		out.Meta = object{"original": size, "small": size}
	}
	return out
}
