package sandbox

import (
	"bytes"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// What is taken as media, on both servers (Mastodon: app/models/media_attachment.rb).
const (
	maxMediaSize   = 16 << 20   // bytes
	maxMediaMatrix = 33_177_600 // pixels
	maxDescription = 1500       // code points
)

// mediaTypes are the files that are taken, with what reads their size. That of WebP stays unknown: the standard library
// does not read it.
var mediaTypes = map[string]struct {
	suffix string
	size   func(io.Reader) (image.Config, error)
}{
	"image/png":  {".png", png.DecodeConfig},
	"image/jpeg": {".jpeg", jpeg.DecodeConfig},
	"image/gif":  {".gif", gif.DecodeConfig},
	"image/webp": {".webp", func(io.Reader) (image.Config, error) { return image.Config{}, nil }},
}

// Media is one attachment of a status.
type Media struct {
	ID          string
	MIME        string
	Description string // the alt text
	URL         string
}

// media is what the server knows of an upload. All fields are guarded by world.mu.
type media struct {
	Media
	owner         *account
	status        *status // to which it belongs, nil until it is attached
	data          []byte
	width, height int
	ready         time.Time // when it has been processed
}

// newMedia checks a file and its description. Errors are refusals.
func (w *world) newMedia(owner *account, data []byte, description string) (*media, error) {
	kind := http.DetectContentType(data)
	known, ok := mediaTypes[kind]
	if !ok {
		return nil, refuse(http.StatusUnprocessableEntity, "Validation failed: File content type is invalid, File is invalid")
	}
	if len(data) > maxMediaSize {
		return nil, refuse(http.StatusUnprocessableEntity, "Validation failed: File file size must be less than %d MB", maxMediaSize>>20)
	}
	size, err := known.size(bytes.NewReader(data))
	if err != nil {
		return nil, refuse(http.StatusUnprocessableEntity, "File type of uploaded media could not be verified")
	}
	if int64(size.Width)*int64(size.Height) > maxMediaMatrix {
		return nil, refuse(http.StatusUnprocessableEntity, "Validation failed: %dx%d images are not supported", size.Width, size.Height)
	}
	if err := w.checkDescription(description); err != nil {
		return nil, err
	}
	m := &media{owner: owner, data: data, width: size.Width, height: size.Height, ready: w.now()}
	m.ID, m.MIME, m.Description = w.ids.next(w.now()), kind, description
	m.URL = w.base + "/media/" + m.ID + known.suffix
	return m, nil
}

func (w *world) checkDescription(text string) error {
	if utf8.RuneCountInString(text) <= maxDescription {
		return nil
	}
	return w.invalid(fmt.Sprintf("Description is too long (maximum is %d characters)", maxDescription),
		fmt.Sprintf("media description exceeds max chars (%d)", maxDescription))
}

// keepMedia stores an upload, in place of the oldest ones if there are too many: their bytes go, and what is not attached
// yet goes altogether.
func (w *world) keepMedia(m *media) {
	for len(w.media) > 0 && (len(w.media) >= maxMedia || w.mediaBytes+len(m.data) > maxMediaBytes) {
		oldest := w.media[0]
		w.dropMedia(func(o *media) bool { return o == oldest })
	}
	w.media = append(w.media, m)
	w.mediaBytes += len(m.data)
}

func (w *world) dropMedia(gone func(*media) bool) {
	w.media = slices.DeleteFunc(w.media, func(m *media) bool {
		if !gone(m) {
			return false
		}
		w.mediaBytes -= len(m.data)
		m.data = nil
		return true
	})
}

// mediaByID returns an upload, nil if there is none or its bytes have gone.
func (w *world) mediaByID(id string) *media {
	if i := slices.IndexFunc(w.media, func(m *media) bool { return m.ID == id }); i >= 0 {
		return w.media[i]
	}
	return nil
}

// processed tells whether a status may have the upload.
func (w *world) processed(m *media) bool { return !w.now().Before(m.ready) }

// maxAttached is how many media a status may have.
func (w *world) maxAttached() int {
	if w.flavour == GoToSocial {
		return 6
	}
	return 4
}

// serveMedia sends the bytes of an upload to anybody, as the servers do.
func (s *Server) serveMedia(rw http.ResponseWriter, r *http.Request) {
	id, _, _ := strings.Cut(r.PathValue("name"), ".")
	m, data := s.world.mediaData(id)
	if m.URL != s.base+r.URL.Path {
		http.NotFound(rw, r)
		return
	}
	rw.Header().Set("Content-Type", m.MIME)
	rw.Header().Set("Content-Security-Policy", "default-src 'none'")
	rw.Header().Set("Cache-Control", "max-age=31536000, immutable")
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(data))
}

// mediaData returns the bytes of an upload, which do not change as long as somebody holds them.
func (w *world) mediaData(id string) (Media, []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	m := w.mediaByID(id)
	if m == nil {
		return Media{}, nil
	}
	return m.Media, m.data
}
